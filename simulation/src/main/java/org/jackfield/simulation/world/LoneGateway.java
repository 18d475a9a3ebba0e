package org.jackfield.simulation.world;

import org.jackfield.gateway.opc.OpcMachine;
import org.jackfield.protocol.log.Input;

import java.util.List;

/** One gateway process, whose order of inputs never fails. */
final class LoneGateway implements SimulatedGateway {

    private final SimulatedLog log;
    private final SimulatedSide side;

    LoneGateway(SimulatedLog log, SimulatedSide side) {
        this.log = log;
        this.side = side;
        log.join(side);
    }

    @Override
    public void start(List<Input> site) {
        side.start();
        site.forEach(side::offer);
    }

    @Override
    public void calendar(Input now) {
        side.offer(now);
    }

    @Override
    public OpcMachine opc() {
        return log.opc();
    }

    @Override
    public List<?> machines() {
        return List.of(log.opc(), side.member());
    }

    @Override
    public long applied() {
        return log.applied();
    }
}
