package org.jackfield.ctios.session;

import static org.jackfield.protocol.ged188.LocalConnectionState.ALERTING;
import static org.jackfield.protocol.ged188.LocalConnectionState.CONNECT;
import static org.jackfield.protocol.ged188.LocalConnectionState.FAIL;
import static org.jackfield.protocol.ged188.LocalConnectionState.HOLD;
import static org.jackfield.protocol.ged188.LocalConnectionState.INITIATE;

import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.ged188.WrapupMode;

import java.util.EnumMap;
import java.util.Map;

/**
 * What may be pressed, and why not: one pure function, for what screens show and for what a request
 * meets. Rules of an Enterprise Agent (UCCE); where they differ from the table {@code
 * button_enablement.tsv} they follow what the gateway accepts, as "enabled means accepted":
 *
 * <pre>
 * MakeCall in Ready           off with the remedy; the table shows it enabled though dialling fails
 * Ready, NotReady on a call   on with wrap-up NOT_ALLOWED too: it is the state after the call
 * NotReady in NotReady        on when there are reasons: another reason may be chosen
 * </pre>
 */
final class Enablement {

    static final String OFFLINE = "The phone system is not connected.";
    static final String NOT_HERE = "Log in first.";
    static final String NOT_OFFERED = "This phone system does not offer it.";
    private static final String WRAP_UP_FOLLOWS = "Wrap-up follows this call. Choose then.";
    private static final String ON_ITS_WAY = "A call is on its way to you.";
    private static final String FIRST_NOT_READY = "Go not ready first.";
    private static final String DIAL_NOT_READY = "Go not ready to dial out.";
    private static final String DATA_MISSING = "Choose how the call ended, or write a note.";

    private Enablement() {}

    /** The agent's buttons, all of them. */
    static Map<Button, Verdict> agent(AgentFacts agent) {
        Map<Button, Verdict> verdicts = new EnumMap<>(Button.class);
        for (Button button : Button.values()) {
            if (button.ofAgent()) {
                verdicts.put(button, agent(button, agent));
            }
        }
        return verdicts;
    }

    /** A call's buttons, all of them. */
    static Map<Button, Verdict> call(AgentFacts agent, CallFacts call) {
        Map<Button, Verdict> verdicts = new EnumMap<>(Button.class);
        for (Button button : Button.values()) {
            if (!button.ofAgent()) {
                verdicts.put(button, call(button, agent, call));
            }
        }
        return verdicts;
    }

    /** One button of the agent. */
    static Verdict agent(Button button, AgentFacts agent) {
        if (!agent.online()) {
            return Verdict.off(OFFLINE);
        }
        if (button == Button.LOGIN) {
            return agent.here() && agent.loggedIn()
                    ? Verdict.off("You are logged in.")
                    : Verdict.ON;
        }
        if (!agent.here() || !agent.loggedIn()) {
            return Verdict.off(NOT_HERE);
        }
        if (button.mask() != 0 && (button.mask() & agent.capabilities()) == 0) {
            return Verdict.off(NOT_OFFERED);
        }
        return switch (button) {
            case LOGOUT -> logout(agent);
            case READY -> ready(agent);
            case NOT_READY -> notReady(agent);
            case WORK_READY -> work(agent, AgentState.WORK_READY);
            case WORK_NOT_READY -> work(agent, AgentState.WORK_NOT_READY);
            case MAKE_CALL -> makeCall(agent);
            case CHAT -> Verdict.ON;
            default -> Verdict.off(NOT_OFFERED);
        };
    }

    private static boolean wrapUpForced(AgentFacts agent) {
        WrapupMode mode = agent.desk().wrapUp(agent.incoming());
        return mode == WrapupMode.REQUIRED || mode == WrapupMode.REQUIRED_WITH_DATA;
    }

    private static Verdict logout(AgentFacts agent) {
        if (agent.state() == AgentState.NOT_READY && agent.calls() == 0) {
            return Verdict.on(agent.desk().logoutReasonRequired(), false);
        }
        if (agent.calls() > 0) {
            return Verdict.off("End your calls first.");
        }
        return Verdict.off(FIRST_NOT_READY, notReady(agent).on() ? Button.NOT_READY : null);
    }

    private static Verdict ready(AgentFacts agent) {
        if (agent.state() == AgentState.AVAILABLE) {
            return Verdict.off("You are ready.");
        }
        if (agent.state() == AgentState.RESERVED) {
            return Verdict.off(ON_ITS_WAY);
        }
        if (agent.onCall() && wrapUpForced(agent)) {
            return Verdict.off(WRAP_UP_FOLLOWS);
        }
        return Verdict.on(false, agent.inWrapUp() && agent.dataMissing());
    }

    private static Verdict notReady(AgentFacts agent) {
        boolean reason = agent.desk().notReadyReasonRequired();
        if (agent.state() == AgentState.NOT_READY && !agent.reasons()) {
            return Verdict.off("You are not ready.");
        }
        if (agent.onCall() && wrapUpForced(agent)) {
            return Verdict.off(WRAP_UP_FOLLOWS);
        }
        return Verdict.on(reason, agent.inWrapUp() && agent.dataMissing());
    }

    private static Verdict work(AgentFacts agent, AgentState asked) {
        WrapupMode mode = agent.desk().wrapUp(agent.incoming());
        if (agent.state() == asked) {
            return Verdict.off("You are in wrap-up.");
        }
        if (agent.inWrapUp()) {
            return Verdict.ON;
        }
        if (mode == WrapupMode.NOT_ALLOWED) {
            return Verdict.off("Your settings have no wrap-up.");
        }
        if (agent.onCall()) {
            return mode == WrapupMode.OPTIONAL ? Verdict.ON : Verdict.off(WRAP_UP_FOLLOWS);
        }
        return agent.engaged() ? Verdict.ON : Verdict.off("Wrap-up follows a call.");
    }

    private static Verdict makeCall(AgentFacts agent) {
        return switch (agent.state()) {
            case NOT_READY ->
                    agent.calls() == 0
                            ? Verdict.ON
                            : Verdict.off("A call is at your phone already.");
            case RESERVED -> Verdict.off(ON_ITS_WAY);
            case TALKING, HOLD, BUSY_OTHER ->
                    Verdict.off("You are on a call. Use Transfer or Conference.");
            default -> Verdict.off(DIAL_NOT_READY, Button.NOT_READY);
        };
    }

    /** One button of a call. */
    static Verdict call(Button button, AgentFacts agent, CallFacts call) {
        if (!agent.online()) {
            return Verdict.off(OFFLINE);
        }
        if (!agent.here()) {
            return Verdict.off(NOT_HERE);
        }
        if (button.mask() != 0 && (button.mask() & agent.capabilities()) == 0) {
            return Verdict.off(NOT_OFFERED);
        }
        return switch (button) {
            case ANSWER -> answer(call);
            case HOLD -> hold(call);
            case RETRIEVE -> retrieve(call);
            case CLEAR -> clear(call);
            case CONSULT, BLIND_TRANSFER -> consult(button, agent, call);
            case TRANSFER -> transfer(call);
            case CONFERENCE -> complete(call);
            case ALTERNATE -> alternate(call);
            case RECONNECT -> reconnect(call);
            case DTMF -> dtmf(call);
            case CALL_DATA -> call.status() == FAIL ? Verdict.off("This call failed.") : Verdict.ON;
            default -> Verdict.off(NOT_OFFERED);
        };
    }

    private static Verdict answer(CallFacts call) {
        if (call.status() != ALERTING) {
            return Verdict.off("No call is ringing.");
        }
        if (call.phoneOnly()) {
            return Verdict.off("Answer on your phone. This phone cannot be answered from here.");
        }
        return call.otherTalks() ? Verdict.off("Hold the other call first.") : Verdict.ON;
    }

    private static Verdict hold(CallFacts call) {
        if (call.status() != CONNECT) {
            return Verdict.off(
                    call.status() == HOLD ? "This call is on hold." : "No call to hold.");
        }
        return call.partner() == null
                ? Verdict.ON
                : Verdict.off("Use Swap, or complete the transfer.");
    }

    private static Verdict retrieve(CallFacts call) {
        if (call.status() != HOLD) {
            return Verdict.off("This call is not on hold.");
        }
        if (call.partner() != null && call.partner() != HOLD) {
            return Verdict.off("Use Swap or Back to caller.");
        }
        return call.otherTalks() ? Verdict.off("Hold the other call first.") : Verdict.ON;
    }

    private static Verdict clear(CallFacts call) {
        if (call.partner() != null && call.active() != HOLD) {
            return Verdict.off("Use Back to caller, or complete the transfer.");
        }
        return switch (call.status()) {
            case CONNECT, HOLD, INITIATE, FAIL -> Verdict.ON;
            case ALERTING -> Verdict.off("Answer the call, or let it ring on.");
            default -> Verdict.off("The call is gone.");
        };
    }

    private static Verdict consult(Button button, AgentFacts agent, CallFacts call) {
        if (call.partner() != null) {
            return Verdict.off("You are consulting already.");
        }
        if (agent.state() == AgentState.RESERVED) {
            return Verdict.off(ON_ITS_WAY);
        }
        if (agent.calls() > 1 && button == Button.CONSULT) {
            return Verdict.off("A second call is at your phone already.");
        }
        if (call.status() == HOLD) {
            return Verdict.off("Retrieve the call first.");
        }
        if (call.status() != CONNECT) {
            return Verdict.off("You are not talking yet.");
        }
        if (button == Button.BLIND_TRANSFER && call.answered() < 2) {
            return Verdict.off("Nobody is there to be handed over.");
        }
        return button == Button.BLIND_TRANSFER && call.answered() > 2
                ? Verdict.off("A conference cannot be handed over at once.")
                : Verdict.ON;
    }

    private static Verdict alternate(CallFacts call) {
        if (call.partner() == null) {
            return Verdict.off("There is no second call.");
        }
        if (call.active() == INITIATE) {
            return Verdict.off("Waiting for " + call.activeName() + " to answer.");
        }
        return call.active() == CONNECT
                ? Verdict.ON
                : Verdict.off("One of the two calls must be talking.");
    }

    private static Verdict transfer(CallFacts call) {
        Verdict complete = complete(call);
        return complete.on() && call.conferenceOutside()
                ? Verdict.off("A conference cannot be left to a party outside.")
                : complete;
    }

    private static Verdict complete(CallFacts call) {
        if (call.partner() == null) {
            return Verdict.off("Call somebody first.");
        }
        if (call.leg() == CallFacts.Leg.NONE) {
            return Verdict.off("These two calls do not belong together.");
        }
        Verdict talking = alternate(call);
        if (!talking.on()) {
            return talking;
        }
        if (!call.consultIsActive()) {
            return Verdict.off("Swap back to " + call.consultName() + " first.", Button.ALTERNATE);
        }
        if (call.partyAway()) {
            return Verdict.off(call.consultName() + " is not talking to you now.");
        }
        return call.changed()
                ? Verdict.off("Others joined the first call meanwhile. Go back to it first.")
                : Verdict.ON;
    }

    private static Verdict reconnect(CallFacts call) {
        if (call.partner() == null) {
            return Verdict.off("There is no caller on hold to go back to.");
        }
        return call.active() == HOLD
                ? Verdict.off("Both calls are on hold. Retrieve one.")
                : Verdict.ON;
    }

    private static Verdict dtmf(CallFacts call) {
        if (call.status() != CONNECT) {
            return Verdict.off("Tones can be sent while you talk.");
        }
        return call.heard() ? Verdict.ON : Verdict.off("Nobody is there to hear tones.");
    }
}
