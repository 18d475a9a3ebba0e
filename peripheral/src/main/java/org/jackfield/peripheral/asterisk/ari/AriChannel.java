package org.jackfield.peripheral.asterisk.ari;

import org.jackfield.protocol.pim.Arrived;
import org.jackfield.protocol.pim.LegState;

/** One channel in our hands, as the events told it, and what was last asked for it. */
final class AriChannel {

    /** Hears nothing that we began. */
    static final String SILENCE = "";

    /** Hears ringing. */
    static final String RINGING = "ringing";

    /** Hears what somebody before us began. */
    static final String UNKNOWN = "?";

    final String id;

    /** The phone as the switch names it; empty for a trunk. */
    final String endpoint;

    /** True when its device called. */
    final boolean inbound;

    String calling = "";
    String callingName = "";
    String called = "";
    String switchCallId = "";
    String callRef = "";
    LegState state = LegState.DIALLING;

    /** The bridge it is in, by the events; empty for none. */
    String bridge = "";

    /** The bridge that it was last sent to; differs while the event is on its way. */
    String wantedBridge = "";

    /** Class of music, {@link #RINGING}, {@link #SILENCE} or {@link #UNKNOWN}. */
    String hears = SILENCE;

    /** It is in our application: what is asked for it is carried out. */
    boolean inStasis;

    boolean heldByPhone;

    /** Its arrival was reported; a phone's or our own needs none more. */
    boolean announced;

    /** What came with the arrival is still being read; the report waits. */
    Arrival arrival;

    /** The report of its arrival; null when there was none. */
    private Arrived arrived;

    /** We asked for its end, with this cause; -1 while we did not. */
    int clearedCause = -1;

    /** The cause that the far end gave; -1 while it gave none. */
    int farCause = -1;

    AriChannel(String id, String endpoint, boolean inbound) {
        this.id = id;
        this.endpoint = endpoint;
        this.inbound = inbound;
    }

    boolean up() {
        return state == LegState.UP;
    }

    void arrived(Arrived reported) {
        arrived = reported;
    }

    /** As it was reported, until somebody answers; else null. */
    Arrived arrived() {
        return up() ? null : arrived;
    }
}
