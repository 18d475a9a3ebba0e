package org.jackfield.app.service;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/** How this very program is started again. */
public final class ThisProgram {

    private static final String MAIN = "org.jackfield.app.Main";

    private ThisProgram() {}

    /** The same Java with the same options and classes, up to the first argument. */
    public static List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(
                ProcessHandle.current()
                        .info()
                        .command()
                        .orElse(System.getProperty("java.home") + "/bin/java"));
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(MAIN);
        return command;
    }
}
