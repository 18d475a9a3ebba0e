package org.jackfield.simulation.traffic;

import org.jackfield.peripheral.scripted.Dice;
import org.jackfield.protocol.record.Arguments;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Somebody at a desktop who presses what is enabled, the sensible things more often, and now and
 * then something that is not. What is on is told from outside.
 */
public final class DeskHand {

    private static final int WRONG_PERCENT = 2;

    /** How often nothing is pressed, beside the weights of what could be. */
    private static final int IDLE_WEIGHT = 100;

    private static final int THINK_MS_LEAST = 800;
    private static final int THINK_MS_MAX = 9_000;
    private static final int IDLE_MS_LEAST = 5_000;
    private static final int IDLE_MS_MAX = 60_000;

    /**
     * A press.
     *
     * @param button as the server names it
     * @param request the request that it makes
     * @param target UniqueObjectID
     */
    public record Press(String button, String request, String target, Arguments args) {}

    private record Weight(String button, int weight) {}

    /** How often each is pressed while it is on. */
    private static final List<Weight> WEIGHTS =
            List.of(
                    new Weight("Answer", 200),
                    new Weight("Login", 100),
                    new Weight("Ready", 60),
                    new Weight("NotReady", 2),
                    new Weight("WorkReady", 2),
                    new Weight("WorkNotReady", 1),
                    new Weight("Logout", 1),
                    new Weight("MakeCall", 3),
                    new Weight("Hold", 6),
                    new Weight("Retrieve", 30),
                    new Weight("ClearConnection", 10),
                    new Weight("MakeConsultCall", 6),
                    new Weight("SingleStepTransfer", 1),
                    new Weight("Transfer", 25),
                    new Weight("Conference", 8),
                    new Weight("Alternate", 10),
                    new Weight("Reconnect", 8),
                    new Weight("SendDTMFSignal", 2),
                    new Weight("SetCallData", 4),
                    new Weight("SendChatMessage", 2));

    /** What is pressed where the same agent sits at another desktop already. */
    private static final List<String> OF_A_VISITOR = List.of("Login", "SendChatMessage");

    private final Dice dice;
    private final AutomaticAgent agent;
    private final List<String> numbers;
    private List<String> colleagues = List.of();
    private boolean visits;
    private long lines;

    public DeskHand(AutomaticAgent agent, List<String> numbers, long seed) {
        this.agent = agent;
        this.numbers = List.copyOf(numbers);
        this.dice = new Dice(seed);
    }

    /** The agents to whom it writes. */
    public DeskHand writesTo(List<String> agentIds) {
        colleagues = List.copyOf(agentIds);
        return this;
    }

    /** It only logs in and writes. */
    public DeskHand onlyVisits() {
        visits = true;
        return this;
    }

    /** Whether it only logs in and writes. */
    public boolean visits() {
        return visits;
    }

    public AutomaticAgent agent() {
        return agent;
    }

    /** Until the next look at a screen on which there is no call. */
    public long idleMs() {
        return dice.between(IDLE_MS_LEAST, IDLE_MS_MAX);
    }

    /** Until the next look at the screen. */
    public long thinkMs() {
        return dice.between(THINK_MS_LEAST, THINK_MS_MAX);
    }

    /**
     * What is pressed now; null for nothing.
     *
     * @param enabled the buttons that are on, by object
     */
    public Press choose(Map<String, List<String>> enabled) {
        List<Press> choices = new ArrayList<>();
        List<Integer> weights = new ArrayList<>();
        boolean wrong = dice.percent(WRONG_PERCENT);
        int sum = wrong ? 0 : IDLE_WEIGHT;
        for (Map.Entry<String, List<String>> each : enabled.entrySet()) {
            boolean ofCall = each.getKey().startsWith("call.");
            for (Weight weight : WEIGHTS) {
                boolean on = each.getValue().contains(weight.button());
                if (!has(weight.button())) {
                    continue;
                }
                if (wrong ? !on && ofCall == isOfCall(weight.button()) : on) {
                    choices.add(press(weight.button(), each.getKey()));
                    weights.add(wrong ? 1 : weight.weight());
                    sum += weights.getLast();
                }
            }
        }
        long drawn = dice.between(1, Math.max(1, sum));
        for (int at = 0; at < choices.size(); at++) {
            drawn -= weights.get(at);
            if (drawn <= 0) {
                return choices.get(at);
            }
        }
        return null;
    }

    private boolean has(String button) {
        boolean writes = !button.equals("SendChatMessage") || !colleagues.isEmpty();
        return writes && (!visits || OF_A_VISITOR.contains(button));
    }

    private static boolean isOfCall(String button) {
        return !List.of(
                        "Login",
                        "Ready",
                        "NotReady",
                        "WorkReady",
                        "WorkNotReady",
                        "Logout",
                        "SendChatMessage",
                        "MakeCall")
                .contains(button);
    }

    private Press press(String button, String target) {
        Arguments.Builder args = Arguments.builder();
        String request = button;
        switch (button) {
            case "Login" ->
                    args.put("AgentPassword", agent.password())
                            .put("AgentInstrument", agent.instrument());
            case "Ready" -> {
                request = "SetAgentState";
                args.put("AgentState", 3);
            }
            case "NotReady" -> {
                request = "SetAgentState";
                args.put("AgentState", 2).put("EventReasonCode", dice.between(1, 4));
            }
            case "WorkReady" -> {
                request = "SetAgentState";
                args.put("AgentState", 6);
            }
            case "WorkNotReady" -> {
                request = "SetAgentState";
                args.put("AgentState", 5);
            }
            case "MakeCall", "MakeConsultCall", "SingleStepTransfer" ->
                    args.put("DialedNumber", dice.oneOf(numbers));
            case "SendDTMFSignal" -> args.put("DTMFString", dice.between(0, 99) + "#");
            case "SendChatMessage" ->
                    args.put("Distribution", "agent")
                            .put("Target", dice.oneOf(colleagues))
                            .put("Message", agent.id() + (visits ? "b " : " ") + ++lines);
            case "SetCallData" -> args.put("CallVariable7", "desk " + dice.between(0, 9_999));
            default -> {
                // Needs nothing.
            }
        }
        return new Press(button, request, target, args.build());
    }
}
