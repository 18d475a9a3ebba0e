package org.jackfield.simulation.check;

import org.jackfield.client.cil.CilEvent;
import org.jackfield.protocol.cil.Outcome;
import org.jackfield.protocol.cil.Reply;
import org.jackfield.protocol.cil.Request;
import org.jackfield.protocol.ged188.ControlFailureCode;
import org.jackfield.protocol.record.Arguments;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * The promise on buttons, for one desktop. A request names the last event that its user saw. If
 * nothing about the agent or its calls lies between that event and the request's place in the
 * order, the verdict is what the button showed; if something does, a refusal says so. Method: what
 * each button showed is kept here from the events alone, and compared with each reply, which tells
 * the number of the last event before the decision.
 */
public final class ButtonPromise {

    private static final String AS_SHOWN = "a button's verdict is what it showed";
    private static final String CHANGED = "a refusal says whether something changed";
    private static final String WHY = "a refusal gives the reason that the button shows";
    private static final String GATEWAY = "what a button allows the gateway allows in that state";
    private static final String ONCE = "every request of a desktop ends once";
    private static final String ORDER = "events of a session are numbered without gaps";

    /** Requests that do nothing when it is so already: they succeed whatever the button shows. */
    private static final Set<String> SO_ALREADY =
            Set.of(
                    "Login",
                    "Logout",
                    "Answer",
                    "Hold",
                    "Retrieve",
                    "ClearConnection",
                    "Ready",
                    "NotReady",
                    "WorkReady",
                    "WorkNotReady");

    /** How the gateway says that a request does not fit the state of agent or call. */
    private static final Set<Integer> STATE_REFUSALS =
            Set.of(
                    ControlFailureCode.INVALID_OBJECT_STATE.value(),
                    ControlFailureCode.GENERIC_STATE_INCOMPATIBILITY.value(),
                    ControlFailureCode.NO_ACTIVE_CALL.value(),
                    ControlFailureCode.NO_HELD_CALL.value(),
                    ControlFailureCode.INVALID_FEATURE.value());

    /**
     * PeripheralErrorCodes of what no event tells: a call is held by the phone's own key, or rings
     * at the phone itself; and others joined the first call since the consultation began, which a
     * server that came later cannot know.
     */
    private static final Set<Long> ONLY_THE_GATEWAY_KNOWS = Set.of(20_017L, 20_153L, 20_066L);

    /**
     * PeripheralErrorCodes of what was accepted and failed at the switch: the call ended meanwhile,
     * the phone did not answer, a party hung up.
     */
    private static final Set<Long> FAILED_LATER = Set.of(20_009L, 20_010L, 20_014L);

    /** A request under way, with what its button showed when it was pressed. */
    private record Pressed(Request request, String button, Arguments shown) {}

    private final BooleanSupplier phoneActs;
    private final String desktop;
    private final Findings findings;
    private final Map<String, Arguments> buttons = new LinkedHashMap<>();
    private final Map<Long, Pressed> pressed = new LinkedHashMap<>();
    private final Map<String, Long> outcomes;
    private long lastRelevant;
    private long lastNumber;
    private long nextTold;

    /**
     * A desktop's promise.
     *
     * @param outcomes counts how requests ended, for all desktops together
     * @param phoneActs whether the phone itself holds a call or rings (as it does when a call came
     *     before anybody logged in there), which no event tells; what the gateway then refuses is
     *     the switch's own cause
     */
    public ButtonPromise(
            String desktop,
            Findings findings,
            Map<String, Long> outcomes,
            BooleanSupplier phoneActs) {
        this.phoneActs = phoneActs;
        this.desktop = desktop;
        this.findings = findings;
        this.outcomes = outcomes;
    }

    /** A connection was made: what is under way on the old one gets no reply any more. */
    public void connected(boolean resumed, long next) {
        pressed.clear();
        nextTold = next;
        if (!resumed) {
            buttons.clear();
            lastNumber = next - 1;
            lastRelevant = lastNumber;
        }
    }

    /** The desktop's process is gone: it shows nothing, and hears of nothing that it asked. */
    public void gone() {
        pressed.clear();
        buttons.clear();
    }

    /** What a button showed last; empty when it was never told. */
    public Arguments shown(String target, String button) {
        return buttons.getOrDefault(target, Arguments.EMPTY).nested(button);
    }

    /** An event arrives on the connection, before the client's machine looks at it. */
    public void told(long number, long nowMs) {
        if (number == 0) {
            return;
        }
        if (number != nextTold) {
            findings.add(
                    nowMs, ORDER, desktop + ": told " + number + ", " + nextTold + " was next");
        }
        nextTold = number + 1;
    }

    /** Takes an event. */
    public void onEvent(CilEvent event, long nowMs) {
        if (event.number() == 0) {
            return;
        }
        if (event.number() != lastNumber + 1) {
            findings.add(nowMs, ORDER, desktop + ": " + event.number() + " after " + lastNumber);
        }
        lastNumber = event.number();
        if (!event.target().isEmpty()) {
            lastRelevant = event.number();
        }
        Arguments told = event.args().nested("Buttons");
        for (String target : told.names()) {
            buttons.put(target, told.nested(target));
        }
        if (event.is("OnCallEnd")) {
            buttons.remove(event.target());
        }
        String old = event.args().text("OldUniqueObjectID");
        if (old != null && !old.equals(event.target())) {
            buttons.remove(old);
        }
    }

    /** A request goes out; {@code button} is the one that was pressed for it. */
    public void onPressed(Request request, String button) {
        pressed.put(request.id(), new Pressed(request, button, shown(request.target(), button)));
    }

    /** A reply came. */
    public void onReply(Reply reply, long nowMs) {
        Pressed press = pressed.remove(reply.id());
        if (press == null) {
            findings.add(nowMs, ONCE, desktop + ": a second reply to request " + reply.id());
            return;
        }
        outcomes.merge(press.button() + " " + word(reply), 1L, Long::sum);
        if (press.shown().isEmpty() || reply.outcome() == Outcome.STALE) {
            return;
        }
        boolean quiet = lastRelevant <= press.request().seen();
        boolean on = press.shown().truth("on");
        String why = reply.args().text("Why");
        String what =
                "%s: %s of %s, seen %d, decided at %d, last change %d, shown %s, reply %s %d %s"
                        .formatted(
                                desktop,
                                press.button(),
                                press.request().target(),
                                press.request().seen(),
                                reply.number(),
                                lastRelevant,
                                press.shown(),
                                reply.outcome(),
                                reply.code(),
                                reply.text());
        if (why != null) {
            refused(press, reply, why, quiet, what, nowMs);
        } else if (quiet) {
            decided(press, reply, on, what, nowMs);
        }
    }

    private void refused(
            Pressed press, Reply reply, String why, boolean quiet, String what, long nowMs) {
        if (quiet && press.shown().truth("on")) {
            findings.add(nowMs, AS_SHOWN, what);
        }
        if (reply.args().truth("Changed") == quiet) {
            findings.add(nowMs, CHANGED, what);
        }
        Arguments now = shown(press.request().target(), press.button());
        if (!now.isEmpty() && !now.text("why", "").equals(why)) {
            findings.add(nowMs, WHY, what + "; the button now shows " + now);
        }
    }

    private void decided(Pressed press, Reply reply, boolean on, String what, long nowMs) {
        if (!on && reply.outcome() == Outcome.DONE && !SO_ALREADY.contains(press.button())) {
            findings.add(nowMs, AS_SHOWN, what);
        }
        boolean byState =
                reply.outcome() == Outcome.FAILED
                        && STATE_REFUSALS.contains(reply.code())
                        && !onlyTheGatewayKnows(reply)
                        && !failedLater(reply)
                        && !phoneActs.getAsBoolean();
        if (on && byState) {
            findings.add(nowMs, GATEWAY + ": " + press.button(), what);
        }
    }

    /** Not a wrong number of a connection: that has the same codes, with another failure. */
    private static boolean onlyTheGatewayKnows(Reply reply) {
        return ONLY_THE_GATEWAY_KNOWS.contains(reply.peripheralCode())
                && reply.code() != ControlFailureCode.NO_HELD_CALL.value();
    }

    private static boolean failedLater(Reply reply) {
        return FAILED_LATER.contains(reply.peripheralCode())
                && reply.code() == ControlFailureCode.INVALID_OBJECT_STATE.value();
    }

    private static String word(Reply reply) {
        String why = reply.args().text("Why");
        return switch (reply.outcome()) {
            case DONE -> "done";
            case FAILED ->
                    why != null
                            ? "refused by its button"
                            : "failed " + reply.code() + "/" + reply.peripheralCode();
            case TIMED_OUT -> "timed out";
            case STALE -> "stale";
        };
    }

    /** Buttons that are on now, by object. */
    public Map<String, List<String>> enabled() {
        Map<String, List<String>> on = new TreeMap<>();
        buttons.forEach(
                (target, all) ->
                        on.put(
                                target,
                                all.names().stream()
                                        .filter(each -> all.nested(each).truth("on"))
                                        .toList()));
        return on;
    }
}
