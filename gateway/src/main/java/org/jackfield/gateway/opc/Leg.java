package org.jackfield.gateway.opc;

import org.jackfield.protocol.pim.LegState;

import java.util.ArrayList;
import java.util.List;

/**
 * A channel of the switch: the wire to one phone or one party outside. One leg may serve several
 * connections of its phone, for instance a held call and the consultation beside it; at most one of
 * them is not held.
 */
final class Leg {

    private final String channel;
    private final int peripheral;
    private final String endpoint;
    private final boolean inbound;

    /** How far it is, as the switch last said. */
    LegState state;

    /** The bridge to which it was last sent, or in which a listing found it; empty for none. */
    String bridge = "";

    /** True once the switch was told to end it. */
    boolean clearing;

    /** True while the phone's own key holds, whatever it serves. */
    boolean keyHeld;

    /** Ids of the connections that it serves, oldest first. */
    final List<Long> connections = new ArrayList<>();

    Leg(String channel, int peripheral, String endpoint, boolean inbound, LegState state) {
        this.channel = channel;
        this.peripheral = peripheral;
        this.endpoint = endpoint;
        this.inbound = inbound;
        this.state = state;
    }

    String channel() {
        return channel;
    }

    int peripheral() {
        return peripheral;
    }

    /** The phone as the switch names it; empty for a party outside. */
    String endpoint() {
        return endpoint;
    }

    /** True when its device called us, false when we dialled it. */
    boolean inbound() {
        return inbound;
    }

    boolean up() {
        return state == LegState.UP;
    }

    /** True when it serves more than one connection. */
    boolean shared() {
        return connections.size() > 1;
    }
}
