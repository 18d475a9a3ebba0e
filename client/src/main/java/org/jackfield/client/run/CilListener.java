package org.jackfield.client.run;

import org.jackfield.client.cil.CilEvent;

/** Hears a session's events, all on one thread, in order. It must not wait there for a reply. */
@FunctionalInterface
public interface CilListener {

    /** An event; the session's objects are already what it made of them. */
    void onEvent(CilEvent event);
}
