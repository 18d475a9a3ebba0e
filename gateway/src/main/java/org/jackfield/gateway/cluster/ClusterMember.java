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
import java.nio.file.Path;
import java.util.Locale;
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
    private static final long MARK_FILE_WAIT_MS = 25_000;

    /** The engine notes a snapshot when all members have it. */
    private static final long PURGE_AFTER_S = 5;

    private static final long AGAIN_NS = 100_000;
    private static final String MARK_FILE = "active mark file";

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
    private ClusterEngine engine;

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

    /** Number of this start; larger than that of any before. */
    public long incarnation() {
        return incarnation;
    }

    /**
     * Starts the engine; waits for the mark file of a killed predecessor.
     *
     * @throws ClusterRefusal when it cannot start
     */
    public void open() {
        try {
            SharedMemory.removeDead(settings);
        } catch (IOException left) {
            log.accept(Severity.WARNING, "shared memory of a dead member stays: " + left);
        }
        engine = launch();
        ClusterIngress ingress = new ClusterIngress(settings, engine.aeron(), log);
        loop.offer(() -> group.connect(ingress));
        long everyMin = settings.snapshotMinutes();
        keeping.scheduleAtFixedRate(engine::askSnapshot, everyMin, everyMin, TimeUnit.MINUTES);
    }

    private ClusterEngine launch() {
        long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(MARK_FILE_WAIT_MS);
        boolean told = false;
        while (true) {
            try {
                return ClusterEngine.launch(settings, folder, new Taker(), this::onError);
            } catch (RuntimeException failed) {
                if (!isMarkFile(failed) || System.nanoTime() > deadlineNs) {
                    throw refusal(failed);
                }
                if (!told) {
                    told = true;
                    log.accept(
                            Severity.WARNING,
                            "the mark file of an earlier process in "
                                    + settings.folder()
                                    + " still counts as active; waiting, some 10 s");
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
            }
        }
    }

    private static boolean isMarkFile(Throwable failed) {
        for (Throwable each = failed; each != null; each = each.getCause()) {
            if (String.valueOf(each.getMessage()).toLowerCase(Locale.ROOT).contains(MARK_FILE)) {
                return true;
            }
        }
        return false;
    }

    private ClusterRefusal refusal(RuntimeException failed) {
        StringBuilder why = new StringBuilder();
        for (Throwable each = failed; each != null; each = each.getCause()) {
            why.append(why.isEmpty() ? "" : ": ").append(each.getMessage());
        }
        String text = why.toString();
        if (text.contains("Address already in use") || text.contains("Cannot assign")) {
            return new ClusterRefusal(
                    "member "
                            + settings.side()
                            + " cannot have its ports "
                            + settings.own().endpoint(0)
                            + " to +"
                            + (ClusterSettings.MemberAddress.PORTS - 1)
                            + " (ClusterMembers): another member with this id or another program"
                            + " uses them, or the address is not this machine's. "
                            + text,
                    failed);
        }
        return new ClusterRefusal(
                "member "
                        + settings.side()
                        + " cannot start from "
                        + settings.folder()
                        + "; if its log or snapshot is damaged, "
                        + ClusterFolder.ANEW
                        + ". "
                        + text,
                failed);
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
        log.accept(Severity.WARNING, "engine: " + text.lines().findFirst().orElse(""));
    }

    private void end(String why) {
        if (closing.compareAndSet(false, true)) {
            ended.accept(why);
        }
    }

    private void differs(StateDiffers state) {
        Path kept = folder.keepState("state-after-" + state.inputs() + ".bin", state.state());
        end(
                "the state of member "
                        + settings.side()
                        + " is not that of the two others; it is kept in "
                        + kept
                        + ". Give that file and the folder to whoever maintains the program, then "
                        + ClusterFolder.ANEW);
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
        if (engine != null) {
            engine.close();
        }
        folder.close();
    }

    /** On the engine's service thread. */
    private final class Taker implements OrderTaker {

        @Override
        public void restore(byte[] snapshot) {
            await(
                    () -> {
                        group.restore(snapshot);
                        return null;
                    });
        }

        @Override
        public void entry(long logMs, byte[] envelope) {
            hand(() -> group.entry(logMs, envelope, loop.nowMs()));
        }

        @Override
        public byte[] snapshot() {
            byte[] state = await(group::snapshot);
            log.accept(Severity.INFO, "snapshot of " + state.length + " bytes");
            if (!closing.get()) {
                LogKeeper keeper = new LogKeeper(settings, folder, log);
                keeping.schedule(keeper::purge, PURGE_AFTER_S, TimeUnit.SECONDS);
            }
            return state;
        }

        @Override
        public void leads(boolean leads) {
            hand(() -> group.lead(leads));
        }

        @Override
        public void fault(String what) {
            end(what + "; see the log for why");
        }

        /** The log must not be dropped: while the inbox is full, the engine waits. */
        private void hand(Runnable task) {
            while (!loop.offer(task)) {
                if (closing.get() || Thread.currentThread().isInterrupted()) {
                    throw new IllegalStateException("this member ends");
                }
                LockSupport.parkNanos(AGAIN_NS);
            }
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
                    throw new ClusterRefusal(remedy(damaged), damaged);
                }
                throw new IllegalStateException(failed.getCause());
            } catch (TimeoutException late) {
                throw new IllegalStateException("the machine's state was not had in time", late);
            } catch (InterruptedException ending) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("this member ends", ending);
            }
        }

        private String remedy(ReplicaException damaged) {
            return "member "
                    + settings.side()
                    + " cannot go on from "
                    + settings.folder()
                    + ": "
                    + damaged.getMessage()
                    + "; nothing was changed. To go on, "
                    + ClusterFolder.ANEW;
        }
    }
}
