package org.jackfield.simulation.world;

import org.jackfield.gateway.opc.OpcMachine;
import org.jackfield.peripheral.scripted.ScriptedAcd;
import org.jackfield.protocol.log.ClientRequested;
import org.jackfield.protocol.log.Envelope;
import org.jackfield.protocol.log.Input;
import org.jackfield.protocol.pim.PimCommand;
import org.jackfield.simulation.check.GroupTruth;

import java.util.ArrayList;
import java.util.List;

/**
 * Sides A and B, each with a link to the switch, and the witness C: each with its own member and
 * its own copy of the machine, fed by a model of the replication engine.
 */
final class SimulatedGroup implements SimulatedGateway {

    static final List<String> NAMES = List.of("A", "B", "C");

    /** The state of every copy is compared after so many inputs. */
    private static final int COMPARE_EVERY = 1_000;

    private final VirtualTime time;
    private final ReplicationModel model;
    private final GroupTruth truth;
    private final int snapshotEvery;
    private final List<SimulatedMember> members = new ArrayList<>();
    private List<Input> site = List.of();

    /**
     * @param links to the switch, of A and of B
     */
    SimulatedGroup(Stage stage, List<ScriptedAcd> links, int snapshotEvery) {
        this.time = stage.time();
        this.model = new ReplicationModel(time, stage.dice().part());
        this.truth = new GroupTruth(stage.findings());
        this.snapshotEvery = snapshotEvery;
        for (int id = 0; id < ReplicationModel.SIZE; id++) {
            ScriptedAcd link = id < links.size() ? links.get(id) : null;
            members.add(new SimulatedMember(this, id, link, stage));
        }
    }

    ReplicationModel model() {
        return model;
    }

    List<SimulatedMember> members() {
        return members;
    }

    @Override
    public void start(List<Input> inputs) {
        site = inputs;
        members.forEach(this::start);
    }

    /** A member's process starts and tells the site's data, as each does. */
    void start(SimulatedMember member) {
        member.start(site);
    }

    String commander() {
        return truth.commander();
    }

    @Override
    public void calendar(Input now) {
        int leader = model.leader();
        if (leader != ReplicationModel.NOBODY && members.get(leader).awake()) {
            members.get(leader).offer(now);
        }
    }

    @Override
    public OpcMachine opc() {
        SimulatedMember best = null;
        for (SimulatedMember each : members) {
            if (each.runs() && (best == null || each.place() > best.place())) {
                best = each;
            }
        }
        return best == null ? new OpcMachine() : best.opc();
    }

    @Override
    public long applied() {
        return model.committed();
    }

    void submitted(Envelope envelope) {
        if (envelope.input() instanceof ClientRequested) {
            truth.asked(
                    envelope.source(), envelope.incarnation(), envelope.sequence(), time.nowMs());
        }
    }

    void carriedOut(long place, Envelope envelope) {
        truth.carriedOut(
                place,
                new GroupTruth.Ask(envelope.source(), envelope.incarnation(), envelope.sequence()),
                time.nowMs());
    }

    void commanded(int member, int epoch, PimCommand command) {
        truth.commanded(NAMES.get(member), epoch, command.toString(), time.nowMs());
    }

    void taken(SimulatedMember member, long place) {
        if ((place + 1) % COMPARE_EVERY == 0) {
            truth.state(place, member.opc().stateHash(), time.nowMs());
        }
        if (snapshotEvery > 0 && (place + 1) % snapshotEvery == 0) {
            member.keepSnapshot();
        }
    }

    /** At the end, when all has been quiet: every copy is there and the same. */
    void expectAgreement() {
        members.forEach(SimulatedMember::more);
        for (SimulatedMember each : members) {
            if (!each.joined() || each.place() != model.committed()) {
                truth.wrong(
                        time.nowMs(),
                        "every member comes back into the order",
                        NAMES.get(members.indexOf(each))
                                + " is at "
                                + each.place()
                                + " of "
                                + model.committed());
            } else {
                truth.state(model.committed(), each.opc().stateHash(), time.nowMs());
            }
        }
    }
}
