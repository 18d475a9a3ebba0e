package org.jackfield.gateway.ctiserver;

import org.jackfield.gateway.opc.OpcReads;
import org.jackfield.gateway.opc.OpcReads.DeviceNow;
import org.jackfield.gateway.opc.OpcReads.PeripheralNow;
import org.jackfield.protocol.ged188.OpenReq;
import org.jackfield.protocol.ged188.ServiceMask;
import org.jackfield.protocol.ged188.SpecialValue;
import org.jackfield.protocol.ged188.StatusCode;

/** Whether an OPEN_REQ can be granted, and what of it. */
final class OpenCheck {

    /** The services that this server has; others are left out of ServicesGranted (TRAP-71). */
    private static final long SERVED =
            ServiceMask.CLIENT_EVENTS
                    | ServiceMask.CALL_DATA_UPDATE
                    | ServiceMask.CLIENT_CONTROL
                    | ServiceMask.CONNECTION_MONITOR
                    | ServiceMask.ALL_EVENTS
                    | ServiceMask.PERIPHERAL_MONITOR
                    | ServiceMask.CTI_AGENT_STATE_CONTROL_ONLY
                    | ServiceMask.IGNORE_DUPLICATE_AGENT_EVENTS
                    | ServiceMask.ACTIVE_STANDBY;

    /** Messages 277 to 281 and the service that goes with them. */
    private static final int STANDBY_SINCE_VERSION = 24;

    /**
     * What came of it.
     *
     * @param status the reason of a refusal; NO_ERROR when granted
     * @param services granted
     * @param device the device of a Client Events session, else null
     */
    record Verdict(StatusCode status, long services, DeviceNow device) {}

    private final CtiServerSettings settings;
    private final OpcReads reads;

    OpenCheck(CtiServerSettings settings, OpcReads reads) {
        this.settings = settings;
        this.reads = reads;
    }

    /** Is this version spoken here? */
    boolean speaks(long version) {
        return version >= settings.versionMin() && version <= settings.versionMax();
    }

    /** May this client wait on the standby side until that turns active? */
    static boolean copesWithStandby(OpenReq request) {
        return request.versionNumber() >= STANDBY_SINCE_VERSION
                && (request.servicesRequested() & ServiceMask.ACTIVE_STANDBY) != 0;
    }

    /** How the standby side refuses a client; an older one does not know the newer number. */
    static StatusCode standbyStatus(OpenReq request) {
        return request.versionNumber() >= STANDBY_SINCE_VERSION
                ? StatusCode.INVALID_CLIENT_FOR_STANDBY
                : StatusCode.CTI_SERVER_OFFLINE;
    }

    Verdict check(OpenReq request) {
        if (request.clientId() == null || request.clientPassword() == null) {
            return refuse(StatusCode.REQUIRED_DATA_MISSING);
        }
        if (request.idleTimeout() < settings.idleTimeoutMinSeconds()) {
            return refuse(StatusCode.INVALID_TIMEOUT);
        }
        long services = request.servicesRequested() & SERVED;
        if (!copesWithStandby(request)) {
            services &= ~ServiceMask.ACTIVE_STANDBY;
        }
        if ((services & ServiceMask.ALL_EVENTS) != 0) {
            services &= ~ServiceMask.CLIENT_EVENTS;
        }
        if ((services & ServiceMask.CLIENT_EVENTS) == 0) {
            return new Verdict(StatusCode.NO_ERROR, services, null);
        }
        return ofOneDevice(request, services);
    }

    /** The same question after a wait: it must still be the same device. */
    Verdict checkAgain(OpenReq request, DeviceNow before) {
        Verdict now = check(request);
        boolean same =
                before == null
                        || now.device() == null
                        || now.device().instrument().equals(before.instrument());
        return same ? now : refuse(StatusCode.INCONSISTENT_AGENT_DATA);
    }

    private Verdict ofOneDevice(OpenReq request, long services) {
        String instrument = orEmpty(request.agentInstrument());
        String extension = orEmpty(request.agentExtension());
        String agentId = orEmpty(request.agentId());
        if (instrument.isEmpty() && extension.isEmpty() && agentId.isEmpty()) {
            return refuse(StatusCode.REQUIRED_DATA_MISSING);
        }
        if (peripheral(reads, request.peripheralId()) == null) {
            return refuse(StatusCode.INVALID_PERIPHERAL_ID);
        }
        int peripheral = (int) request.peripheralId();
        DeviceNow device = reads.device(peripheral, instrument, extension, agentId);
        return device != null
                ? new Verdict(StatusCode.NO_ERROR, services, device)
                : refuse(whyNoDevice(peripheral, instrument, extension, agentId));
    }

    /** Known one by one but not together: they contradict each other. */
    private StatusCode whyNoDevice(
            int peripheral, String instrument, String extension, String agentId) {
        if (agentId.isEmpty() || (instrument.isEmpty() && extension.isEmpty())) {
            return instrument.isEmpty() && extension.isEmpty()
                    ? StatusCode.AGENT_NOT_LOGGED_ON
                    : contradiction(peripheral, instrument, extension);
        }
        boolean deviceKnown = reads.device(peripheral, instrument, extension, "") != null;
        return deviceKnown ? StatusCode.INCONSISTENT_AGENT_DATA : StatusCode.INVALID_AGENT_DATA;
    }

    private StatusCode contradiction(int peripheral, String instrument, String extension) {
        boolean both = !instrument.isEmpty() && !extension.isEmpty();
        return both
                        && reads.device(peripheral, instrument, "", "") != null
                        && reads.device(peripheral, "", extension, "") != null
                ? StatusCode.INCONSISTENT_AGENT_DATA
                : StatusCode.INVALID_AGENT_DATA;
    }

    /** The peripheral of a PeripheralID on the wire, or null. */
    static PeripheralNow peripheral(OpcReads reads, long id) {
        for (PeripheralNow each : reads.peripherals()) {
            if (each.id() == id) {
                return each;
            }
        }
        return null;
    }

    static String orEmpty(String text) {
        return text == null ? "" : text;
    }

    private static Verdict refuse(StatusCode status) {
        return new Verdict(status, 0, null);
    }

    /** PeripheralID of a session that is not for one device. */
    static long nullPeripheral() {
        return SpecialValue.NULL_PERIPHERAL_ID;
    }
}
