package org.jackfield.client.run;

import org.jackfield.client.cil.CilReply;
import org.jackfield.protocol.record.Arguments;

import java.util.concurrent.CompletableFuture;

/** A proxy: its properties are what the server last told; a request goes to the server. */
public abstract class CtiOsObject {

    private final CtiOsSession session;
    private final String id;

    CtiOsObject(CtiOsSession session, String id) {
        this.session = session;
        this.id = id;
    }

    /** UniqueObjectID. */
    public final String uniqueObjectId() {
        return id;
    }

    /** True while the server knows the object. */
    public final boolean isValid() {
        return session.properties(id) != null;
    }

    /** All properties now; empty when the object is gone. */
    public final Arguments properties() {
        Arguments properties = session.properties(id);
        return properties == null ? Arguments.EMPTY : properties;
    }

    /** A property as text; empty when there is none. */
    public final String text(String name) {
        return properties().text(name, "");
    }

    /** A property as a number, or {@code absent}. */
    public final long number(String name, long absent) {
        return properties().number(name, absent);
    }

    /** Whether a button is on. */
    public final boolean enabled(String button) {
        return properties().nested("Buttons").nested(button).truth("on");
    }

    /** Why a button is off; empty when it is on. */
    public final String why(String button) {
        return properties().nested("Buttons").nested(button).text("why", "");
    }

    /** Sends a request by its name. */
    public final CompletableFuture<CilReply> request(String name, Arguments args) {
        return session.request(name, id, args);
    }

    final CompletableFuture<CilReply> request(String name) {
        return request(name, Arguments.EMPTY);
    }

    @Override
    public final String toString() {
        return id;
    }
}
