package org.jackfield.gateway.ctiserver;

import org.jackfield.gateway.opc.OpcReads;
import org.jackfield.gateway.opc.OpcReads.DeviceNow;
import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.ged188.ControlFailureCode;
import org.jackfield.protocol.ged188.Ged188Message;
import org.jackfield.protocol.ged188.SetAgentStateReq;
import org.jackfield.protocol.ged188.StatusCode;

import java.util.List;

/** A Client Events session acts and asks only about its own device; others about any. */
final class DeviceRights {

    /** The fields that say at which device something is to be done. */
    private static final List<String> ACTING =
            List.of("AgentInstrument", "ConnectionDeviceID", "ActiveConnectionDeviceID");

    private DeviceRights() {}

    /** Null when the session may do it, else the failure to answer. */
    static Ged188Message refusal(CtiSession session, Ged188Message request, OpcReads reads) {
        long invokeId = ((Number) request.field(0)).longValue();
        long peripheral = Requests.peripheral(request);
        if (OpenCheck.peripheral(reads, peripheral) == null) {
            return Requests.failure(invokeId, StatusCode.INVALID_PERIPHERAL_ID);
        }
        if (!session.ofOneDevice()) {
            return null;
        }
        boolean own = peripheral == session.open.peripheralId();
        for (String field : ACTING) {
            own &= isOwn(session, Requests.text(request, field), (int) peripheral, reads);
        }
        return own
                ? null
                : Requests.controlFailure(
                        invokeId, ControlFailureCode.PRIVILEGE_VIOLATION_ON_SPECIFIED_DEVICE);
    }

    /** What names no device of the site may be a far end: the OPC judges that. */
    private static boolean isOwn(CtiSession session, String named, int peripheral, OpcReads reads) {
        if (named == null || named.isEmpty()) {
            return true;
        }
        if (named.equals(session.device.instrument()) || named.equals(session.device.extension())) {
            return true;
        }
        DeviceNow other = reads.device(peripheral, named, "", "");
        return other == null && reads.device(peripheral, "", named, "") == null;
    }

    static boolean isLogin(SetAgentStateReq request) {
        return request.agentState() == AgentState.LOGIN.value();
    }
}
