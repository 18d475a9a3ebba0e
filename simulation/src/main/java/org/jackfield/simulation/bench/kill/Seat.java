package org.jackfield.simulation.bench.kill;

import org.jackfield.client.cil.CilEvent;
import org.jackfield.client.cil.CilReply;
import org.jackfield.client.cil.CilServer;
import org.jackfield.client.cil.CilSettings;
import org.jackfield.client.run.Agent;
import org.jackfield.client.run.Call;
import org.jackfield.client.run.CtiOsObject;
import org.jackfield.client.run.CtiOsSession;
import org.jackfield.protocol.cil.Outcome;
import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.ged188.LocalConnectionState;
import org.jackfield.protocol.link.EventLoops;
import org.jackfield.protocol.record.Arguments;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** An agent at a desktop (the Java client library), who looks, presses, and looks again. */
final class Seat implements AutoCloseable {

    static final int PERIPHERAL = 5000;

    /** How long a person goes on trying. */
    private static final int PATIENCE_MS = 40_000;

    private static final int EFFECT_MS = 8_000;
    private static final int BREAK = 1;
    private static final int HEARD_KEPT = 40;

    private final String agentId;
    private final String phone;
    private final Tally tally;
    private final CtiOsSession session;
    private final Deque<String> heard = new ArrayDeque<>();
    private final EventJudge judge;

    Seat(EventLoops loops, int[] ports, String agentId, Tally tally) {
        this.agentId = agentId;
        this.phone = "2" + agentId.substring(1);
        this.tally = tally;
        this.judge = new EventJudge(agentId, tally);
        session =
                CtiOsSession.create(
                        CilSettings.of(
                                "desk-" + agentId,
                                new CilServer("127.0.0.1", ports[0]),
                                new CilServer("127.0.0.1", ports[1])),
                        loops);
        session.addListener(this::happened);
        session.connect();
    }

    private void happened(CilEvent event) {
        synchronized (heard) {
            heard.add(event.name() + " " + event.target() + " " + event.number());
            if (heard.size() > HEARD_KEPT) {
                heard.remove();
            }
        }
        judge.happened(event, state());
    }

    String agentId() {
        return agentId;
    }

    String phone() {
        return phone;
    }

    /** Logs in; the servers may only just have started. */
    void login() {
        until("connected", session::connected);
        until("an agent", () -> session.setAgent(PERIPHERAL, agentId).join().done());
        until("live", this::live);
        press(
                "login",
                () -> agent().enabled("Login"),
                () -> agent().login(phone, "demo-" + agentId).join(),
                () -> agent().state() == AgentState.NOT_READY);
        judge.loggedIn();
    }

    void ready() {
        press(
                "ready",
                () -> agent().enabled("Ready"),
                () -> agent().setAgentState(AgentState.AVAILABLE, 0).join(),
                () -> state() == AgentState.AVAILABLE);
    }

    /** One click, and what came of it. */
    CilReply clickNotReady() {
        return reply(agent().setAgentState(AgentState.NOT_READY, BREAK).join());
    }

    Agent agent() {
        return session.currentAgent();
    }

    AgentState state() {
        return agent().state();
    }

    /** Whether the screen shows that it works. */
    boolean live() {
        return judge.callsTold() && session.connected() && agent().isValid();
    }

    List<Call> calls() {
        return session.calls();
    }

    /**
     * A call of that status with that first variable, but not one of these; null without one, and
     * while the screen does not work: what it shows then may be over.
     */
    Call call(LocalConnectionState status, String tag, String... others) {
        if (!live()) {
            return null;
        }
        List<String> known = List.of(others);
        return calls().stream()
                .filter(each -> each.status() == status)
                .filter(each -> each.text("CallVariable1").equals(tag))
                .filter(each -> !known.contains(each.uniqueObjectId()))
                .findFirst()
                .orElse(null);
    }

    /** Ends every call that is shown. */
    void clear() {
        calls().forEach(Call::clear);
    }

    /** Waits for such a call. */
    Call awaitCall(LocalConnectionState status, String tag, String... others) {
        Call[] found = new Call[1];
        until(
                "a call with " + status,
                () -> {
                    found[0] = call(status, tag, others);
                    return found[0] != null;
                });
        return found[0];
    }

    void press(Call call, String button, BooleanSupplier isSo) {
        press(call, button, Arguments.EMPTY, isSo);
    }

    void press(CtiOsObject object, String button, Arguments args, BooleanSupplier isSo) {
        press(
                button,
                () -> object.enabled(button),
                () -> object.request(button, args).join(),
                () -> live() && isSo.getAsBoolean());
    }

    /** Call data has no button; it is sent until it is taken. */
    void write(Call call, Arguments data) {
        boolean[] taken = new boolean[1];
        press(
                "SetCallData",
                () -> true,
                () -> {
                    CilReply reply = call.setCallData(data).join();
                    taken[0] = reply.done();
                    return reply;
                },
                () -> taken[0]);
    }

    private interface Click {
        CilReply now();
    }

    /**
     * Presses until it is so. A click that was refused must not be carried out after all, one whose
     * outcome nobody knows must not be carried out later.
     */
    private void press(String what, BooleanSupplier on, Click click, BooleanSupplier isSo) {
        long untilNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MS);
        CilReply last = null;
        boolean unknown = false;
        while (!isSo.getAsBoolean()) {
            if (System.nanoTime() > untilNs) {
                throw new StoryBroken(what + " at " + shown() + "; last answer " + last);
            }
            if (!live() || !on.getAsBoolean()) {
                Waiting.pause(50);
                continue;
            }
            long clickedNs = System.nanoTime();
            last = reply(click.now());
            if (last.done()) {
                Waiting.until(EFFECT_MS, isSo);
                continue;
            }
            unknown |= last.outcome() == Outcome.TIMED_OUT;
            boolean became = Waiting.until(leftMs(clickedNs), isSo);
            Outcome worst = unknown ? Outcome.TIMED_OUT : last.outcome();
            if (ClickJudge.late(worst, became, became)) {
                tally.found(
                        Tally.Kind.LATE_ACTIONS,
                        what + " was refused and done at " + agentId + ": " + last);
            }
        }
    }

    private static long leftMs(long clickedNs) {
        return Math.max(
                0,
                ClickJudge.LATE_MS - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - clickedNs));
    }

    private CilReply reply(CilReply reply) {
        tally.clicked(reply.outcome().name());
        return reply;
    }

    void until(String what, BooleanSupplier isSo) {
        if (!Waiting.until(PATIENCE_MS, isSo)) {
            throw new StoryBroken("not " + what + ": " + shown());
        }
    }

    /** For a message. */
    String shown() {
        StringBuilder text = new StringBuilder("desk " + agentId);
        text.append(session.connected() ? " connected " : " not connected ").append(state());
        for (Call each : calls()) {
            text.append(" [").append(each).append(' ').append(each.status()).append(' ');
            text.append(each.text("CallVariable1")).append(' ');
            text.append(each.properties().nested("Buttons")).append(']');
        }
        synchronized (heard) {
            return text.append("\n    heard ").append(String.join(", ", heard)).toString();
        }
    }

    /** Ends the session; what it shows from now on does not count. */
    @Override
    public void close() {
        judge.ended();
        session.close();
    }
}
