package org.jackfield.gateway.process;

import org.jackfield.gateway.ctiserver.CtiServerMachine;
import org.jackfield.gateway.member.Member;
import org.jackfield.gateway.member.MemberInput;
import org.jackfield.gateway.opc.OpcMachine;
import org.jackfield.gateway.opc.OpcOutput;
import org.jackfield.gateway.opc.OpcOutput.Severity;
import org.jackfield.gateway.opc.OpcReads;
import org.jackfield.machine.Machine;
import org.jackfield.machine.loop.Loop;
import org.jackfield.machine.loop.MonotonicClock;
import org.jackfield.protocol.link.EventLoops;
import org.jackfield.protocol.link.FrameServer;
import org.jackfield.protocol.link.ListenAddress;
import org.jackfield.protocol.log.Envelope;
import org.jackfield.protocol.log.Genesis;
import org.jackfield.protocol.log.Input;
import org.jackfield.protocol.log.SettingSet;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A gateway that holds its whole group in memory: one OPC, one CTI Server a side, the PIMs. Built
 * in order, closed in reverse.
 */
public final class GatewayProcess implements AutoCloseable {

    /** The OPC, and what may be read from it between inputs. */
    record Replica(Machine<Envelope, OpcOutput> machine, OpcReads reads) {}

    private static final long START_WAIT_S = 30;
    private static final long GOODBYE_WAIT_MS = 2_000;

    private final GatewaySettings settings;
    private final GatewayLog log;
    private final MonotonicClock clock = new MonotonicClock();
    private final OpcReads reads;
    private final InMemoryGroup group;
    private final List<SideHost> sides = new ArrayList<>();
    private final List<FrameServer> listeners = new ArrayList<>();
    private final List<PimHost> pims = new ArrayList<>();
    private final Loop loop;
    private long nextCalendarMs;

    private GatewayProcess(GatewaySettings settings, Replica replica, GatewayLog log) {
        this.settings = settings;
        this.group = new InMemoryGroup(replica.machine);
        this.reads = replica.reads;
        this.log = log;
        this.loop =
                new Loop(
                        "gateway",
                        settings.inboxMax(),
                        clock,
                        fault -> log.line(Severity.ERROR, "fault in the gateway: " + text(fault)));
    }

    /**
     * Starts everything and returns when the site is known and the ports are open.
     *
     * @param loops the process's threads for sockets; not closed here
     * @throws org.jackfield.protocol.link.ListenException when a port cannot be opened
     */
    public static GatewayProcess launch(
            GatewaySettings settings,
            SiteData site,
            List<HostedPim> pims,
            EventLoops loops,
            GatewayLog log) {
        OpcMachine opc = new OpcMachine();
        return launch(settings, site, pims, loops, new Replica(opc, opc), log);
    }

    static GatewayProcess launch(
            GatewaySettings settings,
            SiteData site,
            List<HostedPim> pims,
            EventLoops loops,
            Replica replica,
            GatewayLog log) {
        GatewayProcess process = new GatewayProcess(settings, replica, log);
        try {
            process.start(site, pims, loops);
            return process;
        } catch (RuntimeException failed) {
            process.close();
            throw failed;
        }
    }

    private void start(SiteData site, List<HostedPim> hosted, EventLoops loops) {
        long incarnation = clock.nowMs();
        PasswordDesk passwords = new PasswordDesk(site.agents(), site.passwordHashes());
        for (int source = 0; source < settings.sides().size(); source++) {
            addSide(source, incarnation, passwords);
        }
        for (HostedPim pim : hosted) {
            addPim(pim);
        }
        loop.start(new GatewayTurn());
        begin(site);
        for (int i = 0; i < sides.size(); i++) {
            GatewaySettings.Side side = settings.sides().get(i);
            ListenAddress address =
                    new ListenAddress(
                            side.host(),
                            side.port(),
                            "CtiServerHost of side " + side.name(),
                            "CtiServerPort of side " + side.name());
            FrameServer listener = FrameServer.open(loops, address, settings.link(), sides.get(i));
            listeners.add(listener);
            log.line(
                    Severity.INFO,
                    "CTI Server of side " + side.name() + " listens on " + listener.address());
        }
        pims.forEach(PimHost::start);
    }

    private void addSide(int source, long incarnation, PasswordDesk passwords) {
        String name = settings.sides().get(source).name();
        CtiServerMachine ctiServer =
                new CtiServerMachine(source, incarnation, settings.ctiServer(), reads);
        Member member = new Member(settings.member(), source, incarnation, name, ctiServer);
        SideHost side =
                new SideHost(
                        name,
                        member,
                        loop,
                        input -> group.take(member, input, clock.nowMs()),
                        passwords,
                        log,
                        source == 0);
        group.add(member, side::carryOut);
        sides.add(side);
    }

    private void addPim(HostedPim hosted) {
        Member first = sides.getFirst().member();
        PimHost pim =
                new PimHost(hosted, clock, input -> loop.offer(() -> offer(first, input)), log);
        pims.add(pim);
        sides.getFirst().add(pim);
    }

    /** The first inputs: everything that the machine must know before a client or a call comes. */
    private void begin(SiteData site) {
        CountDownLatch begun = new CountDownLatch(1);
        loop.offer(
                () -> {
                    sides.forEach(
                            side ->
                                    group.take(
                                            side.member(), new MemberInput.Start(), clock.nowMs()));
                    Member first = sides.getFirst().member();
                    offer(first, new Genesis(idBase(), settings.name()));
                    calendar();
                    settings.machine()
                            .forEach((name, value) -> offer(first, new SettingSet(name, value)));
                    site.inputs().forEach(input -> offer(first, input));
                    begun.countDown();
                });
        try {
            if (!begun.await(START_WAIT_S, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the site data could not be taken in time");
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while starting", closing);
        }
    }

    /**
     * Ten a second: a later start has a larger base than any id that an earlier one can have got.
     */
    private static long idBase() {
        return System.currentTimeMillis() / 100;
    }

    private void offer(Member member, Input input) {
        group.take(member, new MemberInput.Offer(input), clock.nowMs());
    }

    private void calendar() {
        long wallMs = System.currentTimeMillis();
        offer(sides.getFirst().member(), SiteCalendar.at(wallMs, settings.timeZone()));
        nextCalendarMs = clock.nowMs() + SiteCalendar.untilNextMinuteMs(wallMs);
    }

    /** The port that a side's CTI Server listens on. */
    public int port(String side) {
        for (int i = 0; i < sides.size(); i++) {
            if (sides.get(i).name().equals(side)) {
                return listeners.get(i).port();
            }
        }
        throw new IllegalArgumentException("no side " + side + " here");
    }

    /** Tells the clients, closes the ports, leaves the switch (its calls talk on). */
    @Override
    public void close() {
        listeners.forEach(FrameServer::refuseMore);
        if (!listeners.isEmpty()) {
            goodbye();
        }
        listeners.forEach(FrameServer::close);
        pims.forEach(PimHost::close);
        loop.close();
    }

    /** FAILURE_EVENT to every client, and a moment for them to take it. */
    private void goodbye() {
        CountDownLatch told = new CountDownLatch(1);
        boolean taken =
                loop.offer(
                        () -> {
                            for (SideHost side : sides) {
                                MemberInput stop = new MemberInput.Stop("the gateway ends");
                                group.take(side.member(), stop, clock.nowMs());
                                side.send();
                            }
                            told.countDown();
                        });
        try {
            if (!taken || !told.await(GOODBYE_WAIT_MS, TimeUnit.MILLISECONDS)) {
                log.line(Severity.WARNING, "clients could not be told that the gateway ends");
            }
            for (FrameServer listener : listeners) {
                listener.awaitEmpty(GOODBYE_WAIT_MS);
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private static String text(Throwable fault) {
        StringBuilder text = new StringBuilder(fault.toString());
        StackTraceElement[] trace = fault.getStackTrace();
        for (int i = 0; i < Math.min(trace.length, 12); i++) {
            text.append(" < ").append(trace[i]);
        }
        return text.toString();
    }

    /** What the loop turns: timers of the group, the calendar, one hop to the event loop a turn. */
    private final class GatewayTurn implements Loop.Turn {

        @Override
        public void onTime(long nowMs) {
            if (nextCalendarMs <= nowMs) {
                calendar();
            }
            group.onTime(nowMs);
            sides.forEach(SideHost::send);
        }

        @Override
        public long nextDeadlineMs() {
            for (SideHost side : sides) {
                if (side.wantsToSend()) {
                    return 0;
                }
            }
            return Math.min(nextCalendarMs, group.nextDeadlineMs());
        }
    }
}
