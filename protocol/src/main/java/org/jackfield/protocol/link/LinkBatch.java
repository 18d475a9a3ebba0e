package org.jackfield.protocol.link;

import io.netty.channel.EventLoop;

import org.jackfield.protocol.ged188.Ged188Message;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Collects what one loop wants to be done on connections and hops to the event loop once for all of
 * it. Used by one thread; what is done for one link keeps its order.
 */
public final class LinkBatch {

    private enum Act {
        SEND,
        CLOSE,
        ABORT
    }

    private record Task(FrameLink link, Act act, Ged188Message message, long stamp, String why) {}

    private final Map<EventLoop, List<Task>> byLoop = new LinkedHashMap<>();
    private boolean empty = true;

    /** True when there is nothing to hand over. */
    public boolean isEmpty() {
        return empty;
    }

    /**
     * Sends a message. Encoded once for each version when the same message goes to several links in
     * a row.
     *
     * @param stamp InvokeID or MonitorID for this receiver, put in place of the message's own first
     *     field; negative to leave that as it is
     */
    public void send(FrameLink link, Ged188Message message, long stamp) {
        add(new Task(link, Act.SEND, message, stamp, null));
    }

    /** Closes when everything before is sent. */
    public void close(FrameLink link, String why) {
        add(new Task(link, Act.CLOSE, null, 0, why));
    }

    /** Closes at once and drops what waits (linger zero). */
    public void abort(FrameLink link, String why) {
        add(new Task(link, Act.ABORT, null, 0, why));
    }

    private void add(Task task) {
        byLoop.computeIfAbsent(task.link.eventLoop(), loop -> new ArrayList<>()).add(task);
        empty = false;
    }

    /** Hands everything over. */
    public void hand() {
        if (empty) {
            return;
        }
        byLoop.forEach(
                (loop, tasks) -> {
                    if (!loop.isShuttingDown()) {
                        loop.execute(() -> carryOut(tasks));
                    }
                });
        byLoop.clear();
        empty = true;
    }

    private static void carryOut(List<Task> tasks) {
        SharedFrame frames = new SharedFrame();
        Set<FrameLink> written = new LinkedHashSet<>();
        for (Task task : tasks) {
            switch (task.act) {
                case SEND -> {
                    task.link.write(task.message, task.stamp, frames);
                    written.add(task.link);
                }
                case CLOSE -> task.link.close(task.why);
                case ABORT -> task.link.abort(task.why);
            }
        }
        written.forEach(FrameLink::flush);
    }
}
