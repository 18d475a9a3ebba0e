package org.jackfield.gateway.ctiserver;

import org.jackfield.protocol.ged188.Bytes;
import org.jackfield.protocol.ged188.Decoded;
import org.jackfield.protocol.ged188.FieldTable;
import org.jackfield.protocol.ged188.Ged188Codec;
import org.jackfield.protocol.ged188.Ged188Message;
import org.jackfield.protocol.ged188.Ged188Tables;
import org.jackfield.protocol.ged188.MessageTable;
import org.jackfield.protocol.ged188.MessageType;
import org.jackfield.protocol.ged188.UnknownMessage;

import java.nio.ByteBuffer;

/** A plain message of each type, as it comes from the wire: PeripheralID 5000, the rest zero. */
final class ClientMessages {

    private ClientMessages() {}

    static Ged188Message of(MessageType type) {
        MessageTable table = Ged188Tables.of(type);
        if (table == null) {
            return new UnknownMessage(type.number(), Bytes.EMPTY);
        }
        ByteBuffer frame = ByteBuffer.allocate(1000);
        frame.putInt(0).putInt(type.number());
        for (FieldTable field : table.fixed()) {
            byte[] zeros = new byte[field.size()];
            if (field.name().equals("PeripheralID")) {
                zeros = ByteBuffer.allocate(4).putInt(ScriptedReads.PERIPHERAL).array();
            }
            frame.put(zeros);
        }
        frame.putInt(0, frame.position() - 8);
        byte[] bytes = new byte[frame.position()];
        frame.get(0, bytes);
        Decoded decoded = Ged188Codec.decode(bytes, 25);
        if (!decoded.ok()) {
            throw new IllegalStateException(type + ": " + decoded.error());
        }
        return decoded.message();
    }
}
