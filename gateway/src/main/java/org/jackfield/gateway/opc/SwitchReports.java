package org.jackfield.gateway.opc;

import org.jackfield.gateway.agent.CallAtDevice.Direction;
import org.jackfield.gateway.opc.Destinations.Destination;
import org.jackfield.gateway.opc.OpcOutput.Severity;
import org.jackfield.protocol.ged188.Bytes;
import org.jackfield.protocol.ged188.CallType;
import org.jackfield.protocol.ged188.EventCause;
import org.jackfield.protocol.ged188.LineType;
import org.jackfield.protocol.pim.Answered;
import org.jackfield.protocol.pim.Arrived;
import org.jackfield.protocol.pim.ChannelChecked;
import org.jackfield.protocol.pim.ChannelsCompared;
import org.jackfield.protocol.pim.Clear;
import org.jackfield.protocol.pim.DeviceInService;
import org.jackfield.protocol.pim.Dialled;
import org.jackfield.protocol.pim.Digit;
import org.jackfield.protocol.pim.Done;
import org.jackfield.protocol.pim.Ended;
import org.jackfield.protocol.pim.Entered;
import org.jackfield.protocol.pim.Failed;
import org.jackfield.protocol.pim.Held;
import org.jackfield.protocol.pim.Left;
import org.jackfield.protocol.pim.LegState;
import org.jackfield.protocol.pim.PimReport;
import org.jackfield.protocol.pim.Played;
import org.jackfield.protocol.pim.Retrieved;
import org.jackfield.protocol.pim.Ringing;
import org.jackfield.protocol.pim.SnapshotBegun;
import org.jackfield.protocol.pim.SnapshotChannel;
import org.jackfield.protocol.pim.SnapshotDevice;
import org.jackfield.protocol.pim.SnapshotEnded;
import org.jackfield.protocol.pim.SwitchDown;
import org.jackfield.protocol.pim.SwitchUp;
import org.jackfield.protocol.pim.TransferAsked;
import org.jackfield.protocol.site.SiteDevice;

import java.util.function.Consumer;

/** Takes what the switch says. */
final class SwitchReports {

    /** Digits of an ANI and characters of a name that are kept. */
    private static final int ANI_MAX = 39;

    private final Opc opc;
    private final Exchange exchange;
    private final Outcomes outcomes;
    private final Resync resync;
    private final PhoneTransfers phoneTransfers;
    private final Reconciler reconciler;

    SwitchReports(Opc opc, Outcomes outcomes, Resync resync, Reconciler reconciler) {
        this.reconciler = reconciler;
        this.opc = opc;
        this.exchange = opc.exchange;
        this.outcomes = outcomes;
        this.resync = resync;
        this.phoneTransfers = new PhoneTransfers(opc);
    }

    void take(Peripheral peripheral, PimReport report) {
        switch (report) {
            case SwitchUp up -> exchange.log(Severity.INFO, "switch up: " + up.product());
            case SwitchDown down -> resync.down(peripheral, down.reason());
            case SnapshotBegun begun -> resync.begun(peripheral, begun.startedMs());
            case SnapshotDevice device -> resync.device(peripheral, device);
            case SnapshotChannel channel -> resync.channel(peripheral, channel);
            case SnapshotEnded ended -> resync.ended(peripheral, ended.channels());
            case DeviceInService device ->
                    inService(peripheral, device.endpoint(), device.inService(), device.reason());
            case Arrived arrived -> arrived(peripheral, arrived);
            case Dialled dialled -> dialled(peripheral, dialled);
            case Ringing ringing -> alive(peripheral, ringing.channel(), opc.joining::ringing);
            case Answered answered -> alive(peripheral, answered.channel(), opc.joining::up);
            case Held held -> leg(peripheral, held.channel(), opc.holding::phoneHeld);
            case Retrieved retrieved ->
                    leg(peripheral, retrieved.channel(), opc.holding::phoneRetrieved);
            case Ended ended ->
                    leg(
                            peripheral,
                            ended.channel(),
                            leg -> opc.clearing.legEnded(leg, ended.cause(), ended.byFarEnd()));
            case Entered entered -> resync.touched(peripheral, entered.channel());
            case Left left -> resync.touched(peripheral, left.channel());
            case Digit digit -> {
                // keys of a phone are the far end's business; no client asks for them
            }
            case TransferAsked asked -> phoneTransfers.asked(asked);
            case Done done -> outcomes.done(done.operation());
            case Failed failed -> outcomes.failed(failed);
            case ChannelsCompared compared -> reconciler.compared(peripheral, compared);
            case ChannelChecked checked -> reconciler.checked(peripheral, checked);
            case Played played -> outcomes.played(played.operation());
        }
    }

    /** As {@link #leg}; a channel that lives though nobody knows it is ended. */
    private void alive(Peripheral peripheral, String channel, Consumer<Leg> action) {
        if (exchange.legs.containsKey(channel)) {
            leg(peripheral, channel, action);
        } else {
            refuse(peripheral, channel, "no call has it");
        }
    }

    private void leg(Peripheral peripheral, String channel, Consumer<Leg> action) {
        resync.touched(peripheral, channel);
        Leg leg = exchange.legs.get(channel);
        if (leg != null) {
            action.accept(leg);
        }
    }

    /** A phone came or went. */
    void inService(Peripheral peripheral, String endpoint, boolean there, String reason) {
        SiteDevice device = peripheral.deviceByEndpoint(endpoint);
        if (device == null) {
            return;
        }
        boolean changed =
                there
                        ? peripheral.outOfService().remove(device.instrument())
                        : peripheral.outOfService().add(device.instrument());
        if (changed) {
            exchange.put(
                    SystemEvents.instrument(
                            peripheral, device.instrument(), there, exchange.wallMs()));
            exchange.log(
                    Severity.INFO,
                    "phone "
                            + device.instrument()
                            + (there ? " is back" : " is out of service")
                            + ": "
                            + reason);
            peripheral
                    .agents()
                    .deviceInService(
                            device.instrument(), there, exchange.nowMs(), peripheral.voice());
        }
    }

    /** A caller from outside. */
    void arrived(Peripheral peripheral, Arrived arrived) {
        resync.touched(peripheral, arrived.channel());
        if (exchange.legs.containsKey(arrived.channel())) {
            return;
        }
        Destination to =
                Destinations.valid(arrived.called())
                        ? opc.destinations.resolve(peripheral, arrived.called())
                        : new Destination.Outside(arrived.called());
        if (to instanceof Destination.Outside) {
            refuse(peripheral, arrived.channel(), "number " + arrived.called() + " is unknown");
            return;
        }
        boolean planned = to instanceof Destination.Planned;
        Leg leg = new Leg(arrived.channel(), peripheral.id(), "", true, LegState.RINGING);
        exchange.legs.put(leg.channel(), leg);
        Call call = opc.outbound.newCall(peripheral);
        call.callType = planned ? CallType.ACD_IN.value() : CallType.OTHER_IN.value();
        call.lineType = planned ? LineType.INBOUND_ACD.value() : LineType.DID.value();
        call.ani = ArrivedData.cut(arrived.calling(), ANI_MAX);
        call.dnis = arrived.called();
        call.calledNumber = arrived.called();
        data(call, arrived);
        Connection caller =
                opc.outbound.plan(call, Outbound.outside(call, call.ani), Direction.OUT);
        caller.originator = true;
        exchange.attach(caller, leg);
        opc.switchboard.label(call, caller);
        if (planned) {
            // variables of the plan are in BEGIN_CALL_EVENT too
            opc.routedCalls.prepare(call, arrived.called());
        }
        opc.moves.initiated(caller, EventCause.NEW_CALL);
        opc.outbound.reach(call, arrived.called());
    }

    private void data(Call call, Arrived arrived) {
        if (arrived.userToUser().length() > 0) {
            byte[] bytes = arrived.userToUser().toArray();
            int length = Math.min(bytes.length, 131);
            call.data().setUserToUser(Bytes.of(bytes, 0, length), exchange.numbering.stamp());
        }
        arrived.variables()
                .forEach(each -> ArrivedData.set(exchange, call.data(), each.name(), each.value()));
    }

    /** A phone dialled by itself. */
    void dialled(Peripheral peripheral, Dialled dialled) {
        resync.touched(peripheral, dialled.channel());
        if (exchange.legs.containsKey(dialled.channel())) {
            return;
        }
        SiteDevice device = peripheral.deviceByEndpoint(dialled.endpoint());
        if (device == null || !Destinations.valid(dialled.digits())) {
            refuse(
                    peripheral,
                    dialled.channel(),
                    device == null
                            ? "phone " + dialled.endpoint() + " is unknown"
                            : "what was dialled is no number");
            return;
        }
        Leg leg =
                new Leg(
                        dialled.channel(),
                        peripheral.id(),
                        dialled.endpoint(),
                        true,
                        LegState.RINGING);
        exchange.legs.put(leg.channel(), leg);
        opc.outbound.dialled(peripheral, device, leg, dialled.digits());
    }

    /** A channel that nobody can use is ended. */
    private void refuse(Peripheral peripheral, String channel, String why) {
        exchange.log(Severity.WARNING, "channel " + channel + " is ended: " + why);
        Operation clear = opc.switchboard.operation(peripheral.id(), Goal.NOTHING);
        opc.switchboard.order(clear, new Clear(clear.id(), channel, 1), Switchboard.OUTCOME_MS);
    }
}
