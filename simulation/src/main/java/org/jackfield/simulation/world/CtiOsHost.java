package org.jackfield.simulation.world;

import java.util.List;
import java.util.function.IntFunction;

/** A host on which a CTI OS server lives: killed, and started again as a new process. */
final class CtiOsHost {

    private final IntFunction<SimulatedCtiOs> lives;
    private int life;
    private SimulatedCtiOs server;

    /**
     * A host with a server that is not started yet.
     *
     * @param lives makes the process of a life, counted from 1
     */
    CtiOsHost(IntFunction<SimulatedCtiOs> lives) {
        this.lives = lives;
        server = lives.apply(++life);
    }

    boolean runs() {
        return server != null;
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
