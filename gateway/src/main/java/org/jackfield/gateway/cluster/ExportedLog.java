package org.jackfield.gateway.cluster;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * A state and the entries after it in one file, to be sent to whoever looks for a fault.
 * Big-endian: a head of texts, whether there is a state and the state, then time, length and bytes
 * of each entry; a time of -1 ends it, so that a file that was cut off is known.
 */
public final class ExportedLog implements KeptLog {

    private static final String HEAD = "jackfield log 1";
    private static final int BYTES_MAX = 1 << 30;

    private final Path file;
    private final String description;
    private final String release;
    private final List<State> states;

    /**
     * Of one file.
     *
     * @throws ClusterRefusal when it is none of these, or damaged
     */
    public ExportedLog(Path file) {
        this.file = file;
        try (DataInputStream in = open(file)) {
            if (!HEAD.equals(text(in))) {
                throw new ClusterRefusal(
                        file
                                + " is no exported log; give a member's folder, or a file that"
                                + " jackfield replay --export wrote");
            }
            release = in.readUTF();
            description = in.readUTF();
            states = in.readBoolean() ? List.of(new State(in.readLong(), 0, bytes(in))) : List.of();
        } catch (IOException cut) {
            throw damaged(cut);
        }
    }

    private static DataInputStream open(Path file) throws IOException {
        return new DataInputStream(new BufferedInputStream(Files.newInputStream(file)));
    }

    /** The head, or nothing when it is another kind of file. */
    private static String text(DataInputStream in) throws IOException {
        if (in.readUnsignedShort() != HEAD.length()) {
            return "";
        }
        return new String(in.readNBytes(HEAD.length()), StandardCharsets.UTF_8);
    }

    private byte[] bytes(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > BYTES_MAX) {
            throw new IOException("a part of " + length + " bytes");
        }
        byte[] read = in.readNBytes(length);
        if (read.length < length) {
            throw new EOFException("it ends in the middle of a part");
        }
        return read;
    }

    private ClusterRefusal damaged(IOException how) {
        return new ClusterRefusal(
                file + " is damaged or was cut off: " + how + "; have it exported again", how);
    }

    /**
     * Writes a file.
     *
     * @param from state to begin with; null for the beginning
     * @param untilMs entries with a later time are left out, and all that follow
     * @return entries written
     * @throws ClusterRefusal when the file is there already, or cannot be written
     */
    public static long write(Path file, KeptLog log, State from, long untilMs) {
        long[] entries = new long[1];
        try (DataOutputStream out =
                new DataOutputStream(
                        new BufferedOutputStream(
                                Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)))) {
            out.writeUTF(HEAD);
            out.writeUTF(log.release());
            out.writeUTF(log.description());
            out.writeBoolean(from != null);
            if (from != null) {
                out.writeLong(from.logMs());
                out.writeInt(from.bytes().length);
                out.write(from.bytes());
            }
            log.read(
                    from,
                    (position, logMs, envelope) -> {
                        if (logMs > untilMs) {
                            return false;
                        }
                        entries[0]++;
                        return put(out, logMs, envelope);
                    });
            out.writeLong(-1);
        } catch (IOException | UncheckedIOException cannot) {
            throw new ClusterRefusal(
                    file + " cannot be written: " + cannot + "; name a file that is not there yet",
                    cannot);
        }
        return entries[0];
    }

    private static boolean put(DataOutputStream out, long logMs, byte[] envelope) {
        try {
            out.writeLong(logMs);
            out.writeInt(envelope.length);
            out.write(envelope);
            return true;
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public String release() {
        return release;
    }

    @Override
    public List<State> states() {
        return states;
    }

    @Override
    public State earliest() {
        return states.isEmpty() ? null : states.getFirst();
    }

    @Override
    public void read(State from, Taker taker) {
        if (from == null && !states.isEmpty()) {
            throw new ClusterRefusal(
                    file
                            + " begins with a state, not with the log's beginning; take a time"
                            + " after that state");
        }
        try (DataInputStream in = open(file)) {
            text(in);
            in.readUTF();
            in.readUTF();
            if (in.readBoolean()) {
                in.readLong();
                bytes(in);
            }
            long position = 0;
            for (long logMs = in.readLong(); logMs >= 0; logMs = in.readLong()) {
                if (!taker.entry(position++, logMs, bytes(in))) {
                    return;
                }
            }
        } catch (IOException cut) {
            throw damaged(cut);
        }
    }
}
