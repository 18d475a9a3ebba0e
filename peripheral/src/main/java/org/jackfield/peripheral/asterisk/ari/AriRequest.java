package org.jackfield.peripheral.asterisk.ari;

import org.jackfield.protocol.record.Arguments;

/**
 * A REST request to Asterisk, sent over the websocket.
 *
 * @param method GET, POST, PUT or DELETE
 * @param uri without the leading /ari/
 * @param query names and values
 * @param body JSON object; empty for none
 */
public record AriRequest(String method, String uri, Arguments query, Arguments body) {

    /** A request without query and body. */
    static AriRequest of(String method, String uri) {
        return new AriRequest(method, uri, Arguments.EMPTY, Arguments.EMPTY);
    }

    /** With one more name in the query. */
    AriRequest with(String name, String value) {
        return new AriRequest(method, uri, query.toBuilder().put(name, value).build(), body);
    }

    AriRequest withBody(Arguments content) {
        return new AriRequest(method, uri, query, content);
    }

    /** For a log: no content, as that is users' data. */
    String brief() {
        return method + " " + uri;
    }
}
