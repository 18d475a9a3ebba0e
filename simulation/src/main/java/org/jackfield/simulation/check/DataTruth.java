package org.jackfield.simulation.check;

import org.jackfield.protocol.cil.Request;
import org.jackfield.protocol.ged188.BeginCallEvent;
import org.jackfield.protocol.ged188.CallConferencedEvent;
import org.jackfield.protocol.ged188.CallTransferredEvent;
import org.jackfield.protocol.ged188.ConsultationCallConf;
import org.jackfield.protocol.ged188.ConsultationCallReq;
import org.jackfield.protocol.ged188.EndCallEvent;
import org.jackfield.protocol.ged188.Ged188Message;
import org.jackfield.protocol.ged188.SetCallDataReq;
import org.jackfield.protocol.pim.Arrived;
import org.jackfield.protocol.pim.Variable;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the data of each call must be. Goal: what a caller brings and what agents write is what
 * everybody sees, also behind a consultation, a transfer, a conference or a lost session. Method:
 * the expectation is reckoned from the caller at the switch and the requests that were confirmed,
 * by the rule that the value set last wins; the calls' stories are compared with it.
 */
public final class DataTruth {

    private static final String ARRIVES = "a call brings its caller's number and data";
    private static final String SAME =
            "call data are what was set last, at both ends of a transfer";
    private static final long SETTLED_MS = 2_000;

    /** Two looks. */
    private static final long FORGOTTEN_MS = 10_000;

    /** The variable that desktops set. */
    private static final int DESK_VARIABLE = 7;

    /** The variable that a consultation sets: what it begins with counts as set. */
    private static final int CONSULT_VARIABLE = 9;

    /** Var10 belongs to the routing plans. */
    private static final int COMPARED = 9;

    private static final class Expected {
        private final String[] values = new String[COMPARED];
        private final long[] setAt = new long[COMPARED];
        private String wrapUp;
        private long wrapUpAt;
        private long changedMs;
    }

    private final SwitchTruth truth;
    private final Findings findings;
    private final Map<Long, Expected> calls = new LinkedHashMap<>();
    private final Map<String, Long> suspected = new LinkedHashMap<>();

    /** Calls that began while the session was away, and a desktop wrote on since. */
    private final Set<Long> writtenUnseen = new LinkedHashSet<>();

    private long order;

    public DataTruth(SwitchTruth truth, Findings findings) {
        this.truth = truth;
        this.findings = findings;
    }

    /** Takes an event of the session that also asks. */
    public void onEvent(Ged188Message event, long nowMs) {
        switch (event) {
            case BeginCallEvent begin -> onBegin(begin, nowMs);
            case CallTransferredEvent e -> merge(e.primaryCallId(), e.secondaryCallId(), nowMs);
            case CallConferencedEvent e -> merge(e.primaryCallId(), e.secondaryCallId(), nowMs);
            case EndCallEvent end -> calls.remove(end.connectionCallId());
            default -> {
                // Data are looked at when they have settled.
            }
        }
    }

    private void onBegin(BeginCallEvent event, long nowMs) {
        List<String> values = variables(event);
        Expected known = calls.get(event.connectionCallId());
        if (known != null) {
            cameAgain(known, values, text(event.callWrapupData()));
            return;
        }
        Arrived caller = truth.callerWith(values.getFirst());
        Expected expected = new Expected();
        calls.put(event.connectionCallId(), expected);
        expected.changedMs = nowMs;
        expected.wrapUp = text(event.callWrapupData());
        for (int at = 0; at < COMPARED; at++) {
            expected.values[at] = values.get(at);
        }
        if (writtenUnseen.remove(event.connectionCallId())) {
            expected.values[DESK_VARIABLE - 1] = null;
        }
        if (!values.get(CONSULT_VARIABLE - 1).isEmpty()) {
            expected.setAt[CONSULT_VARIABLE - 1] = ++order;
        }
        boolean fresh =
                event.dnis() != null && caller != null && caller.called().equals(event.dnis());
        if (fresh) {
            compare(event, caller, nowMs);
        }
    }

    /**
     * The session was away, and a consultation may have become part of the call meanwhile: what it
     * brought is right too.
     */
    private void cameAgain(Expected known, List<String> values, String wrapUp) {
        for (Expected other : calls.values()) {
            for (int at = 0; at < COMPARED; at++) {
                boolean any = other != known && known.values[at] != null;
                if (any && brought(other.values[at], values.get(at))) {
                    known.values[at] = values.get(at);
                }
            }
            if (other != known && known.wrapUp != null && brought(other.wrapUp, wrapUp)) {
                known.wrapUp = wrapUp;
            }
        }
    }

    /** Nothing is brought by forgetting it. */
    private static boolean brought(String other, String seen) {
        return !seen.isEmpty() && (other == null || other.equals(seen));
    }

    private static String text(String value) {
        return value == null ? "" : value;
    }

    private void compare(BeginCallEvent event, Arrived caller, long nowMs) {
        String ani = event.ani() == null ? "" : event.ani();
        if (!ani.equals(caller.calling())) {
            findings.add(nowMs, ARRIVES, "ANI " + ani + ", but " + caller.calling() + " called");
        }
        List<String> values = variables(event);
        for (Variable each : caller.variables()) {
            if (each.name().matches("Var[1-7]")) {
                String seen = values.get(each.name().charAt(3) - '1');
                if (!seen.equals(each.value())) {
                    findings.add(
                            nowMs,
                            ARRIVES,
                            "call "
                                    + event.connectionCallId()
                                    + ": "
                                    + each.name()
                                    + " is '"
                                    + seen
                                    + "', the caller brought '"
                                    + each.value()
                                    + "'");
                }
            }
        }
    }

    private static List<String> variables(BeginCallEvent e) {
        return e.callVariables().stream().map(each -> each == null ? "" : each).toList();
    }

    /** A request was confirmed. */
    public void onDone(Ged188Message request, Ged188Message confirmation, long nowMs) {
        if (request instanceof SetCallDataReq set) {
            Expected expected = calls.get(set.connectionCallId());
            if (expected != null) {
                expected.values[7] = set.callVariable8();
                expected.setAt[7] = ++order;
                expected.wrapUp = set.callWrapupData();
                expected.wrapUpAt = ++order;
                expected.changedMs = nowMs;
            }
        } else if (request instanceof ConsultationCallReq consult
                && confirmation instanceof ConsultationCallConf conf) {
            Expected held = calls.get(consult.activeConnectionCallId());
            if (held != null) {
                Expected copy = copy(held, nowMs);
                copy.values[CONSULT_VARIABLE - 1] = consult.callVariable9();
                copy.setAt[CONSULT_VARIABLE - 1] = ++order;
                calls.put(conf.newConnectionCallId(), copy);
            }
        }
    }

    /** Nobody knows whether a request was carried out: what it sets is not foretold any more. */
    public void onLost(Ged188Message request) {
        if (request instanceof SetCallDataReq set) {
            Expected expected = calls.get(set.connectionCallId());
            if (expected != null) {
                expected.values[7] = null;
                expected.wrapUp = null;
            }
        } else if (request instanceof ConsultationCallReq consult) {
            Expected held = calls.get(consult.activeConnectionCallId());
            if (held != null) {
                held.values[CONSULT_VARIABLE - 1] = null; // the consultation may be joined with it
            }
        }
    }

    private static Expected copy(Expected from, long nowMs) {
        Expected copy = new Expected();
        System.arraycopy(from.values, 0, copy.values, 0, COMPARED);
        System.arraycopy(from.setAt, 0, copy.setAt, 0, COMPARED);
        copy.wrapUp = from.wrapUp;
        copy.wrapUpAt = from.wrapUpAt;
        copy.changedMs = nowMs;
        return copy;
    }

    private void merge(long survivorId, long vanishedId, long nowMs) {
        Expected survivor = calls.get(survivorId);
        Expected vanished = survivorId == vanishedId ? null : calls.get(vanishedId);
        if (survivor == null || vanished == null) {
            return;
        }
        for (int at = 0; at < COMPARED; at++) {
            if (vanished.values[at] == null) {
                survivor.values[at] = null;
            } else if (vanished.setAt[at] > survivor.setAt[at]
                    || vanished.setAt[at] == survivor.setAt[at] && "".equals(survivor.values[at])) {
                // nobody set it: what one of them brought is not lost in one that brought nothing
                survivor.values[at] = vanished.values[at];
                survivor.setAt[at] = vanished.setAt[at];
            }
        }
        if (vanished.wrapUp == null || vanished.wrapUpAt > survivor.wrapUpAt) {
            survivor.wrapUp = vanished.wrapUp;
            survivor.wrapUpAt = vanished.wrapUpAt;
        }
        survivor.changedMs = nowMs;
    }

    /** A desktop asks for something; what it sets is no longer foretold here. */
    public void onDeskAsked(Request request) {
        if (request.name().equals("SetCallData")) {
            String[] parts = request.target().split("\\.");
            Long call = Long.valueOf(parts[2]);
            if (calls.get(call) instanceof Expected expected) {
                expected.values[DESK_VARIABLE - 1] = null;
            } else {
                writtenUnseen.add(call);
            }
        }
    }

    /** Compares what a client was told with what must be, where nothing changed just now. */
    public void compare(String client, CallStory story, long nowMs) {
        calls.forEach(
                (id, expected) -> {
                    List<String> seen = story.variablesOf(id);
                    if (seen != null && nowMs - expected.changedMs > SETTLED_MS) {
                        compare(client, id, expected, seen, story.wrapUpOf(id), nowMs);
                    }
                });
        // A client may be told of a call's begin a moment after the one that asks.
        Set<Long> open = story.open();
        calls.entrySet()
                .removeIf(
                        each ->
                                !open.contains(each.getKey())
                                        && nowMs - each.getValue().changedMs > SETTLED_MS);
        suspected.values().removeIf(since -> nowMs - since > FORGOTTEN_MS);
    }

    private void compare(
            String client,
            long id,
            Expected expected,
            List<String> seen,
            String wrapUp,
            long nowMs) {
        for (int at = 0; at < COMPARED; at++) {
            String must = expected.values[at];
            if (must != null && !seen.get(at).equals(must)) {
                String what = "variable " + (at + 1) + " is '" + seen.get(at) + "', must be '";
                if (again(client + ": call " + id + ": " + what + must + "'", nowMs)) {
                    expected.values[at] = seen.get(at);
                }
            }
        }
        if (expected.wrapUp != null && !wrapUp.equals(expected.wrapUp)) {
            String what = "wrap-up '" + wrapUp + "', must be '" + expected.wrapUp + "'";
            if (again(client + ": call " + id + ": " + what, nowMs)) {
                expected.wrapUp = wrapUp;
            }
        }
    }

    /**
     * A difference counts when it is seen a second time: who watches may be told a moment before
     * who asked is answered.
     */
    private boolean again(String what, long nowMs) {
        Long since = suspected.putIfAbsent(what, nowMs);
        if (since == null || since == nowMs) {
            return false;
        }
        findings.add(nowMs, SAME, what);
        return true;
    }
}
