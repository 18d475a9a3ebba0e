package org.jackfield.gateway.pim;

import org.jackfield.protocol.pim.PimCommand;

/**
 * A peripheral interface manager: the part of a gateway that talks one switch's own language. It
 * knows channels and bridges, never calls or agents. It holds nothing that a snapshot of the switch
 * and the open commands cannot rebuild: it may die between any two requests of an operation.
 *
 * <p>Called by one thread. On both sides a PIM runs and says whether it reaches its switch; only
 * the side named by the machine is active.
 */
public interface Pim {

    /** Connects (and keeps trying), reports to {@code sink}, commands nothing yet. */
    void start(PimSink sink);

    /**
     * Becomes the one that commands the switch: takes events from now on, takes a snapshot of the
     * switch and reports it, then carries out commands of this epoch.
     */
    void activate(int epoch);

    /** No longer active: commands nothing from now on, reports no calls. */
    void standby();

    /**
     * Carries out a command, or brings it to its end if it is half done, or finds it done: all
     * three are answered by the report that the command names. Never throws for what the switch
     * does.
     */
    void command(int epoch, PimCommand command);

    /** Fires what is due. */
    void onTime(long nowMs);

    /** When {@link #onTime} wants to be called next; {@link Long#MAX_VALUE} when never. */
    long nextDeadlineMs();

    /** Disconnects; the switch's calls talk on. */
    void stop();
}
