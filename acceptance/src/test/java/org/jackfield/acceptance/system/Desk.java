package org.jackfield.acceptance.system;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.client.cil.CilReply;
import org.jackfield.client.cil.CilServer;
import org.jackfield.client.cil.CilSettings;
import org.jackfield.client.run.Agent;
import org.jackfield.client.run.Call;
import org.jackfield.client.run.CtiOsSession;
import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.ged188.LocalConnectionState;
import org.jackfield.protocol.record.Arguments;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** One agent's desktop, by the Java CIL; every wait ends. */
final class Desk implements AutoCloseable {

    static final long PATIENCE_MS = 20_000;

    private final RealCentre centre;
    private final String agentId;
    private final String phone;
    private final CtiOsSession session;
    private final List<String> heard = Collections.synchronizedList(new ArrayList<>());

    Desk(RealCentre centre, String agentId, String phone) {
        this.centre = centre;
        this.agentId = agentId;
        this.phone = phone;
        session =
                CtiOsSession.create(
                        CilSettings.of(
                                "desk-" + agentId,
                                new CilServer("127.0.0.1", centre.portA()),
                                new CilServer("127.0.0.1", centre.portB())),
                        centre.loops());
        session.addListener(event -> heard.add(event.name() + " " + event.target()));
        session.connect();
        until("connected", s -> s.connected());
        done(session.setAgent(RealSite.PERIPHERAL, agentId));
        login();
    }

    /** Logs in, if it is not yet, and is not ready. */
    void login() {
        if (agent().state() == AgentState.LOGOUT || agent().state() == AgentState.UNKNOWN) {
            until("login is on", s -> agent().enabled("Login"));
            done(agent().login(phone, "pw-" + agentId));
        }
        notReady();
    }

    Agent agent() {
        return session.currentAgent();
    }

    void ready() {
        done(agent().setAgentState(AgentState.AVAILABLE, 0));
        state(AgentState.AVAILABLE);
    }

    void notReady() {
        until(
                "can be not ready",
                s -> state() == AgentState.NOT_READY || agent().enabled("NotReady"));
        if (state() != AgentState.NOT_READY) {
            // After a call it may become so by itself just now; then this is refused.
            agent().setAgentState(AgentState.NOT_READY, 0)
                    .orTimeout(PATIENCE_MS, TimeUnit.MILLISECONDS)
                    .join();
            state(AgentState.NOT_READY);
        }
    }

    AgentState state() {
        return agent().state();
    }

    void state(AgentState wanted) {
        until("state " + wanted, s -> state() == wanted);
    }

    /** Waits for a call of that status. */
    Call call(LocalConnectionState status) {
        until("a call with " + status, s -> find(status) != null);
        return find(status);
    }

    private Call find(LocalConnectionState status) {
        for (Call each : session.calls()) {
            if (each.status() == status) {
                return each;
            }
        }
        return null;
    }

    /** A call of this desktop by its id. */
    Call call(String uniqueObjectId) {
        return session.call(uniqueObjectId);
    }

    /** Waits until the only call is as wanted. */
    Call only(Predicate<Call> wanted) {
        until(
                "one call as wanted",
                s -> s.calls().size() == 1 && wanted.test(s.calls().getFirst()));
        return session.calls().getFirst();
    }

    void empty() {
        until("no call", s -> s.calls().isEmpty());
    }

    /** Waits for a button and presses it. */
    CilReply press(Call call, String button) {
        return press(call, button, Arguments.EMPTY);
    }

    CilReply press(Call call, String button, Arguments args) {
        until(button + " is on", s -> call.enabled(button));
        return done(call.request(button, args));
    }

    Call rings() {
        return call(LocalConnectionState.ALERTING);
    }

    Call consults(Call customer, String number) {
        Arguments args =
                Arguments.builder().put("DialedNumber", number).put("ConsultType", 1).build();
        return call(press(customer, "MakeConsultCall", args).args().text("UniqueObjectID"));
    }

    void is(Call call, LocalConnectionState status) {
        until(call + " " + status, s -> call.status() == status);
    }

    /** Everybody in a call, the own phone among them. */
    Set<String> participants(Call call) {
        Set<String> all = new TreeSet<>();
        all.add(call.text("DeviceID"));
        call.properties()
                .list("Parties")
                .forEach(party -> all.add(((Arguments) party).text("Number")));
        return all;
    }

    void until(String what, Predicate<CtiOsSession> wanted) {
        assertThat(session.await(wanted, PATIENCE_MS))
                .as(
                        "%s at desk %s: agent %s,%n calls %s,%n heard %s,%n log %s",
                        what,
                        agentId,
                        state(),
                        session.calls().stream().map(Desk::story).toList(),
                        String.join("\n  ", List.copyOf(heard)),
                        centre.log())
                .isTrue();
    }

    private static String story(Call call) {
        Arguments all = call.properties();
        return call + " " + call.status() + " " + all.list("Parties") + " " + all.nested("Buttons");
    }

    static CilReply done(CompletableFuture<CilReply> reply) {
        CilReply ended = reply.orTimeout(PATIENCE_MS, TimeUnit.MILLISECONDS).join();
        assertThat(ended.done()).as("%s", ended).isTrue();
        return ended;
    }

    /** Hangs up whatever is there. */
    void tidy() {
        for (Call each : session.calls()) {
            each.clear();
        }
        empty();
        login();
    }

    @Override
    public void close() {
        session.close();
    }
}
