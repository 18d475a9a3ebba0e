package org.jackfield.ctios.session;

import java.util.List;

/**
 * What a CTI OS server knows at a moment, for an operator's eyes.
 *
 * @param online whether the CTI Server and all its switches can be reached
 */
public record CtiOsNow(
        boolean online,
        List<ClientNow> clients,
        List<AgentRow> agents,
        List<CallRow> calls,
        List<PeerRow> peers) {

    /**
     * Another CTI OS server.
     *
     * @param address that this server connects to
     * @param server its name; empty before it was up
     * @param up this server hears of its desktops, and lines can be sent
     * @param desks agents who have a desktop there
     * @param trouble why it is not up; empty while it is
     * @param callsUs it is connected to this server too
     */
    public record PeerRow(
            String address,
            String server,
            boolean up,
            int desks,
            String trouble,
            boolean callsUs) {}

    /**
     * A client's session.
     *
     * @param connected false while it has no connection and its grace runs
     * @param agent of an agent's desktop; empty for others
     */
    public record ClientNow(long id, String client, String mode, boolean connected, String agent) {}

    /**
     * An agent.
     *
     * @param reason EventReasonCode of the state
     * @param next NextAgentState; -1 when none is pending
     */
    public record AgentRow(String agent, String state, int reason, String instrument, int next) {}

    /** A call and the devices that take part. */
    public record CallRow(long call, List<String> devices) {}
}
