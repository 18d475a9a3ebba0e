package org.jackfield.gateway.ctiserver;

import org.jackfield.protocol.ged188.ConfigEndEvent;
import org.jackfield.protocol.ged188.ConfigKeyEvent;
import org.jackfield.protocol.ged188.ControlFailureCode;
import org.jackfield.protocol.ged188.ControlFailureConf;
import org.jackfield.protocol.ged188.FailureConf;
import org.jackfield.protocol.ged188.FailureEvent;
import org.jackfield.protocol.ged188.FieldTable;
import org.jackfield.protocol.ged188.Ged188Message;
import org.jackfield.protocol.ged188.Ged188Tables;
import org.jackfield.protocol.ged188.MessageTable;
import org.jackfield.protocol.ged188.MessageType;
import org.jackfield.protocol.ged188.ServiceMask;
import org.jackfield.protocol.ged188.StatusCode;
import org.jackfield.protocol.ged188.UnknownMessage;

import java.util.List;

/**
 * What is to be done with each message that a client may send, and how each is refused. Failures
 * carry no Text field: clients tell the editions' layouts apart by the length.
 */
final class Requests {

    /** Where a request ends. */
    enum Way {
        /** Belongs to the session itself: OPEN, HEARTBEAT, CLOSE. */
        SESSION,
        /** What a client says of a planned change of side. */
        PLANNED_CHANGE,
        /** Starts, stops or changes a monitor. */
        MONITOR,
        /** Changes nothing: answered from the replica. */
        READ,
        /** Goes to the log and is answered by the OPC. */
        CHANGE,
        /** Documented, but not served: refused as a control request is. */
        UNSERVED_CONTROL,
        /** Documented, but not served. */
        UNSERVED,
        /** Never sent by a client. */
        WRONG_DIRECTION
    }

    /**
     * What a message needs.
     *
     * @param services at least one of these must be granted; 0 = none needed
     */
    record Rule(Way way, long services) {}

    private static final int CONFIG_KEY_NOT_SUPPORTED = 2;
    private static final int CONFIG_END_EMPTY = 4;

    private static final Rule SESSION = new Rule(Way.SESSION, 0);
    private static final Rule PLANNED_CHANGE =
            new Rule(Way.PLANNED_CHANGE, ServiceMask.ACTIVE_STANDBY);
    private static final Rule MONITOR = new Rule(Way.MONITOR, ServiceMask.PERIPHERAL_MONITOR);
    private static final Rule READ = new Rule(Way.READ, ServiceMask.CLIENT_CONTROL);
    private static final Rule READ_FREELY = new Rule(Way.READ, 0);
    private static final Rule AGENT_READ =
            new Rule(
                    Way.READ,
                    ServiceMask.CLIENT_CONTROL | ServiceMask.CTI_AGENT_STATE_CONTROL_ONLY);
    private static final Rule AGENT_CHANGE =
            new Rule(
                    Way.CHANGE,
                    ServiceMask.CLIENT_CONTROL | ServiceMask.CTI_AGENT_STATE_CONTROL_ONLY);
    private static final Rule CHANGE = new Rule(Way.CHANGE, ServiceMask.CLIENT_CONTROL);
    private static final Rule DATA = new Rule(Way.CHANGE, ServiceMask.CALL_DATA_UPDATE);
    private static final Rule UNSERVED_CONTROL =
            new Rule(Way.UNSERVED_CONTROL, ServiceMask.CLIENT_CONTROL);
    private static final Rule UNSERVED_SUPERVISOR =
            new Rule(Way.UNSERVED_CONTROL, ServiceMask.SUPERVISOR);
    private static final Rule UNSERVED = new Rule(Way.UNSERVED, 0);
    private static final Rule WRONG_DIRECTION = new Rule(Way.WRONG_DIRECTION, 0);

    private Requests() {}

    static Rule rule(MessageType type) {
        return switch (type) {
            case OPEN_REQ, HEARTBEAT_REQ, CLOSE_REQ -> SESSION;
            case ACTIVE_MAINTENANCE_RESP_MSG, STOPPING_REQUESTS_TO_THIS_SIDE_IND -> PLANNED_CHANGE;
            case MONITOR_START_REQ, MONITOR_STOP_REQ, CHANGE_MONITOR_MASK_REQ -> MONITOR;
            case SNAPSHOT_CALL_REQ, SNAPSHOT_DEVICE_REQ, QUERY_DEVICE_INFO_REQ -> READ;
            case QUERY_AGENT_STATE_REQ -> AGENT_READ;
            case AGENT_DESK_SETTINGS_REQ -> READ_FREELY;
            case SET_AGENT_STATE_REQ -> AGENT_CHANGE;
            case SET_CALL_DATA_REQ -> DATA;
            case ALTERNATE_CALL_REQ,
                    ANSWER_CALL_REQ,
                    CLEAR_CALL_REQ,
                    CLEAR_CONNECTION_REQ,
                    CONFERENCE_CALL_REQ,
                    CONSULTATION_CALL_REQ,
                    HOLD_CALL_REQ,
                    MAKE_CALL_REQ,
                    RECONNECT_CALL_REQ,
                    RETRIEVE_CALL_REQ,
                    TRANSFER_CALL_REQ,
                    SEND_DTMF_SIGNAL_REQ ->
                    CHANGE;
            case DEFLECT_CALL_REQ,
                    MAKE_PREDICTIVE_CALL_REQ,
                    SUPERVISOR_ASSIST_REQ,
                    BAD_CALL_REQ,
                    AGENT_GREETING_CONTROL_REQ,
                    START_NETWORK_RECORDING_REQ,
                    STOP_NETWORK_RECORDING_REQ ->
                    UNSERVED_CONTROL;
            case EMERGENCY_CALL_REQ, SUPERVISE_CALL_REQ -> UNSERVED_SUPERVISOR;
            default ->
                    switch (type.direction()) {
                        case SERVER_TO_CLIENT -> WRONG_DIRECTION;
                        case CLIENT_TO_SERVER, BOTH -> UNSERVED;
                    };
        };
    }

    /**
     * The answer to a message that is known and not served: never silence.
     *
     * @param invokeId the request's
     */
    static Ged188Message unserved(MessageType type, long invokeId) {
        return switch (type) {
            case CONFIG_REQUEST_KEY_EVENT ->
                    ConfigKeyEvent.builder().configKeyStatus(CONFIG_KEY_NOT_SUPPORTED).build();
            case CONFIG_REQUEST_EVENT ->
                    ConfigEndEvent.builder().configEndStatus(CONFIG_END_EMPTY).build();
            case ROUTE_REGISTER_EVENT,
                    ROUTE_SELECT_EVENT,
                    ROUTE_END_EVENT,
                    ACTIVE_MAINTENANCE_RESP_MSG,
                    STOPPING_REQUESTS_TO_THIS_SIDE_IND ->
                    event(StatusCode.FUNCTION_NOT_AVAILABLE);
            default -> failure(invokeId, StatusCode.FUNCTION_NOT_AVAILABLE);
        };
    }

    /** The answer to a message whose service the session does not have. */
    static Ged188Message notGranted(MessageType type, long invokeId) {
        return rule(type).way() == Way.PLANNED_CHANGE
                ? unserved(type, invokeId)
                : failure(invokeId, StatusCode.FUNCTION_NOT_AVAILABLE);
    }

    static FailureConf failure(long invokeId, StatusCode status) {
        return FailureConf.builder().invokeId(invokeId).status(status.value()).build();
    }

    static FailureEvent event(StatusCode status) {
        return FailureEvent.builder().status(status.value()).build();
    }

    static ControlFailureConf controlFailure(long invokeId, ControlFailureCode code) {
        return ControlFailureConf.builder().invokeId(invokeId).failureCode(code.value()).build();
    }

    /** How a message is named in the log. */
    static String name(Ged188Message message) {
        return message instanceof UnknownMessage unknown && unknown.type() == null
                ? "message " + unknown.number()
                : message.type().name();
    }

    /** The value of a text field by its name in the tables; null when absent or not a field. */
    static String text(Ged188Message message, String field) {
        MessageTable table = Ged188Tables.of(message.type());
        if (table == null) {
            return null;
        }
        List<FieldTable> fields = table.fields();
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).name().equals(field)) {
                return (String) message.field(i);
            }
        }
        return null;
    }

    /** PeripheralID of a request: the second field of every one that acts on something. */
    static long peripheral(Ged188Message message) {
        return ((Number) message.field(1)).longValue();
    }
}
