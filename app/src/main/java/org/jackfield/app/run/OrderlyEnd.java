package org.jackfield.app.run;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** When the process is told to end (SIGTERM, SIGINT), asks a part to end and waits for it. */
final class OrderlyEnd {

    /** All processes of a node together may take so long. */
    private static final long WAIT_S = 3_600;

    private final CountDownLatch done = new CountDownLatch(1);

    private volatile Runnable stop = () -> {};

    OrderlyEnd() {
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("end").unstarted(this::ending));
    }

    /** What is asked to end. */
    void stops(Runnable part) {
        stop = part;
    }

    private void ending() {
        if (done.getCount() == 0) {
            return;
        }
        stop.run();
        try {
            if (!done.await(WAIT_S, TimeUnit.SECONDS)) {
                System.err.println("jackfield: not everything has ended in an hour");
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    /** The part has ended, and all that it stood on is closed. */
    void done() {
        done.countDown();
    }
}
