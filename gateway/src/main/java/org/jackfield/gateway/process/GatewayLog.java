package org.jackfield.gateway.process;

import org.jackfield.gateway.opc.OpcOutput.Severity;

/** Takes the gateway's log lines; called from several threads. */
@FunctionalInterface
public interface GatewayLog {

    /** A line; it never holds a password. */
    void line(Severity severity, String text);
}
