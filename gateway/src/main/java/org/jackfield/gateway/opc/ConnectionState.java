package org.jackfield.gateway.opc;

import org.jackfield.protocol.ged188.LocalConnectionState;

/** How a device takes part in a call. The legal moves are in {@link Connection}. */
enum ConnectionState {
    /** Planned by an operation that is not confirmed yet; nobody was told. */
    PLANNED(LocalConnectionState.NULL, 1),
    /** Off hook: waits until the called party answers. */
    INITIATE(LocalConnectionState.INITIATE, 2),
    /** Waits for the device to answer. */
    ALERTING(LocalConnectionState.ALERTING, 3),
    /** Talks, or waits in the router's hands. */
    CONNECT(LocalConnectionState.CONNECT, 4),
    /** Waits until its own device retrieves it. */
    HOLD(LocalConnectionState.HOLD, 5),
    /** Could not be reached; on its way out. */
    FAIL(LocalConnectionState.FAIL, 6),
    /** Gone; waits for nothing. */
    NULL(LocalConnectionState.NULL, 7);

    private final LocalConnectionState wire;
    private final int kept;

    ConnectionState(LocalConnectionState wire, int kept) {
        this.wire = wire;
        this.kept = kept;
    }

    /** LocalConnectionState of the CTI Server protocol. */
    int value() {
        return wire.value();
    }

    /** Number in a snapshot. */
    int kept() {
        return kept;
    }

    static ConnectionState ofKept(int number) {
        for (ConnectionState each : values()) {
            if (each.kept == number) {
                return each;
            }
        }
        throw new IllegalArgumentException(
                "snapshot: no connection state " + number + "; restore one of this version");
    }
}
