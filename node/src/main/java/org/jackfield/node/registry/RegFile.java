package org.jackfield.node.registry;

import org.jackfield.node.registry.RegPiece.KeyLine;
import org.jackfield.node.registry.RegPiece.Note;
import org.jackfield.node.registry.RegPiece.ValueLine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One file: its pieces in order, its encoding and line ends. A change touches one piece, all others
 * are written back as they stood.
 */
final class RegFile {

    /** Larger than any export of an installation seen; more is a mistake. */
    private static final long BYTES_MAX = 64L << 20;

    private static final Charset WINDOWS = Charset.forName("windows-1252");

    /** How the bytes are read and written back. */
    private record Encoding(Charset charset, byte[] mark, String warning) {}

    private static final Encoding UTF_8 = new Encoding(StandardCharsets.UTF_8, new byte[0], "");

    private final Path path;
    private final Encoding encoding;
    private final String lineEnd;
    private final List<RegPiece> pieces;

    private RegFile(Path path, Encoding encoding, String lineEnd, List<RegPiece> pieces) {
        this.path = path;
        this.encoding = encoding;
        this.lineEnd = lineEnd;
        this.pieces = new ArrayList<>(pieces);
    }

    /** A file that is not there yet. */
    static RegFile fresh(Path path) {
        return new RegFile(path, UTF_8, "\n", List.of(new Note(RegText.VERSION_5, 1)));
    }

    /**
     * Reads a file.
     *
     * @throws RegistryException when it cannot be read or understood
     */
    static RegFile read(Path path) {
        byte[] bytes;
        try {
            if (Files.size(path) > BYTES_MAX) {
                throw new RegistryException(
                        path, 0, "", "the file is larger than 64 MB", "Take it out of the folder");
            }
            bytes = Files.readAllBytes(path);
        } catch (IOException unreadable) {
            throw new RegistryException(
                    path,
                    0,
                    "",
                    "cannot be read (" + unreadable + ")",
                    "Give the user that runs this the right to read it");
        }
        Encoding encoding = encoding(path, bytes);
        int start = encoding.mark.length;
        String text = decoded(path, encoding, ByteBuffer.wrap(bytes, start, bytes.length - start));
        return new RegFile(
                path,
                encoding,
                text.contains("\r\n") ? "\r\n" : "\n",
                RegText.parse(path, text.replace("\r\n", "\n").replace('\r', '\n')));
    }

    private static Encoding encoding(Path path, byte[] bytes) {
        if (starts(bytes, 0xFF, 0xFE)) {
            return new Encoding(StandardCharsets.UTF_16LE, Arrays.copyOf(bytes, 2), "");
        }
        if (starts(bytes, 0xFE, 0xFF)) {
            return new Encoding(StandardCharsets.UTF_16BE, Arrays.copyOf(bytes, 2), "");
        }
        if (starts(bytes, 0xEF, 0xBB, 0xBF)) {
            return new Encoding(StandardCharsets.UTF_8, Arrays.copyOf(bytes, 3), "");
        }
        if (bytes.length > 1 && bytes[1] == 0) {
            return new Encoding(StandardCharsets.UTF_16LE, new byte[0], "");
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return UTF_8;
        } catch (CharacterCodingException old) {
            return new Encoding(
                    WINDOWS, new byte[0], path + ": is not UTF-8; read as Windows-1252");
        }
    }

    private static boolean starts(byte[] bytes, int... mark) {
        if (bytes.length < mark.length) {
            return false;
        }
        for (int i = 0; i < mark.length; i++) {
            if ((bytes[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    private static String decoded(Path path, Encoding encoding, ByteBuffer bytes) {
        try {
            return encoding.charset.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException broken) {
            throw new RegistryException(
                    path,
                    0,
                    "",
                    "the text is broken in the middle of a character (" + encoding.charset + ")",
                    "Export it again: the file was cut or changed by a program");
        }
    }

    Path path() {
        return path;
    }

    List<RegPiece> pieces() {
        return pieces;
    }

    /** Lines that were understood although they are wrong. */
    List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        if (!encoding.warning.isEmpty()) {
            warnings.add(encoding.warning);
        }
        RegistryPath key = null;
        for (RegPiece piece : pieces) {
            if (piece instanceof KeyLine line) {
                key = line.key();
            } else if (piece instanceof ValueLine line && !line.warning().isEmpty()) {
                warnings.add(path + ":" + line.line() + ": " + key + ": " + line.warning());
            }
        }
        return warnings;
    }

    boolean has(RegistryPath key) {
        for (RegPiece piece : pieces) {
            if (piece instanceof KeyLine line && !line.removes() && line.key().equals(key)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Writes a value where it stands, or at the end of its key, or in a new key at the end.
     *
     * @param value null takes the value away
     */
    void put(RegistryPath key, String name, RegistryValue value) {
        RegistryPath here = null;
        boolean replaced = false;
        int endOfKey = -1;
        for (int i = 0; i < pieces.size(); i++) {
            switch (pieces.get(i)) {
                case KeyLine line -> here = line.removes() ? null : line.key();
                case ValueLine line -> {
                    if (key.equals(here) && line.name().equalsIgnoreCase(name)) {
                        replaced = true;
                        if (value == null) {
                            pieces.remove(i--);
                            continue;
                        }
                        pieces.set(i, line(line.name(), value, line.line()));
                    }
                }
                case Note note -> {
                    continue;
                }
            }
            if (key.equals(here)) {
                endOfKey = i + 1;
            }
        }
        if (replaced || value == null) {
            return;
        }
        if (endOfKey < 0) {
            pieces.add(new Note("", 0));
            pieces.add(new KeyLine("[" + key + "]", 0, key, false));
            endOfKey = pieces.size();
        }
        pieces.add(endOfKey, line(name, value, 0));
    }

    private static ValueLine line(String name, RegistryValue value, int line) {
        String left = name.isEmpty() ? "@" : RegText.quoted(name);
        return new ValueLine(left + "=" + value.written(), line, name, value, "");
    }

    /** The bytes that the file is to have. */
    byte[] bytes() {
        StringBuilder text = new StringBuilder();
        for (RegPiece piece : pieces) {
            text.append(piece.raw().replace("\n", lineEnd)).append(lineEnd);
        }
        ByteBuffer body;
        try {
            body = encoding.charset.newEncoder().encode(CharBuffer.wrap(text));
        } catch (CharacterCodingException unwritable) {
            throw new RegistryException(
                    path,
                    0,
                    "",
                    "a text has letters that the file's encoding lacks (" + encoding.charset + ")",
                    "Save the file as UTF-8 with an editor and try again");
        }
        byte[] bytes = Arrays.copyOf(encoding.mark, encoding.mark.length + body.remaining());
        body.get(bytes, encoding.mark.length, body.remaining());
        return bytes;
    }
}
