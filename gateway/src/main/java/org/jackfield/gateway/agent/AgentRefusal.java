package org.jackfield.gateway.agent;

import org.jackfield.protocol.ged188.ControlFailureCode;

/** The refusals, each with its codes (ERR list) and what the user can do. */
final class AgentRefusal {

    static final int NO_INSTRUMENT_FOR_EXTENSION = 10004;
    static final int ALREADY_LOGGED_OUT = 10101;
    static final int ALREADY_SIGNED_ON = 10102;
    static final int AVAILABLE_OR_WORK = 10103;
    static final int RESERVED = 10106;
    static final int BAD_TRANSITION = 10108;
    static final int CALL_TYPE_NOT_VALID = 10109;
    static final int CANNOT_GO_READY = 10111;
    static final int CANNOT_LOG_OUT = 10112;
    static final int DEVICE_OUT_OF_SERVICE = 20119;

    private AgentRefusal() {}

    private static AgentVerdict of(ControlFailureCode code, int peripheralError, String text) {
        return new AgentVerdict(code.value(), peripheralError, text);
    }

    static AgentVerdict unknownAgent(String agentId) {
        return of(
                ControlFailureCode.INVALID_AGENT_ID_SPECIFIED,
                0,
                "No agent `" + agentId + "`; check the agent id");
    }

    static AgentVerdict wrongPassword(String agentId) {
        return of(
                ControlFailureCode.INVALID_PASSWORD_SPECIFIED,
                0,
                "Wrong password for agent " + agentId + "; type it again");
    }

    static AgentVerdict unknownInstrument(String instrument) {
        return of(
                ControlFailureCode.INVALID_LOGON_DEVICE_SPECIFIED,
                NO_INSTRUMENT_FOR_EXTENSION,
                "No phone `" + instrument + "`; check the instrument or extension");
    }

    static AgentVerdict signedOn(Agent agent) {
        return of(
                ControlFailureCode.SPECIFIED_AGENT_ALREADY_SIGNED_ON,
                ALREADY_SIGNED_ON,
                "Agent "
                        + agent.id
                        + " is logged in at "
                        + agent.instrument
                        + " already; log out there first");
    }

    /** Who lost an agent to another session has no right to force him any more. */
    static AgentVerdict takenOver(Agent agent) {
        return of(
                ControlFailureCode.SPECIFIED_AGENT_ALREADY_SIGNED_ON,
                ALREADY_SIGNED_ON,
                "Agent "
                        + agent.id
                        + " belongs to another session; force him there, or as his supervisor");
    }

    static AgentVerdict instrumentInUse(Agent other) {
        return of(
                ControlFailureCode.SPECIFIED_EXTENSION_ALREADY_IN_USE,
                0,
                "Phone "
                        + other.instrument
                        + " is in use by agent "
                        + other.id
                        + "; take another or have that agent logged out");
    }

    static AgentVerdict deviceAway(String instrument) {
        return of(
                ControlFailureCode.RESOURCE_OUT_OF_SERVICE,
                DEVICE_OUT_OF_SERVICE,
                "Phone " + instrument + " is out of service; connect it");
    }

    static AgentVerdict workMode(int workMode) {
        return of(
                ControlFailureCode.INVALID_AGENT_WORKMODE,
                0,
                "Work mode " + workMode + " cannot be had here; use 0, 1 or 2");
    }

    static AgentVerdict notLoggedIn(String whom, int peripheralError) {
        return of(
                ControlFailureCode.INVALID_OBJECT_STATE,
                peripheralError,
                "Agent " + whom + " is not logged in");
    }

    static AgentVerdict otherInstrument(Agent agent, String instrument) {
        return of(
                ControlFailureCode.INVALID_CSTA_DEVICE_IDENTIFIER,
                0,
                "Agent " + agent.id + " is at " + agent.instrument + ", not at " + instrument);
    }

    static AgentVerdict badTransition(Agent agent, String asked) {
        return of(
                ControlFailureCode.GENERIC_STATE_INCOMPATIBILITY,
                BAD_TRANSITION,
                asked + " cannot follow " + agent.shown.state() + " for agent " + agent.id);
    }

    static AgentVerdict cannotGoReady(Agent agent) {
        return of(
                ControlFailureCode.GENERIC_STATE_INCOMPATIBILITY,
                CANNOT_GO_READY,
                "Ready must wait: wrap-up is required after the call of agent " + agent.id);
    }

    static AgentVerdict cannotLogOut(Agent agent) {
        return of(
                ControlFailureCode.GENERIC_STATE_INCOMPATIBILITY,
                CANNOT_LOG_OUT,
                "Agent " + agent.id + " must be not ready to log out");
    }

    static AgentVerdict wrapUpDataRequired() {
        return of(ControlFailureCode.WRAPUP_DATA_REQUIRED, 0, "Enter the wrap-up text first");
    }

    static AgentVerdict reasonRequired() {
        return of(ControlFailureCode.REASON_CODE_REQUIRED, 0, "Choose a reason");
    }

    static AgentVerdict reasonUnknown(int reason) {
        return of(
                ControlFailureCode.INVALID_AGENT_REASON_CODE,
                0,
                "Reason " + reason + " is not one of the site; choose one of the list");
    }

    static AgentVerdict notSupervisor(String supervisorId, Agent agent) {
        return of(
                ControlFailureCode.SECURITY_VIOLATION,
                0,
                "`" + supervisorId + "` does not supervise agent " + agent.id);
    }

    static AgentVerdict unknownState(int state) {
        return of(
                ControlFailureCode.VALUE_OUT_OF_RANGE,
                BAD_TRANSITION,
                "State " + state + " cannot be asked for; it follows from calls");
    }

    static AgentVerdict nobodyAt(String instrument) {
        return of(
                ControlFailureCode.INVALID_CALLING_DEVICE,
                0,
                "Nobody is logged in at " + instrument);
    }

    static AgentVerdict dialWhileAvailable(Agent agent) {
        return of(
                ControlFailureCode.GENERIC_STATE_INCOMPATIBILITY,
                AVAILABLE_OR_WORK,
                "Agent " + agent.id + " must be not ready to dial");
    }

    static AgentVerdict dialWhileReserved(Agent agent) {
        return of(
                ControlFailureCode.GENERIC_STATE_INCOMPATIBILITY,
                RESERVED,
                "A call is about to reach agent " + agent.id + "; dialling must wait");
    }

    static AgentVerdict noCallsToAgents(Agent agent) {
        return of(
                ControlFailureCode.PRIVILEGE_VIOLATION_ON_CALLED_DEVICE,
                CALL_TYPE_NOT_VALID,
                "The desk settings of agent " + agent.id + " forbid calls to agents");
    }
}
