package org.jackfield.gateway.ctiserver;

import org.jackfield.gateway.ctiserver.EventView.Target;
import org.jackfield.gateway.opc.OpcReads;
import org.jackfield.gateway.opc.OpcReads.DeviceNow;
import org.jackfield.protocol.ged188.ChangeMonitorMaskConf;
import org.jackfield.protocol.ged188.ChangeMonitorMaskReq;
import org.jackfield.protocol.ged188.DeviceIDType;
import org.jackfield.protocol.ged188.Ged188Message;
import org.jackfield.protocol.ged188.MonitorStartConf;
import org.jackfield.protocol.ged188.MonitorStartReq;
import org.jackfield.protocol.ged188.MonitorStopConf;
import org.jackfield.protocol.ged188.MonitorStopReq;
import org.jackfield.protocol.ged188.ServiceMask;
import org.jackfield.protocol.ged188.SpecialValue;
import org.jackfield.protocol.ged188.StatusCode;

/** Monitors that a session adds to what it hears: of a device, an agent or a call. */
final class MonitorDesk {

    /** Sends to the session at hand. */
    interface Voice {
        void say(Ged188Message message, long monitorId);
    }

    /** Or why a monitor cannot be. */
    private record Found(Target target, StatusCode status) {}

    private final CtiServerSettings settings;
    private final OpcReads reads;
    private long nextMonitorId = 1;

    MonitorDesk(CtiServerSettings settings, OpcReads reads) {
        this.settings = settings;
        this.reads = reads;
    }

    /** What a session hears by the services it was granted; null for one that hears nothing. */
    EventView firstView(CtiSession session) {
        Target target = null;
        long monitorId = 0;
        if (session.has(ServiceMask.ALL_EVENTS)) {
            target = new Target.Everything();
        } else if (session.ofOneDevice()) {
            int peripheral = (int) session.open.peripheralId();
            target = new Target.Device(peripheral, session.device.instrument());
            monitorId = nextMonitorId++;
        }
        if (target == null) {
            return null;
        }
        EventView view =
                view(
                        session,
                        monitorId,
                        target,
                        session.open.callMsgMask(),
                        session.open.agentStateMask());
        session.views.add(view);
        return view;
    }

    void take(CtiSession session, Ged188Message message, Voice voice) {
        switch (message) {
            case MonitorStartReq start -> start(session, start, voice);
            case MonitorStopReq stop -> stop(session, stop, voice);
            case ChangeMonitorMaskReq change -> change(session, change, voice);
            default -> throw new IllegalArgumentException("no monitor request: " + message.type());
        }
    }

    private void start(CtiSession session, MonitorStartReq request, Voice voice) {
        Found found = find(request);
        if (found.target == null) {
            voice.say(Requests.failure(request.invokeId(), found.status), -1);
            return;
        }
        boolean there =
                session.views.stream()
                        .anyMatch(
                                view ->
                                        view.monitorId() != 0
                                                && view.target().equals(found.target));
        if (there || session.views.size() >= settings.monitorsMax()) {
            StatusCode status =
                    there ? StatusCode.MONITOR_ALREADY_EXISTS : StatusCode.UNSPECIFIED_FAILURE;
            voice.say(Requests.failure(request.invokeId(), status), -1);
            return;
        }
        EventView view =
                view(
                        session,
                        nextMonitorId++,
                        found.target,
                        request.callMsgMask(),
                        request.agentStateMask());
        session.views.add(view);
        voice.say(
                MonitorStartConf.builder()
                        .invokeId(request.invokeId())
                        .monitorId(view.monitorId())
                        .build(),
                -1);
        view.learn(event -> voice.say(event, view.monitorId()));
    }

    private EventView view(
            CtiSession session, long monitorId, Target target, long callMask, long agentMask) {
        return new EventView(
                monitorId, target, reads, session.hearsAgentEachTimeOnce(), callMask, agentMask);
    }

    private Found find(MonitorStartReq request) {
        String device = OpenCheck.orEmpty(request.monitoredDeviceId());
        boolean ofDevice = !device.isEmpty();
        boolean ofCall =
                request.connectionCallId() != 0
                        && request.connectionCallId() != SpecialValue.NULL_CALL_ID;
        if (ofDevice && ofCall) {
            return refuse(StatusCode.MUTUALLY_EXCLUS_DEVICEID_TYPES);
        }
        if (!ofDevice && !ofCall) {
            return refuse(StatusCode.REQUIRED_DATA_MISSING);
        }
        if (OpenCheck.peripheral(reads, request.peripheralId()) == null) {
            return refuse(StatusCode.INVALID_PERIPHERAL_ID);
        }
        int peripheral = (int) request.peripheralId();
        return ofCall
                ? call(peripheral, request.connectionCallId())
                : device(peripheral, device, request.monitoredDeviceType());
    }

    private Found call(int peripheral, long callId) {
        return reads.callNow(peripheral, callId) == null
                ? refuse(StatusCode.INVALID_CALLID)
                : new Found(new Target.Call(peripheral, callId), StatusCode.NO_ERROR);
    }

    /** An instrument or an extension; for an agent's device also the AgentID. */
    private Found device(int peripheral, String id, int type) {
        DeviceNow device = reads.device(peripheral, id, "", "");
        if (device == null) {
            device = reads.device(peripheral, "", id, "");
        }
        if (device != null) {
            return new Found(
                    new Target.Device(peripheral, device.instrument()), StatusCode.NO_ERROR);
        }
        boolean agent =
                type == DeviceIDType.AGENT_DEVICE.value()
                        && !reads.agentNow(peripheral, id).isEmpty();
        return agent
                ? new Found(new Target.Agent(peripheral, id), StatusCode.NO_ERROR)
                : refuse(StatusCode.INVALID_DEVICE);
    }

    private static Found refuse(StatusCode status) {
        return new Found(null, status);
    }

    private static void stop(CtiSession session, MonitorStopReq request, Voice voice) {
        EventView view = monitor(session, request.monitorId());
        if (view == null) {
            voice.say(Requests.failure(request.invokeId(), StatusCode.INVALID_MONITORID), -1);
            return;
        }
        session.views.remove(view);
        voice.say(MonitorStopConf.builder().invokeId(request.invokeId()).build(), -1);
    }

    private static void change(CtiSession session, ChangeMonitorMaskReq request, Voice voice) {
        EventView view = monitor(session, request.monitorId());
        if (view == null) {
            voice.say(Requests.failure(request.invokeId(), StatusCode.INVALID_MONITORID), -1);
            return;
        }
        view.masks(request.callMsgMask(), request.agentStateMask());
        voice.say(ChangeMonitorMaskConf.builder().invokeId(request.invokeId()).build(), -1);
    }

    /** 0 is no monitor but the session's own hearing. */
    private static EventView monitor(CtiSession session, long monitorId) {
        return monitorId == 0 ? null : session.view(monitorId);
    }
}
