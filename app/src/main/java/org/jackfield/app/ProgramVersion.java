package org.jackfield.app;

import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints: the jar's version and the Java it runs on. */
final class ProgramVersion implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = Main.class.getPackage().getImplementationVersion();
        return new String[] {
            "jackfield " + (version == null ? "(from classes)" : version),
            "Java " + Runtime.version()
        };
    }
}
