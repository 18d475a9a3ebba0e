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
     * @param why for the log, when refused
     */
    record Verdict(StatusCode status, long services, DeviceNow device, String why) {}

    /** How a side stands to clients. */
    enum Standing {
        SERVING,
        /** It serves, and its clients are about to go to the other side. */
        LEAVING,
        STANDBY,
        CUT_OFF
    }

    private final CtiServerSettings settings;
    private final OpcReads reads;

    OpenCheck(CtiServerSettings settings, OpcReads reads) {
        this.settings = settings;
        this.reads = reads;
    }

    /**
     * What a client is told that sent what cannot be read.
     *
     * @param first it was its first message: one of a version that is not spoken here may be an
     *     open request all the same
     */
    StatusCode unreadable(CtiServerInput.Malformed bad, boolean first) {
        if (first && bad.openVersion() >= 0 && !speaks(bad.openVersion())) {
            return StatusCode.INVALID_VERSION;
        }
        return bad.framing() ? StatusCode.INVALID_MESSAGE_LENGTH : StatusCode.BAD_MESSAGE_FORMAT;
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

    /** The first word of a client, to a side that may not be able to serve it now. */
    Verdict first(OpenReq request, long version, Standing standing) {
        if (!speaks(version)) {
            return refuse(StatusCode.INVALID_VERSION, "version " + version + " is not spoken here");
        }
        return switch (standing) {
            case SERVING -> check(request);
            case LEAVING ->
                    refuse(
                            known(request, StatusCode.SERVER_IN_MAINTENANCE_MODE),
                            "an operator changes the active side just now");
            case STANDBY ->
                    copesWithStandby(request)
                            ? check(request)
                            : refuse(
                                    known(request, StatusCode.INVALID_CLIENT_FOR_STANDBY),
                                    "this is the standby side (ServeWhenStandby is 0)");
            case CUT_OFF ->
                    refuse(StatusCode.CTI_SERVER_OFFLINE, "this side is cut off from the others");
        };
    }

    /** An older client does not know the newer numbers. */
    private static StatusCode known(OpenReq request, StatusCode newer) {
        return request.versionNumber() >= STANDBY_SINCE_VERSION
                ? newer
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
            return granted(services, null);
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
                ? granted(services, device)
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
        return refuse(status, "OPEN_REQ was refused");
    }

    private static Verdict refuse(StatusCode status, String why) {
        return new Verdict(status, 0, null, why);
    }

    private static Verdict granted(long services, DeviceNow device) {
        return new Verdict(StatusCode.NO_ERROR, services, device, "");
    }

    /** PeripheralID of a session that is not for one device. */
    static long nullPeripheral() {
        return SpecialValue.NULL_PERIPHERAL_ID;
    }
}
