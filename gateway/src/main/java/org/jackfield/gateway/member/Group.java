package org.jackfield.gateway.member;

import java.util.function.Consumer;

/**
 * What gives the inputs of all sources one order and applies them to this process's copy of the
 * machine: in memory, or a cluster. Everything is called on the gateway's one loop.
 */
public interface Group {

    /** One more side of this process; {@code hands} carry out what it wants done. */
    void add(Member member, Consumer<MemberOutput> hands);

    /** Hands an input to one side and does all that follows from it. */
    void take(Member member, MemberInput input, long nowMs);

    /** Fires what is due. */
    void onTime(long nowMs);

    /** When {@link #onTime} wants to be called next; {@link Long#MAX_VALUE} when never. */
    long nextDeadlineMs();

    /** True where what one member must do for all is done: telling the calendar. */
    boolean leads();
}
