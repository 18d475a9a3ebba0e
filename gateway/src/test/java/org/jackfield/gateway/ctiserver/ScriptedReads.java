package org.jackfield.gateway.ctiserver;

import org.jackfield.gateway.opc.OpcOutput.Emit;
import org.jackfield.gateway.opc.OpcOutput.Scope;
import org.jackfield.gateway.opc.OpcReads;
import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.ged188.AgentStateEvent;
import org.jackfield.protocol.ged188.BeginCallEvent;
import org.jackfield.protocol.ged188.ControlFailureConf;
import org.jackfield.protocol.ged188.Ged188Message;
import org.jackfield.protocol.ged188.QueryAgentStateConf;
import org.jackfield.protocol.ged188.QueryAgentStateReq;
import org.jackfield.protocol.ged188.SnapshotCallConf;
import org.jackfield.protocol.ged188.SnapshotCallReq;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A replica that says what a test told it: one peripheral, phones, agents, calls. */
public final class ScriptedReads implements OpcReads {

    public static final int PERIPHERAL = 5000;
    public static final int ENTERPRISE_AGENT = 17;

    private final Map<String, String> extensions = new LinkedHashMap<>();
    private final Map<String, String> agentAt = new LinkedHashMap<>();
    private final Map<String, Integer> states = new LinkedHashMap<>();
    private final Map<Long, List<String>> calls = new LinkedHashMap<>();
    private boolean online = true;
    private List<String> away = List.of();

    public ScriptedReads phone(String instrument, String extension) {
        extensions.put(instrument, extension);
        return this;
    }

    public ScriptedReads agent(String agentId, String instrument, AgentState state) {
        agentAt.put(instrument, agentId);
        states.put(agentId, state.value());
        return this;
    }

    public ScriptedReads leave(String instrument) {
        agentAt.remove(instrument);
        return this;
    }

    public ScriptedReads call(long callId, String... instruments) {
        calls.put(callId, List.of(instruments));
        return this;
    }

    public void over(long callId) {
        calls.remove(callId);
    }

    public void online(boolean now) {
        online = now;
    }

    public void away(String... instruments) {
        away = List.of(instruments);
    }

    @Override
    public List<String> phonesAway(int peripheral) {
        return away;
    }

    @Override
    public List<PeripheralNow> peripherals() {
        return List.of(new PeripheralNow(PERIPHERAL, ENTERPRISE_AGENT, online));
    }

    @Override
    public Ged188Message answer(Ged188Message request) {
        return switch (request) {
            case QueryAgentStateReq query when states.containsKey(query.agentId()) ->
                    QueryAgentStateConf.builder()
                            .invokeId(query.invokeId())
                            .agentId(query.agentId())
                            .agentState(states.get(query.agentId()))
                            .build();
            case SnapshotCallReq snapshot when calls.containsKey(snapshot.connectionCallId()) ->
                    SnapshotCallConf.builder()
                            .invokeId(snapshot.invokeId())
                            .ani("0301234567")
                            .callVariable1("gold")
                            .build();
            default ->
                    ControlFailureConf.builder()
                            .invokeId(((Number) request.field(0)).longValue())
                            .failureCode(4)
                            .build();
        };
    }

    @Override
    public DeviceNow device(int peripheral, String instrument, String extension, String agentId) {
        for (var phone : extensions.entrySet()) {
            String agent = agentAt.getOrDefault(phone.getKey(), "");
            boolean found =
                    (instrument.isEmpty() || instrument.equals(phone.getKey()))
                            && (extension.isEmpty() || extension.equals(phone.getValue()))
                            && (agentId.isEmpty() || agentId.equals(agent));
            if (found && peripheral == PERIPHERAL) {
                int state = agent.isEmpty() ? AgentState.LOGOUT.value() : states.get(agent);
                return new DeviceNow(phone.getKey(), phone.getValue(), agent, state);
            }
        }
        return null;
    }

    @Override
    public List<Emit> agentNow(int peripheral, String agentId) {
        List<Emit> now = new ArrayList<>();
        agentAt.forEach(
                (instrument, agent) -> {
                    if (agent.equals(agentId)) {
                        AgentState state = AgentState.of(states.get(agentId));
                        now.add(agentEvent(agentId, instrument, state, 1));
                        now.add(agentEvent(agentId, instrument, state, 2));
                    }
                });
        return now;
    }

    /** An event as the OPC puts it out for one skill group. */
    public static Emit agentEvent(
            String agentId, String instrument, AgentState state, long skillGroup) {
        return new Emit(
                AgentStateEvent.builder()
                        .peripheralId(PERIPHERAL)
                        .peripheralType(ENTERPRISE_AGENT)
                        .agentId(agentId)
                        .agentInstrument(instrument)
                        .agentState(state.value())
                        .skillGroupState(state.value())
                        .skillGroupNumber(skillGroup)
                        .build(),
                new Scope(PERIPHERAL, 0, List.of(instrument), agentId));
    }

    @Override
    public List<String> agentsLoggedIn(int peripheral) {
        return List.copyOf(agentAt.values());
    }

    @Override
    public List<Long> calls(int peripheral) {
        return List.copyOf(calls.keySet());
    }

    @Override
    public Emit callNow(int peripheral, long callId) {
        List<String> instruments = calls.get(callId);
        return instruments == null
                ? null
                : new Emit(
                        BeginCallEvent.builder()
                                .peripheralId(PERIPHERAL)
                                .peripheralType(ENTERPRISE_AGENT)
                                .connectionCallId(callId)
                                .connectionDeviceId("caller")
                                .ani("0301234567")
                                .build(),
                        new Scope(PERIPHERAL, callId, instruments, ""));
    }
}
