package org.jackfield.gateway.opc;

import org.jackfield.protocol.ged188.Ged188Message;
import org.jackfield.protocol.log.SessionKey;
import org.jackfield.protocol.pim.PimCommand;

import java.util.List;

/** What the OPC puts out, in order. Each side carries out what is its own. */
public sealed interface OpcOutput {

    /**
     * Something happened: an event of the CTI Server protocol, for the sessions that want it.
     *
     * @param event with MonitorID 0; each side stamps it for each session
     * @param scope what it is about
     */
    record Emit(Ged188Message event, Scope scope) implements OpcOutput {}

    /**
     * What an event is about, so that a side can decide who wants it without reading the event.
     *
     * @param peripheral PeripheralID
     * @param callId ConnectionCallID of a call event, 0 for others
     * @param instruments devices of the call, or the agent's, that the event concerns
     * @param agentId AgentID of an agent event, empty for others
     */
    record Scope(int peripheral, long callId, List<String> instruments, String agentId) {
        public Scope {
            instruments = List.copyOf(instruments);
        }
    }

    /** The confirmation or failure of one request, for that session only. */
    record Answer(SessionKey session, Ged188Message message) implements OpcOutput {}

    /** A command for the active PIM of a peripheral. */
    record Order(int peripheral, int epoch, PimCommand command) implements OpcOutput {}

    /** Which source's PIM is the active one from now on. */
    record ActivePim(int peripheral, int source, int epoch) implements OpcOutput {}

    /**
     * Whose CTI Server has the clients from now on. It commands at least one switch when it is
     * named, and stays named as long as it commands any, or nobody does.
     */
    record ServingSide(int source) implements OpcOutput {}

    /**
     * An operator wants a switch commanded from another side, and that would move the clients: the
     * CTI Server that has them asks those that know how (messages 278 to 281).
     *
     * @param source the side that is to command the switch
     * @param serving the side that has the clients
     */
    record ClientsToAsk(int peripheral, int source, int serving) implements OpcOutput {}

    /** A session is to be closed by its side. */
    record CloseSession(SessionKey session, int status, String reason) implements OpcOutput {}

    /** A line for the event log. */
    record LogLine(Severity severity, String text) implements OpcOutput {}

    /** How much a log line matters. */
    enum Severity {
        /** For finding faults. */
        TRACE,
        /** Worth knowing. */
        INFO,
        /** Repaired, or refused. */
        WARNING,
        /** Somebody must look. */
        ERROR
    }
}
