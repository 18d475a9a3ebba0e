package org.jackfield.gateway.opc;

import org.jackfield.protocol.ged188.EventCause;
import org.jackfield.protocol.pim.TransferAsked;
import org.jackfield.protocol.pim.TransferKind;
import org.jackfield.protocol.pim.TransferProgress;

/** A phone's own transfer key: the same operations as a client's request. */
final class PhoneTransfers {

    private final Opc opc;
    private final Exchange exchange;
    private final TwoCallRequests rules;

    PhoneTransfers(Opc opc) {
        this.opc = opc;
        this.exchange = opc.exchange;
        this.rules = new TwoCallRequests(opc, new CallRequests(opc));
    }

    void asked(TransferAsked asked) {
        Leg leg = exchange.legs.get(asked.channel());
        if (leg == null) {
            return;
        }
        boolean begun =
                asked.kind() == TransferKind.BLIND
                        ? blind(leg, asked.number())
                        : attended(leg, exchange.legs.get(asked.secondChannel()));
        if (!begun) {
            Operation tell = opc.switchboard.operation(leg.peripheral(), Goal.NOTHING);
            opc.switchboard.order(
                    tell,
                    new TransferProgress(tell.id(), leg.channel(), false),
                    Switchboard.OUTCOME_MS);
        }
    }

    private boolean blind(Leg leg, String number) {
        Connection connection = spoken(leg);
        if (connection == null) {
            return false;
        }
        if (connection.is(ConnectionState.HOLD) && connection.heldByPhone) {
            // phones hold before they transfer; the call is taken from the phone as it is
            connection.heldByPhone = false;
            opc.moves.retrieved(connection, EventCause.NONE);
        }
        Peripheral peripheral = exchange.peripheral(leg.peripheral());
        if (rules.maySendOn(connection) != null
                || opc.blindTransfers.check(peripheral, number, connection) != null) {
            return false;
        }
        opc.blindTransfers.start(connection, number, null, leg.channel());
        return true;
    }

    private boolean attended(Leg leg, Leg second) {
        Connection one = spoken(leg);
        Connection two = second == null ? null : spoken(second);
        boolean twoCallsOfOnePhone =
                one != null
                        && two != null
                        && one.callId() != two.callId()
                        && one.instrument() != null
                        && one.instrument().equals(two.instrument());
        if (!twoCallsOfOnePhone || rules.underWay(one) != null || rules.underWay(two) != null) {
            return false;
        }
        if (exchange.callOf(one).routed || exchange.callOf(two).routed) {
            return false; // the router looks for an agent for this very call: nobody is there yet
        }
        boolean firstRemains = remains(exchange.callOf(one), exchange.callOf(two));
        opc.merging.transfer(
                firstRemains ? one : two, firstRemains ? two : one, null, leg.channel());
        return true;
    }

    /** The customer's call remains: the one that came in, or else the older. */
    private static boolean remains(Call one, Call two) {
        boolean oneCameIn = one.originator() == null || one.originator().party().outside();
        boolean twoCameIn = two.originator() == null || two.originator().party().outside();
        if (oneCameIn != twoCameIn) {
            return oneCameIn;
        }
        return one.startedMs() <= two.startedMs();
    }

    private Connection spoken(Leg leg) {
        for (Long id : leg.connections) {
            Connection each = exchange.connection(id);
            boolean held = each.is(ConnectionState.HOLD) && !each.heldByUs;
            if (each.is(ConnectionState.CONNECT) || held) {
                return each;
            }
        }
        return null;
    }
}
