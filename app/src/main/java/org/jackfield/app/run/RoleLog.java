package org.jackfield.app.run;

import org.jackfield.gateway.opc.OpcOutput.Severity;
import org.jackfield.gateway.process.GatewayLog;

import java.io.PrintStream;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;

/** A role's lines on the error stream, each with time and name of the process. */
final class RoleLog implements GatewayLog {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

    private final String name;
    private final PrintStream stream;
    private final boolean all = System.getenv("JACKFIELD_TRACE") != null;

    RoleLog(String name, PrintStream stream) {
        this.name = name;
        this.stream = stream;
    }

    @Override
    public void line(Severity severity, String text) {
        if (all || severity != Severity.TRACE) {
            stream.println(
                    TIME.format(LocalDateTime.now()) + " " + name + " " + severity + " " + text);
        }
    }
}
