package org.jackfield.gateway.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.gateway.cluster.ClusterSettings.Keeping;
import org.jackfield.gateway.cluster.ClusterSettings.Standing;
import org.jackfield.gateway.ctiserver.CtiServerMachine;
import org.jackfield.gateway.ctiserver.CtiServerSettings;
import org.jackfield.gateway.member.Group;
import org.jackfield.gateway.member.Member;
import org.jackfield.gateway.member.MemberInput;
import org.jackfield.gateway.member.MemberSettings;
import org.jackfield.gateway.opc.OpcMachine;
import org.jackfield.gateway.opc.OpcOutput;
import org.jackfield.gateway.opc.OpcReads;
import org.jackfield.machine.Machine;
import org.jackfield.machine.loop.Loop;
import org.jackfield.machine.loop.MonotonicClock;
import org.jackfield.protocol.log.Envelope;
import org.jackfield.protocol.log.Input;
import org.jackfield.protocol.log.PeripheralSet;
import org.jackfield.protocol.site.SitePeripheral;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Members of one group in this JVM, with the real engine on loopback. */
final class SmallGroup implements AutoCloseable {

    static final String RELEASE = "1.0";

    private static final int PORTS_APART = 10;
    private static final int PATIENCE_S = 60;

    private final Path folder;
    private final String name;
    private final String sides;
    private final int basePort;
    private final Keeping keeping;
    private final Map<String, Running> running = new TreeMap<>();

    /** A group without members yet. */
    SmallGroup(Path folder, String sides, Keeping keeping) {
        this.folder = folder;
        this.sides = sides;
        this.keeping = keeping;
        this.basePort = freePorts();
        // Groups of tests side by side must not share folders in memory.
        this.name = "test" + basePort;
    }

    /** The settings of a member. */
    ClusterSettings settings(String side) {
        String members =
                sides.chars()
                        .mapToObj(each -> (char) each + "=127.0.0.1:" + port((char) each))
                        .collect(Collectors.joining(","));
        return new ClusterSettings(
                name,
                side,
                folder(side),
                ClusterSettings.members(members),
                "secret",
                RELEASE,
                1_000,
                keeping,
                Standing.NEVER);
    }

    private int port(int side) {
        return basePort + "ABC".indexOf(side) * PORTS_APART;
    }

    Path folder(String side) {
        return folder.resolve(side);
    }

    /** Starts members with the usual settings. */
    SmallGroup start(String which) {
        for (String side : which.split("")) {
            start(settings(side));
        }
        return this;
    }

    /** Starts a member. */
    Running start(ClusterSettings settings) {
        return start(settings, new OpcMachine());
    }

    /** Starts a member with this machine. */
    Running start(ClusterSettings settings, Machine<Envelope, OpcOutput> machine) {
        Running member = new Running(settings, machine);
        running.put(settings.side(), member);
        member.cluster.open();
        return member;
    }

    Running member(String side) {
        return running.get(side);
    }

    /** Waits until these take part. */
    SmallGroup awaitJoined(String which) {
        for (String side : which.split("")) {
            member(side).await("is in the order of inputs");
        }
        return this;
    }

    /** The member that leads. */
    Running leader() {
        List<Running> leading = new ArrayList<>();
        until(
                "nobody leads",
                () -> {
                    leading.clear();
                    running.values().stream().filter(Running::leads).forEach(leading::add);
                    return !leading.isEmpty();
                });
        return leading.getFirst();
    }

    /** Waits for what must come. */
    void until(String otherwise, BooleanSupplier happened) {
        long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
        while (!happened.getAsBoolean()) {
            assertThat(System.nanoTime()).as("%s\n%s", otherwise, this).isLessThan(deadlineNs);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    /** Ends a member in order. */
    void stop(String side) {
        running.remove(side).close();
    }

    @Override
    public void close() {
        running.values().forEach(Running::close);
    }

    @Override
    public String toString() {
        return running.values().stream().map(Running::toString).collect(Collectors.joining("\n"));
    }

    private static int freePorts() {
        int from = 31_000 + (int) (ProcessHandle.current().pid() % 100) * 100;
        for (int base = from; base < 60_000; base += 100) {
            boolean free = true;
            for (int port = base; port < base + 3 * PORTS_APART && free; port++) {
                free = free(port);
            }
            if (free) {
                return base;
            }
        }
        throw new IllegalStateException("no free ports from " + from);
    }

    private static boolean free(int port) {
        try (DatagramSocket socket =
                new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
            return socket.getLocalPort() == port;
        } catch (SocketException taken) {
            return false;
        }
    }

    /** One member with its loop and its machine. */
    final class Running implements AutoCloseable {

        private final List<String> lines = new ArrayList<>();
        private final List<String> ends = new ArrayList<>();
        private final MonotonicClock clock = new MonotonicClock();
        private final Machine<Envelope, OpcOutput> machine;
        private final ClusterSettings settings;
        private final Loop loop;
        private final ClusterMember cluster;
        private final Group group;
        private final Member member;

        private Running(ClusterSettings settings, Machine<Envelope, OpcOutput> machine) {
            this.settings = settings;
            this.machine = machine;
            loop =
                    new Loop(
                            "member-" + settings.side(),
                            100_000,
                            clock,
                            fault -> say("fault", fault));
            cluster =
                    ClusterMember.prepare(
                            settings,
                            machine,
                            loop,
                            (severity, text) -> say(severity, text),
                            why -> {
                                synchronized (lines) {
                                    ends.add(why);
                                }
                            });
            group = cluster.group();
            int source = settings.source();
            member =
                    new Member(
                            MemberSettings.DEFAULTS,
                            source,
                            cluster.incarnation(),
                            settings.side(),
                            new CtiServerMachine(
                                    source,
                                    cluster.incarnation(),
                                    CtiServerSettings.DEFAULTS,
                                    machine instanceof OpcReads reads ? reads : new OpcMachine()));
            group.add(member, output -> say("out", output));
            loop.start(
                    new Loop.Turn() {
                        @Override
                        public void onTime(long nowMs) {
                            group.onTime(nowMs);
                        }

                        @Override
                        public long nextDeadlineMs() {
                            return group.nextDeadlineMs();
                        }
                    });
            onLoop(
                    () -> {
                        group.take(member, new MemberInput.Start(), clock.nowMs());
                        return null;
                    });
        }

        private void say(Object what, Object text) {
            synchronized (lines) {
                lines.add(what + " " + text);
            }
        }

        private <T> T onLoop(Supplier<T> work) {
            CompletableFuture<T> done = new CompletableFuture<>();
            assertThat(loop.offer(() -> done.complete(work.get()))).isTrue();
            return done.orTimeout(PATIENCE_S, TimeUnit.SECONDS).join();
        }

        /** Hands an input in. */
        void give(Input input) {
            onLoop(
                    () -> {
                        group.take(member, new MemberInput.Offer(input), clock.nowMs());
                        return null;
                    });
        }

        /** Hands in a switch of this number, which the machine then knows. */
        Running give(int peripheral, String name) {
            give(new PeripheralSet(new SitePeripheral(peripheral, name, 17)));
            return this;
        }

        /** Waits until the machine has a text in its state. */
        Running awaitKnown(String text) {
            until(cluster + " never knows " + text, () -> state().contains(text));
            return this;
        }

        private String state() {
            return onLoop(() -> new String(machine.snapshot(), StandardCharsets.UTF_8));
        }

        Path folder() {
            return settings.folder();
        }

        int waiting() {
            return onLoop(member::waiting);
        }

        boolean leads() {
            return onLoop(group::leads);
        }

        /** Waits for a line of its log. */
        Running await(String text) {
            until("no line with " + text, () -> said(text));
            return this;
        }

        /** Waits until it cannot go on, and gives why. */
        String awaitEnd() {
            until(
                    "it goes on",
                    () -> {
                        synchronized (lines) {
                            return !ends.isEmpty();
                        }
                    });
            synchronized (lines) {
                return ends.getFirst();
            }
        }

        boolean said(String text) {
            synchronized (lines) {
                return lines.stream().anyMatch(line -> line.contains(text));
            }
        }

        @Override
        public void close() {
            cluster.close();
            loop.close();
        }

        @Override
        public String toString() {
            synchronized (lines) {
                return String.join("\n", lines) + "\nends " + ends;
            }
        }
    }
}
