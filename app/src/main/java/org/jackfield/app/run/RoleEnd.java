package org.jackfield.app.run;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Waits until a role ends: because it is told to (SIGTERM, SIGINT), which closes it in order, or
 * because it cannot go on.
 */
final class RoleEnd {

    private static final long CLOSE_WAIT_S = 15;
    private static final String TOLD = "";

    private final BlockingQueue<String> why = new LinkedBlockingQueue<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    RoleEnd() {
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("end").unstarted(this::told));
    }

    private void told() {
        why.add(TOLD);
        try {
            if (!closed.await(CLOSE_WAIT_S, TimeUnit.SECONDS)) {
                System.err.println("jackfield: not everything could be closed in time");
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    /** The role cannot go on; may be called from any thread. */
    void because(String reason) {
        why.add(reason);
    }

    /**
     * Waits for the end, then closes.
     *
     * @return the reason when the role could not go on, else null
     */
    String await(AutoCloseable role) throws Exception {
        try {
            String reason = why.take();
            role.close();
            return reason.equals(TOLD) ? null : reason;
        } finally {
            closed.countDown();
        }
    }

    /** Nothing was started. */
    void nothing() {
        closed.countDown();
    }
}
