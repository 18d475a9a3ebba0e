package org.jackfield.simulation.world;

import org.jackfield.gateway.ctiserver.CtiServerInput;
import org.jackfield.gateway.ctiserver.CtiServerMachine;
import org.jackfield.gateway.ctiserver.CtiServerOutput;
import org.jackfield.gateway.ctiserver.CtiServerSettings;
import org.jackfield.gateway.member.Member;
import org.jackfield.gateway.member.MemberInput;
import org.jackfield.gateway.member.MemberOutput;
import org.jackfield.gateway.member.MemberSettings;
import org.jackfield.gateway.opc.OpcOutput;
import org.jackfield.gateway.opc.OpcReads;
import org.jackfield.gateway.pim.PimSink;
import org.jackfield.peripheral.scripted.ScriptedAcd;
import org.jackfield.protocol.frame.FrameSplitter;
import org.jackfield.protocol.ged188.Decoded;
import org.jackfield.protocol.ged188.Ged188Codec;
import org.jackfield.protocol.ged188.Ged188Message;
import org.jackfield.protocol.ged188.Ged188Tables;
import org.jackfield.protocol.log.Envelope;
import org.jackfield.protocol.log.Input;
import org.jackfield.protocol.log.PimReachable;
import org.jackfield.protocol.log.PimReported;
import org.jackfield.protocol.pim.PimCommand;
import org.jackfield.protocol.pim.PimReport;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * One life of a gateway process: the member at the edge of the log, its CTI Server with a listener,
 * and its PIM. It does in virtual time what {@code gateway.process} does in real time.
 */
public final class SimulatedSide implements VirtualTime.Timed {

    private static final int PASSWORD_CHECK_MS = 62;

    /** What one client's connection is to this side. */
    private final class Client implements Pipe.Ear {
        private final long session;
        private final Pipe.End end;
        private final FrameSplitter splitter = new FrameSplitter();
        private int version;

        Client(long session, Pipe.End end) {
            this.session = session;
            this.end = end;
        }

        @Override
        public void frame(byte[] bytes) {
            splitter.feed(bytes);
            for (byte[] frame = splitter.next(); frame != null; frame = splitter.next()) {
                take(frame);
            }
            if (splitter.error() != null) {
                client(new CtiServerInput.Malformed(session, 0, true, -1, splitter.error()));
            }
        }

        private void take(byte[] frame) {
            long openVersion = Ged188Codec.openVersion(frame);
            if (openVersion >= 0 && version == 0) {
                version =
                        Math.clamp(
                                openVersion, Ged188Tables.FIRST_VERSION, Ged188Tables.LAST_VERSION);
            }
            long invokeId = GedFrames.first(frame);
            Decoded decoded = GedFrames.decode(frame, spoken());
            client(
                    decoded.error() == null
                            ? new CtiServerInput.Received(
                                    session, decoded.message(), invokeId, openVersion)
                            : new CtiServerInput.Malformed(
                                    session, invokeId, false, openVersion, decoded.error()));
        }

        private int spoken() {
            return Math.max(version, Ged188Tables.FIRST_VERSION);
        }

        @Override
        public void closed(String reason) {
            clients.remove(session);
            client(new CtiServerInput.Disconnected(session, reason));
        }

        @Override
        public void slow(long waitingBytes) {
            client(new CtiServerInput.Slow(session, waitingBytes));
        }
    }

    private final VirtualTime time;
    private final SimulatedNet net;
    private final Way way;
    private final Life life;
    private final Member member;
    private final ScriptedAcd acd;
    private final int peripheral;
    private final VirtualTime.Watch watch;
    private final Map<Long, Client> clients = new LinkedHashMap<>();
    private final BiConsumer<OpcOutput.Severity, String> lines;
    private final Trace trace;
    private final Runnable touchSwitch;
    private long sessions;
    private final Deque<Runnable> came = new ArrayDeque<>();
    private boolean ended;
    private boolean asleep;

    /** The way of inputs into the order, and the reads of this process's replica. */
    interface Way {
        void submit(Envelope envelope);

        OpcReads reads();

        /** A command goes out to the switch. */
        default void commands(int epoch, PimCommand command) {}
    }

    /**
     * How a side is made.
     *
     * @param acd its link to the switch; null for one that has none
     * @param touchSwitch to be called after anything was asked of the switch
     */
    record Parts(
            VirtualTime time,
            SimulatedNet net,
            Way way,
            ScriptedAcd acd,
            Runnable touchSwitch,
            BiConsumer<OpcOutput.Severity, String> lines,
            Trace trace) {}

    /**
     * Which life of which process.
     *
     * @param source 0 side A, 1 side B, 2 witness C
     * @param aheadMs its clock minus true time
     */
    record Life(int source, String name, long incarnation, long aheadMs) {}

    /** A side that listens at its name, if it has a link to the switch. */
    SimulatedSide(Parts parts, Life life) {
        this.time = parts.time();
        this.net = parts.net();
        this.way = parts.way();
        this.life = life;
        this.acd = parts.acd();
        this.touchSwitch = parts.touchSwitch();
        this.peripheral = SimulatedSite.PERIPHERAL;
        this.lines = parts.lines();
        this.trace = parts.trace();
        CtiServerMachine ctiServer =
                new CtiServerMachine(
                        life.source(), life.incarnation(), CtiServerSettings.DEFAULTS, way.reads());
        this.member =
                new Member(
                        MemberSettings.DEFAULTS,
                        life.source(),
                        life.incarnation(),
                        life.name(),
                        ctiServer);
        this.watch = time.watch(this);
        if (acd != null) {
            net.listen(life.name(), this::accept);
        }
    }

    /** This process's clock. */
    long clockMs() {
        return time.nowMs() + life.aheadMs();
    }

    long incarnation() {
        return life.incarnation();
    }

    /** The process stands still: what comes waits, its timers too. */
    void sleep() {
        asleep = true;
    }

    /** It goes on with what came meanwhile, and notices. */
    void wake(long pausedMs) {
        asleep = false;
        input(new MemberInput.Paused(pausedMs));
        for (Runnable next = came.poll(); next != null; next = came.poll()) {
            next.run();
        }
        watch.look();
    }

    /** The process is killed: nothing of it says or does anything more. */
    void kill() {
        ended = true;
        if (acd != null) {
            net.deafen(life.name());
            acd.stop();
            touchSwitch.run();
        }
        List.copyOf(clients.values()).forEach(each -> each.end.abort("killed"));
        clients.clear();
    }

    /** The machine at the edge of the log, to be counted. */
    Member member() {
        return member;
    }

    /** Says hello, and connects the PIM. */
    void start() {
        input(new MemberInput.Start());
        if (acd == null) {
            return;
        }
        acd.start(
                new PimSink() {
                    @Override
                    public void reachable(boolean reachable, String reason) {
                        offer(new PimReachable(peripheral, reachable));
                    }

                    @Override
                    public void report(int epoch, PimReport report) {
                        trace.line("switch", report);
                        offer(new PimReported(peripheral, epoch, report));
                    }
                });
        touchSwitch.run();
    }

    /** An input for the log, as if this side's process made it. */
    void offer(Input input) {
        input(new MemberInput.Offer(input));
    }

    private void client(CtiServerInput input) {
        input(new MemberInput.Client(input));
    }

    void input(MemberInput input) {
        if (asleep) {
            came.add(() -> input(input));
        } else if (!ended) {
            member.onInput(input, clockMs(), this::carryOut);
            watch.look();
        }
    }

    @Override
    public void onTime(long nowMs) {
        member.onTime(clockMs(), this::carryOut);
    }

    @Override
    public long nextDeadlineMs() {
        long next = member.nextDeadlineMs();
        return ended || asleep || next == Long.MAX_VALUE ? Long.MAX_VALUE : next - life.aheadMs();
    }

    private void accept(Pipe.End end) {
        long session = ++sessions;
        Client client = new Client(session, end);
        clients.put(session, client);
        end.hear(client);
        client(new CtiServerInput.Connected(session, "client", (int) session));
    }

    private void carryOut(MemberOutput output) {
        switch (output) {
            case MemberOutput.Submit submit -> way.submit(submit.envelope());
            case MemberOutput.Client client -> toClient(client.output());
            case MemberOutput.Activate activate -> {
                acd.activate(activate.epoch());
                touchSwitch.run();
            }
            case MemberOutput.Standby ignored -> acd.standby();
            case MemberOutput.Order order -> {
                trace.line("order", order.command());
                way.commands(order.epoch(), order.command());
                acd.command(order.epoch(), order.command());
                touchSwitch.run();
            }
            case MemberOutput.Resynchronise ignored -> {
                acd.cut("too much waits");
                acd.heal();
                touchSwitch.run();
            }
            case MemberOutput.Log line -> log(line.severity(), line.text());
        }
    }

    private void log(OpcOutput.Severity severity, String text) {
        trace.line("log", text);
        lines.accept(severity, text);
    }

    private void toClient(CtiServerOutput output) {
        switch (output) {
            case CtiServerOutput.Send send ->
                    send(send.session(), send.message(), send.monitorId());
            case CtiServerOutput.Close close -> {
                Client client = clients.remove(close.session());
                if (client != null) {
                    client.end.close(close.reason());
                    client(new CtiServerInput.Disconnected(close.session(), close.reason()));
                }
            }
            case CtiServerOutput.Verify verify ->
                    time.after(
                            PASSWORD_CHECK_MS,
                            () ->
                                    client(
                                            new CtiServerInput.Verified(
                                                    verify.session(),
                                                    verify.request(),
                                                    SimulatedSite.password(
                                                                    verify.request().agentId())
                                                            .equals(
                                                                    verify.request()
                                                                            .agentPassword()),
                                                    verify.sinceMs())));
            case CtiServerOutput.Submit ignored ->
                    throw new IllegalStateException("a member keeps these to itself");
            case CtiServerOutput.Log line -> log(line.severity(), line.text());
        }
    }

    private void send(long session, Ged188Message message, long first) {
        Client client = clients.get(session);
        if (client != null) {
            client.end.send(GedFrames.encode(message, client.spoken(), first));
        }
    }
}
