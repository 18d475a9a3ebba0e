package org.jackfield.gateway.opc;

import org.jackfield.protocol.ged188.Ged188Message;
import org.jackfield.protocol.log.Input;
import org.jackfield.protocol.log.KeptNote;

import java.util.List;

/**
 * What a side's CTI Server asks of its own replica. Nothing here changes anything; every answer is
 * of the state after the last input applied, and what is returned may be kept.
 */
public interface OpcReads {

    /** Every peripheral of the site, in the order of their ids. */
    List<PeripheralNow> peripherals();

    /**
     * Answers a request that only reads: QUERY_AGENT_STATE_REQ, SNAPSHOT_CALL_REQ,
     * SNAPSHOT_DEVICE_REQ, AGENT_DESK_SETTINGS_REQ, QUERY_DEVICE_INFO_REQ.
     *
     * @return the confirmation, FAILURE_CONF or CONTROL_FAILURE_CONF with the request's InvokeID
     */
    Ged188Message answer(Ged188Message request);

    /**
     * The device that a client means: at least one of the three is given, the others are empty.
     *
     * @return null when there is none, or when what is given does not belong together
     */
    DeviceNow device(int peripheral, String instrument, String extension, String agentId);

    /**
     * The AGENT_STATE_EVENTs that tell an agent's state now: one per skill group; empty if unknown.
     */
    List<OpcOutput.Emit> agentNow(int peripheral, String agentId);

    /** AgentIDs of all who are logged in, in a fixed order. */
    List<String> agentsLoggedIn(int peripheral);

    /** ConnectionCallIDs of all calls that have begun and not ended, oldest first. */
    List<Long> calls(int peripheral);

    /**
     * BEGIN_CALL_EVENT with the call's data as it is now, the scope naming the instruments that
     * take part now; null when there is no such call.
     */
    OpcOutput.Emit callNow(int peripheral, long callId);

    /**
     * All that a newcomer must know of a call, each once: BEGIN_CALL_EVENT with the data as they
     * are now, then for each connection what tells its state, with cause CEC_SNAPSHOT: initiated
     * SERVICE_INITIATED and ORIGINATED, alerting DELIVERED, connected ESTABLISHED, held ESTABLISHED
     * and HELD. Empty when there is no such call. Who does not keep connections says
     * BEGIN_CALL_EVENT alone.
     */
    default List<OpcOutput.Emit> callEventsNow(int peripheral, long callId) {
        OpcOutput.Emit begin = callNow(peripheral, callId);
        return begin == null ? List.of() : List.of(begin);
    }

    /**
     * True for a setting or a piece of site data that is so already: handing it in again changes
     * nothing. Who keeps no site data says false.
     */
    default boolean knows(Input input) {
        return false;
    }

    /** Instruments of a peripheral that are out of service, in a fixed order. */
    default List<String> phonesAway(int peripheral) {
        return List.of();
    }

    /** Wrap-up texts of calls that their writers have left, the oldest first; not all for ever. */
    default List<KeptNote> notes() {
        return List.of();
    }

    /** The sides that a peripheral's switch could be commanded from, in their order. */
    default List<SideNow> sides(int peripheral) {
        return List.of();
    }

    /** Why an operator cannot give a peripheral's switch to a side now; empty when it goes. */
    default String whyNotMoved(int peripheral, int source) {
        return "this gateway has no sides";
    }

    /**
     * A side beside one peripheral's switch.
     *
     * @param source 0 side A, 1 side B
     * @param reaches its PIM reaches the switch
     * @param heard its life signs come
     * @param commands its PIM is the active one
     */
    record SideNow(int source, boolean reaches, boolean heard, boolean commands) {}

    /**
     * A peripheral as CTI clients see it.
     *
     * @param id PeripheralID
     * @param peripheralType PeripheralType
     * @param online whether the switch can be reached
     */
    record PeripheralNow(int id, int peripheralType, boolean online) {}

    /**
     * A phone and who is logged in on it.
     *
     * @param instrument AgentInstrument
     * @param extension what others dial
     * @param agentId empty when nobody is logged in
     * @param agentState AgentState, 1 (logout) when nobody is logged in
     */
    record DeviceNow(String instrument, String extension, String agentId, int agentState) {}
}
