package org.jackfield.gateway.cluster;

import org.jackfield.gateway.cluster.ClusterGroup.StateDiffers;
import org.jackfield.gateway.member.Group;
import org.jackfield.gateway.member.MemberReplica;
import org.jackfield.gateway.member.ReplicaException;
import org.jackfield.gateway.opc.OpcOutput;
import org.jackfield.gateway.opc.OpcOutput.Severity;
import org.jackfield.machine.Machine;
import org.jackfield.machine.loop.Loop;
import org.jackfield.protocol.log.Envelope;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * One member of a group: its folder, its engine, and the group that lives on the gateway's loop.
 *
 * <p>Threads: the engine's service thread hands entries to the loop's bounded inbox and waits while
 * that is full; everything else happens on the loop.
 */
public final class ClusterMember implements AutoCloseable {

    private static final long SNAPSHOT_WAIT_S = 20;
    private static final long SNAPSHOT_LOOK_S = 1;
    private static final long START_ENDS_S = 10;

    /** The engine notes a snapshot when all members have it. */
    private static final long PURGE_AFTER_S = 2;

    private static final long AGAIN_NS = 100_000;
    private static final String DAMAGED = "checksum mismatch";

    private final ClusterSettings settings;
    private final ClusterFolder folder;
    private final Loop loop;
    private final BiConsumer<Severity, String> log;
    private final Consumer<String> ended;
    private final ClusterGroup group;
    private final long incarnation;
    private final AtomicBoolean closing = new AtomicBoolean();
    private final ScheduledExecutorService keeping =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("log-keeper").daemon(true).factory());
    private final Thread starting =
            Thread.ofPlatform().name("cluster-start").daemon(true).unstarted(this::begin);
    private volatile ClusterEngine engine;
    private volatile SnapshotPlan plan;
    private volatile boolean leading;

    private ClusterMember(
            ClusterSettings settings,
            ClusterFolder folder,
            Machine<Envelope, OpcOutput> machine,
            Loop loop,
            BiConsumer<Severity, String> log,
            Consumer<String> ended) {
        this.settings = settings;
        this.folder = folder;
        this.loop = loop;
        this.log = log;
        this.ended = ended;
        this.incarnation = folder.nextStart(System.currentTimeMillis());
        this.group =
                new ClusterGroup(
                        settings,
                        new MemberReplica(machine, settings.machineVersion()),
                        incarnation,
                        log,
                        folder::noteStart,
                        this::differs);
    }

    /**
     * Takes the folder; the engine does not run yet.
     *
     * @param loop that everything of the gateway lives on
     * @param ended hears, once and on any thread, why this member cannot go on
     * @throws ClusterRefusal when the folder cannot be this member's
     */
    public static ClusterMember prepare(
            ClusterSettings settings,
            Machine<Envelope, OpcOutput> machine,
            Loop loop,
            BiConsumer<Severity, String> log,
            Consumer<String> ended) {
        ClusterFolder folder = ClusterFolder.take(settings);
        try {
            return new ClusterMember(settings, folder, machine, loop, log, ended);
        } catch (RuntimeException refused) {
            folder.close();
            throw refused;
        }
    }

    /** The group, to be used on the loop. */
    public Group group() {
        return group;
    }

    /** Settings of the engine that are to be the same on all members, by name. */
    public Map<String, String> alike() {
        return Map.of(
                ClusterRegistry.LEADER_TIMEOUT.name(),
                Integer.toString(settings.leaderTimeoutMs()),
                ClusterRegistry.SEGMENT.name(),
                Integer.toString(settings.keeping().segmentBytes()));
    }

    /** Number of this start; larger than that of any before. */
    public long incarnation() {
        return incarnation;
    }

    /**
     * Begins to take part, on a thread of its own: waits for the mark file of a killed predecessor,
     * for the others when the folder is empty, and for a copy of the group's state. When it cannot
     * take part, {@code ended} hears why.
     */
    public void open() {
        String doubt = settings.secretDoubt();
        if (!doubt.isEmpty()) {
            log.accept(Severity.WARNING, doubt);
        }
        try {
            SharedMemory.removeDead(settings);
        } catch (IOException left) {
            log.accept(Severity.WARNING, "shared memory of a dead member stays: " + left);
        }
        starting.setUncaughtExceptionHandler(
                (thread, failed) -> end("the engine cannot be started: " + failed));
        starting.start();
    }

    private void begin() {
        MemberStart start = new MemberStart(settings, folder, log, this::onError, closing::get);
        try {
            MemberStart.Ready ready = start.await();
            if (ready != null) {
                launch(start, ready);
            }
        } catch (RuntimeException failed) {
            end(failed.getMessage());
        }
    }

    private void launch(MemberStart start, MemberStart.Ready ready) {
        if (ready.settings().standing().alone()) {
            log.accept(
                    Severity.WARNING,
                    "member "
                            + settings.side()
                            + " was promoted and goes on without the others (docs/group.md says how"
                            + " they come back)");
        }
        plan = new SnapshotPlan(settings.keeping(), monotonicMs(), folder.lastSnapshotPosition());
        try {
            engine =
                    start.patiently(
                            () ->
                                    ClusterEngine.launch(
                                            ready.settings(),
                                            folder,
                                            ready.ground(),
                                            new Taker(),
                                            this::onError));
        } catch (RuntimeException failed) {
            ready.ground().close();
            throw failed;
        }
        ClusterIngress ingress =
                new ClusterIngress(ready.settings(), engine.aeron(), engine::send, log);
        hand(() -> group.connect(ingress));
        keeping.scheduleAtFixedRate(
                this::considerSnapshot, SNAPSHOT_LOOK_S, SNAPSHOT_LOOK_S, TimeUnit.SECONDS);
    }

    private void considerSnapshot() {
        if (leading && plan.due(monotonicMs(), engine.commitPosition())) {
            engine.askSnapshot();
        }
    }

    private static long monotonicMs() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    private void onError(Throwable error) {
        if (closing.get()) {
            return;
        }
        if (error instanceof ClusterRefusal || error instanceof ReplicaException) {
            end(error.getMessage());
            return;
        }
        String text = String.valueOf(error.getMessage());
        if (text.contains(DAMAGED)) {
            end(
                    "member "
                            + settings.side()
                            + " cannot go on: its log or a snapshot in "
                            + settings.folder()
                            + " is damaged; nothing was changed. To go on, "
                            + ClusterFolder.ANEW
                            + ". "
                            + text.lines().findFirst().orElse(""));
            return;
        }
        log.accept(Severity.WARNING, "engine: " + text.lines().findFirst().orElse(""));
    }

    private void end(String why) {
        if (closing.compareAndSet(false, true)) {
            ended.accept(why);
        }
    }

    private void differs(StateDiffers state) {
        String kept = folder.keepState("state-after-" + state.inputs() + ".bin", state.state());
        end(
                "the state of member "
                        + settings.side()
                        + " is not that of the two others; "
                        + kept
                        + ". Give that file and the folder to whoever maintains the program, then "
                        + ClusterFolder.ANEW);
    }

    /** What must not be dropped: while the loop's inbox is full, the calling thread waits. */
    private void hand(Runnable task) {
        while (!loop.offer(task)) {
            if (closing.get() || Thread.currentThread().isInterrupted()) {
                throw new IllegalStateException("this member ends");
            }
            LockSupport.parkNanos(AGAIN_NS);
        }
    }

    @Override
    public void close() {
        closing.set(true);
        CountDownLatch let = new CountDownLatch(1);
        boolean taken =
                loop.offer(
                        () -> {
                            group.disconnect();
                            let.countDown();
                        });
        try {
            if (taken && !let.await(2, TimeUnit.SECONDS)) {
                log.accept(Severity.WARNING, "the loop did not let go of the engine in time");
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
        keeping.shutdownNow();
        endStart();
        if (engine != null) {
            engine.close();
        }
        folder.close();
    }

    private void endStart() {
        starting.interrupt();
        try {
            if (starting.isAlive() && !starting.join(Duration.ofSeconds(START_ENDS_S))) {
                log.accept(Severity.WARNING, "the engine's start did not end in time");
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    /** On the engine's service thread. */
    private final class Taker implements OrderTaker {

        @Override
        public void restore(byte[] snapshot) {
            try {
                await(
                        () -> {
                            group.restore(snapshot);
                            return null;
                        });
            } catch (RuntimeException failed) {
                // The engine would go on without its service, and this member wait for ever.
                end(
                        failed instanceof ClusterRefusal
                                ? failed.getMessage()
                                : remedy("its snapshot cannot be taken up (" + failed + ")"));
                throw failed;
            }
        }

        @Override
        public void entry(long logMs, byte[] envelope) {
            hand(() -> group.entry(logMs, envelope, loop.nowMs()));
        }

        @Override
        public byte[] snapshot() {
            byte[] state = await(group::snapshot);
            log.accept(Severity.INFO, "snapshot of " + state.length + " bytes");
            plan.taken(monotonicMs(), engine == null ? 0 : engine.commitPosition());
            if (!closing.get()) {
                LogKeeper keeper = new LogKeeper(settings, folder, log);
                keeping.schedule(keeper::purge, PURGE_AFTER_S, TimeUnit.SECONDS);
            }
            return state;
        }

        @Override
        public void snapshotFailed(String why) {
            log.accept(Severity.ERROR, "the snapshot was not written: " + why);
            plan.failed(monotonicMs());
        }

        @Override
        public void leads(boolean leads) {
            leading = leads;
            hand(() -> group.lead(leads));
        }

        @Override
        public void fault(String what) {
            end(what + "; see the log for why");
        }

        private <T> T await(Callable<T> work) {
            CompletableFuture<T> done = new CompletableFuture<>();
            hand(
                    () -> {
                        try {
                            done.complete(work.call());
                        } catch (Exception failed) {
                            done.completeExceptionally(failed);
                        }
                    });
            try {
                return done.get(SNAPSHOT_WAIT_S, TimeUnit.SECONDS);
            } catch (ExecutionException failed) {
                if (failed.getCause() instanceof ReplicaException damaged) {
                    throw new ClusterRefusal(remedy(damaged.getMessage()), damaged);
                }
                throw new IllegalStateException(failed.getCause());
            } catch (TimeoutException late) {
                throw new IllegalStateException("the machine's state was not had in time", late);
            } catch (InterruptedException ending) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("this member ends", ending);
            }
        }

        private String remedy(String why) {
            return "member "
                    + settings.side()
                    + " cannot go on from "
                    + settings.folder()
                    + ": "
                    + why
                    + "; nothing was changed. To go on, "
                    + ClusterFolder.ANEW;
        }
    }
}
