package org.jackfield.gateway.ctiserver;

import org.jackfield.gateway.opc.OpcReads.DeviceNow;
import org.jackfield.protocol.ged188.OpenReq;
import org.jackfield.protocol.ged188.ServiceMask;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** One client's session: its TCP connection, what it may do and what it wants to hear. */
final class CtiSession {

    enum State {
        /** Connected; waits for OPEN_REQ. */
        CONNECTED,
        /** Has its OPEN_CONF on the standby side and hears nothing until that turns active. */
        WAITING,
        /** Waits until the log has the opening. */
        OPENING,
        /** Open. */
        OPEN,
        /** Told that it ends; waits for the connection to go. */
        ENDING
    }

    final long number;
    final String client;
    final Deque<CtiServerInput.Received> held = new ArrayDeque<>();
    final List<EventView> views = new ArrayList<>();

    State state = State.CONNECTED;
    boolean announced;

    /** It waited on the standby side, and has had its OPEN_CONF there. */
    boolean waited;

    OpenReq open;
    long services;
    DeviceNow device;
    long idleTimeoutMs = Long.MAX_VALUE;

    CtiSession(long number, String host, int port) {
        this.number = number;
        this.client = host + ":" + port;
    }

    boolean has(long service) {
        return (services & service) != 0;
    }

    boolean isOpen() {
        return state == State.OPEN;
    }

    /** True for a session that belongs to one device and may act only there. */
    boolean ofOneDevice() {
        return has(ServiceMask.CLIENT_EVENTS);
    }

    boolean hearsAgentEachTimeOnce() {
        return has(ServiceMask.IGNORE_DUPLICATE_AGENT_EVENTS);
    }

    /** What it hears by the services it was granted; null for one that hears nothing. */
    EventView firstView() {
        return views.isEmpty() ? null : views.getFirst();
    }

    EventView view(long monitorId) {
        for (EventView view : views) {
            if (view.monitorId() == monitorId) {
                return view;
            }
        }
        return null;
    }

    @Override
    public String toString() {
        return "session "
                + number
                + " of "
                + (open == null ? "?" : open.clientId())
                + " at "
                + client;
    }
}
