package org.jackfield.simulation.world;

import org.jackfield.ctios.session.CtiOsNow;

import java.util.List;
import java.util.function.IntFunction;

/** A host on which a CTI OS server lives: killed, and started again as a new process. */
final class CtiOsHost {

    private final String name;
    private final IntFunction<SimulatedCtiOs> lives;
    private int life;
    private SimulatedCtiOs server;

    /**
     * A host with a server that is not started yet.
     *
     * @param name of the server, also its address
     * @param lives makes the process of a life, counted from 1
     */
    CtiOsHost(String name, IntFunction<SimulatedCtiOs> lives) {
        this.name = name;
        this.lives = lives;
        server = lives.apply(++life);
    }

    String name() {
        return name;
    }

    boolean runs() {
        return server != null;
    }

    /** Its process is in touch without a break for longer than so long. */
    boolean inTouchFor(long ms) {
        return runs() && server.inTouchFor(ms);
    }

    /** All that its process knows now; only while one runs. */
    CtiOsNow now() {
        return server.now();
    }

    /** What its process keeps; nothing while none runs. */
    List<?> machines() {
        return server == null ? List.of() : server.machines();
    }

    void start() {
        if (server == null) {
            server = lives.apply(++life);
        }
        server.start();
    }

    void kill() {
        server.kill();
        server = null;
    }
}
