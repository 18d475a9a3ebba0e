package org.jackfield.protocol.link;

/** A port could not be opened; the message names address, setting and remedy. */
public final class ListenException extends RuntimeException {

    ListenException(String message, Throwable cause) {
        super(message, cause);
    }
}
