package org.jackfield.gateway.process;

import org.jackfield.gateway.cluster.ClusterMember;
import org.jackfield.gateway.cluster.ClusterRegistry;
import org.jackfield.gateway.cluster.ClusterSettings;
import org.jackfield.gateway.ctiserver.CtiServerMachine;
import org.jackfield.gateway.member.Group;
import org.jackfield.gateway.member.Member;
import org.jackfield.gateway.member.MemberInput;
import org.jackfield.gateway.opc.MembersAlike;
import org.jackfield.gateway.opc.OpcMachine;
import org.jackfield.gateway.opc.OpcOutput;
import org.jackfield.gateway.opc.OpcOutput.Severity;
import org.jackfield.gateway.opc.OpcReads;
import org.jackfield.machine.Machine;
import org.jackfield.machine.loop.Drain;
import org.jackfield.machine.loop.Loop;
import org.jackfield.machine.loop.MonotonicClock;
import org.jackfield.node.console.ConsoleCommand;
import org.jackfield.protocol.link.EventLoops;
import org.jackfield.protocol.link.FrameServer;
import org.jackfield.protocol.link.ListenAddress;
import org.jackfield.protocol.log.Envelope;
import org.jackfield.protocol.log.Genesis;
import org.jackfield.protocol.log.Input;
import org.jackfield.protocol.log.PimReachable;
import org.jackfield.protocol.log.SettingSet;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * A gateway: a whole group in memory (one OPC, one CTI Server a side, the PIMs), or one side of a
 * group whose members are processes like this one. Built in order, closed in reverse.
 */
public final class GatewayProcess implements AutoCloseable {

    /** The OPC, and what may be read from it between inputs. */
    record Replica(Machine<Envelope, OpcOutput> machine, OpcReads reads) {}

    private static final long START_WAIT_S = 30;
    private static final long GOODBYE_WAIT_MS = 2_000;
    private static final long AGAIN_NS = 1_000_000;

    /** The machine gives every request its outcome within 2 s. */
    private static final long DRAIN_WAIT_MS = 2_500;

    private final GatewaySettings settings;
    private final GatewayLog log;
    private final MonotonicClock clock = new MonotonicClock();
    private final OpcReads reads;
    private final Group group;
    private final ClusterMember cluster;
    private final List<SideHost> sides = new ArrayList<>();
    private final List<FrameServer> listeners = new ArrayList<>();
    private final List<PimHost> pims = new ArrayList<>();
    private final Loop loop;

    // On the loop.
    private SiteFeed site;
    private boolean open;

    /** They start when the group knows their peripheral. */
    private final List<PimHost> waitingPims = new ArrayList<>();

    private volatile boolean ending;

    /** Not before the first inputs. */
    private long nextCalendarMs = Long.MAX_VALUE;

    /** Of one member of a group: its settings, and who hears why it cannot go on. */
    private record Membership(ClusterSettings settings, Consumer<String> ended) {}

    private GatewayProcess(
            GatewaySettings settings, Replica replica, Membership membership, GatewayLog log) {
        this.settings = settings;
        this.reads = replica.reads;
        this.log = log;
        this.loop =
                new Loop(
                        "gateway",
                        settings.inboxMax(),
                        clock,
                        fault -> log.line(Severity.ERROR, "fault in the gateway: " + text(fault)));
        this.cluster =
                membership == null
                        ? null
                        : ClusterMember.prepare(
                                membership.settings,
                                replica.machine,
                                loop,
                                log::line,
                                membership.ended);
        this.group = cluster == null ? new InMemoryGroup(replica.machine) : cluster.group();
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

    /**
     * Starts one side as a member of a group, and returns when its ports are open; it serves when a
     * majority of the members has found together.
     *
     * @param settings with one side
     * @param ended hears, on any thread, why this member cannot go on; close the process then
     * @throws org.jackfield.gateway.cluster.ClusterRefusal when the member cannot start
     * @throws org.jackfield.protocol.link.ListenException when a port cannot be opened
     */
    public static GatewayProcess join(
            GatewaySettings settings,
            ClusterSettings cluster,
            SiteData site,
            List<HostedPim> pims,
            EventLoops loops,
            GatewayLog log,
            Consumer<String> ended) {
        if (settings.sides().size() != 1
                || !settings.sides().getFirst().name().equals(cluster.side())) {
            throw new IllegalArgumentException(
                    "a member of a group has one side, " + cluster.side());
        }
        OpcMachine opc = new OpcMachine();
        GatewayProcess process =
                new GatewayProcess(
                        settings, new Replica(opc, opc), new Membership(cluster, ended), log);
        return started(process, site, pims, loops);
    }

    static GatewayProcess launch(
            GatewaySettings settings,
            SiteData site,
            List<HostedPim> pims,
            EventLoops loops,
            Replica replica,
            GatewayLog log) {
        return started(new GatewayProcess(settings, replica, null, log), site, pims, loops);
    }

    private static GatewayProcess started(
            GatewayProcess process, SiteData site, List<HostedPim> pims, EventLoops loops) {
        try {
            process.start(site, pims, loops);
            return process;
        } catch (RuntimeException failed) {
            process.close();
            throw failed;
        }
    }

    private void start(SiteData site, List<HostedPim> hosted, EventLoops loops) {
        long incarnation = cluster == null ? clock.nowMs() : cluster.incarnation();
        PasswordDesk passwords = new PasswordDesk(site.agents(), site.passwordHashes());
        for (GatewaySettings.Side side : settings.sides()) {
            addSide(side, incarnation, passwords);
        }
        for (HostedPim pim : hosted) {
            addPim(pim);
        }
        loop.start(new GatewayTurn());
        if (cluster != null) {
            cluster.open();
        }
        begin(site);
        openListeners(loops);
        must(() -> open = true);
        sayWhatMembersMayDifferIn(site);
    }

    private void sayWhatMembersMayDifferIn(SiteData data) {
        if (cluster == null) {
            return;
        }
        log.line(
                Severity.INFO,
                "while this member leads, opening hours and midnight are those of "
                        + settings.timeZone()
                        + " (TimeZone)");
        if (!listeners.isEmpty() && data.passwordHashes().isEmpty()) {
            log.line(
                    Severity.WARNING,
                    "this side was given no passwords of agents and refuses every login with one:"
                            + " give it the site data that the other side has (--site)");
        }
    }

    /** What must not be dropped: while the inbox is full, the calling thread waits. */
    private void must(Runnable task) {
        long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_WAIT_S);
        while (!loop.offer(task)) {
            if (System.nanoTime() > deadlineNs) {
                throw new IllegalStateException("the gateway's queue stays full (InboxMax)");
            }
            LockSupport.parkNanos(AGAIN_NS);
        }
    }

    private boolean feedDue() {
        return site != null && (site.ready() || site.done() && pimDue());
    }

    private boolean pimDue() {
        return open && !ending && waitingPims.stream().anyMatch(this::isKnown);
    }

    /** The group would not keep what a PIM says of a peripheral that it does not know. */
    private boolean isKnown(PimHost pim) {
        return reads.peripherals().stream().anyMatch(each -> each.id() == pim.peripheral());
    }

    /** What the site is comes first, then what its switches say. */
    private void feed() {
        site.pass();
        if (site.done() && pimDue()) {
            List<PimHost> known = waitingPims.stream().filter(this::isKnown).toList();
            waitingPims.removeAll(known);
            log.line(Severity.INFO, site.told());
            known.forEach(PimHost::start);
        }
    }

    private void openListeners(EventLoops loops) {
        for (int i = 0; i < sides.size(); i++) {
            GatewaySettings.Side side = settings.sides().get(i);
            if (side.isWitness()) {
                continue;
            }
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
    }

    private void addSide(GatewaySettings.Side at, long incarnation, PasswordDesk passwords) {
        String name = at.name();
        int source = at.source();
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
                        sides.isEmpty());
        group.add(member, side::carryOut);
        sides.add(side);
    }

    private void addPim(HostedPim hosted) {
        Member first = sides.getFirst().member();
        PimHost pim =
                new PimHost(
                        hosted,
                        clock,
                        new PimHost.Gateway(
                                input -> loop.offer(() -> offer(first, input)),
                                cluster == null ? null : this::paused),
                        log);
        pims.add(pim);
        waitingPims.add(pim);
        sides.getFirst().add(pim);
    }

    /** Others may have taken over meanwhile; all sides of this process wait until they know. */
    private boolean paused(long pausedMs) {
        Runnable tell =
                () ->
                        sides.forEach(
                                side ->
                                        group.take(
                                                side.member(),
                                                new MemberInput.Paused(pausedMs),
                                                clock.nowMs()));
        if (loop.inside()) {
            tell.run();
            return true;
        }
        return loop.offer(tell);
    }

    /** The first inputs: everything that the machine must know before a client or a call comes. */
    private void begin(SiteData data) {
        CountDownLatch begun = new CountDownLatch(1);
        loop.offer(
                () -> {
                    sides.forEach(
                            side ->
                                    group.take(
                                            side.member(), new MemberInput.Start(), clock.nowMs()));
                    Member first = sides.getFirst().member();
                    offer(first, new Genesis(idBase(), settings.name()));
                    sayWhatMembersMustHaveAlike(settings.machine());
                    nextCalendarMs = clock.nowMs();
                    if (group.leads()) {
                        calendar();
                    }
                    site = new SiteFeed(first, reads::knows, input -> offer(first, input));
                    List<Input> known = new ArrayList<>();
                    settings.machine()
                            .forEach((name, value) -> known.add(new SettingSet(name, value)));
                    known.addAll(data.inputs());
                    site.add(known);
                    site.pass();
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

    private void sayWhatMembersMustHaveAlike(Map<String, String> machine) {
        if (cluster != null) {
            Map<String, String> alike = new TreeMap<>(machine);
            alike.put(ClusterRegistry.TIME_ZONE.name(), settings.timeZone().getId());
            alike.putAll(cluster.alike());
            String side = sides.getFirst().name();
            String text = MembersAlike.text(alike);
            offer(sides.getFirst().member(), new SettingSet(MembersAlike.name(side), text));
        }
    }

    private void calendar() {
        long wallMs = System.currentTimeMillis();
        offer(sides.getFirst().member(), SiteCalendar.at(wallMs, settings.timeZone()));
        nextCalendarMs = clock.nowMs() + SiteCalendar.untilNextMinuteMs(wallMs);
    }

    /** What can be asked at the gateway's console; it runs on {@link #offer}. */
    public List<ConsoleCommand> consoleCommands() {
        Member first = sides.getFirst().member();
        List<ConsoleCommand> all =
                new ArrayList<>(new GatewayConsole(settings.name(), reads, sides).commands());
        all.add(new SideMoves(reads, first, input -> offer(first, input)).command());
        return all;
    }

    /** Settings of the machine have changed; it takes those that differ, in every member. */
    public void machineSettings(Map<String, String> changed) {
        loop.offer(
                () -> {
                    sayWhatMembersMustHaveAlike(changed);
                    List<Input> inputs = new ArrayList<>();
                    changed.forEach((name, value) -> inputs.add(new SettingSet(name, value)));
                    inputs.stream()
                            .filter(input -> !reads.knows(input))
                            .forEach(
                                    input -> {
                                        log.line(
                                                Severity.INFO,
                                                "handed in, as the registry says: " + input);
                                        offer(sides.getFirst().member(), input);
                                    });
                });
    }

    /** Runs a task on the gateway's loop; false when it cannot be taken. */
    public boolean offer(Runnable task) {
        return loop.offer(task);
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
        ending = true;
        listeners.forEach(FrameServer::refuseMore);
        if (!listeners.isEmpty()) {
            drain();
            goodbye();
        }
        listeners.forEach(FrameServer::close);
        pims.forEach(PimHost::close);
        if (cluster != null) {
            cluster.close();
        }
        loop.close();
    }

    /**
     * Whoever asked for something learns what came of it, before the end is told: no client must
     * take for undone what was done.
     */
    private void drain() {
        int open =
                Drain.await(
                        loop,
                        () -> sides.forEach(side -> toMember(side, new MemberInput.Drain())),
                        () -> sides.stream().mapToInt(each -> each.member().openRequests()).sum(),
                        DRAIN_WAIT_MS);
        if (open > 0) {
            log.line(Severity.WARNING, open + " requests have no outcome, and the gateway ends");
        }
    }

    private void toMember(SideHost side, MemberInput input) {
        group.take(side.member(), input, clock.nowMs());
    }

    /** FAILURE_EVENT to every client, and a moment for them to take it. */
    private void goodbye() {
        CountDownLatch told = new CountDownLatch(1);
        boolean taken =
                loop.offer(
                        () -> {
                            if (cluster != null) {
                                leaveSwitches();
                            }
                            for (SideHost side : sides) {
                                toMember(side, new MemberInput.Stop("the gateway ends"));
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

    /** The other side takes over at once, not when it misses this one. */
    private void leaveSwitches() {
        Member member = sides.getFirst().member();
        pims.forEach(pim -> offer(member, new PimReachable(pim.peripheral(), false)));
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
            if (group.leads() && nextCalendarMs <= nowMs) {
                calendar();
            }
            group.onTime(nowMs);
            if (feedDue()) {
                feed();
            }
            sides.forEach(SideHost::send);
        }

        @Override
        public long nextDeadlineMs() {
            if (feedDue() && !ending) {
                return 0;
            }
            for (SideHost side : sides) {
                if (side.wantsToSend()) {
                    return 0;
                }
            }
            return Math.min(
                    group.leads() ? nextCalendarMs : Long.MAX_VALUE, group.nextDeadlineMs());
        }

        @Override
        public void onPause(long pausedMs) {
            if (cluster != null) {
                paused(pausedMs);
            }
        }
    }
}
