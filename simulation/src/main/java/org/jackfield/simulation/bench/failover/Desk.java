package org.jackfield.simulation.bench.failover;

import org.jackfield.client.cil.CilEvent;
import org.jackfield.client.cil.CilInput;
import org.jackfield.client.cil.CilMachine;
import org.jackfield.client.cil.CilOutput;
import org.jackfield.client.cil.CilReply;
import org.jackfield.client.cil.CilServer;
import org.jackfield.client.cil.CilSettings;
import org.jackfield.protocol.cil.Outcome;
import org.jackfield.protocol.record.Arguments;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * One agent's desktop: the Java client library's own machine, what it shows, and a hand that logs
 * in once, goes ready and answers. All on the farm's thread.
 */
final class Desk {

    static final int PERIPHERAL = 5000;

    private static final int FIRST_AGENT = 10_001;
    private static final int FIRST_PHONE = 20_001;
    private static final int NOT_READY = 2;
    private static final int READY = 3;
    private static final int TALKING = 4;
    private static final int HOLD = 10;
    private static final int LOGGED_OUT = 1;
    private static final int AGAIN_MS = 1_000;
    private static final int LOGIN_AGAIN_MS = 20_000;

    /** The gateway refuses what is older than 2 s; what happens a second later still is late. */
    private static final long LATE_MS = 3_000;

    private static final long SET_AGENT = 1;
    private static final long LOGIN = 2;
    private static final long BE_READY = 3;
    private static final long ANSWER = 4;
    private static final long CLICK = 5;

    private final String agent;
    private final String phone;
    private final String target;
    private final CilMachine machine;
    private final Consumer<CilOutput> wire;
    private final Map<String, Arguments> calls = new LinkedHashMap<>();
    private final DeskCount count;
    private Arguments self = Arguments.EMPTY;
    private String answered = "";
    private long answeredMs;
    private boolean online;
    private boolean loggedInOnce;
    private long nowMs;
    private long loginAtMs;
    private long readyAgainMs = Long.MAX_VALUE;
    private long clickedMs;
    private boolean clickDone;

    /** Events of one session at one server are numbered without gap; this is the last. */
    private long lastEvent;

    /**
     * @param index from 0
     * @param wire carries out what the client library wants done
     */
    Desk(int index, List<CilServer> servers, Consumer<CilOutput> wire, DeskCount count) {
        this.agent = Integer.toString(FIRST_AGENT + index);
        this.phone = Integer.toString(FIRST_PHONE + index);
        this.target = "agent." + PERIPHERAL + "." + agent;
        this.machine =
                new CilMachine(
                        CilSettings.of("desk " + agent, servers.toArray(CilServer[]::new)), index);
        this.wire = wire;
        this.count = count;
    }

    String phone() {
        return phone;
    }

    void input(CilInput input, long atMs) {
        nowMs = atMs;
        machine.onInput(input, atMs, this::carryOut);
    }

    /** Fires what is due. */
    void onTime(long atMs) {
        nowMs = atMs;
        if (machine.nextDeadlineMs() <= atMs) {
            machine.onTime(atMs, this::carryOut);
        }
        List.copyOf(calls.entrySet()).forEach(each -> answer(each.getKey(), each.getValue()));
        if (!loggedInOnce && machine.state() == CilMachine.State.LIVE && loginAtMs <= atMs) {
            identify();
        }
        if (readyAgainMs <= atMs) {
            readyAgainMs = Long.MAX_VALUE;
            if (state() == NOT_READY) {
                ask(
                        BE_READY,
                        "SetAgentState",
                        target,
                        Arguments.builder().put("AgentState", READY));
            }
        }
    }

    private void ask(long token, String name, String object, Arguments.Builder args) {
        machine.onInput(new CilInput.Ask(token, name, object, args.build()), nowMs, this::carryOut);
    }

    private void carryOut(CilOutput output) {
        switch (output) {
            case CilOutput.Changed changed -> changed(changed.id(), changed.properties());
            case CilOutput.Raise raise -> happened(raise.event());
            case CilOutput.Ended ended -> ended(ended.token(), ended.reply());
            default -> wire.accept(output);
        }
    }

    private void changed(String id, Arguments now) {
        if (id.equals(target)) {
            self = now == null ? Arguments.EMPTY : now;
        } else if (id.startsWith("call.")) {
            if (now == null) {
                calls.remove(id);
            } else {
                calls.put(id, now);
                answer(id, now);
            }
        }
    }

    private void answer(String id, Arguments call) {
        boolean again = nowMs - answeredMs >= AGAIN_MS || !id.equals(answered);
        if (again && call.nested("Buttons").nested("Answer").truth("on")) {
            answered = id;
            answeredMs = nowMs;
            ask(ANSWER, "Answer", id, Arguments.builder());
        }
    }

    private void happened(CilEvent event) {
        if (event.number() > 0) {
            count.event(event.number(), lastEvent);
            lastEvent = event.number();
        }
        switch (event.name()) {
            case "OnConnection" -> {
                if (!event.args().truth("Resumed")) {
                    lastEvent = 0;
                }
                if (!loggedInOnce) {
                    identify();
                }
            }
            case "OnConnectionFailure" -> online = false;
            case "OnCTIOSFailure", "OnSetAgentMode" -> status(event.args());
            case "OnAgentStateChange" -> stateChanged();
            default -> {
                // What the objects tell already.
            }
        }
    }

    private void identify() {
        loginAtMs = nowMs + LOGIN_AGAIN_MS;
        ask(
                SET_AGENT,
                "SetAgent",
                "",
                Arguments.builder().put("AgentID", agent).put("PeripheralID", PERIPHERAL));
    }

    private void status(Arguments args) {
        if (args.value("StatusSystem") != null) {
            online = args.nested("StatusSystem").truth("Online");
        }
    }

    private void stateChanged() {
        if (state() == LOGGED_OUT && loggedInOnce) {
            count.wentOut(agent);
        }
        if (state() == NOT_READY) {
            boolean late = clickedMs > 0 && !clickDone && nowMs - clickedMs > LATE_MS;
            if (late) {
                count.late(agent, nowMs - clickedMs);
            }
            clickedMs = 0;
            readyAgainMs = nowMs + AGAIN_MS;
        }
    }

    private void ended(long token, CilReply reply) {
        boolean done = reply.outcome() == Outcome.DONE;
        if (token == CLICK) {
            clickDone = done;
            count.click(reply.outcome());
        } else if (token == SET_AGENT && done) {
            ask(
                    LOGIN,
                    "Login",
                    target,
                    Arguments.builder()
                            .put("AgentPassword", "demo-" + agent)
                            .put("AgentInstrument", phone));
        } else if (token == LOGIN && done) {
            if (!loggedInOnce) {
                loggedInOnce = true;
                count.cameIn();
            }
            readyAgainMs = nowMs;
        } else if (token == BE_READY && !done) {
            readyAgainMs = nowMs + AGAIN_MS;
        } else if ((token == LOGIN || token == SET_AGENT) && !done) {
            count.trouble(reply.text());
        }
    }

    /** Presses Not ready, as somebody who has not noticed that anything broke. */
    void click() {
        if (loggedInOnce && state() == READY) {
            clickedMs = nowMs;
            clickDone = false;
            ask(
                    CLICK,
                    "SetAgentState",
                    target,
                    Arguments.builder().put("AgentState", NOT_READY).put("EventReasonCode", 1));
        }
    }

    boolean loggedInOnce() {
        return loggedInOnce;
    }

    private long state() {
        Object state = self.value("AgentState");
        return state instanceof Long number ? number : -1;
    }

    /** Whether it shows that it works: connected, the switch reached, its agent logged in here. */
    boolean live() {
        return machine.state() == CilMachine.State.LIVE && online && self.truth("LoggedInHere");
    }

    /**
     * Whether it shows what is so.
     *
     * @param legsUp answered legs of its phone at the switch
     */
    boolean right(int legsUp) {
        boolean busy = state() == TALKING || state() == HOLD;
        return legsUp > 0 ? busy && !calls.isEmpty() : !busy;
    }

    /** For a message about one that is wrong. */
    String shown() {
        return agent
                + " "
                + machine.state()
                + (online ? " online" : " offline")
                + " here="
                + self.truth("LoggedInHere")
                + " state="
                + state()
                + " calls="
                + calls.keySet();
    }
}
