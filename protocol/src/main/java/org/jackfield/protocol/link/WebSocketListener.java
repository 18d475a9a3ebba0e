package org.jackfield.protocol.link;

/** Hears what happens at a {@link WebSocketServer}; called on an event loop, must not wait. */
public interface WebSocketListener {

    /** A client is there. */
    void onOpen(WebSocketLink link);

    /** A whole text frame, UTF-8. */
    void onText(WebSocketLink link, byte[] text);

    /**
     * A whole text frame that may have lain in the socket while this server stood still: nobody can
     * tell how old it is.
     */
    default void onLateText(WebSocketLink link, byte[] text) {
        onText(link, text);
    }

    /** The link is gone; the last call for it. */
    void onClosed(WebSocketLink link);

    /** Much waits for this client: it reads slowly. Once until the queue is empty again. */
    void onSlow(WebSocketLink link, long queuedBytes);

    /** The queue of this client is full: it is cut off now. */
    void onCutOff(WebSocketLink link, long queuedBytes);
}
