package org.jackfield.protocol.link;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What is answered to a GET.
 *
 * @param status HTTP status
 * @param contentType with its character set
 * @param headers further headers
 * @param body whole content
 */
public record HttpAnswer(int status, String contentType, Map<String, String> headers, byte[] body) {

    /** An answer of a few words. */
    public static HttpAnswer text(int status, String text) {
        return new HttpAnswer(
                status,
                "text/plain; charset=utf-8",
                Map.of(),
                (text + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** A JSON text. */
    public static HttpAnswer json(int status, byte[] text) {
        return new HttpAnswer(status, "application/json", Map.of(), text);
    }
}
