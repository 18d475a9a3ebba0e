package org.jackfield.simulation.traffic;

import org.jackfield.protocol.ged188.LocalConnectionState;

/** A call at an agent's phone, as the CTI Server tells of it. */
final class DeskCall {

    final long id;
    LocalConnectionState state;

    /** The call that waits while this one is a consultation; 0 for none. */
    long consultOf;

    /** Its scenes were chosen. */
    boolean sceneChosen;

    long sinceMs;

    DeskCall(long id, LocalConnectionState state, long nowMs) {
        this.id = id;
        this.state = state;
        this.sinceMs = nowMs;
    }

    boolean is(LocalConnectionState asked) {
        return state == asked;
    }

    void moveTo(LocalConnectionState next, long nowMs) {
        state = next;
        sinceMs = nowMs;
    }
}
