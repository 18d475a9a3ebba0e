package org.jackfield.client.run;

import org.jackfield.client.cil.CilReply;
import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.record.Arguments;

import java.util.concurrent.CompletableFuture;

/** An agent. */
public final class Agent extends CtiOsObject {

    Agent(CtiOsSession session, String id) {
        super(session, id);
    }

    /** AgentState as last told. */
    public AgentState state() {
        AgentState state = AgentState.of(number("AgentState", AgentState.UNKNOWN.value()));
        return state == null ? AgentState.UNKNOWN : state;
    }

    /** Logs in; the session's token is renewed. */
    public CompletableFuture<CilReply> login(String instrument, String password) {
        return login(
                Arguments.builder()
                        .put("AgentInstrument", instrument)
                        .put("AgentPassword", password)
                        .build());
    }

    /** Logs in with further arguments. */
    public CompletableFuture<CilReply> login(Arguments args) {
        return request("Login", args);
    }

    /** Logs out; reason 0 for none. */
    public CompletableFuture<CilReply> logout(int reason) {
        return request("Logout", Arguments.builder().put("EventReasonCode", reason).build());
    }

    /** Asks for a state; during a call it is the state after the call. */
    public CompletableFuture<CilReply> setAgentState(AgentState state, int reason) {
        return setAgentState(
                Arguments.builder()
                        .put("AgentState", state.value())
                        .put("EventReasonCode", reason)
                        .build());
    }

    /** Asks for a state with further arguments, for instance CallWrapupData. */
    public CompletableFuture<CilReply> setAgentState(Arguments args) {
        return request("SetAgentState", args);
    }

    /** Dials. */
    public CompletableFuture<CilReply> makeCall(String number) {
        return makeCall(Arguments.builder().put("DialedNumber", number).build());
    }

    /** Dials, with call data. */
    public CompletableFuture<CilReply> makeCall(Arguments args) {
        return request("MakeCall", args);
    }

    /**
     * Sends a line to another agent's desktop, where OnChatMessage says it; nothing is kept for who
     * has none.
     *
     * @param target AgentID or login name
     * @param text 1 to 255 bytes
     */
    public CompletableFuture<CilReply> sendChatMessage(String target, String text) {
        return request(
                "SendChatMessage",
                Arguments.builder()
                        .put("Distribution", "agent")
                        .put("Target", target)
                        .put("Message", text)
                        .build());
    }

    /** Asks for the state; OnQueryAgentStateConf follows. */
    public CompletableFuture<CilReply> queryAgentState() {
        return request("QueryAgentState");
    }
}
