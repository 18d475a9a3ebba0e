package org.jackfield.gateway.cluster;

import io.aeron.archive.client.AeronArchive;

import org.agrona.ErrorHandler;
import org.jackfield.gateway.cluster.Admission.Decision;
import org.jackfield.gateway.cluster.ClusterSettings.Standing;
import org.jackfield.gateway.cluster.OtherMembers.Answer;
import org.jackfield.gateway.cluster.OtherMembers.LogExtent;
import org.jackfield.gateway.opc.OpcOutput.Severity;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Brings a member to the point where its engine may run: waits for the mark files of a killed
 * predecessor, asks the others, takes the group's state when the folder is empty. Blocks.
 */
final class MemberStart {

    private static final long MARK_FILE_WAIT_MS = 25_000;
    private static final long SEED_S = 25;
    private static final long ASK_AGAIN_NS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long TELL_AGAIN_NS = TimeUnit.SECONDS.toNanos(30);

    /** What the engine says while a predecessor, or an own earlier try, still counts. */
    private static final List<String> PASSING =
            List.of("active mark file", "existing consensus module detected");

    private final ClusterFolder folder;
    private final BiConsumer<Severity, String> log;
    private final ErrorHandler errors;
    private final BooleanSupplier ending;
    private ClusterSettings settings;
    private String told = "";
    private long toldNs;

    /**
     * What the engine is launched on.
     *
     * @param settings with the standing of the folder
     */
    record Ready(ClusterSettings settings, EngineGround ground) {}

    /**
     * A start.
     *
     * @param ending true when this member is to end
     */
    MemberStart(
            ClusterSettings settings,
            ClusterFolder folder,
            BiConsumer<Severity, String> log,
            ErrorHandler errors,
            BooleanSupplier ending) {
        this.settings = settings.standing(folder.standing());
        this.folder = folder;
        this.log = log;
        this.errors = errors;
        this.ending = ending;
    }

    /**
     * Waits until this member may take part.
     *
     * @return null when it is to end
     * @throws ClusterRefusal when it must not begin as it is
     */
    Ready await() {
        while (!ending.getAsBoolean()) {
            folder.removeHalfSeed();
            EngineGround ground = launchGround();
            boolean used = false;
            try {
                Decision decision = await(ground);
                if (decision == null) {
                    return null;
                }
                if (decision.verdict() != Admission.Verdict.SEED) {
                    used = true;
                    return new Ready(settings, ground);
                }
                seed(ground, decision.standing(), SEED_S);
            } finally {
                if (!used) {
                    ground.close();
                }
            }
        }
        return null;
    }

    /**
     * Takes the group's state into the empty folder, once, for somebody who waits for it.
     *
     * @throws ClusterRefusal when it cannot be had
     */
    void seedNow(long seconds) {
        try (EngineGround ground = launchGround()) {
            Decision decision = new Admission(settings, own()).decide(ask(ground));
            if (decision.verdict() != Admission.Verdict.SEED) {
                throw new ClusterRefusal("there is no state to take: " + decision.why());
            }
            String trouble = seed(ground, decision.standing(), seconds);
            if (trouble != null) {
                throw new ClusterRefusal(
                        "the group's state could not be had: "
                                + trouble
                                + ". A majority of the members must run; where only one is left,"
                                + " see 'jackfield cluster promote'");
            }
        }
    }

    /** What the others say now. */
    List<Answer> askOnce() {
        try (EngineGround ground = launchGround()) {
            return ask(ground);
        }
    }

    private Decision await(EngineGround ground) {
        LogExtent own = own();
        if (settings.others().isEmpty() || settings.standing().alone()) {
            return new Decision(Admission.Verdict.GO_ON, settings.standing(), "alone");
        }
        while (!ending.getAsBoolean()) {
            Decision decision = new Admission(settings, own).decide(ask(ground));
            if (decision.verdict() != Admission.Verdict.WAIT) {
                log.accept(Severity.INFO, "member " + settings.side() + ": " + decision.why());
                return decision;
            }
            tell(decision.why());
            LockSupport.parkNanos(ASK_AGAIN_NS);
        }
        return null;
    }

    private List<Answer> ask(EngineGround ground) {
        return new OtherMembers(settings, ground).ask();
    }

    private void tell(String why) {
        long nowNs = System.nanoTime();
        if (!why.equals(told) || nowNs - toldNs > TELL_AGAIN_NS) {
            told = why;
            toldNs = nowNs;
            log.accept(Severity.WARNING, "member " + settings.side() + " waits: " + why);
        }
    }

    private LogExtent own() {
        boolean notes = folder.hasNotes();
        LogExtent own;
        try (AeronArchive archive = AeronArchive.connect(EngineGround.client(settings))) {
            own = LogExtent.in(archive, settings);
        }
        if (notes != own.end() > own.start()) {
            throw new ClusterRefusal(
                    settings.folder()
                            + (notes
                                    ? " holds notes of a log, but its archive does not hold the log"
                                    : " holds a log, but the engine's notes of it are gone")
                            + "; nothing was changed. To go on, "
                            + ClusterFolder.ANEW);
        }
        return own;
    }

    /** Null when it is done, else why not. */
    private String seed(EngineGround ground, Standing group, long seconds) {
        SeedFromLeader seed = new SeedFromLeader(settings.standing(group), ground, log);
        folder.beginSeed();
        if (!seed.copy(folder.cluster(), seconds, errors)) {
            tell(
                    "the group has a log, but "
                            + seed.trouble()
                            + "; start a majority of its members; where only one is left, see"
                            + " 'jackfield cluster promote'");
            return seed.trouble();
        }
        settings = settings.standing(new Standing(group.promotions(), false));
        folder.stand(settings.standing());
        folder.endSeed();
        return null;
    }

    private EngineGround launchGround() {
        return patiently(() -> EngineGround.launch(settings, folder.archive(), errors));
    }

    /**
     * Starts a part of the engine; waits for the mark file of a killed predecessor.
     *
     * @throws ClusterRefusal when it cannot start
     */
    <T> T patiently(Supplier<T> launch) {
        long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(MARK_FILE_WAIT_MS);
        while (true) {
            try {
                return launch.get();
            } catch (RuntimeException failed) {
                if (!isPassing(failed) || System.nanoTime() > deadlineNs || ending.getAsBoolean()) {
                    throw refusal(failed);
                }
                tell(
                        "the mark file of an earlier process in "
                                + settings.folder()
                                + " still counts as active, some 10 s");
                LockSupport.parkNanos(ASK_AGAIN_NS);
            }
        }
    }

    private static boolean isPassing(Throwable failed) {
        for (Throwable each = failed; each != null; each = each.getCause()) {
            String text = String.valueOf(each.getMessage()).toLowerCase(Locale.ROOT);
            if (PASSING.stream().anyMatch(text::contains)) {
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
                        + "; nothing was changed. If its log or snapshot is damaged, "
                        + ClusterFolder.ANEW
                        + ". "
                        + text,
                failed);
    }
}
