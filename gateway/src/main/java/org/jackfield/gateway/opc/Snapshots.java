package org.jackfield.gateway.opc;

import org.jackfield.gateway.agent.AgentBook;
import org.jackfield.gateway.agent.CallAtDevice.Direction;
import org.jackfield.gateway.agent.OfferEnd;
import org.jackfield.gateway.router.Router;
import org.jackfield.protocol.log.ClientOpened;
import org.jackfield.protocol.log.KeptCall;
import org.jackfield.protocol.log.KeptConnection;
import org.jackfield.protocol.log.KeptLeg;
import org.jackfield.protocol.log.KeptListing;
import org.jackfield.protocol.log.KeptNumbering;
import org.jackfield.protocol.log.KeptOperation;
import org.jackfield.protocol.log.KeptPeripheral;
import org.jackfield.protocol.log.KeptSource;
import org.jackfield.protocol.log.KeptTimer;
import org.jackfield.protocol.log.KeptValue;
import org.jackfield.protocol.log.KeptWatch;
import org.jackfield.protocol.log.OpcSnapshot;
import org.jackfield.protocol.log.SettingSet;

import java.util.ArrayList;
import java.util.List;

/** The state of the OPC as one record, and back. */
final class Snapshots {

    private final Exchange exchange;

    Snapshots(Exchange exchange) {
        this.exchange = exchange;
    }

    OpcSnapshot keep() {
        Numbering.Kept n = exchange.numbering.keep();
        List<KeptSource> sources = new ArrayList<>();
        exchange.sources
                .values()
                .forEach(
                        s ->
                                sources.add(
                                        new KeptSource(
                                                s.id(),
                                                s.incarnation,
                                                s.nextSequence,
                                                s.leftAtMs,
                                                s.far)));
        List<SettingSet> settings = new ArrayList<>();
        exchange.settings.forEach((name, value) -> settings.add(new SettingSet(name, value)));
        List<KeptTimer> timers = new ArrayList<>();
        exchange.timers.all(
                (key, atMs) -> timers.add(new KeptTimer(key.kind().kept(), key.id(), atMs)));
        return new OpcSnapshot(
                new KeptNumbering(
                        n.idBase(),
                        n.calls(),
                        n.things(),
                        n.operations(),
                        n.stamps(),
                        n.keyDay(),
                        n.keys()),
                exchange.calendar,
                exchange.calendarAtMs,
                sources,
                List.copyOf(exchange.sessions.values()),
                settings,
                List.copyOf(exchange.eccs.values()),
                List.copyOf(exchange.teams.values()),
                List.copyOf(exchange.deskSettings.values()),
                List.copyOf(exchange.reasons.values()),
                List.copyOf(exchange.plans.values()),
                exchange.peripherals.values().stream().map(Snapshots::keep).toList(),
                exchange.legs.values().stream().map(Snapshots::keep).toList(),
                exchange.calls.values().stream().map(Snapshots::keep).toList(),
                exchange.operations.values().stream().map(Snapshots::keep).toList(),
                timers,
                exchange.servingSource + 1,
                exchange.notes.parts(),
                exchange.notes.notes());
    }

    private static KeptPeripheral keep(Peripheral p) {
        return new KeptPeripheral(
                p.site(),
                List.copyOf(p.devices().values()),
                List.copyOf(p.skillGroups().values()),
                List.copyOf(p.outOfService()),
                List.copyOf(p.reachableFrom),
                p.activeSource,
                p.epoch,
                p.online,
                p.startedMs,
                p.listing == null
                        ? null
                        : new KeptListing(
                                p.listing.startedMs,
                                List.copyOf(p.listing.channels.values()),
                                List.copyOf(p.listing.touched)),
                p.agents().toRecord(),
                p.router().toRecord(),
                new KeptWatch(
                        p.watch.asked,
                        List.copyOf(p.watch.touched),
                        List.copyOf(p.watch.absent),
                        List.copyOf(p.watch.differing),
                        List.copyOf(p.watch.doubts),
                        p.watch.turn));
    }

    private static KeptLeg keep(Leg leg) {
        return new KeptLeg(
                leg.channel(),
                leg.peripheral(),
                leg.endpoint(),
                leg.inbound(),
                leg.state,
                leg.bridge,
                leg.clearing,
                leg.connections,
                leg.keyHeld);
    }

    private static KeptCall keep(Call call) {
        List<KeptValue> data = new ArrayList<>();
        call.data().all((key, value) -> data.add(new KeptValue(key, value.text(), value.stamp())));
        return KeptCall.builder()
                .id(call.id())
                .peripheral(call.peripheral())
                .keyDay(call.key().day())
                .keyCallId(call.key().callId())
                .keySequence(call.key().sequence())
                .startedMs(call.startedMs())
                .connections(call.connections().stream().map(Snapshots::keep).toList())
                .data(data)
                .instruments(List.copyOf(call.instruments))
                .ani(call.ani)
                .dnis(call.dnis)
                .enteredDigits(call.enteredDigits)
                .callType(call.callType)
                .lineType(call.lineType)
                .beginDeviceId(call.beginDeviceId)
                .begun(call.begun)
                .calledNumber(call.calledNumber)
                .lastRedirect(call.lastRedirect)
                .bridge(call.bridge)
                .consultOf(call.consultOf)
                .consultMerges(call.consultMerges)
                .merges(call.merges)
                .controller(call.controller)
                .routed(call.routed)
                .service(call.service)
                .planCallType(call.planCallType)
                .music(call.music)
                .skillGroup(call.skillGroup)
                .greeting(call.greeting)
                .lastCause(call.lastCause)
                .releaseCause(call.releaseCause)
                .reached(call.reached)
                .build();
    }

    private static KeptConnection keep(Connection c) {
        return KeptConnection.builder()
                .id(c.id())
                .deviceId(c.party().deviceId())
                .instrument(c.party().instrument())
                .number(c.party().number())
                .state(c.state().kept())
                .channel(c.channel)
                .direction(c.direction.value())
                .skillGroup(c.skillGroup)
                .answered(c.answered)
                .originator(c.originator)
                .offeredTo(c.offeredTo)
                .offerEnd(c.offerEnd == null ? 0 : c.offerEnd.ordinal() + 1)
                .neverAlerted(c.neverAlerted)
                .heldByPhone(c.heldByPhone)
                .heldByUs(c.heldByUs)
                .clearing(c.clearing)
                .endCause(c.endCause)
                .build();
    }

    private static KeptOperation keep(Operation o) {
        return new KeptOperation(
                o.id(),
                o.peripheral(),
                o.goal().kept(),
                o.requester == null ? null : o.requester.session(),
                o.requester == null ? 0 : o.requester.invokeId(),
                o.requester == null ? 0 : o.requester.kind().kept(),
                o.callId,
                o.connectionId,
                o.otherCallId,
                o.otherConnectionId,
                o.number,
                o.progressChannel,
                o.command,
                o.untilMs == Operation.MUST_BE_DONE ? 0 : o.untilMs);
    }

    /** Fills an empty exchange; the peripherals have no listeners yet. */
    void restore(OpcSnapshot kept) {
        KeptNumbering n = kept.numbering();
        exchange.numbering.restore(
                new Numbering.Kept(
                        n.idBase(),
                        n.calls(),
                        n.things(),
                        n.operations(),
                        n.stamps(),
                        n.keyDay(),
                        n.keys()));
        exchange.calendar = kept.calendar();
        exchange.calendarAtMs = kept.calendarAtMs();
        exchange.servingSource = kept.serving() - 1;
        for (KeptSource each : kept.sources()) {
            Source source = new Source(each.id());
            source.incarnation = each.incarnation();
            source.nextSequence = each.nextSequence();
            source.leftAtMs = each.leftAtMs();
            source.far = each.far();
            exchange.sources.put(each.id(), source);
        }
        for (ClientOpened each : kept.sessions()) {
            exchange.sessions.put(each.session(), each);
        }
        kept.settings().forEach(each -> exchange.settings.put(each.name(), each.value()));
        kept.eccs().forEach(each -> exchange.eccs.put(each.name(), each));
        kept.teams().forEach(each -> exchange.teams.put(each.id(), each));
        kept.deskSettings().forEach(each -> exchange.deskSettings.put(each.id(), each));
        kept.reasons().forEach(each -> exchange.reasons.put(SiteInputs.key(each), each));
        kept.plans().forEach(each -> exchange.plans.put(each.number(), each));
        exchange.notes.restore(kept.parts(), kept.notes());
        kept.peripherals().forEach(this::restore);
        kept.calls().forEach(this::restore);
        kept.legs().forEach(this::restore);
        kept.operations().forEach(this::restore);
        for (KeptTimer each : kept.timers()) {
            exchange.timers.set(
                    new Exchange.TimerKey(Exchange.TimerKind.ofKept(each.kind()), each.id()),
                    each.atMs());
        }
    }

    private void restore(KeptPeripheral kept) {
        OpcSettings settings = new OpcSettings(exchange);
        Peripheral peripheral =
                new Peripheral(
                        kept.site(),
                        AgentBook.restore(kept.agents(), settings.agents()),
                        Router.restore(kept.router(), settings.router()));
        kept.devices().forEach(peripheral::setDevice);
        kept.skillGroups().forEach(each -> peripheral.skillGroups().put(each.number(), each));
        peripheral.outOfService().addAll(kept.outOfService());
        peripheral.reachableFrom.addAll(kept.reachableFrom());
        peripheral.activeSource = kept.activeSource();
        peripheral.epoch = kept.epoch();
        peripheral.online = kept.online();
        peripheral.startedMs = kept.startedMs();
        if (kept.listing() != null) {
            peripheral.listing = new Resync.Listing();
            peripheral.listing.startedMs = kept.listing().startedMs();
            kept.listing()
                    .channels()
                    .forEach(each -> peripheral.listing.channels.put(each.channel(), each));
            peripheral.listing.touched.addAll(kept.listing().touched());
        }
        peripheral.watch.asked = kept.watch().asked();
        peripheral.watch.touched.addAll(kept.watch().touched());
        peripheral.watch.absent.addAll(kept.watch().absent());
        peripheral.watch.differing.addAll(kept.watch().differing());
        peripheral.watch.doubts.addAll(kept.watch().doubts());
        peripheral.watch.turn = kept.watch().turn();
        exchange.peripherals.put(peripheral.id(), peripheral);
    }

    private void restore(KeptLeg kept) {
        Leg leg =
                new Leg(
                        kept.channel(),
                        kept.peripheral(),
                        kept.endpoint(),
                        kept.inbound(),
                        kept.state());
        leg.bridge = kept.bridge();
        leg.clearing = kept.clearing();
        leg.connections.addAll(kept.connections());
        leg.keyHeld = kept.keyHeld();
        exchange.legs.put(leg.channel(), leg);
    }

    private void restore(KeptCall kept) {
        Call call =
                new Call(
                        kept.id(),
                        kept.peripheral(),
                        new CallKey(kept.keyDay(), kept.keyCallId(), kept.keySequence()),
                        kept.startedMs());
        kept.data().forEach(each -> call.data().restore(each.key(), each.text(), each.stamp()));
        call.instruments.addAll(kept.instruments());
        call.ani = kept.ani();
        call.dnis = kept.dnis();
        call.enteredDigits = kept.enteredDigits();
        call.callType = kept.callType();
        call.lineType = kept.lineType();
        call.beginDeviceId = kept.beginDeviceId();
        call.begun = kept.begun();
        call.calledNumber = kept.calledNumber();
        call.lastRedirect = kept.lastRedirect();
        call.bridge = kept.bridge();
        call.consultOf = kept.consultOf();
        call.consultMerges = kept.consultMerges();
        call.merges = kept.merges();
        call.controller = kept.controller();
        call.routed = kept.routed();
        call.service = kept.service();
        call.planCallType = kept.planCallType();
        call.music = kept.music();
        call.skillGroup = kept.skillGroup();
        call.greeting = kept.greeting();
        call.lastCause = kept.lastCause();
        call.releaseCause = kept.releaseCause();
        call.reached = kept.reached();
        exchange.calls.put(call.id(), call);
        kept.connections().forEach(each -> restore(call, each));
    }

    private void restore(Call call, KeptConnection kept) {
        Direction direction = Direction.values()[kept.direction() - 1];
        Connection connection =
                new Connection(
                        kept.id(),
                        call.id(),
                        new Party(kept.deviceId(), kept.instrument(), kept.number()),
                        direction);
        connection.restoreState(ConnectionState.ofKept(kept.state()));
        connection.channel = kept.channel();
        connection.skillGroup = kept.skillGroup();
        connection.answered = kept.answered();
        connection.originator = kept.originator();
        connection.offeredTo = kept.offeredTo();
        connection.offerEnd = kept.offerEnd() == 0 ? null : OfferEnd.values()[kept.offerEnd() - 1];
        connection.neverAlerted = kept.neverAlerted();
        connection.heldByPhone = kept.heldByPhone();
        connection.heldByUs = kept.heldByUs();
        connection.clearing = kept.clearing();
        connection.endCause = kept.endCause();
        exchange.add(call, connection);
    }

    private void restore(KeptOperation kept) {
        Operation operation = new Operation(kept.id(), kept.peripheral(), Goal.ofKept(kept.goal()));
        if (kept.session() != null) {
            operation.requester =
                    new Requester(
                            kept.session(), kept.invokeId(), Requester.Kind.ofKept(kept.request()));
        }
        operation.callId = kept.callId();
        operation.connectionId = kept.connectionId();
        operation.otherCallId = kept.otherCallId();
        operation.otherConnectionId = kept.otherConnectionId();
        operation.number = kept.number();
        operation.progressChannel = kept.progressChannel();
        operation.command = kept.command();
        operation.untilMs = kept.untilMs() == 0 ? Operation.MUST_BE_DONE : kept.untilMs();
        exchange.operations.put(operation.id(), operation);
    }
}
