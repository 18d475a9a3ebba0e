package org.jackfield.gateway.opc;

import org.jackfield.gateway.agent.AgentView;
import org.jackfield.gateway.opc.OpcOutput.Emit;
import org.jackfield.gateway.opc.OpcOutput.Scope;
import org.jackfield.protocol.ged188.AgentDeskSettingsReq;
import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.ged188.ControlFailureCode;
import org.jackfield.protocol.ged188.ControlFailureConf;
import org.jackfield.protocol.ged188.EventCause;
import org.jackfield.protocol.ged188.Ged188Message;
import org.jackfield.protocol.ged188.QueryAgentStateReq;
import org.jackfield.protocol.ged188.QueryDeviceInfoConf;
import org.jackfield.protocol.ged188.QueryDeviceInfoReq;
import org.jackfield.protocol.ged188.SnapshotCallConf;
import org.jackfield.protocol.ged188.SnapshotCallReq;
import org.jackfield.protocol.ged188.SnapshotDeviceConf;
import org.jackfield.protocol.ged188.SnapshotDeviceReq;
import org.jackfield.protocol.ged188.SpecialValue;
import org.jackfield.protocol.log.KeptNote;
import org.jackfield.protocol.site.SiteDevice;

import java.util.ArrayList;
import java.util.List;

/** Answers what a side asks of its replica; changes nothing. */
final class Reads implements OpcReads {

    /** DEVT_STATION. */
    private static final int STATION = 0;

    /** Active call, held call and the conference of 16. */
    private static final int ACTIVE_CALLS = 1;

    private static final int HELD_CALLS = 1;

    private final Opc opc;
    private final Exchange exchange;

    Reads(Opc opc) {
        this.opc = opc;
        this.exchange = opc.exchange;
    }

    @Override
    public List<PeripheralNow> peripherals() {
        return exchange.peripherals.values().stream()
                .map(
                        each ->
                                new PeripheralNow(
                                        each.id(), each.site().peripheralType(), each.online))
                .toList();
    }

    @Override
    public List<KeptNote> notes() {
        return exchange.notes.notes();
    }

    @Override
    public List<String> phonesAway(int id) {
        Peripheral peripheral = peripheral(id);
        return peripheral == null ? List.of() : List.copyOf(peripheral.outOfService());
    }

    @Override
    public Ged188Message answer(Ged188Message request) {
        return switch (request) {
            case QueryAgentStateReq req -> agentState(req);
            case AgentDeskSettingsReq req -> deskSettings(req);
            case SnapshotCallReq req -> call(req);
            case SnapshotDeviceReq req -> device(req);
            case QueryDeviceInfoReq req -> deviceInfo(req);
            default ->
                    refused(
                            request.field(0) instanceof Long id ? id : 0,
                            ControlFailureCode.UNRECOGNIZED_OPERATION_REJECTION,
                            request.type() + " is not something that can be read");
        };
    }

    private static ControlFailureConf refused(long invokeId, ControlFailureCode code, String text) {
        return new ControlFailureConf(invokeId, code.value(), 0, text);
    }

    private Peripheral peripheral(long id) {
        return exchange.peripherals.get((int) id);
    }

    private Ged188Message agentState(QueryAgentStateReq req) {
        Peripheral peripheral = peripheral(req.peripheralId());
        return peripheral == null
                ? noPeripheral(req.invokeId(), req.peripheralId())
                : peripheral.agents().queryState(req);
    }

    private Ged188Message deskSettings(AgentDeskSettingsReq req) {
        Peripheral peripheral = peripheral(req.peripheralId());
        return peripheral == null
                ? noPeripheral(req.invokeId(), req.peripheralId())
                : peripheral.agents().deskSettings(req);
    }

    private static ControlFailureConf noPeripheral(long invokeId, long id) {
        return refused(invokeId, ControlFailureCode.OBJECT_NOT_KNOWN, "No peripheral " + id);
    }

    private Ged188Message call(SnapshotCallReq req) {
        Call call = begun((int) req.peripheralId(), req.connectionCallId());
        if (call == null) {
            return refused(
                    req.invokeId(),
                    ControlFailureCode.INVALID_CSTA_CALL_IDENTIFIER,
                    "There is no call " + req.connectionCallId());
        }
        List<Connection> parties = CallEvents.parties(call);
        SnapshotCallConf.Builder conf =
                SnapshotCallConf.builder()
                        .invokeId(req.invokeId())
                        .callType(call.callType)
                        .numCallDevices(parties.size());
        for (Connection each : parties) {
            conf.addCallConnectionCallId(call.id())
                    .addCallConnectionDeviceIdType(CallEvents.STATIC)
                    .addCallConnectionDeviceId(each.party().deviceId())
                    .addCallDeviceType(each.party().deviceIdType())
                    .addCallDeviceId(each.party().number())
                    .addCallDeviceConnectionState(each.state().value());
        }
        return DataEvents.fill(conf, call).build();
    }

    private Ged188Message device(SnapshotDeviceReq req) {
        SiteDevice device = device(req.peripheralId(), req.agentInstrument());
        if (device == null) {
            return noDevice(req.invokeId(), req.agentInstrument());
        }
        List<Connection> calls =
                exchange.at((int) req.peripheralId(), device.instrument()).stream()
                        .filter(Connection::live)
                        .limit(SpecialValue.MAX_NUM_CALLS)
                        .toList();
        SnapshotDeviceConf.Builder conf =
                SnapshotDeviceConf.builder().invokeId(req.invokeId()).numCalls(calls.size());
        for (Connection each : calls) {
            conf.addCallConnectionCallId(each.callId())
                    .addCallConnectionDeviceIdType(CallEvents.STATIC)
                    .addCallConnectionDeviceId(each.party().deviceId())
                    .addCallState(each.state().value());
        }
        return conf.build();
    }

    private SiteDevice device(long peripheralId, String name) {
        Peripheral peripheral = peripheral(peripheralId);
        return peripheral == null || name == null ? null : peripheral.device(name);
    }

    private static ControlFailureConf noDevice(long invokeId, String name) {
        return refused(
                invokeId, ControlFailureCode.INVALID_CSTA_DEVICE_IDENTIFIER, "No phone " + name);
    }

    private Ged188Message deviceInfo(QueryDeviceInfoReq req) {
        SiteDevice device = device(req.peripheralId(), req.agentInstrument());
        if (device == null) {
            return noDevice(req.invokeId(), req.agentInstrument());
        }
        return QueryDeviceInfoConf.builder()
                .invokeId(req.invokeId())
                .peripheralType(peripheral(req.peripheralId()).site().peripheralType())
                .typeOfDevice(STATION)
                .maxActiveCalls(ACTIVE_CALLS)
                .maxHeldCalls(HELD_CALLS)
                .maxDevicesInConference((int) SpecialValue.MAX_NUM_PARTIES)
                .transferConferenceSetup(Supported.TRANSFER_CONFERENCE)
                .callEventsSupported(Supported.CALL_EVENTS)
                .callControlSupported(Supported.CALL_CONTROL)
                .build();
    }

    @Override
    public DeviceNow device(int peripheralId, String instrument, String extension, String agentId) {
        Peripheral peripheral = peripheral(peripheralId);
        if (peripheral == null) {
            return null;
        }
        AgentView agent = agentId.isEmpty() ? null : peripheral.agents().agent(agentId);
        SiteDevice found = null;
        if (!instrument.isEmpty()) {
            found = peripheral.devices().get(instrument);
        } else if (!extension.isEmpty()) {
            found = peripheral.deviceByExtension(extension);
        } else if (agent != null) {
            found = peripheral.devices().get(agent.instrument());
        }
        boolean belong =
                found != null
                        && (extension.isEmpty() || found.extension().equals(extension))
                        && (agent == null || found.instrument().equals(agent.instrument()));
        if (!belong) {
            return null;
        }
        AgentView there = peripheral.agents().agentAt(found.instrument());
        return new DeviceNow(
                found.instrument(),
                found.extension(),
                there == null ? "" : there.agentId(),
                there == null ? AgentState.LOGOUT.value() : there.state());
    }

    @Override
    public List<Emit> agentNow(int peripheralId, String agentId) {
        Peripheral peripheral = peripheral(peripheralId);
        if (peripheral == null) {
            return List.of();
        }
        AgentView agent = peripheral.agents().agent(agentId);
        String instrument = agent == null ? null : agent.instrument();
        Scope scope =
                new Scope(
                        peripheralId,
                        0,
                        instrument == null ? List.of() : List.of(instrument),
                        agent == null ? agentId : agent.agentId());
        return peripheral.agents().stateEvents(agentId, exchange.nowMs()).stream()
                .map(each -> new Emit(each, scope))
                .toList();
    }

    @Override
    public List<String> agentsLoggedIn(int peripheralId) {
        Peripheral peripheral = peripheral(peripheralId);
        return peripheral == null
                ? List.of()
                : peripheral.agents().agents().stream().map(AgentView::agentId).toList();
    }

    @Override
    public List<Long> calls(int peripheralId) {
        return exchange.calls.values().stream()
                .filter(each -> each.peripheral() == peripheralId && each.begun)
                .map(Call::id)
                .toList();
    }

    private Call begun(int peripheralId, long callId) {
        Call call = exchange.call(callId);
        return call != null && call.begun && call.peripheral() == peripheralId ? call : null;
    }

    @Override
    public Emit callNow(int peripheralId, long callId) {
        Call call = begun(peripheralId, callId);
        return call == null ? null : opc.data.begin(call);
    }

    @Override
    public List<Emit> callEventsNow(int peripheralId, long callId) {
        Call call = begun(peripheralId, callId);
        List<Emit> events = new ArrayList<>();
        if (call == null) {
            return events;
        }
        events.add(opc.data.begin(call));
        for (Connection each : call.live()) {
            switch (each.state()) {
                case INITIATE -> {
                    if (!each.party().outside()) {
                        events.add(opc.events.serviceInitiated(call, each, EventCause.SNAPSHOT));
                        events.add(opc.events.originated(call, each, EventCause.SNAPSHOT));
                    }
                }
                case ALERTING -> events.add(opc.events.delivered(call, each, EventCause.SNAPSHOT));
                case CONNECT -> events.add(opc.events.established(call, each, EventCause.SNAPSHOT));
                case HOLD -> {
                    events.add(opc.events.established(call, each, EventCause.SNAPSHOT));
                    events.add(opc.events.held(call, each, EventCause.SNAPSHOT));
                }
                case PLANNED, FAIL, NULL -> {
                    // nothing that a newcomer must know
                }
            }
        }
        return events;
    }
}
