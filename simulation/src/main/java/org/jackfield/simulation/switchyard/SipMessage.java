package org.jackfield.simulation.switchyard;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A SIP request or response: first line, headers in order, body. */
final class SipMessage {

    private final String start;
    private final Map<String, List<String>> headers = new LinkedHashMap<>();
    private String body = "";

    SipMessage(String start) {
        this.start = start;
    }

    static SipMessage parse(byte[] bytes, int length) {
        String text = new String(bytes, 0, length, StandardCharsets.UTF_8);
        int end = text.indexOf("\r\n\r\n");
        String head = end < 0 ? text : text.substring(0, end);
        String[] lines = head.split("\r\n");
        SipMessage message = new SipMessage(lines[0]);
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            if (colon > 0) {
                message.with(lines[i].substring(0, colon), lines[i].substring(colon + 1).strip());
            }
        }
        message.body = end < 0 ? "" : text.substring(end + 4);
        return message;
    }

    SipMessage with(String name, String value) {
        headers.computeIfAbsent(canonical(name), fresh -> new ArrayList<>()).add(value);
        return this;
    }

    SipMessage withBody(String type, String content) {
        body = content;
        return with("Content-Type", type);
    }

    private static String canonical(String name) {
        String lower = name.strip().toLowerCase(Locale.ROOT);
        return switch (lower) {
            case "v" -> "via";
            case "f" -> "from";
            case "t" -> "to";
            case "i" -> "call-id";
            case "m" -> "contact";
            case "l" -> "content-length";
            case "c" -> "content-type";
            default -> lower;
        };
    }

    /** The first value of a header; empty when there is none. */
    String header(String name) {
        List<String> values = headers.get(canonical(name));
        return values == null ? "" : values.getFirst();
    }

    List<String> headers(String name) {
        return headers.getOrDefault(canonical(name), List.of());
    }

    String body() {
        return body;
    }

    boolean isResponse() {
        return start.startsWith("SIP/2.0 ");
    }

    int status() {
        return Integer.parseInt(start.substring(8, 11));
    }

    /** Of a request. */
    String method() {
        return start.substring(0, Math.max(0, start.indexOf(' ')));
    }

    /** Number and method of the transaction. */
    String sequence() {
        return header("CSeq");
    }

    /** The tag of a From or To header; empty when there is none. */
    static String tag(String header) {
        int at = header.indexOf(";tag=");
        if (at < 0) {
            return "";
        }
        int end = header.indexOf(';', at + 1);
        return end < 0 ? header.substring(at + 5) : header.substring(at + 5, end);
    }

    /** The address in a header such as "Bob" &lt;sip:bob@host&gt;;tag=1. */
    static String address(String header) {
        int from = header.indexOf('<');
        int to = header.indexOf('>');
        if (from >= 0 && to > from) {
            return header.substring(from + 1, to);
        }
        int semicolon = header.indexOf(';');
        return semicolon < 0 ? header : header.substring(0, semicolon);
    }

    byte[] toBytes() {
        StringBuilder text = new StringBuilder(start).append("\r\n");
        headers.forEach(
                (name, values) ->
                        values.forEach(
                                value ->
                                        text.append(name)
                                                .append(": ")
                                                .append(value)
                                                .append("\r\n")));
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        text.append("Content-Length: ").append(content.length).append("\r\n\r\n").append(body);
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return start;
    }
}
