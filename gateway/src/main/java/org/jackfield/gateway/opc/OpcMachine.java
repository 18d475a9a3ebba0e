package org.jackfield.gateway.opc;

import org.jackfield.gateway.opc.Exchange.TimerKey;
import org.jackfield.gateway.opc.OpcOutput.Severity;
import org.jackfield.machine.Machine;
import org.jackfield.protocol.ged188.Ged188Message;
import org.jackfield.protocol.log.ActiveSideAsked;
import org.jackfield.protocol.log.AgentSet;
import org.jackfield.protocol.log.Alive;
import org.jackfield.protocol.log.Calendar;
import org.jackfield.protocol.log.ClientClosed;
import org.jackfield.protocol.log.ClientOpened;
import org.jackfield.protocol.log.ClientRequested;
import org.jackfield.protocol.log.DeskSettingsSet;
import org.jackfield.protocol.log.DeviceSet;
import org.jackfield.protocol.log.EccSet;
import org.jackfield.protocol.log.Envelope;
import org.jackfield.protocol.log.Genesis;
import org.jackfield.protocol.log.Hello;
import org.jackfield.protocol.log.Input;
import org.jackfield.protocol.log.KeptNote;
import org.jackfield.protocol.log.OpcSnapshot;
import org.jackfield.protocol.log.PeripheralSet;
import org.jackfield.protocol.log.PimReachable;
import org.jackfield.protocol.log.PimReported;
import org.jackfield.protocol.log.PlanSet;
import org.jackfield.protocol.log.ReasonSet;
import org.jackfield.protocol.log.SettingSet;
import org.jackfield.protocol.log.SideChangePlanned;
import org.jackfield.protocol.log.SideFar;
import org.jackfield.protocol.log.SkillGroupSet;
import org.jackfield.protocol.log.StateHashed;
import org.jackfield.protocol.log.TeamSet;
import org.jackfield.protocol.record.RecordReader;
import org.jackfield.protocol.record.RecordWriter;

import java.util.List;
import java.util.function.Consumer;

/**
 * The truth about calls, agents and queues of the peripherals: a deterministic machine, the same on
 * every member. An input is taken once, in the order of its source; see {@link Connection} for what
 * may happen to a call.
 */
public final class OpcMachine implements Machine<Envelope, OpcOutput>, OpcReads {

    private Exchange exchange;
    private Opc opc;
    private Resync resync;
    private SiteInputs site;
    private Sides sides;
    private SwitchReports reports;
    private Outcomes outcomes;
    private Requests requests;
    private Reconciler reconciler;
    private Reads reads;

    /** A machine that knows nothing; its first input is {@link Genesis}, or it is restored. */
    public OpcMachine() {
        build(new Exchange());
    }

    private void build(Exchange fresh) {
        exchange = fresh;
        opc = new Opc(fresh);
        resync = new Resync(opc);
        site = new SiteInputs(opc);
        sides = new Sides(opc, resync);
        outcomes = new Outcomes(opc);
        reconciler = new Reconciler(opc, resync);
        reports = new SwitchReports(opc, outcomes, resync, reconciler);
        resync.reportTo(reports, reconciler);
        requests = new Requests(opc);
        reads = new Reads(opc);
    }

    @Override
    public void onInput(Envelope envelope, long nowMs, Consumer<? super OpcOutput> out) {
        exchange.open(nowMs, out);
        Source source = exchange.sources.computeIfAbsent(envelope.source(), Source::new);
        if (!source.takes(envelope.incarnation(), envelope.sequence())) {
            exchange.log(
                    Severity.TRACE,
                    "input "
                            + envelope.sequence()
                            + " of source "
                            + envelope.source()
                            + " left out: "
                            + source.nextSequence
                            + " is next");
            return;
        }
        sides.heard(envelope.source());
        take(envelope);
        exchange.settle();
    }

    private void take(Envelope envelope) {
        if (site.knows(envelope.input())) {
            return;
        }
        switch (envelope.input()) {
            case Genesis genesis -> exchange.numbering.genesis(genesis.idBase());
            case Calendar calendar -> calendar(calendar);
            case Alive alive -> {
                // heard
            }
            case StateHashed hashed -> {
                // the host compares it
            }
            case Hello hello -> sides.hello(envelope.source(), hello.side());
            case PimReported reported -> reported(envelope.source(), reported);
            case PimReachable reachable -> {
                Peripheral peripheral = exchange.peripherals.get(reachable.peripheral());
                if (peripheral != null) {
                    sides.reachable(peripheral, envelope.source(), reachable.reachable());
                }
            }
            case SideFar side -> sides.far(envelope.source(), side.far());
            case ActiveSideAsked asked -> sides.move(asked, envelope.ageMs());
            case SideChangePlanned planned -> sides.plan(planned, envelope.ageMs());
            case ClientOpened opened -> sides.opened(opened);
            case ClientClosed closed -> sides.closed(closed);
            case ClientRequested asked -> requests.take(asked, envelope.ageMs());
            case SettingSet setting -> site.set(setting);
            case PeripheralSet set -> site.set(set.peripheral());
            case DeviceSet set -> site.set(set.device());
            case AgentSet set -> site.set(set.agent());
            case SkillGroupSet set -> site.set(set.skillGroup());
            case TeamSet set -> site.set(set.team());
            case DeskSettingsSet set -> site.set(set.deskSettings());
            case ReasonSet set -> site.set(set.reason());
            case EccSet set -> exchange.eccs.put(set.ecc().name(), set.ecc());
            case PlanSet set -> site.set(set.plan());
        }
    }

    private void calendar(Calendar calendar) {
        exchange.calendar = calendar;
        exchange.calendarAtMs = exchange.nowMs();
        exchange.peripherals
                .values()
                .forEach(
                        each -> each.router().calendar(calendar.localMinute(), calendar.weekday()));
    }

    private void reported(int source, PimReported reported) {
        Peripheral peripheral = exchange.peripherals.get(reported.peripheral());
        if (peripheral != null
                && peripheral.activeSource == source
                && peripheral.epoch == reported.epoch()) {
            reports.take(peripheral, reported.report());
        }
    }

    @Override
    public void onTime(long nowMs, Consumer<? super OpcOutput> out) {
        exchange.open(nowMs, out);
        sides.beforeTimers();
        for (TimerKey key = exchange.timers.poll(nowMs);
                key != null;
                key = exchange.timers.poll(nowMs)) {
            fire(key);
            exchange.settle();
        }
        for (Peripheral each : exchange.peripherals.values()) {
            each.agents().onTime(nowMs, each.voice());
            exchange.settle();
            each.router().onTime(nowMs, each.routing());
            exchange.settle();
        }
    }

    private void fire(TimerKey key) {
        switch (key.kind()) {
            case OPERATION -> outcomes.silent(key.id());
            case SOURCE_SILENT -> sides.silent((int) key.id());
            case SOURCE_LOST -> sides.lost((int) key.id());
            case RECONCILE -> reconciler.look(exchange.peripheral((int) key.id()));
        }
    }

    @Override
    public long nextDeadlineMs() {
        long next = exchange.timers.nextMs();
        for (Peripheral each : exchange.peripherals.values()) {
            next = Math.min(next, each.agents().nextDeadlineMs());
            next = Math.min(next, each.router().nextDeadlineMs());
        }
        return next;
    }

    @Override
    public byte[] snapshot() {
        RecordWriter writer = new RecordWriter();
        new Snapshots(exchange).keep().write(writer);
        return writer.toBytes();
    }

    @Override
    public void restore(byte[] snapshot) {
        OpcSnapshot kept = OpcSnapshot.read(new RecordReader(snapshot));
        build(new Exchange());
        new Snapshots(exchange).restore(kept);
        exchange.peripherals.values().forEach(site::listen);
    }

    @Override
    public List<PeripheralNow> peripherals() {
        return reads.peripherals();
    }

    @Override
    public boolean knows(Input input) {
        return site.knows(input);
    }

    @Override
    public List<KeptNote> notes() {
        return reads.notes();
    }

    @Override
    public List<String> phonesAway(int peripheral) {
        return reads.phonesAway(peripheral);
    }

    @Override
    public List<SideNow> sides(int peripheral) {
        return sides.of(peripheral);
    }

    @Override
    public String whyNotMoved(int peripheral, int source) {
        return sides.whyNotMoved(peripheral, source);
    }

    @Override
    public Ged188Message answer(Ged188Message request) {
        return reads.answer(request);
    }

    @Override
    public DeviceNow device(int peripheral, String instrument, String extension, String agentId) {
        return reads.device(peripheral, instrument, extension, agentId);
    }

    @Override
    public List<OpcOutput.Emit> agentNow(int peripheral, String agentId) {
        return reads.agentNow(peripheral, agentId);
    }

    @Override
    public List<String> agentsLoggedIn(int peripheral) {
        return reads.agentsLoggedIn(peripheral);
    }

    @Override
    public List<Long> calls(int peripheral) {
        return reads.calls(peripheral);
    }

    @Override
    public OpcOutput.Emit callNow(int peripheral, long callId) {
        return reads.callNow(peripheral, callId);
    }

    @Override
    public List<OpcOutput.Emit> callEventsNow(int peripheral, long callId) {
        return reads.callEventsNow(peripheral, callId);
    }
}
