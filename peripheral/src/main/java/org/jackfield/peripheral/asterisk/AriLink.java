package org.jackfield.peripheral.asterisk;

import org.jackfield.protocol.link.EventLoops;
import org.jackfield.protocol.link.WebSocketClient;
import org.jackfield.protocol.link.WebSocketClientSettings;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * Owns the websocket to Asterisk: connects under an application's name, and again after each loss,
 * with waits that double up to a limit and vary, for ever. Everything it tells, it tells on the
 * PIM's own thread, in order; when that cannot follow, the link is dropped, and the
 * resynchronisation after the next connect repairs what was missed.
 */
final class AriLink {

    /** Hears how the link fares, on the PIM's thread. */
    interface Listener {

        void up();

        void text(String text);

        void down(String reason);
    }

    private record Ending(long attempt, String reason) {}

    private static final double JITTER = 0.2;

    private final AsteriskSettings settings;
    private final EventLoops loops;
    private final Predicate<Runnable> inbox;
    private final LongSupplier nowMs;
    private final Listener listener;
    private final RandomGenerator random = RandomGenerator.getDefault();

    /** An end that the full inbox did not take; found at the next turn. */
    private final AtomicReference<Ending> ending = new AtomicReference<>();

    private WebSocketClient socket;
    private String application;
    private long attempt;
    private int waitMs;
    private long retryAtMs = Long.MAX_VALUE;

    AriLink(
            AsteriskSettings settings,
            EventLoops loops,
            Predicate<Runnable> inbox,
            LongSupplier nowMs,
            Listener listener) {
        this.settings = settings;
        this.loops = loops;
        this.inbox = inbox;
        this.nowMs = nowMs;
        this.listener = listener;
        this.waitMs = settings.reconnectMinMs();
    }

    /**
     * Connects under this name from now on; a link under another name is closed, of which nobody is
     * told, as Asterisk is as reachable as before.
     */
    void open(String name) {
        abandon("reconnecting as " + name);
        application = name;
        waitMs = settings.reconnectMinMs();
        connect();
    }

    /** Closes, and stays closed, without a word. */
    void close(String reason) {
        application = null;
        abandon(reason);
    }

    private void abandon(String reason) {
        attempt++;
        retryAtMs = Long.MAX_VALUE;
        WebSocketClient old = socket;
        socket = null;
        if (old != null) {
            old.close(reason);
        }
    }

    private void connect() {
        attempt++;
        retryAtMs = Long.MAX_VALUE;
        WebSocketClientSettings to =
                WebSocketClientSettings.to(settings.websocket(application))
                        .withAccount(settings.user(), settings.password())
                        .withWatch(settings.silenceMaxMs() / 3, settings.silenceMaxMs());
        socket = WebSocketClient.connect(loops, to, new Socket(attempt));
    }

    /** Sends a text; a link that cannot take it will tell that it is down. */
    void send(String text) {
        if (socket != null) {
            socket.send(text);
        }
    }

    /** Closes the link as useless; it is tried again. */
    void drop(String reason) {
        if (socket != null) {
            socket.close(reason);
        }
    }

    void onTime(long now) {
        Ending found = ending.getAndSet(null);
        if (found != null && found.attempt() == attempt) {
            if (socket != null) {
                socket.close(found.reason());
            }
            lost(found.reason());
        }
        if (now >= retryAtMs) {
            connect();
        }
    }

    long nextDeadlineMs() {
        return ending.get() == null ? retryAtMs : 0;
    }

    private void lost(String reason) {
        attempt++;
        socket = null;
        double jitter = 1 + JITTER * (2 * random.nextDouble() - 1);
        retryAtMs = nowMs.getAsLong() + Math.max(1, (long) (waitMs * jitter));
        waitMs = Math.min(waitMs * 2, settings.reconnectMaxMs());
        listener.down(reason);
    }

    /** One websocket; what a former one still says is not heard. */
    private final class Socket implements WebSocketClient.Listener {

        private final long its;
        private boolean deaf;

        Socket(long its) {
            this.its = its;
        }

        @Override
        public void opened() {
            hand(
                    () -> {
                        waitMs = settings.reconnectMinMs();
                        listener.up();
                    });
        }

        @Override
        public void text(String message) {
            hand(() -> listener.text(message));
        }

        @Override
        public void closed(String reason) {
            Runnable task =
                    () -> {
                        if (its == attempt) {
                            lost(reason);
                        }
                    };
            if (deaf || !inbox.test(task)) {
                ending.compareAndSet(null, new Ending(its, reason));
            }
        }

        private void hand(Runnable task) {
            Runnable ifCurrent =
                    () -> {
                        if (its == attempt) {
                            task.run();
                        }
                    };
            if (!deaf && !inbox.test(ifCurrent)) {
                // A gap: nothing after it may be heard.
                deaf = true;
                ending.set(new Ending(its, "the PIM cannot follow Asterisk's events"));
            }
        }
    }
}
