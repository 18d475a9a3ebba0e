package org.jackfield.peripheral.scripted;

import org.jackfield.protocol.pim.Arrived;
import org.jackfield.protocol.pim.Dial;
import org.jackfield.protocol.pim.LegState;
import org.jackfield.protocol.pim.PimReport;
import org.jackfield.protocol.pim.TransferKind;

import java.util.ArrayList;
import java.util.List;

/** One channel of the switch: a leg to a phone or to somebody outside. */
final class Leg {

    final String channel;

    /** The phone; empty for a leg to the outside. */
    final String endpoint;

    /** The device called us. */
    final boolean inbound;

    final String calling;
    final String called;

    /** Tells the gateway of an inbound leg; null for one that the gateway made. */
    final PimReport announcement;

    LegState state;

    /** The gateway knows of it; until then no report of it goes out. */
    boolean announced;

    /** Where it is; empty = in none. */
    String bridge = "";

    String callRef = "";
    boolean heldByPhone;
    boolean gone;

    /** What the phone's transfer key asked for, until the gateway told how it went. */
    TransferKind transferAsked;

    /** Dial commands that wait for the answer. */
    final List<Long> dialOperations = new ArrayList<>();

    private Leg(
            String channel,
            String endpoint,
            boolean inbound,
            String calling,
            String called,
            PimReport announcement) {
        this.channel = channel;
        this.endpoint = endpoint;
        this.inbound = inbound;
        this.calling = calling;
        this.called = called;
        this.announcement = announcement;
        this.announced = announcement == null;
        this.state = inbound ? LegState.RINGING : LegState.DIALLING;
    }

    /** How its caller came; null for every other leg. */
    Arrived arrival() {
        return announcement instanceof Arrived arrived ? arrived : null;
    }

    static Leg fromDevice(
            String channel, String endpoint, String calling, String called, PimReport announced) {
        return new Leg(channel, endpoint, true, calling, called, announced);
    }

    static Leg dialled(Dial dial) {
        String endpoint = dial.endpoint() == null ? "" : dial.endpoint();
        String called = dial.number() == null ? endpoint : dial.number();
        Leg leg = new Leg(dial.channel(), endpoint, false, dial.calling(), called, null);
        leg.callRef = dial.callRef();
        leg.dialOperations.add(dial.operation());
        return leg;
    }

    boolean up() {
        return state == LegState.UP && !gone;
    }

    /** Rings at a phone or outside and can be answered there. */
    boolean ringsThere() {
        return state == LegState.RINGING && !inbound && !gone;
    }
}
