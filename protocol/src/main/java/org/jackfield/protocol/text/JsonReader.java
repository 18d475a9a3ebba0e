package org.jackfield.protocol.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads one JSON text into maps in their order, lists, strings, longs, booleans and null. Messages
 * hold whole numbers only, so a fraction is refused. Errors are IllegalArgumentException with the
 * place.
 */
final class JsonReader {

    private static final int MAX_DEPTH = 16;

    private final String text;
    private int at;
    private int depth;

    private JsonReader(String text) {
        this.text = text;
    }

    static Object read(String text) {
        JsonReader reader = new JsonReader(text);
        Object value = reader.value();
        reader.blanks();
        if (reader.at < text.length()) {
            throw reader.wrong("text behind the end of the JSON value");
        }
        return value;
    }

    private IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException("JSON at character " + (at + 1) + ": " + what);
    }

    private void blanks() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private char peek() {
        blanks();
        if (at >= text.length()) {
            throw wrong("the text ends too early");
        }
        return text.charAt(at);
    }

    private void expect(char c) {
        if (peek() != c) {
            throw wrong("'" + c + "' expected, found '" + text.charAt(at) + "'");
        }
        at++;
    }

    private boolean taken(char c) {
        if (peek() == c) {
            at++;
            return true;
        }
        return false;
    }

    private Object value() {
        if (++depth > MAX_DEPTH) {
            throw wrong("nested deeper than " + MAX_DEPTH);
        }
        Object value =
                switch (peek()) {
                    case '{' -> object();
                    case '[' -> array();
                    case '"' -> string();
                    case 't' -> word("true", Boolean.TRUE);
                    case 'f' -> word("false", Boolean.FALSE);
                    case 'n' -> word("null", null);
                    default -> (Long) number();
                };
        depth--;
        return value;
    }

    private Map<String, Object> object() {
        Map<String, Object> map = new LinkedHashMap<>();
        expect('{');
        if (taken('}')) {
            return map;
        }
        do {
            if (peek() != '"') {
                throw wrong("a name in quotes expected");
            }
            String name = string();
            expect(':');
            if (map.containsKey(name)) {
                throw wrong("\"" + name + "\" stands twice");
            }
            map.put(name, value());
        } while (taken(','));
        expect('}');
        return map;
    }

    private List<Object> array() {
        List<Object> list = new ArrayList<>();
        expect('[');
        if (taken(']')) {
            return list;
        }
        do {
            list.add(value());
        } while (taken(','));
        expect(']');
        return list;
    }

    private Object word(String word, Object value) {
        if (!text.startsWith(word, at)) {
            throw wrong("a value expected");
        }
        at += word.length();
        return value;
    }

    private long number() {
        int from = at;
        while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        String number = text.substring(from, at);
        try {
            // Opaque fixed fields of eight bytes use all 64 bits.
            return number.startsWith("-") ? Long.parseLong(number) : Long.parseUnsignedLong(number);
        } catch (NumberFormatException notWhole) {
            at = from;
            throw wrong(number.isEmpty() ? "a value expected" : number + " is no whole number");
        }
    }

    private String string() {
        expect('"');
        StringBuilder out = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') {
                return out.toString();
            }
            out.append(c == '\\' ? escaped() : c);
        }
        throw wrong("the string does not end");
    }

    private char escaped() {
        if (at >= text.length()) {
            throw wrong("the string does not end");
        }
        char c = text.charAt(at++);
        return switch (c) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            case '"', '\\', '/' -> c;
            default -> throw wrong("\\" + c + " is no escape");
        };
    }

    private char unicode() {
        if (at + 4 > text.length()) {
            throw wrong("four hex digits expected");
        }
        int code = 0;
        for (int i = 0; i < 4; i++) {
            int digit = Character.digit(text.charAt(at++), 16);
            if (digit < 0) {
                throw wrong("four hex digits expected");
            }
            code = code << 4 | digit;
        }
        return (char) code;
    }
}
