package org.jackfield.gateway.opc;

import org.jackfield.gateway.agent.AgentView;
import org.jackfield.gateway.agent.CallAtDevice;
import org.jackfield.gateway.agent.CallAtDevice.Phase;
import org.jackfield.protocol.ged188.EventCause;
import org.jackfield.protocol.log.KeptPart;

import java.util.ArrayList;
import java.util.List;

/**
 * Makes the moves of {@link Connection}: state, then the one event, then the agent book. Nobody
 * else changes a connection's state.
 */
final class Moves {

    private final Opc opc;
    private final Exchange exchange;

    Moves(Opc opc) {
        this.opc = opc;
        this.exchange = opc.exchange;
    }

    /** A device starts a call. */
    void initiated(Connection connection, EventCause cause) {
        Call call = exchange.callOf(connection);
        connection.moveTo(ConnectionState.INITIATE);
        begin(call, connection);
        if (!connection.party().outside()) {
            exchange.put(opc.events.serviceInitiated(call, connection, cause));
        }
        tell(connection);
    }

    /** A device said whom it calls. */
    void originated(Connection connection, EventCause cause) {
        exchange.put(opc.events.originated(exchange.callOf(connection), connection, cause));
    }

    /** Says BEGIN_CALL_EVENT, once. */
    void begin(Call call, Connection first) {
        if (!call.begun) {
            call.begun = true;
            call.beginDeviceId = first.party().deviceId();
            exchange.put(opc.data.begin(call));
        }
    }

    /** A device is called. */
    void alerting(Connection connection) {
        if (!connection.is(ConnectionState.PLANNED)) {
            return;
        }
        Call call = exchange.callOf(connection);
        connection.moveTo(ConnectionState.ALERTING);
        EventCause cause = call.consultation() ? EventCause.CONSULT : EventCause.NEW_CALL;
        if (connection.party().outside()) {
            exchange.put(opc.events.reachedNetwork(call, connection, cause));
        }
        exchange.put(opc.events.delivered(call, connection, cause));
        tell(connection);
        reached(call);
    }

    /** Somebody is called, or the call waits for somebody: the caller's phase changes. */
    void reached(Call call) {
        if (!call.reached) {
            call.reached = true;
            Connection originator = call.originator();
            if (originator != null && originator.live()) {
                tell(originator);
            }
        }
    }

    /** A caller from outside is answered by the router, or speaks with nobody yet. */
    void callerUp(Connection connection) {
        connection.moveTo(ConnectionState.CONNECT);
    }

    /** A called device talks. */
    void established(Connection connection) {
        Call call = exchange.callOf(connection);
        connection.moveTo(ConnectionState.CONNECT);
        Connection originator = call.originator();
        boolean first = originator != null && originator.is(ConnectionState.INITIATE);
        if (first) {
            originator.moveTo(ConnectionState.CONNECT);
        }
        EventCause cause = call.consultation() ? EventCause.CONSULT : EventCause.NONE;
        exchange.put(opc.events.established(call, connection, cause));
        tell(connection);
        if (first) {
            tell(originator);
        }
    }

    void held(Connection connection, EventCause cause) {
        if (connection.is(ConnectionState.CONNECT)) {
            connection.moveTo(ConnectionState.HOLD);
            exchange.put(opc.events.held(exchange.callOf(connection), connection, cause));
            tell(connection);
        }
    }

    void retrieved(Connection connection, EventCause cause) {
        if (connection.is(ConnectionState.HOLD)) {
            connection.moveTo(ConnectionState.CONNECT);
            exchange.put(opc.events.retrieved(exchange.callOf(connection), connection, cause));
            tell(connection);
        }
    }

    /** A conference took it from hold; told by CALL_CONFERENCED_EVENT. */
    void conferenced(Connection connection) {
        if (connection.is(ConnectionState.HOLD)) {
            connection.moveTo(ConnectionState.CONNECT);
        }
        connection.heldByUs = false;
    }

    /** A called device cannot be reached, or refused. */
    void failed(Connection connection, EventCause cause) {
        Call call = exchange.callOf(connection);
        connection.moveTo(ConnectionState.FAIL);
        exchange.put(opc.events.failed(call, connection, cause));
        cleared(connection, cause.value());
    }

    /** A connection is gone. */
    void cleared(Connection connection, int cause) {
        if (connection.is(ConnectionState.NULL)) {
            return;
        }
        Call call = exchange.callOf(connection);
        opc.answers.settle(connection);
        opc.switchboard.forgetWaits(connection);
        boolean told = connection.live();
        if (told) {
            exchange.put(opc.events.connectionCleared(call, connection, cause));
            call.lastCause = cause;
        }
        Leg leg = exchange.legOf(connection);
        leave(call, connection);
        if (leg != null) {
            exchange.then(() -> opc.clearing.unused(leg));
        }
        if (told) {
            tell(call.peripheral(), connection.instrument());
        }
        opc.routedCalls.connectionGone(call, connection);
        exchange.then(() -> opc.clearing.afterLoss(call));
    }

    /** A connection is gone without a word of its own; a merge tells it. */
    void leave(Call call, Connection connection) {
        if (connection.instrument() != null && call.begun && connection.answered) {
            exchange.notes.left(part(call, connection.instrument()));
        }
        connection.moveTo(ConnectionState.NULL);
        exchange.remove(call, connection);
    }

    private KeptPart part(Call call, String instrument) {
        AgentView agent = exchange.peripheral(call.peripheral()).agents().agentAt(instrument);
        return new KeptPart(
                call.peripheral(),
                instrument,
                call.id(),
                call.key().day(),
                call.key().callId(),
                agent == null ? "" : agent.agentId());
    }

    /** The call has nobody left. */
    void ended(Call call) {
        if (exchange.calls.remove(call.id()) != null && call.begun) {
            exchange.put(opc.events.callCleared(call, call.lastCause));
            exchange.put(opc.events.end(call));
            opc.switchboard.forgetWaits(call);
        }
    }

    /** The call was merged into another: only its end is told. */
    void vanished(Call call) {
        if (exchange.calls.remove(call.id()) != null) {
            exchange.put(opc.events.end(call));
        }
    }

    /** Tells the agent book what is at the connection's phone now. */
    void tell(Connection connection) {
        Call call = exchange.callOf(connection);
        tell(call.peripheral(), connection.instrument());
    }

    /** Tells the agent book what is at a phone now. */
    void tell(int peripheralId, String instrument) {
        if (instrument == null) {
            return;
        }
        Peripheral peripheral = exchange.peripheral(peripheralId);
        List<CallAtDevice> calls = callsAt(peripheralId, instrument);
        peripheral.agents().callsChanged(instrument, calls, exchange.nowMs(), peripheral.voice());
    }

    /** What is at a phone, as the agent book is told it. */
    List<CallAtDevice> callsAt(int peripheralId, String instrument) {
        List<CallAtDevice> calls = new ArrayList<>();
        for (Connection each : exchange.at(peripheralId, instrument)) {
            Phase phase = phase(each);
            if (phase != null) {
                calls.add(
                        new CallAtDevice(
                                each.callId(),
                                phase,
                                each.direction,
                                each.skillGroup < 0 ? CallAtDevice.NOT_ROUTED : each.skillGroup,
                                each.answered));
            }
        }
        return calls;
    }

    private Phase phase(Connection connection) {
        return switch (connection.state()) {
            case INITIATE -> exchange.callOf(connection).reached ? Phase.ACTIVE : Phase.INITIATED;
            case ALERTING -> Phase.ALERTING;
            case CONNECT -> Phase.ACTIVE;
            case HOLD -> Phase.HELD;
            case PLANNED, FAIL, NULL -> null;
        };
    }
}
