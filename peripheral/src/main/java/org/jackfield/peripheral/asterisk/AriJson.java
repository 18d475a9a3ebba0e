package org.jackfield.peripheral.asterisk;

import org.jackfield.peripheral.asterisk.ari.AriRequest;
import org.jackfield.peripheral.asterisk.ari.AriResponse;
import org.jackfield.protocol.json.JsonParsing;
import org.jackfield.protocol.json.JsonText;
import org.jackfield.protocol.record.Arguments;
import org.jackfield.protocol.record.RecordFormatException;

import java.nio.charset.StandardCharsets;

/** The texts of the ARI websocket. */
public final class AriJson {

    private static final String RESPONSE = "RESTResponse";

    private AriJson() {}

    /** A request as it goes out. */
    public static String request(long number, AriRequest request) {
        JsonText text = new JsonText().begin();
        text.name("type").value("RESTRequest");
        text.name("transaction_id").value("");
        text.name("request_id").value(Long.toString(number));
        text.name("method").value(request.method());
        text.name("uri").value(request.uri());
        if (!request.query().isEmpty()) {
            text.name("query_strings");
            text.list(
                    request.query().names(),
                    name -> {
                        text.begin().name("name").value(name);
                        text.name("value").value(request.query().text(name)).end();
                    });
        }
        if (!request.body().isEmpty()) {
            byte[] body = new JsonText().value(request.body()).toBytes();
            text.name("content_type").value("application/json");
            text.name("message_body").value(new String(body, StandardCharsets.UTF_8));
        }
        return new String(text.end().toBytes(), StandardCharsets.UTF_8);
    }

    /**
     * What came in: an event, or the frame of a response.
     *
     * @throws RecordFormatException when it is neither
     */
    public static Arguments message(String text) {
        return JsonParsing.parse(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The response in a message; null when it is an event. */
    public static AriResponse response(Arguments message) {
        if (!RESPONSE.equals(message.text("type"))) {
            return null;
        }
        return new AriResponse(
                message.number("request_id", -1),
                (int) message.number("status_code", 0),
                content(message.text("message_body", "")));
    }

    private static Arguments content(String body) {
        String stripped = body.strip();
        if (stripped.isEmpty()) {
            return Arguments.EMPTY;
        }
        return message(stripped.startsWith("[") ? "{\"list\":" + stripped + "}" : stripped);
    }
}
