package org.jackfield.client.ctiserver;

import java.util.function.Consumer;

/** What keeps a client's session with CTI Server: input and time in, outputs out. */
public sealed interface CtiClientCore permits CtiClientMachine, CtiPairMachine {

    /**
     * One that fits the settings: two sides and an OPEN_REQ that asks for ACTIVE_STANDBY make a
     * pair of sessions, one of which waits.
     *
     * @param jitterSeed spreads the waits of many clients; a fresh random number for each
     */
    static CtiClientCore of(CtiClientSettings settings, long jitterSeed) {
        return settings.waitsOnStandby()
                ? new CtiPairMachine(settings, jitterSeed)
                : new CtiClientMachine(settings, jitterSeed);
    }

    /** Where the client is with its session. */
    CtiClientState state();

    /** Whether a connection that has just come up is still waited for. */
    boolean wants(long attempt);

    /** When {@link #onTime} wants to be called next; {@link Long#MAX_VALUE} when never. */
    long nextDeadlineMs();

    /** Takes one input. */
    void onInput(CtiClientInput input, long nowMs, Consumer<? super CtiClientOutput> out);

    /** Fires every timer that is due. */
    void onTime(long nowMs, Consumer<? super CtiClientOutput> out);
}
