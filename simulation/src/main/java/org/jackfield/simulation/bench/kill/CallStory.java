package org.jackfield.simulation.bench.kill;

import org.jackfield.client.run.Call;
import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.ged188.LocalConnectionState;
import org.jackfield.protocol.record.Arguments;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/**
 * One call of a customer: rings, is answered, written on, held, retrieved, consulted on, handed
 * over, wrapped up. It goes on whatever is killed meanwhile, and tells where it is.
 */
final class CallStory implements Runnable {

    static final String NUMBER = "7001";

    private static final int THINK_MS_MAX = 200;
    private static final int COMPLETE_WITHIN_MS = 15_000;

    /** Where it can be when something is killed. */
    enum Step {
        DIALLED,
        RINGING,
        TALKING,
        HELD,
        RETRIEVED,
        CONSULTING,
        CONSULTED,
        HANDED_OVER,
        WRAP_UP,
        OVER
    }

    private final Yard yard;
    private final Seat first;
    private final Seat second;
    private final Tally tally;
    private final String tag;
    private final Random chance;
    private Yard.Caller caller;
    private volatile Step step;

    /**
     * @param tag the call's own data begins with this
     * @param chance how long people think before they press
     */
    CallStory(Yard yard, Seat first, Seat second, Tally tally, String tag, Random chance) {
        this.yard = yard;
        this.first = first;
        this.second = second;
        this.tally = tally;
        this.tag = tag;
        this.chance = chance;
    }

    private void at(Step now) {
        step = now;
        Waiting.pause(chance.nextInt(THINK_MS_MAX));
    }

    Step step() {
        return step;
    }

    /** Waits until it has come so far. */
    boolean awaitStep(Step wanted, int seconds) {
        return Waiting.until(
                seconds * 1000L, () -> step() != null && step().compareTo(wanted) >= 0);
    }

    @Override
    public void run() {
        try {
            Call customer = answered();
            Call taken = consulted(customer);
            complete(taken);
            wrappedUp(taken);
        } catch (RuntimeException broken) {
            tally.found(Tally.Kind.LOST_CALLS, tag + " after " + step() + ": " + broken);
        } finally {
            at(Step.OVER);
        }
    }

    private Call answered() {
        caller = yard.dials(NUMBER, Map.of("Var1", tag, "user.account", tag + "-account"));
        at(Step.DIALLED);
        Call call = first.awaitCall(LocalConnectionState.ALERTING, tag);
        at(Step.RINGING);
        first.press(call, "Answer", () -> call.status() == LocalConnectionState.CONNECT);
        at(Step.TALKING);
        hears(first);
        if (!yard.heardAtFirst()) {
            tally.found(Tally.Kind.AUDIO_LOST, tag + ": the agent does not hear the caller");
        }
        first.write(call, Arguments.builder().put("CallVariable3", tag + "-note").build());
        first.press(call, "Hold", () -> call.status() == LocalConnectionState.HOLD);
        at(Step.HELD);
        first.press(call, "Retrieve", () -> call.status() == LocalConnectionState.CONNECT);
        at(Step.RETRIEVED);
        hears(first);
        return call;
    }

    /** The second agent asks with the first, and takes over. */
    private Call consulted(Call customer) {
        Arguments to =
                Arguments.builder()
                        .put("DialedNumber", second.phone())
                        .put("ConsultType", 1)
                        .build();
        first.press(
                customer,
                "MakeConsultCall",
                to,
                () -> second.call(LocalConnectionState.ALERTING, tag) != null);
        at(Step.CONSULTING);
        Call asked = second.awaitCall(LocalConnectionState.ALERTING, tag);
        second.press(asked, "Answer", () -> asked.status() == LocalConnectionState.CONNECT);
        Call consultation =
                first.awaitCall(LocalConnectionState.CONNECT, tag, customer.uniqueObjectId());
        at(Step.CONSULTED);
        first.press(consultation, "Transfer", () -> first.live() && first.calls().isEmpty());
        at(Step.HANDED_OVER);
        hears(second);
        // Not the consultation, which the screen may still show for a moment.
        Call taken = second.awaitCall(LocalConnectionState.CONNECT, tag, asked.uniqueObjectId());
        second.write(
                taken,
                Arguments.builder()
                        .put("CallVariable4", tag + "-more")
                        .put("CallWrapupData", tag + "-wrap")
                        .build());
        return taken;
    }

    /** All that was written on the call is on the screen, or comes to it. */
    private void complete(Call taken) {
        check("CallWrapupData", tag + "-wrap", () -> taken.text("CallWrapupData"));
        check("CallVariable1", tag, () -> taken.text("CallVariable1"));
        check("CallVariable3", tag + "-note", () -> taken.text("CallVariable3"));
        check("CallVariable4", tag + "-more", () -> taken.text("CallVariable4"));
        check(
                "ECC user.account",
                tag + "-account",
                () -> taken.properties().nested("ECC").text("user.account", ""));
    }

    private void check(String variable, String wanted, Supplier<String> shown) {
        boolean well =
                Waiting.until(
                        COMPLETE_WITHIN_MS, () -> second.live() && shown.get().equals(wanted));
        if (!well) {
            tally.found(
                    Tally.Kind.LOST_DATA,
                    tag + ": " + variable + " is not " + wanted + "; " + second.shown());
        }
    }

    private void hears(Seat agent) {
        if (!caller.hears(agent.phone())) {
            tally.found(
                    Tally.Kind.AUDIO_LOST,
                    tag + ": the caller does not hear " + agent.phone() + "; " + agent.shown());
        }
    }

    private void wrappedUp(Call taken) {
        if (!caller.onTheLine()) {
            throw new StoryBroken("the caller was cut off");
        }
        caller.hangUp();
        second.until("without a call", () -> second.live() && second.calls().isEmpty());
        at(Step.WRAP_UP);
        for (Seat each : List.of(first, second)) {
            each.until("in wrap-up, or out of it in time", () -> each.live() && wrapsUp(each));
        }
        String last = taken.uniqueObjectId();
        boolean well =
                Waiting.until(
                        COMPLETE_WITHIN_MS,
                        () ->
                                second.live()
                                        && (second.state() != AgentState.WORK_READY
                                                || second.agent().text("WrapupCall").equals(last)));
        if (!well) {
            tally.found(
                    Tally.Kind.LOST_DATA,
                    tag + ": wraps up '" + second.agent().text("WrapupCall") + "', not " + last);
        }
        first.ready();
        second.ready();
    }

    private static boolean wrapsUp(Seat seat) {
        return List.of(AgentState.WORK_READY, AgentState.AVAILABLE).contains(seat.state());
    }

    /** Hangs up what a broken story left. */
    void clear() {
        if (caller != null && caller.onTheLine()) {
            caller.hangUp();
        }
    }
}
