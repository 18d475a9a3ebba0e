package org.jackfield.gateway.ctiserver;

import org.jackfield.gateway.ctiserver.CtiServerOutput.Log;
import org.jackfield.gateway.ctiserver.CtiServerOutput.Send;
import org.jackfield.gateway.ctiserver.CtiServerOutput.Submit;
import org.jackfield.gateway.opc.OpcOutput.ClientsToAsk;
import org.jackfield.gateway.opc.OpcOutput.Severity;
import org.jackfield.protocol.ged188.ActiveMaintenanceEventMsg;
import org.jackfield.protocol.ged188.ActiveMaintenanceReqMsg;
import org.jackfield.protocol.ged188.ActiveMaintenanceRespMsg;
import org.jackfield.protocol.ged188.Ged188Message;
import org.jackfield.protocol.ged188.ServiceMask;
import org.jackfield.protocol.log.ActiveSideAsked;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A change of the active side that an operator wants, as it is settled with the clients that have
 * the service ACTIVE_STANDBY (messages 278 to 281; 5 s for each step). Others do not know these
 * messages; they hear FAILURE_EVENT when the change happens, as at any other change.
 *
 * <pre>
 * NONE     --an operator's word-->            ASKING: 278 to each
 * ASKING   --279 from all, or 5 s-->          STOPPING: 280 with 1 to each (silence is no objection)
 * ASKING   --279 that refuses-->              NONE: 280 with 0 to each
 * STOPPING --281 from all, or 5 s-->          MOVING: the change is handed to the log
 * MOVING   --this side turns standby-->       NONE: the sessions end
 * MOVING   --refused by the OPC, or 5 s-->    NONE: 280 with 0 to each; they go on here
 * </pre>
 */
final class PlannedChange {

    private static final long STEP_MS = 5_000;

    private enum Step {
        NONE,
        ASKING,
        STOPPING,
        MOVING
    }

    private final Map<Long, Long> asked = new LinkedHashMap<>();
    private final Set<CtiSession> concerned = new LinkedHashSet<>();
    private final Set<CtiSession> waitedFor = new LinkedHashSet<>();
    private final Set<CtiSession> stopped = new LinkedHashSet<>();
    private Step step = Step.NONE;
    private ClientsToAsk wanted;
    private long dueMs = Long.MAX_VALUE;
    private long nextInvokeId = 1;

    /** When {@link #onTime} wants to be called next. */
    long nextDeadlineMs() {
        return dueMs;
    }

    /** True from the decision on: new sessions have to wait. */
    boolean decided() {
        return step == Step.STOPPING || step == Step.MOVING;
    }

    /** True for a client that said it sends nothing more to this side. */
    boolean hasStopped(CtiSession session) {
        return stopped.contains(session);
    }

    /** An operator wants the change; with nobody to ask it is handed to the log at once. */
    void begin(
            ClientsToAsk change,
            Iterable<CtiSession> sessions,
            long nowMs,
            Consumer<? super CtiServerOutput> out) {
        if (step != Step.NONE) {
            log(out, Severity.WARNING, "asked again while its clients are being asked");
            return;
        }
        wanted = change;
        enter(Step.ASKING, nowMs);
        sessions.forEach(session -> join(session, out));
        proceed(nowMs, out);
    }

    /** A session that opened while the others are being asked is asked too. */
    void joined(CtiSession session, Consumer<? super CtiServerOutput> out) {
        if (step == Step.ASKING) {
            join(session, out);
        }
    }

    private void join(CtiSession session, Consumer<? super CtiServerOutput> out) {
        if (!session.isOpen() || !session.has(ServiceMask.ACTIVE_STANDBY)) {
            return;
        }
        long invokeId = nextInvokeId++;
        asked.put(session.number, invokeId);
        concerned.add(session);
        waitedFor.add(session);
        send(out, session, ActiveMaintenanceReqMsg.builder().invokeId(invokeId).build());
    }

    /** What a client says of it: 279 or 281. */
    void take(
            CtiSession session,
            Ged188Message message,
            long nowMs,
            Consumer<? super CtiServerOutput> out) {
        if (message instanceof ActiveMaintenanceRespMsg answer) {
            answered(session, answer, nowMs, out);
        } else {
            stopped(session, nowMs, out);
        }
    }

    /** An answer that nobody waits for any more says nothing. */
    private void answered(
            CtiSession session,
            ActiveMaintenanceRespMsg answer,
            long nowMs,
            Consumer<? super CtiServerOutput> out) {
        Long invokeId = asked.get(session.number);
        boolean open =
                step == Step.ASKING
                        && waitedFor.contains(session)
                        && invokeId != null
                        && invokeId == answer.invokeId();
        if (!open) {
            out.accept(new Log(Severity.TRACE, session + " answers what is not asked (279)"));
        } else if (answer.maintenanceModeAccepted() == 0) {
            cancel(session + " refused", out);
        } else {
            waitedFor.remove(session);
            proceed(nowMs, out);
        }
    }

    private void stopped(CtiSession session, long nowMs, Consumer<? super CtiServerOutput> out) {
        if (decided() && concerned.contains(session)) {
            stopped.add(session);
            waitedFor.remove(session);
            proceed(nowMs, out);
        } else {
            out.accept(new Log(Severity.TRACE, session + " stops though nobody asked it (281)"));
        }
    }

    /** A session ended. */
    void gone(CtiSession session, long nowMs, Consumer<? super CtiServerOutput> out) {
        asked.remove(session.number);
        concerned.remove(session);
        stopped.remove(session);
        if (waitedFor.remove(session)) {
            proceed(nowMs, out);
        }
    }

    /** The order that {@link #proceed} handed in has its place; nothing is left when it moved. */
    void applied(ActiveSideAsked order, Consumer<? super CtiServerOutput> out) {
        if (step == Step.MOVING
                && order.peripheral() == wanted.peripheral()
                && order.source() == wanted.source()) {
            cancel("it could not be done any more", out);
        }
    }

    /** This side has no clients any more, for whatever reason. */
    void over() {
        step = Step.NONE;
        dueMs = Long.MAX_VALUE;
        asked.clear();
        concerned.clear();
        waitedFor.clear();
        stopped.clear();
    }

    /** Ends a step that took too long. */
    void onTime(long nowMs, Consumer<? super CtiServerOutput> out) {
        if (nowMs < dueMs) {
            return;
        }
        if (step == Step.MOVING) {
            cancel("it got no place in the order of inputs", out);
            return;
        }
        for (CtiSession each : waitedFor) {
            String what = step == Step.ASKING ? "did not answer" : "did not stop";
            out.accept(new Log(Severity.WARNING, each + " " + what + " within " + STEP_MS + " ms"));
        }
        waitedFor.clear();
        proceed(nowMs, out);
    }

    /** Goes on when nobody is waited for. */
    private void proceed(long nowMs, Consumer<? super CtiServerOutput> out) {
        if (!waitedFor.isEmpty()) {
            return;
        }
        if (step == Step.ASKING) {
            enter(Step.STOPPING, nowMs);
            waitedFor.addAll(concerned);
            tell(1, out);
        }
        if (step == Step.STOPPING && waitedFor.isEmpty()) {
            enter(Step.MOVING, nowMs);
            log(out, Severity.INFO, "its clients are ready for it");
            out.accept(new Submit(new ActiveSideAsked(wanted.peripheral(), wanted.source())));
        }
    }

    private void cancel(String why, Consumer<? super CtiServerOutput> out) {
        log(out, Severity.WARNING, "it is given up: " + why);
        tell(0, out);
        over();
    }

    private void tell(int status, Consumer<? super CtiServerOutput> out) {
        ActiveMaintenanceEventMsg event =
                ActiveMaintenanceEventMsg.builder().maintenanceModeStatus(status).build();
        List.copyOf(concerned).forEach(each -> send(out, each, event));
    }

    private void enter(Step next, long nowMs) {
        step = next;
        dueMs = nowMs + STEP_MS;
    }

    private void log(Consumer<? super CtiServerOutput> out, Severity severity, String text) {
        out.accept(
                new Log(
                        severity,
                        "planned change of the side that commands peripheral "
                                + wanted.peripheral()
                                + ": "
                                + text));
    }

    private static void send(
            Consumer<? super CtiServerOutput> out, CtiSession session, Ged188Message message) {
        out.accept(new Send(session.number, message, -1));
    }
}
