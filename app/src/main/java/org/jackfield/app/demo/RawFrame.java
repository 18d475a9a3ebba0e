package org.jackfield.app.demo;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One CTI Server frame read by offsets written by hand, for protocol versions 19 to 25. It shares
 * nothing with the generated codec on purpose: it is the second opinion of {@code demo --check}.
 * Offsets count from the start of the frame, header included; the tables give the field order.
 */
final class RawFrame {

    static final int FAILURE_CONF = 1;
    static final int OPEN_REQ = 3;
    static final int OPEN_CONF = 4;
    static final int CALL_DELIVERED_EVENT = 9;
    static final int CALL_ESTABLISHED_EVENT = 10;
    static final int CALL_HELD_EVENT = 11;
    static final int CALL_RETRIEVED_EVENT = 12;
    static final int CALL_CLEARED_EVENT = 13;
    static final int CALL_CONNECTION_CLEARED_EVENT = 14;
    static final int CALL_TRANSFERRED_EVENT = 18;
    static final int BEGIN_CALL_EVENT = 23;
    static final int END_CALL_EVENT = 24;
    static final int CALL_DATA_UPDATE_EVENT = 25;
    static final int AGENT_STATE_EVENT = 30;

    static final int TAG_CLIENT_ID = 1;
    static final int TAG_CLIENT_PASSWORD = 2;
    static final int TAG_AGENT_ID = 5;
    static final int TAG_ANI = 8;
    static final int TAG_DNIS = 10;
    static final int TAG_CALL_VARIABLE_1 = 13;
    static final int TAG_CONNECTION_DEVICE = 25;

    private static final int HEADER = 8;

    private final byte[] bytes;

    RawFrame(byte[] bytes) {
        this.bytes = bytes;
    }

    int type() {
        return (int) uint(4);
    }

    /** The call that an event is about; 0 for messages that are about none. */
    long callId() {
        return switch (type()) {
            case BEGIN_CALL_EVENT, CALL_DATA_UPDATE_EVENT -> uint(28);
            case CALL_DELIVERED_EVENT,
                    CALL_ESTABLISHED_EVENT,
                    CALL_HELD_EVENT,
                    CALL_RETRIEVED_EVENT,
                    CALL_CLEARED_EVENT,
                    CALL_CONNECTION_CLEARED_EVENT,
                    CALL_TRANSFERRED_EVENT,
                    END_CALL_EVENT ->
                    uint(20);
            default -> 0;
        };
    }

    /** The call that a transfer event says is gone. */
    long secondaryCallId() {
        return uint(42);
    }

    /** AgentState of an agent state event. */
    int agentState() {
        return ushort(38);
    }

    /** EventReasonCode of an agent state event. */
    int reason() {
        return ushort(40);
    }

    /** The floating fields as text, the first of each tag. */
    Map<Integer, String> floats() {
        Map<Integer, String> floats = new LinkedHashMap<>();
        int at = floatsAt();
        while (at > 0 && at + 4 <= bytes.length) {
            int tag = ushort(at);
            int length = ushort(at + 2);
            if (at + 4 + length > bytes.length) {
                throw new IllegalStateException("field " + tag + " at " + at + " passes the frame");
            }
            int text = length > 0 && bytes[at + 3 + length] == 0 ? length - 1 : length;
            String value = new String(bytes, at + 4, text, StandardCharsets.ISO_8859_1);
            floats.putIfAbsent(tag, value);
            at += 4 + length;
        }
        return floats;
    }

    private int floatsAt() {
        return switch (type()) {
            case BEGIN_CALL_EVENT -> 34;
            case END_CALL_EVENT -> 24;
            case CALL_DELIVERED_EVENT -> 62;
            case CALL_ESTABLISHED_EVENT -> 58;
            case CALL_HELD_EVENT, CALL_RETRIEVED_EVENT, CALL_CONNECTION_CLEARED_EVENT -> 30;
            case CALL_CLEARED_EVENT -> 28;
            case CALL_TRANSFERRED_EVENT -> 54;
            case CALL_DATA_UPDATE_EVENT -> 48;
            case AGENT_STATE_EVENT -> 70;
            default -> -1;
        };
    }

    /** OPEN_REQ of an all-events session of version 24, without idle timer. */
    static byte[] openAllEvents(String clientId) {
        byte[] name = (clientId + "\0").getBytes(StandardCharsets.ISO_8859_1);
        int fixed = 11 * 4;
        byte[] frame = new byte[HEADER + fixed + 4 + name.length + 4 + 1];
        long[] words = {
            frame.length - HEADER,
            OPEN_REQ,
            1,
            24,
            0xFFFFFFFFL,
            0xFFFFFFFFL,
            0x10,
            0xFFFFFFFFL,
            0xFFFFFFFFL,
            0,
            0,
            0,
            0
        };
        for (int i = 0; i < words.length; i++) {
            putUint(frame, i * 4, words[i]);
        }
        int at = HEADER + fixed;
        putUint(frame, at, (long) TAG_CLIENT_ID << 16 | name.length);
        System.arraycopy(name, 0, frame, at + 4, name.length);
        putUint(frame, at + 4 + name.length, (long) TAG_CLIENT_PASSWORD << 16 | 1);
        return frame;
    }

    private static void putUint(byte[] frame, int at, long value) {
        for (int i = 0; i < 4; i++) {
            frame[at + i] = (byte) (value >>> (24 - 8 * i));
        }
    }

    long uint(int at) {
        long value = 0;
        for (int i = 0; i < 4; i++) {
            value = value << 8 | bytes[at + i] & 0xFF;
        }
        return value;
    }

    int ushort(int at) {
        return (bytes[at] & 0xFF) << 8 | bytes[at + 1] & 0xFF;
    }
}
