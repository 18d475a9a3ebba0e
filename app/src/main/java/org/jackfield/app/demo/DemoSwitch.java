package org.jackfield.app.demo;

import org.jackfield.gateway.pim.Pim;
import org.jackfield.machine.loop.Loop;
import org.jackfield.protocol.link.EventLoops;

/** The switch below the demo: a scripted one, or a real Asterisk. */
interface DemoSwitch extends AutoCloseable {

    /** Its adapter for the gateway, on the loop that will call it. */
    Pim pim(Loop loop, EventLoops sockets);

    /** A caller from outside dials a routed number now; may be called from any thread. */
    void callerDials(String number);

    /** What a visitor should know about it, printed when the demo is ready. */
    String advice();

    @Override
    void close();
}
