package org.jackfield.simulation.bench.kill;

import java.util.List;
import java.util.Map;

/** The switch with its phones and callers, as people at them know it. */
interface Yard extends AutoCloseable {

    /** Somebody outside who dialled and stays until told to leave. */
    interface Caller {

        /** Whether the call is still there. */
        boolean onTheLine();

        /** Whether this phone is heard now; waits some seconds for it. */
        boolean hears(String phone);

        void hangUp();
    }

    /** Words by which gateways reach it; empty for the scripted one among the processes. */
    List<String> gatewayWords();

    /** A caller dials. */
    Caller dials(String number, Map<String, String> data);

    /** Whether somebody outside is heard at the phone 2001; waits some seconds for it. */
    boolean heardAtFirst();

    /** Legs that the switch has at these phones. */
    int legsAt(List<String> phones);

    /** Callers come and go at this number from now on. */
    void traffic(String number);

    /** No more of them, and all gone. */
    void noTraffic();

    /** Before each round: what phones do from time to time. */
    void tend();

    @Override
    void close();
}
