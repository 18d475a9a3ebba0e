package org.jackfield.app.demo;

import org.jackfield.client.cil.CilEvent;
import org.jackfield.client.cil.CilReply;
import org.jackfield.client.cil.CilServer;
import org.jackfield.client.cil.CilSettings;
import org.jackfield.client.run.Agent;
import org.jackfield.client.run.Call;
import org.jackfield.client.run.CtiOsSession;
import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.pim.AnswerMode;
import org.jackfield.protocol.record.Arguments;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/**
 * {@code demo --check}: one agent's work through the Java CIL, beside a foreign client that reads
 * raw GED-188 bytes; both must have seen the same calls, data and states in the same order.
 */
final class DemoCheck {

    private static final long STEP_MS = 15_000;
    private static final int READY = 3;
    private static final int TALKING = 3;
    private static final int RINGING = 2;
    private static final int HELD = 4;

    private final PrintStream out;
    private final List<CilEvent> events = new ArrayList<>();
    private CtiOsSession session;
    private Agent agent;

    private DemoCheck(PrintStream out) {
        this.out = out;
    }

    /** Runs the check; 0 when both saw the same. */
    static int run(DemoOptions options, PrintStream out) throws Exception {
        options.port = 0;
        options.callsPerHourAsked = 0;
        if (options.agentsAsked == null) {
            options.agentsAsked = 4;
        }
        if (options.agents() < 1) {
            throw new IllegalArgumentException("--check needs --agents 1 or more to transfer to");
        }
        return new DemoCheck(out).compare(options);
    }

    private int compare(DemoOptions options) throws Exception {
        DemoSite site = new DemoSite(options.agents(), AnswerMode.DEFERRED);
        DemoSwitch below = new ScriptedDemoSwitch(site, options, System.currentTimeMillis());
        try (DemoProcess demo = DemoProcess.launch(site, below, options, DemoCommand.warnings());
                RawWitness witness = new RawWitness(options.bind, demo.ctiServerPort("A"))) {
            witness.awaitOpen();
            DemoAgent visitor = site.visitors().getFirst();
            String colleague = readyColleague(site, witness);
            work(demo, below, visitor, colleague);
            Set<Long> calls = new TreeSet<>();
            for (CilEvent event : seen()) {
                if (event.is("OnCallBegin")) {
                    calls.add(Sightings.callId(event.target()));
                }
            }
            Sighting cil = Sightings.ofCil(seen());
            awaitSame(witness, cil, calls, visitor.id());
            return verdict(cil, Sightings.ofRaw(witness.frames(), calls, visitor.id()));
        } finally {
            if (session != null) {
                session.close();
            }
        }
    }

    /** The phone of an automatic agent who can take a call, as the raw client saw it. */
    private String readyColleague(DemoSite site, RawWitness witness)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (System.nanoTime() < deadline) {
            for (RawFrame frame : witness.frames()) {
                if (frame.type() == RawFrame.AGENT_STATE_EVENT && frame.agentState() == READY) {
                    String id = frame.floats().get(RawFrame.TAG_AGENT_ID);
                    for (DemoAgent agent : site.agents()) {
                        if (agent.automatic() && agent.id().equals(id)) {
                            out.println(
                                    "check: "
                                            + agent.name()
                                            + " is ready at "
                                            + agent.instrument());
                            return agent.instrument();
                        }
                    }
                }
            }
            witness.awaitMore(200);
        }
        throw new IOException("no automatic agent became ready within 30 s");
    }

    private void work(DemoProcess demo, DemoSwitch below, DemoAgent visitor, String colleague)
            throws Exception {
        session =
                CtiOsSession.create(
                        CilSettings.of(
                                "demo-check",
                                new CilServer(demo.bind(), demo.servers().portA()),
                                new CilServer(demo.bind(), demo.servers().portB())));
        session.addListener(this::keep);
        session.connect();
        await("connected", session::connected);
        done("set agent", session.setAgent(DemoSite.PERIPHERAL, visitor.id()));
        agent = session.currentAgent();
        done("log in", agent.login(visitor.instrument(), visitor.password()));
        await("not ready after login", () -> agent.state() == AgentState.NOT_READY);
        done("go ready", agent.setAgentState(AgentState.AVAILABLE, 0));
        await("ready", () -> agent.state() == AgentState.AVAILABLE);
        out.println("check: a caller dials " + DemoSite.QUEUES.getFirst().number());
        below.callerDials(DemoSite.QUEUES.getFirst().number());
        await("a call rings", () -> withStatus(RINGING) != null);
        Call customer = withStatus(RINGING);
        talkAndHold(customer);
        transfer(colleague, customer);
        wrapUpAndLeave();
    }

    private void talkAndHold(Call customer) throws Exception {
        done("answer", customer.answer());
        await("talking", () -> withStatus(TALKING) != null);
        done("hold", customer.hold());
        await("on hold", () -> withStatus(HELD) != null);
        done("retrieve", customer.retrieve());
        await("talking again", () -> withStatus(TALKING) != null);
    }

    private void transfer(String colleague, Call customer) throws Exception {
        done("consult " + colleague, customer.makeConsultCall(colleague));
        await(
                "the colleague answers",
                () -> withStatus(TALKING) != null && withStatus(HELD) != null);
        done("transfer", withStatus(TALKING).transfer());
        await("no call left", () -> session.calls().isEmpty());
    }

    private void wrapUpAndLeave() throws Exception {
        await("wrap-up", () -> agent.state() == AgentState.WORK_READY);
        Arguments notReady =
                Arguments.builder()
                        .put("AgentState", (long) AgentState.NOT_READY.value())
                        .put("EventReasonCode", 1)
                        .put("CallWrapupData", "Invoice explained")
                        .build();
        done("leave wrap-up", agent.setAgentState(notReady));
        await("not ready", () -> agent.state() == AgentState.NOT_READY);
        done("log out", agent.logout(11));
        await("logged out", () -> agent.state() == AgentState.LOGOUT);
    }

    private Call withStatus(int status) {
        for (Call call : session.calls()) {
            if (call.number("CallStatus", -1) == status) {
                return call;
            }
        }
        return null;
    }

    private void done(String what, CompletableFuture<CilReply> asked) throws Exception {
        CilReply reply;
        try {
            reply = asked.get(STEP_MS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException failed) {
            throw new IOException(what + ": no outcome", failed);
        }
        if (!reply.done()) {
            throw new IOException(what + ": " + reply.outcome() + ", " + reply.text());
        }
        out.println("check: " + what);
    }

    private void await(String what, BooleanSupplier holds) throws IOException {
        if (!session.await(s -> holds.getAsBoolean(), STEP_MS)) {
            throw new IOException("waited " + STEP_MS / 1000 + " s in vain: " + what);
        }
        out.println("check:   " + what);
    }

    private synchronized void keep(CilEvent event) {
        events.add(event);
    }

    private synchronized List<CilEvent> seen() {
        return List.copyOf(events);
    }

    /** The last bytes may still be under way to the witness. */
    private void awaitSame(RawWitness witness, Sighting cil, Set<Long> calls, String agentId)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(3);
        while (System.nanoTime() < deadline) {
            Sighting raw = Sightings.ofRaw(witness.frames(), calls, agentId);
            if (raw.states().equals(cil.states()) && raw.calls().equals(cil.calls())) {
                return;
            }
            witness.awaitMore(100);
        }
    }

    private int verdict(Sighting cil, Sighting raw) {
        boolean same = show("calls", cil.calls(), raw.calls());
        same &= show("states", cil.states(), raw.states());
        same &= show("data", cil.data(), raw.data());
        out.println(
                same
                        ? "check: both clients saw the same calls, data and states: passed"
                        : "check: the two clients saw different things: FAILED");
        return same ? 0 : 1;
    }

    private boolean show(String what, Object cil, Object raw) {
        boolean same = cil.equals(raw);
        out.println("check: " + what + " by the CIL:     " + cil);
        if (!same) {
            out.println("check: " + what + " by raw GED-188: " + raw);
        }
        return same;
    }
}
