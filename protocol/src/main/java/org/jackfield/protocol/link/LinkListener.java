package org.jackfield.protocol.link;

import java.util.List;

/** Hears what happens on connections, on the event loop: it hands on at once and never waits. */
public interface LinkListener {

    /** A connection is up. */
    void opened(FrameLink link);

    /**
     * Frames arrived, in order, as many as were read at once.
     *
     * @return false when they cannot be taken (the queue behind is full): the connection is cut
     */
    boolean received(FrameLink link, List<Arrival> arrivals);

    /** The peer reads too slowly; comes once until its queue was empty again. */
    void slow(FrameLink link, long waitingBytes);

    /** A message did not fit its own limits and was left out. */
    void unsendable(FrameLink link, String error);

    /** The connection is gone, or never came up; the last call for this link. */
    void closed(FrameLink link, String reason);
}
