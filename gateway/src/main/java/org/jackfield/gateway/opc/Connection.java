package org.jackfield.gateway.opc;

import org.jackfield.gateway.agent.CallAtDevice.Direction;
import org.jackfield.gateway.agent.OfferEnd;

/**
 * A device's part in a call. Every move that is legal stands here, with what makes it and what
 * clients are told; any other is refused by {@link #moveTo}. A request makes none of them: the
 * switch's report does, or, where a device alerts without a leg of the switch, the offer itself.
 *
 * <pre>
 * from      to        made by                                           event
 * --------  --------  ------------------------------------------------  ---------------------------
 * PLANNED   INITIATE  own phone rings or is up; Place done (consult);   SERVICE_INITIATED (none for
 *                     Arrived, Dialled                                  a caller from outside)
 * PLANNED   ALERTING  Ringing; an offer at a device that answers by     DELIVERED (REACHED_NETWORK
 *                     the screen                                        before it for an outside number)
 * PLANNED   FAIL      Failed, Ended before it rang                      FAILED
 * PLANNED   NULL      the operation failed before anything was said     none
 * INITIATE  CONNECT   Place done after the called party answered        ESTABLISHED (names the party
 *                                                                       that answered)
 * INITIATE  CONNECT   Answered: a caller from outside waits             none
 * INITIATE  NULL      Ended, Place done (consult given up)              CONNECTION_CLEARED
 * ALERTING  CONNECT   Place done after Answered                         ESTABLISHED
 * ALERTING  FAIL      Failed, Ended before it answered                  FAILED
 * ALERTING  NULL      offer over, caller gone, Ended                    CONNECTION_CLEARED
 * CONNECT   HOLD      Place done (hold, alternate, consult), Held       HELD
 * CONNECT   NULL      Ended, Place done (transfer, reconnect, clear)    CONNECTION_CLEARED
 * HOLD      CONNECT   Place done (retrieve, alternate, reconnect,       RETRIEVED; CONFERENCED
 *                     conference), Retrieved                            for a conference
 * HOLD      NULL      Ended, Place done (transfer)                      CONNECTION_CLEARED
 * FAIL      NULL      follows at once                                   CONNECTION_CLEARED
 * </pre>
 */
final class Connection {

    private final long id;
    private long callId;
    private Party party;
    private ConnectionState state = ConnectionState.PLANNED;

    /** Channel of its leg; null while there is none. */
    String channel;

    /** Seen from the device. */
    Direction direction;

    /** Skill group for which the router brought the call here, or -1. */
    int skillGroup = -1;

    /** True once it was connected. */
    boolean answered;

    /** True when this device started the call. */
    boolean originator;

    /** AgentID while the router waits for the outcome of an offer here; else empty. */
    String offeredTo = "";

    /** True until its device was told to ring. */
    boolean neverAlerted = true;

    /** How that offer ended; null while it has not. */
    OfferEnd offerEnd;

    /** True while the phone's own key holds it. */
    boolean heldByPhone;

    /** True while the switch keeps it out of the call for a CTI hold. */
    boolean heldByUs;

    /** True once the switch was told to end its leg. */
    boolean clearing;

    /** EventCause of its end, when we know it before the switch reports it; -1 when not. */
    int endCause = -1;

    Connection(long id, long callId, Party party, Direction direction) {
        this.id = id;
        this.callId = callId;
        this.party = party;
        this.direction = direction;
    }

    long id() {
        return id;
    }

    long callId() {
        return callId;
    }

    Party party() {
        return party;
    }

    ConnectionState state() {
        return state;
    }

    /** AgentInstrument, or null for a party outside. */
    String instrument() {
        return party.instrument();
    }

    boolean is(ConnectionState asked) {
        return state == asked;
    }

    /** True when clients know of it and it is not gone. */
    boolean live() {
        return state != ConnectionState.PLANNED && state != ConnectionState.NULL;
    }

    /** A merge took it into another call, where it may have another device id. */
    void joinCall(long newCallId, Party as) {
        callId = newCallId;
        party = as;
    }

    /** Makes a move of the table above. */
    void moveTo(ConnectionState next) {
        if (!legal(state, next)) {
            throw new IllegalStateException(
                    "connection " + id + " cannot go from " + state + " to " + next);
        }
        state = next;
        neverAlerted &= next != ConnectionState.ALERTING;
        answered |= next == ConnectionState.CONNECT;
    }

    /** Takes the state of a snapshot. */
    void restoreState(ConnectionState kept) {
        state = kept;
    }

    /** True when the table above has the move. */
    static boolean legal(ConnectionState from, ConnectionState to) {
        return switch (from) {
            case PLANNED ->
                    to != ConnectionState.CONNECT
                            && to != ConnectionState.HOLD
                            && to != ConnectionState.PLANNED;
            case INITIATE -> to == ConnectionState.CONNECT || to == ConnectionState.NULL;
            case ALERTING ->
                    to == ConnectionState.CONNECT
                            || to == ConnectionState.FAIL
                            || to == ConnectionState.NULL;
            case CONNECT -> to == ConnectionState.HOLD || to == ConnectionState.NULL;
            case HOLD -> to == ConnectionState.CONNECT || to == ConnectionState.NULL;
            case FAIL -> to == ConnectionState.NULL;
            case NULL -> false;
        };
    }
}
