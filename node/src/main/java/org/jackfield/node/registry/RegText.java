package org.jackfield.node.registry;

import org.jackfield.node.registry.RegPiece.KeyLine;
import org.jackfield.node.registry.RegPiece.Note;
import org.jackfield.node.registry.RegPiece.ValueLine;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the text of one file: pieces, or a refusal that names file, line and key. */
final class RegText {

    static final String VERSION_4 = "REGEDIT4";
    static final String VERSION_5 = "Windows Registry Editor Version 5.00";

    private static final Pattern VALUE_START =
            Pattern.compile("\\s*(?:@|\"(?:[^\"\\\\]|\\\\.)*\")\\s*=.*");
    private static final Pattern DWORD =
            Pattern.compile("dword:\\s*([0-9a-fA-F]{1,8})\\s*(?:;.*)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern DWORD_0X =
            Pattern.compile(
                    "(?:dword:)?\\s*0x([0-9a-fA-F]{1,8})\\s*(?:;.*)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern HEX =
            Pattern.compile("hex(?:\\(([0-9a-fA-F]{1,8})\\))?:(.*)", Pattern.CASE_INSENSITIVE);

    private final Path file;
    private final List<String> lines;
    private final List<RegPiece> pieces = new ArrayList<>();
    private RegistryPath key;
    private int at;

    private RegText(Path file, String text) {
        this.file = file;
        this.lines = text.lines().toList();
    }

    static List<RegPiece> parse(Path file, String text) {
        RegText reader = new RegText(file, text);
        reader.head();
        while (reader.at < reader.lines.size()) {
            reader.piece();
        }
        return List.copyOf(reader.pieces);
    }

    static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private void head() {
        while (at < lines.size() && lines.get(at).isBlank()) {
            note();
        }
        String first = at < lines.size() ? lines.get(at).strip() : "";
        if (!first.equals(VERSION_4) && !first.equals(VERSION_5)) {
            throw refused(
                    at + 1,
                    "",
                    "this is not a registry file: it starts with '" + cut(first) + "'",
                    "The first line must be '" + VERSION_5 + "' or '" + VERSION_4 + "'");
        }
        note();
    }

    private void note() {
        pieces.add(new Note(lines.get(at), at + 1));
        at++;
    }

    private void piece() {
        String line = lines.get(at).strip();
        if (line.isEmpty() || line.startsWith(";")) {
            note();
        } else if (line.startsWith("[")) {
            key(line);
        } else if (line.startsWith("\"") || line.startsWith("@")) {
            value();
        } else {
            throw refused(
                    at + 1,
                    keyText(),
                    "this line is neither a key, a value nor a comment: '" + cut(line) + "'",
                    "Put a semicolon before a comment; a long hex value ends each line but its last"
                            + " with a backslash");
        }
    }

    private void key(String line) {
        int end = line.lastIndexOf(']');
        if (end < 0) {
            throw refused(
                    at + 1, "", "the bracket of '" + cut(line) + "' is open", "Close it with ]");
        }
        String inside = line.substring(1, end);
        boolean removes = inside.startsWith("-");
        try {
            key = RegistryPath.of(removes ? inside.substring(1) : inside);
        } catch (IllegalArgumentException bad) {
            throw refused(at + 1, inside, bad.getMessage(), "Write the whole path from its root");
        }
        pieces.add(new KeyLine(lines.get(at), at + 1, key, removes));
        at++;
    }

    private void value() {
        int first = at;
        if (key == null) {
            throw refused(
                    first + 1, "", "a value stands before any key", "Put its [key] line above it");
        }
        String line = lines.get(at++);
        if (!VALUE_START.matcher(line).matches()) {
            throw refused(
                    first + 1,
                    keyText(),
                    "the name of a value is not closed, or no '=' follows it: '" + cut(line) + "'",
                    "Write \"name\"=value");
        }
        line = line.stripLeading();
        int nameEnd = line.startsWith("@") ? 1 : closing(line, 1) + 1;
        String name = line.startsWith("@") ? "" : unescaped(line.substring(1, nameEnd - 1));
        String data = line.substring(line.indexOf('=', nameEnd) + 1).strip();
        RegistryValue value = null;
        String warning = "";
        if (data.startsWith("\"")) {
            value = text(data, name, first);
        } else if (HEX.matcher(data).matches()) {
            value = hex(data, name, first);
        } else if (DWORD.matcher(data).matches()) {
            Matcher dword = DWORD.matcher(data);
            dword.matches();
            value = new RegistryValue.Dword(Long.parseLong(dword.group(1), 16));
        } else if (DWORD_0X.matcher(data).matches()) {
            Matcher dword = DWORD_0X.matcher(data);
            dword.matches();
            value = new RegistryValue.Dword(Long.parseLong(dword.group(1), 16));
            warning =
                    "'%s' is not how a number is written; taken as %s=%s"
                            .formatted(cut(data), nameText(name), value.written());
        } else if (!data.equals("-")) {
            throw refused(
                    first + 1,
                    keyText() + "\\" + name,
                    "cannot read '" + cut(data) + "'",
                    "Write \"text\" in quotes, dword: and up to eight hex digits, or hex: and"
                            + " bytes with commas between");
        }
        String raw = String.join("\n", lines.subList(first, at));
        pieces.add(new ValueLine(raw, first + 1, name, value, warning));
    }

    /** A text may go over several lines, as editors export texts with line feeds in them. */
    private RegistryValue text(String firstData, String name, int first) {
        StringBuilder data = new StringBuilder(firstData);
        int end = closing(data, 1);
        while (end < 0 && at < lines.size() && goesOn(lines.get(at))) {
            data.append('\n').append(lines.get(at++));
            end = closing(data, 1);
        }
        if (end < 0) {
            throw refused(
                    first + 1,
                    keyText() + "\\" + name,
                    "the text is not closed",
                    "End it with a quote; a quote inside is written \\\"");
        }
        String rest = data.substring(end + 1).strip();
        if (!rest.isEmpty() && !rest.startsWith(";")) {
            throw refused(
                    first + 1,
                    keyText() + "\\" + name,
                    "after the text stands '" + cut(rest) + "'",
                    "A quote inside a text is written \\\", a backslash \\\\");
        }
        return new RegistryValue.Text(unescaped(data.substring(1, end)));
    }

    private static boolean goesOn(String line) {
        return !line.startsWith("[") && !VALUE_START.matcher(line).matches();
    }

    private RegistryValue hex(String firstData, String name, int first) {
        StringBuilder data = new StringBuilder(uncommented(firstData));
        while (data.length() > 0 && data.charAt(data.length() - 1) == '\\') {
            data.setLength(data.length() - 1);
            if (at >= lines.size()) {
                throw refused(
                        first + 1,
                        keyText() + "\\" + name,
                        "the file ends in the middle of the value",
                        "Export it again, or take the last backslash away");
            }
            data.append(uncommented(lines.get(at++).strip()));
        }
        Matcher hex = HEX.matcher(data);
        hex.matches();
        int kind = hex.group(1) == null ? 3 : Integer.parseUnsignedInt(hex.group(1), 16);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String each : hex.group(2).split(",")) {
            String digits = each.strip();
            if (digits.isEmpty()) {
                continue;
            }
            if (!digits.matches("[0-9a-fA-F]{1,2}")) {
                throw refused(
                        first + 1,
                        keyText() + "\\" + name,
                        "'" + cut(digits) + "' is not a byte",
                        "Write two hex digits, with commas between");
            }
            bytes.write(Integer.parseInt(digits, 16));
        }
        return kind == 4 && bytes.size() == 4
                ? dword(bytes.toByteArray())
                : new RegistryValue.Binary(kind, bytes.toByteArray());
    }

    private static RegistryValue dword(byte[] bytes) {
        long number = 0;
        for (int i = 3; i >= 0; i--) {
            number = number << 8 | bytes[i] & 0xFF;
        }
        return new RegistryValue.Dword(number);
    }

    private static String uncommented(String line) {
        int comment = line.indexOf(';');
        return (comment < 0 ? line : line.substring(0, comment)).strip();
    }

    private static int closing(CharSequence text, int from) {
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) == '\\') {
                i++;
            } else if (text.charAt(i) == '"') {
                return i;
            }
        }
        return -1;
    }

    private static String unescaped(String text) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\\' && i + 1 < text.length()) {
                i++;
            }
            plain.append(text.charAt(i));
        }
        return plain.toString();
    }

    private String keyText() {
        return key == null ? "" : key.toString();
    }

    private static String nameText(String name) {
        return name.isEmpty() ? "@" : quoted(name);
    }

    private static String cut(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "...";
    }

    private RegistryException refused(int line, String where, String problem, String remedy) {
        return new RegistryException(file, line, where, problem, remedy);
    }
}
