package org.jackfield.ctios.peer;

import org.jackfield.protocol.cil.ClientFrame;
import org.jackfield.protocol.cil.Closing;
import org.jackfield.protocol.cil.PeerChallenge;
import org.jackfield.protocol.cil.PeerChatEnd;
import org.jackfield.protocol.cil.PeerDesk;
import org.jackfield.protocol.cil.PeerHello;
import org.jackfield.protocol.cil.PeerProof;
import org.jackfield.protocol.cil.PeerSite;
import org.jackfield.protocol.cil.PeerWelcome;
import org.jackfield.protocol.cil.Ping;
import org.jackfield.protocol.cil.Pong;
import org.jackfield.protocol.cil.ServerFrame;

import java.util.List;

/**
 * This server as the client of one peer: connects, greets, asks a silent one, tries again for ever.
 *
 * <pre>
 * WAITING    --time--------> CONNECTING
 * CONNECTING --opened------> GREETING    PeerHello goes out
 * GREETING   --Challenge---> GREETING    PeerProof goes out
 * GREETING   --Welcome-----> UP
 * any        --closed, wrong, silent--> WAITING
 * </pre>
 */
public final class PeerLine {

    /** What is between the tries, in milliseconds. */
    static final int AGAIN_MS = 2_000;

    /** As above, where the peer refused: only people can help. */
    static final int REFUSED_AGAIN_MS = 30_000;

    private static final int CONNECT_MS = 15_000;
    private static final int GREETING_MS = 5_000;
    private static final int VERSION = 1;

    /** Who does what a line wants. */
    public interface Owner {

        /** Connect; {@link PeerLine#opened} or {@link PeerLine#closed} follows. */
        void connect(long attempt);

        void send(long attempt, ClientFrame frame);

        /** Close at once; nothing more is heard of this attempt. */
        void drop(long attempt, String reason);

        /** The peer is there; {@link #desk} follows for each of its agents. */
        void up(String server);

        /** A peer that was up is gone. */
        void down(String reason);

        /** The peer could not be reached, for another reason than before. */
        void unreached(String reason);

        void desk(PeerDesk desk);

        void ended(PeerChatEnd end);
    }

    private enum State {
        WAITING,
        CONNECTING,
        GREETING,
        UP
    }

    private final PeerSettings settings;
    private final PeerIdentity self;
    private final Owner owner;
    private State state = State.WAITING;
    private List<Long> peripherals = List.of();
    private long attempt;
    private long atMs;
    private int unanswered;
    private String nonce = "";
    private String server = "";
    private String trouble = "";
    private boolean challenged;

    /** A line that connects when {@link #onTime} is called. */
    public PeerLine(PeerSettings settings, PeerIdentity self, Owner owner) {
        this.settings = settings;
        this.self = self;
        this.owner = owner;
    }

    /** Whether the peer is there and said which desktops it has. */
    public boolean up() {
        return state == State.UP;
    }

    /** Why it is not up; empty while it is, or before the first try ended. */
    public String trouble() {
        return up() ? "" : trouble;
    }

    /** The session with a CTI Server is a new one, of these switches. */
    public void site(List<Long> now) {
        peripherals = List.copyOf(now);
        send(new PeerSite(peripherals));
    }

    /** Sends, when the peer is there; else false. */
    public boolean send(ClientFrame frame) {
        if (up()) {
            owner.send(attempt, frame);
        }
        return up();
    }

    /** The connection is there. */
    public void opened(long of, long nowMs) {
        if (of == attempt && state == State.CONNECTING) {
            state = State.GREETING;
            atMs = nowMs + GREETING_MS;
            nonce = self.nonce(attempt);
            challenged = false;
            owner.send(attempt, new PeerHello(VERSION, self.server(), self.run(), nonce));
        }
    }

    /** The peer said something. */
    public void said(long of, ServerFrame frame, long nowMs) {
        if (of != attempt || state != State.GREETING && state != State.UP) {
            return;
        }
        switch (frame) {
            case Closing last -> fail(last.text(), againMs(last), nowMs);
            case PeerChallenge challenge when state == State.GREETING && !challenged ->
                    challenged(challenge, nowMs);
            case PeerWelcome ignored when state == State.GREETING && challenged -> welcomed(nowMs);
            case PeerDesk desk when up() -> {
                heard(nowMs);
                owner.desk(desk);
            }
            case PeerChatEnd end when up() -> {
                heard(nowMs);
                owner.ended(end);
            }
            case Pong ignored when up() -> heard(nowMs);
            default ->
                    fail(
                            "a peer does not say " + frame.getClass().getSimpleName() + " now",
                            AGAIN_MS,
                            nowMs);
        }
    }

    private static int againMs(Closing last) {
        return last.reconnect() ? AGAIN_MS : REFUSED_AGAIN_MS;
    }

    private void challenged(PeerChallenge challenge, long nowMs) {
        if (challenge.run().equals(self.run())) {
            fail("that is this server itself; name the other one", REFUSED_AGAIN_MS, nowMs);
            return;
        }
        boolean known =
                challenge.nonce().length() <= PeerIdentity.TEXT_MAX
                        && self.proved(
                                challenge.proof(),
                                PeerIdentity.End.SERVER,
                                nonce,
                                challenge.nonce());
        if (!known) {
            fail(PeerGate.OTHER_KEY, REFUSED_AGAIN_MS, nowMs);
            return;
        }
        challenged = true;
        server = challenge.server();
        String proof = self.proof(PeerIdentity.End.CLIENT, nonce, challenge.nonce());
        owner.send(attempt, new PeerProof(proof, peripherals));
    }

    private void welcomed(long nowMs) {
        state = State.UP;
        trouble = "";
        heard(nowMs);
        owner.up(server);
    }

    private void heard(long nowMs) {
        unanswered = 0;
        atMs = nowMs + settings.intervalMs();
    }

    /** What came is no frame. */
    public void garbled(long of, String error, long nowMs) {
        if (of == attempt && state != State.WAITING) {
            fail("what it says cannot be read: " + error, AGAIN_MS, nowMs);
        }
    }

    /** The connection is gone, or never was. */
    public void closed(long of, String reason, long nowMs) {
        if (of == attempt && state != State.WAITING) {
            waits(reason, AGAIN_MS, nowMs);
        }
    }

    private void fail(String reason, int againMs, long nowMs) {
        owner.drop(attempt, reason);
        waits(reason, againMs, nowMs);
    }

    private void waits(String reason, int againMs, long nowMs) {
        boolean was = up();
        boolean news = !reason.equals(trouble);
        state = State.WAITING;
        trouble = reason;
        atMs = nowMs + againMs;
        if (was) {
            owner.down(reason);
        } else if (news) {
            owner.unreached(reason);
        }
    }

    /** Connects, asks, or gives up, when it is time. */
    public void onTime(long nowMs) {
        if (nowMs < atMs) {
            return;
        }
        switch (state) {
            case WAITING -> {
                state = State.CONNECTING;
                attempt++;
                atMs = nowMs + CONNECT_MS;
                owner.connect(attempt);
            }
            case CONNECTING -> fail("no connection in time", AGAIN_MS, nowMs);
            case GREETING -> fail("no answer to the greeting", AGAIN_MS, nowMs);
            case UP -> silent(nowMs);
        }
    }

    private void silent(long nowMs) {
        if (unanswered >= settings.retries()) {
            fail("silent for " + settings.silenceMs() + " ms", AGAIN_MS, nowMs);
        } else {
            unanswered++;
            atMs = nowMs + settings.intervalMs();
            owner.send(attempt, new Ping(unanswered));
        }
    }

    /** When {@link #onTime} wants to be called next. */
    public long nextDeadlineMs() {
        return atMs;
    }
}
