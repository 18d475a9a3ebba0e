package org.jackfield.protocol.ged188;

import java.util.List;

/**
 * A message as it lies on the wire, by the tables instead of a record: every fixed field of the
 * session's version, then the floating fields in their order, unknown tags among them.
 *
 * @param number the message type
 * @param table null when the body is not public; then only {@code body} holds something
 * @param fixed in wire order
 * @param floats in wire order, a list or a packed field as one entry an element
 * @param body the body of a message without a table, else empty
 */
public record TableMessage(
        int number, MessageTable table, List<Fixed> fixed, List<Floating> floats, Bytes body) {

    /** A number of the fixed part. */
    public record Fixed(FieldTable field, long value) {}

    /**
     * A floating field.
     *
     * @param field null for a tag that the message does not have
     * @param value Long, String, Bytes, NamedVariable or NamedArray; Bytes for an unknown tag
     */
    public record Floating(FieldTable field, int tag, Object value) {}

    /** The other shape of FAILURE_CONF, printed in editions 24 and 25: the failure code. */
    public static final FieldTable FAILURE_CODE =
            FieldTable.fixed("FailureCode", FieldType.USHORT, 2, 4, "StatusCode");

    /** The other shape of FAILURE_CONF: the peripheral's own code. */
    public static final FieldTable PERIPHERAL_ERROR_CODE =
            FieldTable.fixed("PeripheralErrorCode", FieldType.UINT, 4, 4, "");

    /** A message whose body is not public. */
    public static TableMessage undocumented(int number, Bytes body) {
        return new TableMessage(number, null, List.of(), List.of(), body);
    }

    /** A message with a table. */
    public static TableMessage of(MessageTable table, List<Fixed> fixed, List<Floating> floats) {
        return new TableMessage(table.type().number(), table, fixed, floats, Bytes.EMPTY);
    }

    /** The name in the message table, or UNKNOWN_ and the number. */
    public String name() {
        MessageType type = MessageType.of(number);
        return type == null ? "UNKNOWN_" + Integer.toUnsignedString(number) : type.tableName();
    }
}
