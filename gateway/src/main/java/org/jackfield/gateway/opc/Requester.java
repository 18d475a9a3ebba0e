package org.jackfield.gateway.opc;

import org.jackfield.protocol.log.SessionKey;

/**
 * Who waits for an answer.
 *
 * @param session the session
 * @param invokeId InvokeID of the request
 * @param kind which confirmation it gets
 */
record Requester(SessionKey session, long invokeId, Kind kind) {

    /** The requests whose confirmation waits for the switch. */
    enum Kind {
        ANSWER_CALL(1),
        CLEAR_CALL(2),
        CLEAR_CONNECTION(3),
        HOLD_CALL(4),
        RETRIEVE_CALL(5),
        ALTERNATE_CALL(6),
        RECONNECT_CALL(7),
        CONSULTATION_CALL(8),
        CONFERENCE_CALL(9),
        TRANSFER_CALL(10),
        MAKE_CALL(11),
        SEND_DTMF(12);

        private final int kept;

        Kind(int kept) {
            this.kept = kept;
        }

        /** Number in a snapshot. */
        int kept() {
            return kept;
        }

        static Kind ofKept(int number) {
            for (Kind each : values()) {
                if (each.kept == number) {
                    return each;
                }
            }
            throw new IllegalArgumentException(
                    "snapshot: no request " + number + "; restore one of this version");
        }
    }
}
