package org.jackfield.gateway.opc;

import org.jackfield.protocol.ged188.CallControlMask;
import org.jackfield.protocol.ged188.CallEventMask;
import org.jackfield.protocol.ged188.TransferConferenceSetupMask;

/** What a phone of ours can do, as masks of QUERY_DEVICE_INFO_CONF. */
final class Supported {

    /** A consultation is completed as what it began for, or as the other. */
    static final long TRANSFER_CONFERENCE =
            TransferConferenceSetupMask.CONSULT_SPECIFIC
                    | TransferConferenceSetupMask.CONSULT_ANY
                    | TransferConferenceSetupMask.TRANS_SETUP_ANY_SINGLE_CALL;

    /** Call events that come. */
    static final long CALL_EVENTS =
            CallEventMask.CALL_DELIVERED
                    | CallEventMask.CALL_ESTABLISHED
                    | CallEventMask.CALL_HELD
                    | CallEventMask.CALL_RETRIEVED
                    | CallEventMask.CALL_CLEARED
                    | CallEventMask.CALL_CONNECTION_CLEARED
                    | CallEventMask.CALL_ORIGINATED
                    | CallEventMask.CALL_CONFERENCED
                    | CallEventMask.CALL_TRANSFERRED
                    | CallEventMask.CALL_SERVICE_INITIATED
                    | CallEventMask.BEGIN_CALL
                    | CallEventMask.END_CALL
                    | CallEventMask.CALL_DATA_UPDATE
                    | CallEventMask.CALL_FAILED
                    | CallEventMask.CALL_REACHED_NETWORK
                    | CallEventMask.AGENT_PRE_CALL
                    | CallEventMask.AGENT_PRE_CALL_ABORT;

    /** Requests that are carried out. */
    static final long CALL_CONTROL =
            CallControlMask.QUERY_AGENT_STATE
                    | CallControlMask.SET_AGENT_STATE
                    | CallControlMask.ALTERNATE_CALL
                    | CallControlMask.ANSWER_CALL
                    | CallControlMask.CLEAR_CALL
                    | CallControlMask.CLEAR_CONNECTION
                    | CallControlMask.CONFERENCE_CALL
                    | CallControlMask.CONSULTATION_CALL
                    | CallControlMask.HOLD_CALL
                    | CallControlMask.MAKE_CALL
                    | CallControlMask.RECONNECT_CALL
                    | CallControlMask.RETRIEVE_CALL
                    | CallControlMask.TRANSFER_CALL
                    | CallControlMask.QUERY_DEVICE_INFO
                    | CallControlMask.SNAPSHOT_CALL
                    | CallControlMask.SNAPSHOT_DEVICE
                    | CallControlMask.SEND_DTMF_SIGNAL;

    private Supported() {}
}
