package org.jackfield.gateway.process;

import org.jackfield.gateway.opc.OpcOutput.Severity;
import org.jackfield.protocol.ged188.Ged188Message;

/** Takes the gateway's log lines; called from several threads. */
@FunctionalInterface
public interface GatewayLog {

    /** A line; it never holds a password. */
    void line(Severity severity, String text);

    /** A message goes to a client: for whoever traces; called for each, so it must be quick. */
    default void sent(long session, Ged188Message message) {}
}
