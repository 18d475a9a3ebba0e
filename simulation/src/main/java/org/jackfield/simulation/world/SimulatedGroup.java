package org.jackfield.simulation.world;

import org.jackfield.gateway.member.MemberReplica;
import org.jackfield.gateway.opc.OpcMachine;
import org.jackfield.gateway.opc.OpcOutput;
import org.jackfield.peripheral.scripted.ScriptedAcd;
import org.jackfield.protocol.log.ClientRequested;
import org.jackfield.protocol.log.Envelope;
import org.jackfield.protocol.log.Input;
import org.jackfield.protocol.pim.PimCommand;
import org.jackfield.simulation.check.CommandTruth;
import org.jackfield.simulation.check.GroupTruth;
import org.jackfield.simulation.check.OrderTruth;

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
    private final OrderTruth order;
    private final CommandTruth commands;
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
        this.order = new OrderTruth(stage.findings());
        this.commands = new CommandTruth(stage.findings());
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
    public List<?> machines() {
        return members.stream().flatMap(each -> each.machines().stream()).toList();
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

    /** A copy of the machine took an entry. */
    void entry(long place, Envelope envelope, List<OpcOutput> outputs, long machineMs) {
        order.taken(place, envelope, outputs, machineMs, time.nowMs());
        commands.ordered(place, outputs, time.nowMs());
    }

    void carriedOut(long place, ReplicationModel.Entry entry, List<OpcOutput> outputs) {
        Envelope envelope = entry.envelope();
        truth.carriedOut(
                place,
                new GroupTruth.Ask(envelope.source(), envelope.incarnation(), envelope.sequence()),
                entry.outlived(),
                outputs,
                time.nowMs());
    }

    void commanded(int member, int epoch, PimCommand command) {
        truth.commanded(NAMES.get(member), epoch, command, time.nowMs());
        commands.commanded(command);
    }

    void taken(SimulatedMember member, long place) {
        if ((place + 1) % COMPARE_EVERY == 0) {
            truth.state(place, member.opc().stateHash(), time.nowMs());
        }
        if (snapshotEvery > 0 && (place + 1) % snapshotEvery == 0) {
            member.keepSnapshot();
            purge();
        }
    }

    /** Old log is dropped, but for what a member that runs has not read yet. */
    private void purge() {
        List<Long> places = members.stream().map(SimulatedMember::snapshotPlace).sorted().toList();
        long before = places.get(1) - snapshotEvery;
        for (SimulatedMember each : members) {
            before = each.runs() ? Math.min(before, each.place()) : before;
        }
        model.purge(before);
    }

    /** The member whose state on the disk is the newest; null when there is none. */
    SimulatedMember newestSnapshot() {
        SimulatedMember newest = null;
        for (SimulatedMember each : members) {
            if (each.snapshotPlace() > (newest == null ? 0 : newest.snapshotPlace())) {
                newest = each;
            }
        }
        return newest;
    }

    /** True while two members live, one of them with a link to the switch. */
    boolean ableToCommand() {
        long awake = members.stream().filter(SimulatedMember::awake).count();
        boolean linked = members.stream().anyMatch(each -> each.awake() && each.acd() != null);
        return awake > 1 && linked;
    }

    /** Looks whether what was ordered is commanded. */
    void look(boolean commandsExpected) {
        commands.look(commandsExpected, truth.commander(), time.nowMs());
    }

    /** The whole order once more on a new copy of the machine: it must come to the same state. */
    private void expectReplay(long hash) {
        OpcMachine again = new OpcMachine();
        MemberReplica replay = new MemberReplica(again, SimulatedMember.RELEASE);
        for (long place = 0; place < model.committed(); place++) {
            ReplicationModel.Entry entry = model.replay(place);
            replay.apply(entry.logMs(), entry.envelope(), said -> {});
        }
        if (again.stateHash() != hash) {
            truth.wrong(
                    time.nowMs(),
                    "the log run again comes to the same state",
                    "after all " + model.committed() + " entries");
        }
    }

    /** Every member's process is in the order of inputs. */
    boolean allJoined() {
        return members.stream().allMatch(SimulatedMember::joined);
    }

    /** At the end, when all has been quiet: every copy is there and the same. */
    void expectAgreement() {
        members.forEach(SimulatedMember::more);
        expectReplay(opc().stateHash());
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
