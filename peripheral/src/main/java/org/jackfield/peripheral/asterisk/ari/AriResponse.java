package org.jackfield.peripheral.asterisk.ari;

import org.jackfield.protocol.record.Arguments;

import java.util.ArrayList;
import java.util.List;

/**
 * What Asterisk answered.
 *
 * @param request number of the request
 * @param status of HTTP
 * @param content the JSON object; that of a list is under "list"; empty when there was none
 */
public record AriResponse(long request, int status, Arguments content) {

    boolean good() {
        return status >= 200 && status < 300;
    }

    /** The objects of a list. */
    List<Arguments> list() {
        List<Arguments> objects = new ArrayList<>();
        for (Object each : content.list("list")) {
            if (each instanceof Arguments object) {
                objects.add(object);
            }
        }
        return objects;
    }

    /** For a log and for people. */
    String text() {
        String said = content.text("message", content.text("error", ""));
        return said.isEmpty() ? "status " + status : status + " " + said;
    }
}
