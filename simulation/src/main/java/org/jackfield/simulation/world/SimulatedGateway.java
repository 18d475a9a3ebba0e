package org.jackfield.simulation.world;

import org.jackfield.gateway.opc.OpcMachine;
import org.jackfield.protocol.log.Input;

import java.util.List;

/** The gateway of a simulated site: one process, or a group of members. */
interface SimulatedGateway {

    /** Every process starts, and tells the site's data. */
    void start(List<Input> site);

    /** Date and time of day, told by whoever has to. */
    void calendar(Input now);

    /** The machine as it is now, to be read; of several copies one that knows most. */
    OpcMachine opc();

    /** The machines of every process that runs. */
    List<?> machines();

    /** Inputs that have their place in the order. */
    long applied();
}
