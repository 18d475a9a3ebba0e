package org.jackfield.client.ctiserver;

import org.jackfield.protocol.ged188.ActiveMaintenanceEventMsg;
import org.jackfield.protocol.ged188.ActiveMaintenanceReqMsg;
import org.jackfield.protocol.ged188.ActiveMaintenanceRespMsg;
import org.jackfield.protocol.ged188.Ged188Message;
import org.jackfield.protocol.ged188.OpenConf;
import org.jackfield.protocol.ged188.ServiceMask;
import org.jackfield.protocol.ged188.SessionType;
import org.jackfield.protocol.ged188.StandbyActiveEventMsg;
import org.jackfield.protocol.ged188.StoppingRequestsToThisSideInd;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * A client of CTI Server with a session at the active side and one that waits at the other (version
 * 24 and later). The moment the other side turns active it says so (STANDBY_ACTIVE_EVENT), and the
 * client goes on there, also when the side that it leaves is silent without having closed.
 *
 * <pre>
 * OPEN_CONF of the active side    --> that is the session; Opened
 * OPEN_CONF of the standby side   --> a session that waits and hears nothing
 * STANDBY_ACTIVE_EVENT            --> the session is there from now on: Down for the old, Opened
 * the session is lost             --> Down; the other side is tried at once, if it does not wait
 * both sides say they are active  --> the second is closed, and tried again when the first is lost
 * ACTIVE_MAINTENANCE_REQ          --> accepted when a session waits at the other side, else refused
 * ACTIVE_MAINTENANCE_EVENT 1      --> requests wait; when the last one under way is answered,
 *                                     STOPPING_REQUESTS_TO_THIS_SIDE; they go to the next session
 * STANDBY_ACTIVE_EVENT before it  --> the old session is left with its last answer, 2 s at most;
 *                                     what the new one tells meanwhile comes behind its Opened
 * ACTIVE_MAINTENANCE_EVENT 0      --> the change is off: they go to this one; but not while the
 *                                     other one serves already, unless that is lost
 * </pre>
 *
 * <p>A side that lets nobody wait is asked again and again, ever more seldom; it costs nothing else
 * than that, and the pair works as a client of one side at a time.
 */
public final class CtiPairMachine implements CtiClientCore {

    private static final int SIDES = 2;
    private static final int NONE = -1;

    /** Where a side that turned active tells more than this, the old one is left at once. */
    private static final int KEPT_MAX = 10_000;

    /** One of the two, with its own connection. */
    private static final class Half {
        final CtiClientMachine machine;
        CtiClientOutput.Opened waits;
        String lastNote = "";

        Half(CtiClientMachine machine) {
            this.machine = machine;
        }
    }

    private final List<Half> halves = new ArrayList<>();
    private final PlannedMove move = new PlannedMove();
    private int active = NONE;
    private String lastTrouble = "not started";

    /** Serves already, while the last answers of the other side are still awaited; or null. */
    private Half turned;

    /** What it has told since then: switches and phones that are away, and what happens. */
    private final Deque<CtiClientOutput.Event> toldByTurned = new ArrayDeque<>();

    /**
     * A pair that does nothing before {@link CtiClientInput.Start}.
     *
     * @param settings with exactly two servers
     */
    CtiPairMachine(CtiClientSettings settings, long jitterSeed) {
        for (int i = 0; i < SIDES; i++) {
            CtiClientSettings one = settings.withServers(List.of(settings.servers().get(i)));
            halves.add(new Half(new CtiClientMachine(one, jitterSeed + i, i, SIDES)));
        }
    }

    @Override
    public CtiClientState state() {
        if (active != NONE) {
            return halves.get(active).machine.state();
        }
        CtiClientState first = halves.getFirst().machine.state();
        CtiClientState second = halves.getLast().machine.state();
        CtiClientState one = first == CtiClientState.STOPPED ? second : first;
        return one == CtiClientState.OPEN ? CtiClientState.WAITING : one;
    }

    @Override
    public boolean wants(long attempt) {
        return of(attempt).machine.wants(attempt);
    }

    @Override
    public long nextDeadlineMs() {
        return Math.min(
                move.nextDeadlineMs(),
                Math.min(
                        halves.getFirst().machine.nextDeadlineMs(),
                        halves.getLast().machine.nextDeadlineMs()));
    }

    @Override
    public void onInput(CtiClientInput input, long nowMs, Consumer<? super CtiClientOutput> out) {
        switch (input) {
            case CtiClientInput.Start start -> all(start, nowMs, out);
            case CtiClientInput.Stop stop -> {
                active = NONE;
                lastTrouble = "the client stops";
                forgetTurned();
                all(stop, nowMs, out);
                endMove(nowMs, out);
            }
            case CtiClientInput.Connected up -> give(of(up.attempt()), up, nowMs, out);
            case CtiClientInput.Arrived it -> give(of(it.attempt()), it, nowMs, out);
            case CtiClientInput.Garbled bad -> give(of(bad.attempt()), bad, nowMs, out);
            case CtiClientInput.Lost lost -> give(of(lost.attempt()), lost, nowMs, out);
            case CtiClientInput.Tell tell -> {
                if (active != NONE) {
                    give(halves.get(active), tell, nowMs, out);
                }
            }
            case CtiClientInput.Ask ask -> ask(ask, nowMs, out);
        }
        stopAsking(nowMs, out);
        goOn(nowMs, out);
    }

    private void ask(CtiClientInput.Ask ask, long nowMs, Consumer<? super CtiClientOutput> out) {
        if (move.on() && move.hold(ask, nowMs)) {
            return;
        }
        if (active != NONE) {
            give(halves.get(active), ask, nowMs, out);
        } else {
            CtiOutcome none = new CtiOutcome.NotOpen(lastTrouble);
            out.accept(new CtiClientOutput.Ended(ask.token(), none));
        }
    }

    /** The side that is left is told when all that was asked there is answered. */
    private void stopAsking(long nowMs, Consumer<? super CtiClientOutput> out) {
        if (active != NONE && halves.get(active).machine.asked() == 0 && move.mayStop()) {
            Ged188Message last = StoppingRequestsToThisSideInd.builder().build();
            give(halves.get(active), new CtiClientInput.Tell(last), nowMs, out);
        }
    }

    private void endMove(long nowMs, Consumer<? super CtiClientOutput> out) {
        move.tellDown(out);
        move.end(ask -> ask(ask, nowMs, out));
    }

    @Override
    public void onTime(long nowMs, Consumer<? super CtiClientOutput> out) {
        for (Half each : halves) {
            if (each.machine.nextDeadlineMs() <= nowMs) {
                each.machine.onTime(nowMs, output -> from(each, output, nowMs, out));
            }
        }
        if (move.onTime(nowMs, out)) {
            if (turned == null) {
                endMove(nowMs, out);
            } else {
                goTo(turned, nowMs, out);
            }
        }
        stopAsking(nowMs, out);
        goOn(nowMs, out);
    }

    private Half of(long attempt) {
        return halves.get((int) Math.floorMod(attempt, (long) SIDES));
    }

    private Half other(Half half) {
        return halves.getFirst() == half ? halves.getLast() : halves.getFirst();
    }

    private boolean isActive(Half half) {
        return active != NONE && halves.get(active) == half;
    }

    private void all(CtiClientInput input, long nowMs, Consumer<? super CtiClientOutput> out) {
        for (Half each : halves) {
            give(each, input, nowMs, out);
        }
    }

    private void give(
            Half half, CtiClientInput input, long nowMs, Consumer<? super CtiClientOutput> out) {
        half.machine.onInput(input, nowMs, output -> from(half, output, nowMs, out));
    }

    private void from(
            Half half, CtiClientOutput output, long nowMs, Consumer<? super CtiClientOutput> out) {
        switch (output) {
            case CtiClientOutput.Opened opened -> opened(half, opened, nowMs, out);
            case CtiClientOutput.Down down -> down(half, down, nowMs, out);
            case CtiClientOutput.Event event -> event(half, event.message(), nowMs, out);
            case CtiClientOutput.Note note -> note(half, note.text(), out);
            case CtiClientOutput.Ended ended -> out.accept(ended);
            case CtiClientOutput.Connect connect -> out.accept(connect);
            case CtiClientOutput.Send send -> out.accept(send);
            case CtiClientOutput.Abort abort -> out.accept(abort);
            case CtiClientOutput.Close close -> out.accept(close);
        }
    }

    private void opened(
            Half half,
            CtiClientOutput.Opened opened,
            long nowMs,
            Consumer<? super CtiClientOutput> out) {
        half.lastNote = "";
        OpenConf conf = opened.conf();
        if (conf.sessionType() == SessionType.STANDBY.value()) {
            half.waits = opened;
            note(half, opened.server() + " is the standby side; a session waits there", out);
        } else if (active == NONE) {
            activate(half, opened, nowMs, out);
        } else {
            note(half, opened.server() + " serves too; one session is enough", out);
            half.machine.rest(nowMs, output -> from(half, output, nowMs, out));
        }
    }

    private void down(
            Half half,
            CtiClientOutput.Down down,
            long nowMs,
            Consumer<? super CtiClientOutput> out) {
        lastTrouble = down.server() + ": " + down.reason();
        half.waits = null;
        boolean serves = half == turned;
        if (serves) {
            forgetTurned();
        }
        if (!isActive(half)) {
            note(half, "the session that waited at " + lastTrouble + " is gone", out);
            if (serves && move.calledOff()) {
                endMove(nowMs, out);
            }
            return;
        }
        active = NONE;
        if (move.on()) {
            move.lost(down, nowMs);
        } else {
            out.accept(down);
        }
        Half rest = other(half);
        if (rest.machine.state() == CtiClientState.STOPPED) {
            give(rest, new CtiClientInput.Start(), nowMs, out);
        } else {
            rest.machine.hurry(nowMs, output -> from(rest, output, nowMs, out));
        }
    }

    private void event(
            Half half, Ged188Message event, long nowMs, Consumer<? super CtiClientOutput> out) {
        switch (event) {
            case StandbyActiveEventMsg it -> turnedActive(half, nowMs, out);
            case ActiveMaintenanceReqMsg question -> answer(half, question, nowMs, out);
            case ActiveMaintenanceEventMsg decision -> {
                if (!isActive(half)) {
                    return;
                }
                if (decision.maintenanceModeStatus() == 0) {
                    callOff(nowMs, out);
                } else {
                    move.begin(nowMs);
                }
            }
            default -> {
                if (isActive(half)) {
                    out.accept(new CtiClientOutput.Event(event));
                } else if (half == turned) {
                    toldByTurned.add(new CtiClientOutput.Event(event));
                }
            }
        }
    }

    /**
     * The old side may not know yet that the other one serves already: whoever waits to go there
     * must not ask here, where the session is about to be left.
     */
    private void callOff(long nowMs, Consumer<? super CtiClientOutput> out) {
        if (turned == null) {
            endMove(nowMs, out);
        } else {
            move.callOff();
        }
    }

    /** A change is fine when there is somewhere to go. */
    private void answer(
            Half half,
            ActiveMaintenanceReqMsg question,
            long nowMs,
            Consumer<? super CtiClientOutput> out) {
        boolean fine = isActive(half) && other(half).waits != null;
        Ged188Message answer =
                ActiveMaintenanceRespMsg.builder()
                        .invokeId(question.invokeId())
                        .maintenanceModeAccepted(fine ? 1 : 0)
                        .build();
        give(half, new CtiClientInput.Tell(answer), nowMs, out);
        note(
                half,
                fine
                        ? "an operator changes the active side"
                        : "an operator's change of the active side was refused: no session waits"
                                + " at the other side",
                out);
    }

    private void turnedActive(Half half, long nowMs, Consumer<? super CtiClientOutput> out) {
        if (half.waits == null || half == turned) {
            return;
        }
        if (move.on() && active != NONE && halves.get(active).machine.asked() > 0) {
            turned = half;
            move.drain(nowMs);
        } else {
            goTo(half, nowMs, out);
        }
    }

    /** The last answer of the old side is there, or none comes any more. */
    private void goOn(long nowMs, Consumer<? super CtiClientOutput> out) {
        boolean answered = active == NONE || halves.get(active).machine.asked() == 0;
        boolean enough = move.drained(nowMs) || toldByTurned.size() >= KEPT_MAX;
        if (turned != null && (answered || enough)) {
            goTo(turned, nowMs, out);
        }
    }

    /** The side that had turned active is gone; when it comes again it says what it is then. */
    private void forgetTurned() {
        turned = null;
        toldByTurned.clear();
        move.drainNoMore();
    }

    private void goTo(Half half, long nowMs, Consumer<? super CtiClientOutput> out) {
        CtiClientOutput.Opened waited = half.waits;
        half.waits = null;
        if (active != NONE) {
            Half old = halves.get(active);
            old.machine.leave(
                    waited.server() + " has turned active",
                    nowMs,
                    output -> from(old, output, nowMs, out));
        }
        activate(half, notYetTold(waited), nowMs, out);
    }

    /**
     * What OPEN_CONF said of the switches is as old as the wait. A session of all events is told
     * anew behind STANDBY_ACTIVE_EVENT; until then they count as away, or buttons came on that the
     * next message takes away again.
     */
    private static CtiClientOutput.Opened notYetTold(CtiClientOutput.Opened waited) {
        OpenConf then = waited.conf();
        if ((then.servicesGranted() & ServiceMask.ALL_EVENTS) == 0) {
            return waited;
        }
        OpenConf now = then.toBuilder().peripheralOnline(0).build();
        return new CtiClientOutput.Opened(waited.server(), waited.version(), now);
    }

    private void activate(
            Half half,
            CtiClientOutput.Opened opened,
            long nowMs,
            Consumer<? super CtiClientOutput> out) {
        move.tellDown(out);
        active = halves.indexOf(half);
        out.accept(opened);
        toldByTurned.forEach(out);
        forgetTurned();
        endMove(nowMs, out);
    }

    /** The same trouble again and again is told once. */
    private static void note(Half half, String text, Consumer<? super CtiClientOutput> out) {
        if (!text.equals(half.lastNote)) {
            half.lastNote = text;
            out.accept(new CtiClientOutput.Note(text));
        }
    }
}
