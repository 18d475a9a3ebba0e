package org.jackfield.gateway.ctiserver;

import org.jackfield.gateway.ctiserver.CtiServerOutput.Send;
import org.jackfield.gateway.opc.OpcOutput.Emit;
import org.jackfield.gateway.opc.OpcReads;
import org.jackfield.gateway.opc.OpcReads.PeripheralNow;
import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.ged188.DeviceIDType;
import org.jackfield.protocol.ged188.Ged188Message;
import org.jackfield.protocol.ged188.OpenConf;
import org.jackfield.protocol.ged188.PGStatus;
import org.jackfield.protocol.ged188.PeripheralType;
import org.jackfield.protocol.ged188.QueryAgentStateConf;
import org.jackfield.protocol.ged188.QueryAgentStateReq;
import org.jackfield.protocol.ged188.ServiceMask;
import org.jackfield.protocol.ged188.SessionType;
import org.jackfield.protocol.ged188.StandbyActiveEventMsg;
import org.jackfield.protocol.ged188.SystemEvent;
import org.jackfield.protocol.ged188.SystemEventID;

import java.util.List;
import java.util.function.Consumer;

/** What sessions are told: the opening, events for those who want them, notices. */
final class SessionVoice {

    private static final int PERIPHERALS_SINCE_VERSION = 14;

    private final OpcReads reads;

    SessionVoice(OpcReads reads) {
        this.reads = reads;
    }

    /**
     * OPEN_CONF, and for all events one SYSTEM_EVENT a peripheral and one each phone of it that is
     * out of service: who comes later cannot know of it.
     *
     * @param active false for a session that waits on the standby side: it hears OPEN_CONF alone
     */
    void open(
            CtiSession session,
            EventView first,
            long nowMs,
            boolean active,
            Consumer<? super CtiServerOutput> out) {
        List<PeripheralNow> peripherals = reads.peripherals();
        OpenConf.Builder conf =
                OpenConf.builder()
                        .invokeId(session.open.invokeId())
                        .servicesGranted(session.services)
                        .monitorId(first == null ? 0 : first.monitorId())
                        .pgStatus(pgStatus())
                        .icmCentralControllerTime(nowMs / 1000)
                        .sessionType((active ? SessionType.ACTIVE : SessionType.STANDBY).value());
        if (session.ofOneDevice()) {
            PeripheralNow own = OpenCheck.peripheral(reads, session.open.peripheralId());
            conf.peripheralOnline(own.online() ? 1 : 0)
                    .peripheralType(own.peripheralType())
                    .agentState(session.device.agentState())
                    .agentExtension(session.device.extension())
                    .agentInstrument(session.device.instrument());
            if (!session.device.agentId().isEmpty()) {
                conf.agentId(session.device.agentId());
            }
        } else {
            conf.peripheralOnline(allOnline() ? 1 : 0)
                    .peripheralType(PeripheralType.NONE.value())
                    .agentState(AgentState.UNKNOWN.value());
            if (session.open.versionNumber() >= PERIPHERALS_SINCE_VERSION) {
                peripherals.forEach(
                        each ->
                                conf.addFltPeripheralId((long) each.id())
                                        .addMultilineAgentControl(0));
            }
        }
        out.accept(new Send(session.number, conf.build(), -1));
        if (active) {
            peripherals(session, nowMs, out);
        }
    }

    /** STANDBY_ACTIVE_EVENT, and then what a fresh session hears after its OPEN_CONF. */
    void active(CtiSession session, long nowMs, Consumer<? super CtiServerOutput> out) {
        out.accept(new Send(session.number, StandbyActiveEventMsg.builder().build(), -1));
        if (session.ofOneDevice() && !session.has(ServiceMask.ALL_EVENTS)) {
            // What its OPEN_CONF said is as old as its wait.
            PeripheralNow own = OpenCheck.peripheral(reads, session.open.peripheralId());
            out.accept(new Send(session.number, peripheral(own, nowMs), -1));
        }
        peripherals(session, nowMs, out);
    }

    private void peripherals(
            CtiSession session, long nowMs, Consumer<? super CtiServerOutput> out) {
        if (session.has(ServiceMask.ALL_EVENTS)) {
            for (PeripheralNow each : reads.peripherals()) {
                out.accept(new Send(session.number, peripheral(each, nowMs), -1));
                for (String phone : reads.phonesAway(each.id())) {
                    out.accept(new Send(session.number, phoneAway(each, phone, nowMs), -1));
                }
            }
        }
    }

    /** An event to each session that wants it. */
    void spread(Emit emit, List<CtiSession> open, Consumer<? super CtiServerOutput> out) {
        if (emit.event() instanceof SystemEvent) {
            open.forEach(session -> out.accept(new Send(session.number, emit.event(), -1)));
            return;
        }
        for (CtiSession session : open) {
            for (EventView view : session.views) {
                view.take(emit, event -> out.accept(send(session, view, event)));
            }
        }
    }

    /** After all events of one input. */
    void settle(List<CtiSession> open, Consumer<? super CtiServerOutput> out) {
        for (CtiSession session : open) {
            for (EventView view : session.views) {
                view.settle(event -> out.accept(send(session, view, event)));
            }
        }
    }

    /** After QUERY_AGENT_STATE_CONF the agent's event once more, for reason and duration. */
    void repeatAgentState(
            CtiSession session,
            Ged188Message request,
            Ged188Message answer,
            Consumer<? super CtiServerOutput> out) {
        if (request instanceof QueryAgentStateReq query
                && answer instanceof QueryAgentStateConf conf
                && conf.agentId() != null
                && !session.views.isEmpty()) {
            EventView view = session.views.getFirst();
            view.repeat(
                    (int) query.peripheralId(),
                    conf.agentId(),
                    event -> out.accept(send(session, view, event)));
        }
    }

    /** A notice to people. */
    SystemEvent systemText(String text, long nowMs) {
        return SystemEvent.builder()
                .pgStatus(pgStatus())
                .icmCentralControllerTime(nowMs / 1000)
                .systemEventId(SystemEventID.TEXT_FYI.value())
                .eventDeviceType(DeviceIDType.NONE.value())
                .text(text)
                .build();
    }

    private SystemEvent peripheral(PeripheralNow peripheral, long nowMs) {
        SystemEventID id =
                peripheral.online()
                        ? SystemEventID.PERIPHERAL_ONLINE
                        : SystemEventID.PERIPHERAL_OFFLINE;
        return SystemEvent.builder()
                .pgStatus(pgStatus())
                .icmCentralControllerTime(nowMs / 1000)
                .systemEventId(id.value())
                .systemEventArg1(peripheral.id())
                .eventDeviceType(DeviceIDType.NONE.value())
                .build();
    }

    private SystemEvent phoneAway(PeripheralNow peripheral, String phone, long nowMs) {
        return SystemEvent.builder()
                .pgStatus(pgStatus())
                .icmCentralControllerTime(nowMs / 1000)
                .systemEventId(SystemEventID.INSTRUMENT_OUT_OF_SERVICE.value())
                .systemEventArg1(peripheral.id())
                .eventDeviceType(DeviceIDType.DEVICE_IDENTIFIER.value())
                .eventDeviceId(phone)
                .build();
    }

    private long pgStatus() {
        return allOnline() ? 0 : PGStatus.PERIPHERAL_OFFLINE;
    }

    private boolean allOnline() {
        return reads.peripherals().stream().allMatch(PeripheralNow::online);
    }

    private static Send send(CtiSession session, EventView view, Ged188Message event) {
        return new Send(session.number, event, view.monitorId());
    }
}
