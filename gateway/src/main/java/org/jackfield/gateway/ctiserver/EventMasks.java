package org.jackfield.gateway.ctiserver;

import org.jackfield.protocol.ged188.AgentStateEvent;
import org.jackfield.protocol.ged188.AgentStateMask;
import org.jackfield.protocol.ged188.CallEventMask;
import org.jackfield.protocol.ged188.MessageType;

/** Which bit of CallMsgMask and AgentStateMask stands for which event and state. */
final class EventMasks {

    /** By AgentState; UNKNOWN (9) has no bit. */
    private static final long[] BY_STATE = {
        AgentStateMask.LOGIN,
        AgentStateMask.LOGOUT,
        AgentStateMask.NOT_READY,
        AgentStateMask.AVAILABLE,
        AgentStateMask.TALKING,
        AgentStateMask.WORK_NOT_READY,
        AgentStateMask.WORK_READY,
        AgentStateMask.BUSY_OTHER,
        AgentStateMask.RESERVED,
        -1L,
        AgentStateMask.HOLD,
        AgentStateMask.ACTIVE,
        AgentStateMask.PAUSED,
        AgentStateMask.INTERRUPTED,
        AgentStateMask.NOT_ACTIVE
    };

    private EventMasks() {}

    static boolean wantsCall(long mask, MessageType type) {
        return (mask & bit(type)) != 0;
    }

    /** An agent's event is wanted for the state of the agent or for that of the skill group. */
    static boolean wantsAgent(long mask, AgentStateEvent event) {
        return (mask & (bit(event.agentState()) | bit(event.skillGroupState()))) != 0;
    }

    private static long bit(int state) {
        return state >= 0 && state < BY_STATE.length ? BY_STATE[state] : 0;
    }

    private static long bit(MessageType type) {
        return switch (type) {
            case CALL_DELIVERED_EVENT -> CallEventMask.CALL_DELIVERED;
            case CALL_QUEUED_EVENT -> CallEventMask.CALL_QUEUED;
            case CALL_ESTABLISHED_EVENT -> CallEventMask.CALL_ESTABLISHED;
            case CALL_HELD_EVENT -> CallEventMask.CALL_HELD;
            case CALL_RETRIEVED_EVENT -> CallEventMask.CALL_RETRIEVED;
            case CALL_CLEARED_EVENT -> CallEventMask.CALL_CLEARED;
            case CALL_CONNECTION_CLEARED_EVENT -> CallEventMask.CALL_CONNECTION_CLEARED;
            case CALL_ORIGINATED_EVENT -> CallEventMask.CALL_ORIGINATED;
            case CALL_CONFERENCED_EVENT -> CallEventMask.CALL_CONFERENCED;
            case CALL_TRANSFERRED_EVENT -> CallEventMask.CALL_TRANSFERRED;
            case CALL_DIVERTED_EVENT -> CallEventMask.CALL_DIVERTED;
            case CALL_SERVICE_INITIATED_EVENT -> CallEventMask.CALL_SERVICE_INITIATED;
            case CALL_TRANSLATION_ROUTE_EVENT -> CallEventMask.CALL_TRANSLATION_ROUTE;
            case BEGIN_CALL_EVENT -> CallEventMask.BEGIN_CALL;
            case END_CALL_EVENT -> CallEventMask.END_CALL;
            case CALL_DATA_UPDATE_EVENT -> CallEventMask.CALL_DATA_UPDATE;
            case CALL_FAILED_EVENT -> CallEventMask.CALL_FAILED;
            case CALL_REACHED_NETWORK_EVENT -> CallEventMask.CALL_REACHED_NETWORK;
            case CALL_DEQUEUED_EVENT -> CallEventMask.CALL_DEQUEUED;
            case AGENT_PRE_CALL_EVENT -> CallEventMask.AGENT_PRE_CALL;
            case AGENT_PRE_CALL_ABORT_EVENT -> CallEventMask.AGENT_PRE_CALL_ABORT;
            case RTP_STARTED_EVENT -> CallEventMask.RTP_STARTED;
            case RTP_STOPPED_EVENT -> CallEventMask.RTP_STOPPED;
            case AGENT_TEAM_CONFIG_EVENT -> CallEventMask.AGENT_TEAM_CONFIG;
            case CALL_ATTRIBUTE_CHANGE_EVENT -> CallEventMask.CALL_ATTRIBUTE_CHANGE;
            case CALL_AGENT_GREETING_EVENT -> CallEventMask.CALL_AGENT_GREETING;
            case NETWORK_RECORDING_STARTED_EVENT -> CallEventMask.NETWORK_RECORDING_STARTED;
            case NETWORK_RECORDING_ENDED_EVENT -> CallEventMask.NETWORK_RECORDING_ENDED;
            case NETWORK_RECORDING_FAILED_EVENT -> CallEventMask.NETWORK_RECORDING_FAILED;
            case NETWORK_RECORDING_TARGET_INFO_EVENT -> CallEventMask.NETWORK_RECORDING_TARGET_INFO;
            default -> 0;
        };
    }
}
