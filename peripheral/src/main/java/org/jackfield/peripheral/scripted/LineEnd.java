package org.jackfield.peripheral.scripted;

import org.jackfield.protocol.pim.LineAlive;
import org.jackfield.protocol.pim.LineHello;
import org.jackfield.protocol.pim.SwitchLine;
import org.jackfield.protocol.record.RecordFormatException;
import org.jackfield.protocol.record.RecordReader;
import org.jackfield.protocol.record.RecordWriter;

/** What both ends of a line do alike: records to bytes and back, greeting, signs of life. */
final class LineEnd {

    /** A line on which nothing came for so long is dead. */
    static final int SILENCE_MS_MAX = 3_000;

    private static final int VERSION = 1;
    private static final int ALIVE_EVERY_MS = 1_000;

    private final SwitchWire.Connection connection;
    private long nextAliveMs;
    private long deadAtMs;
    private boolean greeted;
    private String peer = "";

    LineEnd(SwitchWire.Connection connection, long nowMs) {
        this.connection = connection;
        this.nextAliveMs = nowMs + ALIVE_EVERY_MS;
        this.deadAtMs = nowMs + SILENCE_MS_MAX;
    }

    void greet(String name) {
        send(new LineHello(VERSION, name));
    }

    void send(SwitchLine record) {
        RecordWriter out = new RecordWriter();
        out.writeMember(record.recordNumber(), record::write);
        connection.send(out.toBytes());
    }

    /**
     * Reads what came; null when nothing is to be done about it. What cannot be read costs the
     * connection.
     */
    SwitchLine read(byte[] bytes, long nowMs) {
        deadAtMs = nowMs + SILENCE_MS_MAX;
        try {
            SwitchLine record = new RecordReader(bytes).readMember(SwitchLine::read);
            if (record instanceof LineHello hello) {
                greeted(hello);
            } else if (!greeted) {
                connection.close("the first record is not a LineHello but " + record);
                return null;
            }
            return record instanceof LineAlive ? null : record;
        } catch (RecordFormatException unreadable) {
            connection.close("what came cannot be read: " + unreadable.getMessage());
            return null;
        }
    }

    private void greeted(LineHello hello) {
        greeted = hello.version() == VERSION;
        peer = hello.name();
        if (!greeted) {
            connection.close(
                    "the peer speaks version "
                            + hello.version()
                            + " of the line, here is "
                            + VERSION
                            + ": run the same release at both ends");
        }
    }

    /** Name of the other end; empty before it greeted. */
    String peer() {
        return peer;
    }

    void close(String reason) {
        connection.close(reason);
    }

    void onTime(long nowMs) {
        if (deadAtMs <= nowMs) {
            deadAtMs = Long.MAX_VALUE;
            connection.close("no sign of life for " + SILENCE_MS_MAX + " ms");
        } else if (nextAliveMs <= nowMs) {
            nextAliveMs = nowMs + ALIVE_EVERY_MS;
            send(new LineAlive());
        }
    }

    long nextDeadlineMs() {
        return Math.min(nextAliveMs, deadAtMs);
    }
}
