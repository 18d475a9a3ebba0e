package org.jackfield.protocol.text;

import org.jackfield.protocol.ged188.Bytes;
import org.jackfield.protocol.ged188.FieldTable;
import org.jackfield.protocol.ged188.Ged188Message;
import org.jackfield.protocol.ged188.Ged188Tables;
import org.jackfield.protocol.ged188.Ged188Values;
import org.jackfield.protocol.ged188.MessageTable;
import org.jackfield.protocol.ged188.NamedArray;
import org.jackfield.protocol.ged188.NamedVariable;
import org.jackfield.protocol.ged188.TableMessage;
import org.jackfield.protocol.ged188.UnknownMessage;

import java.util.List;

/**
 * A CTI Server message as one line for people: names of the tables, symbols of the value tables
 * with their numbers, texts in quotes. Passwords are not shown.
 */
public final class Ged188Text {

    private Ged188Text() {}

    /** All fields of a record that are there; numbers of the fixed part even when 0. */
    public static String of(Ged188Message message) {
        if (message instanceof UnknownMessage unknown) {
            return of(TableMessage.undocumented(unknown.number(), unknown.body()));
        }
        StringBuilder out = new StringBuilder(message.type().tableName());
        MessageTable table = Ged188Tables.of(message.type());
        int index = 0;
        for (FieldTable field : table.fixed()) {
            append(out, field, message.field(index++));
        }
        for (FieldTable field : table.floating()) {
            Object value = message.field(index++);
            if (value instanceof List<?> list) {
                list.forEach(v -> append(out, field, v));
            } else if (value != null) {
                append(out, field, value);
            }
        }
        return out.toString();
    }

    /** All fields in the order on the wire. */
    public static String of(TableMessage message) {
        StringBuilder out = new StringBuilder(message.name());
        for (TableMessage.Fixed fixed : message.fixed()) {
            append(out, fixed.field(), fixed.value());
        }
        for (TableMessage.Floating value : message.floats()) {
            if (value.field() == null) {
                out.append(" tag").append(value.tag()).append("=0x").append(value.value());
            } else {
                append(out, value.field(), value.value());
            }
        }
        if (message.table() == null) {
            out.append(" body=0x").append(message.body().hex());
        }
        return out.toString();
    }

    private static void append(StringBuilder out, FieldTable field, Object value) {
        out.append(' ').append(field.name()).append('=');
        if (field.name().endsWith("Password")) {
            out.append("(hidden)");
            return;
        }
        switch (value) {
            case Number number -> number(out, field, number.longValue());
            case String text -> quoted(out, text);
            case Bytes bytes -> out.append("0x").append(bytes.hex());
            case NamedVariable v -> {
                quoted(out, v.name());
                quoted(out.append(':'), v.value());
            }
            case NamedArray a -> {
                quoted(out, a.name());
                quoted(out.append('[').append(a.index()).append("]:"), a.value());
            }
            default -> out.append(value);
        }
    }

    private static void number(StringBuilder out, FieldTable field, long number) {
        String symbol =
                field.enumName().isEmpty() ? "" : Ged188Values.text(field.enumName(), number);
        if (symbol.isEmpty() || Character.isDigit(symbol.charAt(0))) {
            out.append(number);
        } else {
            out.append(symbol).append('(').append(number).append(')');
        }
    }

    private static void quoted(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == 0x7F || c > 0x7F && c < 0xA0) {
                out.append("\\x").append(Character.forDigit(c >> 4, 16));
                out.append(Character.forDigit(c & 0xF, 16));
            } else {
                out.append(c == '"' || c == '\\' ? "\\" : "").append(c);
            }
        }
        out.append('"');
    }
}
