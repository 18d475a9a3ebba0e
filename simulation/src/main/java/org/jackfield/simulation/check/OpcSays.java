package org.jackfield.simulation.check;

import org.jackfield.gateway.opc.OpcOutput;
import org.jackfield.gateway.opc.OpcReads;
import org.jackfield.protocol.ged188.AgentStateEvent;
import org.jackfield.protocol.ged188.SnapshotCallConf;
import org.jackfield.protocol.ged188.SnapshotCallReq;
import org.jackfield.protocol.ged188.SnapshotDeviceConf;
import org.jackfield.protocol.ged188.SnapshotDeviceReq;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One peripheral of an OPC, asked as a CTI Server asks it. */
final class OpcSays {

    private final OpcReads opc;
    private final int peripheral;

    OpcSays(OpcReads opc, int peripheral) {
        this.opc = opc;
        this.peripheral = peripheral;
    }

    /** What it tells of an agent now: who is unknown to it is not logged in. */
    AgentAs agent(String id) {
        List<OpcOutput.Emit> told = opc.agentNow(peripheral, id);
        boolean known = !told.isEmpty();
        return known && told.getFirst().event() instanceof AgentStateEvent event
                ? AgentAs.of(event)
                : AgentAs.OUT;
    }

    List<String> loggedIn() {
        return opc.agentsLoggedIn(peripheral);
    }

    /** Every call that has begun. */
    Set<Long> calls() {
        return new LinkedHashSet<>(opc.calls(peripheral));
    }

    /** LocalConnectionState at a phone, by call; of no phone none. */
    Map<Long, Integer> callsAt(String instrument) {
        Map<Long, Integer> calls = new LinkedHashMap<>();
        if (instrument.isEmpty()) {
            return calls;
        }
        SnapshotDeviceReq asked =
                SnapshotDeviceReq.builder()
                        .peripheralId(peripheral)
                        .agentInstrument(instrument)
                        .build();
        if (opc.answer(asked) instanceof SnapshotDeviceConf conf) {
            for (int i = 0; i < conf.callConnectionCallId().size(); i++) {
                calls.put(conf.callConnectionCallId().get(i), conf.callState().get(i));
            }
        }
        return calls;
    }

    /** A call with its data and those who take part; null when there is none. */
    SnapshotCallConf call(long id) {
        SnapshotCallReq asked =
                SnapshotCallReq.builder().peripheralId(peripheral).connectionCallId(id).build();
        return opc.answer(asked) instanceof SnapshotCallConf conf ? conf : null;
    }
}
