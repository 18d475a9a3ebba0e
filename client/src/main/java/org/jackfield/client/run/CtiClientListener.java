package org.jackfield.client.run;

import org.jackfield.client.ctiserver.CtiServerAddress;
import org.jackfield.protocol.ged188.Ged188Message;
import org.jackfield.protocol.ged188.OpenConf;

/** Hears what a {@link CtiClient} hears, in order, on the client's loop. */
public interface CtiClientListener {

    /** A session is open; all that was known of before is to be asked for anew. */
    void opened(CtiServerAddress server, int version, OpenConf conf);

    /**
     * The session that was open is gone; the client goes on trying. What was asked in it ends after
     * this.
     */
    void down(CtiServerAddress server, String reason);

    /** An event. */
    void event(Ged188Message event);

    /** A line for the log: a side that could not be reached, and the like. */
    default void note(String text) {}
}
