package org.jackfield.gateway.cluster;

import org.jackfield.gateway.member.Group;
import org.jackfield.gateway.member.Member;
import org.jackfield.gateway.member.MemberInput;
import org.jackfield.gateway.member.MemberOutput;
import org.jackfield.gateway.member.MemberReplica;
import org.jackfield.gateway.member.StateVotes;
import org.jackfield.gateway.opc.OpcOutput.Severity;
import org.jackfield.protocol.log.Envelope;
import org.jackfield.protocol.log.Hello;
import org.jackfield.protocol.log.StateHashed;
import org.jackfield.protocol.record.RecordFormatException;
import org.jackfield.protocol.record.RecordReader;
import org.jackfield.protocol.record.RecordWriter;

import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * The group as one member sees it, on the gateway's loop: applies the entries of the log to this
 * member's replica, hands its inputs in, and keeps the log moving when a timer is due. The engine's
 * threads only pass entries on to the loop.
 */
final class ClusterGroup implements Group {

    private static final long POLL_MS = 10;

    /** An open way only says when another member leads. */
    private static final long LISTEN_MS = 25;

    private static final long TICK_AGAIN_MS = 50;

    /** The order stands still for so long: perhaps another leader is being chosen. */
    private static final long STILL_MS = 300;

    /** Own inputs do not come back for so long: the way to the leader is taken up anew. */
    private static final long DEAF_MS = 1_000;

    /** As long as it catches up with the log it cannot hear them. */
    private static final long DEAF_BEFORE_JOINED_MS = 5_000;

    private final ClusterSettings settings;
    private final MemberReplica replica;
    private final BiConsumer<Severity, String> log;
    private final Consumer<StateDiffers> differs;
    private final StateVotes votes = new StateVotes();
    private final LongConsumer renumbered;
    private final Consumer<MemberInput> tell = this::tell;

    private long incarnation;
    private Member member;
    private Consumer<MemberOutput> hands;
    private ClusterIngress ingress;
    private boolean joined;
    private boolean leads;
    private long nowMs;
    private long appliedAtMs;
    private long ownAtMs;
    private long nextPollMs;
    private long nextTickMs;

    /**
     * This member's state is not that of the others.
     *
     * @param inputs after so many inputs
     */
    record StateDiffers(long inputs, byte[] state) {}

    /**
     * A group that hands nothing in before {@link #connect}.
     *
     * @param renumbered hears when this start takes another number
     * @param differs hears when this member must stop because its state is not that of the others
     */
    ClusterGroup(
            ClusterSettings settings,
            MemberReplica replica,
            long incarnation,
            BiConsumer<Severity, String> log,
            LongConsumer renumbered,
            Consumer<StateDiffers> differs) {
        this.settings = settings;
        this.replica = replica;
        this.incarnation = incarnation;
        this.log = log;
        this.renumbered = renumbered;
        this.differs = differs;
    }

    @Override
    public void add(Member added, Consumer<MemberOutput> addedHands) {
        if (member != null) {
            throw new IllegalStateException("a member of a cluster has one side");
        }
        member = added;
        hands = addedHands;
    }

    /** Inputs go this way from now on. */
    void connect(ClusterIngress way) {
        ingress = way;
    }

    @Override
    public void take(Member from, MemberInput input, long now) {
        // After a pause of the process the life sign goes first.
        onTime(now);
        member.onInput(input, now, this::carryOut);
    }

    private void tell(MemberInput input) {
        member.onInput(input, nowMs, this::carryOut);
    }

    private void carryOut(MemberOutput output) {
        if (output instanceof MemberOutput.Submit submit) {
            if (ingress != null) {
                RecordWriter writer = new RecordWriter();
                submit.envelope().write(writer);
                ingress.offer(writer.toBytes(), nowMs);
            }
        } else {
            hands.accept(output);
        }
    }

    /** The next entry of the log. */
    void entry(long logMs, byte[] bytes, long now) {
        nowMs = now;
        Envelope envelope;
        try {
            envelope = Envelope.read(new RecordReader(bytes));
        } catch (RecordFormatException unreadable) {
            log.accept(
                    Severity.ERROR,
                    "an entry of the log cannot be read and is left out: "
                            + unreadable.getMessage());
            return;
        }
        replica.apply(logMs, envelope, tell);
        appliedAtMs = now;
        boolean own =
                envelope.source() == settings.source() && envelope.incarnation() == incarnation;
        if (own) {
            ownAtMs = now;
            joined |= envelope.input() instanceof Hello;
        }
        beLater();
        if (joined) {
            StateHashed hashed = replica.hashDue();
            if (hashed != null) {
                tell(new MemberInput.Offer(hashed));
            }
        }
        if (envelope.input() instanceof StateHashed said) {
            compare(envelope.source(), said);
        }
    }

    /** The machine takes nothing of a start with a smaller number than one that it knew. */
    private void beLater() {
        long last = replica.lastStart(settings.source());
        if (joined || last <= incarnation) {
            return;
        }
        log.accept(
                Severity.WARNING,
                "this start has number "
                        + incarnation
                        + " by the clock, but an earlier one had "
                        + last
                        + ": the clock was set back. It takes the next");
        incarnation = last + 1;
        renumbered.accept(incarnation);
        tell(new MemberInput.LaterStart(incarnation));
    }

    private void compare(int source, StateHashed said) {
        int odd = votes.take(source, said);
        if (odd < 0) {
            return;
        }
        log.accept(
                Severity.ERROR,
                "after "
                        + said.inputs()
                        + " inputs the state of member "
                        + ClusterSettings.SIDES.charAt(odd)
                        + " is not that of the two others");
        if (odd == settings.source()) {
            differs.accept(new StateDiffers(said.inputs(), replica.hashedState()));
        }
    }

    @Override
    public void onTime(long now) {
        nowMs = now;
        if (member.nextDeadlineMs() <= now) {
            member.onTime(now, this::carryOut);
        }
        if (joined && tickAtMs() <= now) {
            nextTickMs = now + TICK_AGAIN_MS;
            tell(new MemberInput.Tick());
        }
        if (ingress != null && nextPollMs <= now) {
            ingress.poll(now);
            boolean still = now - appliedAtMs > STILL_MS;
            nextPollMs = now + (ingress.isOpen() && !still ? LISTEN_MS : POLL_MS);
            if (now - ownAtMs > deafMs(still)) {
                ownAtMs = now;
                ingress.reconnect(now, "own inputs do not come back");
            }
        }
    }

    /**
     * Who hears nobody waits while the others may be choosing a leader: who is chosen takes the
     * ways over, and a new one takes longer.
     */
    private long deafMs(boolean still) {
        long choiceMs = still ? 2L * settings.leaderTimeoutMs() : 0;
        return Math.max(DEAF_MS / 2 + choiceMs, joined ? DEAF_MS : DEAF_BEFORE_JOINED_MS);
    }

    /**
     * When this member moves the log on, so that a timer of the machine fires in time: the leader's
     * side at once, the others a little later.
     */
    private long tickAtMs() {
        long deadlineMs = replica.nextDeadlineMs();
        if (deadlineMs == Long.MAX_VALUE) {
            return Long.MAX_VALUE;
        }
        long patienceMs = leads ? 1 : TICK_AGAIN_MS * (1 + settings.source());
        long dueMs = appliedAtMs + Math.max(0, deadlineMs - replica.nowMs()) + patienceMs;
        return Math.max(dueMs, nextTickMs);
    }

    @Override
    public long nextDeadlineMs() {
        long next = Math.min(member.nextDeadlineMs(), joined ? tickAtMs() : Long.MAX_VALUE);
        return ingress == null ? next : Math.min(next, nextPollMs);
    }

    @Override
    public boolean leads() {
        return leads;
    }

    /** Whether this member leads. */
    void lead(boolean now) {
        if (leads != now) {
            log.accept(
                    Severity.INFO,
                    "member " + settings.side() + (now ? " leads" : " no longer leads"));
        }
        leads = now;
    }

    /** The whole state, at this place of the order. */
    byte[] snapshot() {
        return replica.snapshot();
    }

    /** Goes on from a kept state. */
    void restore(byte[] snapshot) {
        replica.restore(snapshot);
        log.accept(
                Severity.INFO,
                "member "
                        + settings.side()
                        + " goes on from a snapshot after "
                        + replica.inputs()
                        + " inputs");
        beLater();
    }

    /** Lets go of the engine. */
    void disconnect() {
        if (ingress != null) {
            ingress.close();
            ingress = null;
        }
    }
}
