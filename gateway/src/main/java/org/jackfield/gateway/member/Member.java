package org.jackfield.gateway.member;

import org.jackfield.gateway.ctiserver.CtiServerInput;
import org.jackfield.gateway.ctiserver.CtiServerMachine;
import org.jackfield.gateway.ctiserver.CtiServerOutput;
import org.jackfield.gateway.opc.OpcOutput;
import org.jackfield.gateway.opc.OpcOutput.Severity;
import org.jackfield.machine.Timers;
import org.jackfield.protocol.log.Alive;
import org.jackfield.protocol.log.ClientClosed;
import org.jackfield.protocol.log.ClientRequested;
import org.jackfield.protocol.log.Envelope;
import org.jackfield.protocol.log.Hello;
import org.jackfield.protocol.log.Input;
import org.jackfield.protocol.log.PimReported;
import org.jackfield.protocol.log.SessionKey;
import org.jackfield.protocol.log.SideFar;
import org.jackfield.protocol.pim.SwitchDown;
import org.jackfield.protocol.pim.SwitchUp;
import org.jackfield.protocol.record.RecordWriter;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * One gateway process as a source of inputs. It numbers them without gaps, keeps each until its own
 * replica has applied it, and hands in from there again what is late; the replica takes only the
 * next number. It lets out what is for its own sessions and its own PIM, and nothing before the
 * place where its own {@link Hello} was applied: what a restarted process replays is past.
 *
 * <p>Its life sign goes through the log. While its own does not come back it commands no switch
 * ({@code commandFreshMs}), later it closes its sessions ({@code clientFreshMs}): others may have
 * taken over.
 */
public final class Member {

    /** A link that lost the switch though it is the active one takes it again after so long. */
    private static final int TAKE_AGAIN_MS = 1_000;

    private enum Due {
        ALIVE,
        RESEND,
        LAPSE,
        TAKE_AGAIN
    }

    /**
     * An input that waits for its place.
     *
     * @param sinceMs from when on it ages: when it came to this process
     * @param handedMs when it was handed in first
     */
    private record Kept(long sequence, Input input, long sinceMs, long handedMs) {}

    /**
     * Life signs that come back late for so long are no leader's change: this side is far away, and
     * another shall command.
     */
    private static final int FAR_MS = 1_500;

    /** Life signs that wait for their place: more would only make a long outage longer. */
    private static final int ALIVES_MAX = 8;

    /**
     * A larger input does not fit into one message of the log's way (128 KiB with its envelope).
     */
    private static final int INPUT_BYTES_MAX = 120_000;

    /** Inputs handed in again at one time. */
    private static final int RESEND_MAX = 2_000;

    private final MemberSettings settings;
    private final int source;
    private long incarnation;
    private final String side;
    private final CtiServerMachine ctiServer;
    private final Deque<Kept> kept = new ArrayDeque<>();
    private final Timers<Due> timers = new Timers<>();

    /** Epoch in which this side's PIM of a peripheral is the active one. */
    private final Map<Integer, Integer> activeEpochs = new TreeMap<>();

    /** Peripherals whose switch was lost while this side commanded it. */
    private final Set<Integer> takenFrom = new TreeSet<>();

    private final OpenRequests openRequests = new OpenRequests();
    private long nextSequence = 1;

    /** The machine takes only this one: what overtook a lost one is in the log, but not taken. */
    private long nextTaken = 1;

    private boolean live;
    private boolean timeKnown = true;
    private boolean commandsLapsed;
    private boolean clientsLapsed;
    private long freshMs;

    /** Since when life signs come back one after another, each when the one before was too old. */
    private long lateSinceMs;

    private long lastBackMs;
    private boolean far;

    /**
     * Its word that it is far has no place yet: another may command already, and it cannot know.
     */
    private boolean farUnheard;

    private long nowMs;
    private Consumer<? super MemberOutput> out;

    /**
     * A member that is silent until {@link MemberInput.Start}.
     *
     * @param source 0 side A, 1 side B, 2 witness C
     * @param incarnation which start; larger than at any start before
     * @param side A, B or C
     * @param ctiServer this side's sessions
     */
    public Member(
            MemberSettings settings,
            int source,
            long incarnation,
            String side,
            CtiServerMachine ctiServer) {
        this.settings = settings;
        this.source = source;
        this.incarnation = incarnation;
        this.side = side;
        this.ctiServer = ctiServer;
    }

    /** When {@link #onTime} wants to be called next; {@link Long#MAX_VALUE} when never. */
    public long nextDeadlineMs() {
        return Math.min(timers.nextMs(), ctiServer.nextDeadlineMs());
    }

    /** True from the place on where its own {@link Hello} was applied. */
    public boolean live() {
        return live;
    }

    /** True while what it hands in gets its place: its life sign came back lately. */
    public boolean inTouch() {
        return live && nowMs - freshMs <= settings.commandFreshMs() + settings.aliveIntervalMs();
    }

    /** Inputs that wait for their place in the log. */
    public int waiting() {
        return kept.size();
    }

    /** Clients of this side whose session is open. */
    public int openSessions() {
        return ctiServer.openSessions();
    }

    /** Requests of this side's clients that have no outcome yet. */
    public int openRequests() {
        return openRequests.count();
    }

    /** Takes one input. */
    public void onInput(MemberInput input, long now, Consumer<? super MemberOutput> sink) {
        nowMs = now;
        out = sink;
        switch (input) {
            case MemberInput.Start start -> {
                freshMs = now;
                toClients(new CtiServerInput.InTouch(false, "side " + side + " starts"));
                offer(new Hello(side));
                alive();
                timers.set(Due.LAPSE, now + settings.commandFreshMs());
            }
            case MemberInput.LaterStart later -> onLaterStart(later.incarnation());
            case MemberInput.Client client -> toClients(client.input());
            case MemberInput.Offer offered -> {
                if (offered.input() instanceof PimReported reported) {
                    onReport(reported);
                }
                offer(offered.input());
            }
            case MemberInput.Applied applied -> onApplied(applied);
            case MemberInput.Fired fired -> carryOut(null, false, fired.outputs());
            case MemberInput.Tick tick -> alive();
            case MemberInput.Paused paused -> onPaused(paused.pausedMs());
            case MemberInput.Drain drain -> toClients(new CtiServerInput.Drain());
            case MemberInput.Stop stop -> toClients(new CtiServerInput.Shutdown(stop.reason()));
        }
    }

    /** Life sign, resending, and what the sessions' timers want. */
    public void onTime(long now, Consumer<? super MemberOutput> sink) {
        nowMs = now;
        out = sink;
        for (Due due = timers.poll(now); due != null; due = timers.poll(now)) {
            switch (due) {
                case ALIVE -> alive();
                case RESEND -> resend();
                case LAPSE -> onLapseDue();
                case TAKE_AGAIN -> takeAgain();
            }
        }
        if (ctiServer.nextDeadlineMs() <= now) {
            ctiServer.onTime(now, this::fromClients);
        }
    }

    /** Nothing of this start was taken yet, so all of it is handed in under the new number. */
    private void onLaterStart(long larger) {
        if (live || larger <= incarnation) {
            throw new IllegalStateException(
                    "start " + incarnation + " of side " + side + " cannot become " + larger);
        }
        incarnation = larger;
        ctiServer.laterStart(larger);
        kept.forEach(this::submit);
    }

    private void alive() {
        if (kept.stream().filter(each -> each.input instanceof Alive).count() < ALIVES_MAX) {
            offer(new Alive(nowMs));
        }
        timers.set(Due.ALIVE, nowMs + settings.aliveIntervalMs());
    }

    private void offer(Input input) {
        offer(input, nowMs);
    }

    /**
     * Numbers an input, keeps it and hands it in.
     *
     * @param sinceMs from when on it ages; later than now is now
     */
    private void offer(Input input, long sinceMs) {
        if (kept.size() >= settings.requestsMax() && input instanceof ClientRequested request) {
            toClients(new CtiServerInput.Busy(request.session().count(), request.request()));
            return;
        }
        if (kept.size() >= settings.reportsMax() && input instanceof PimReported report) {
            out.accept(
                    new MemberOutput.Resynchronise(
                            report.peripheral(),
                            kept.size() + " inputs wait for their place in the log"));
            return;
        }
        if (!fits(input)) {
            return;
        }
        Kept entry = new Kept(nextSequence++, input, Math.min(sinceMs, nowMs), nowMs);
        kept.add(entry);
        if (timers.dueMs(Due.RESEND) == Long.MAX_VALUE) {
            timers.set(Due.RESEND, nowMs + settings.resendMs());
        }
        submit(entry);
    }

    /** One that the log cannot take would be handed in again for ever, and all others behind it. */
    private boolean fits(Input input) {
        if (input instanceof Alive || input instanceof ClientRequested) {
            return true; // a client's message has limits of its own
        }
        RecordWriter writer = new RecordWriter();
        input.write(writer);
        int bytes = writer.size();
        if (bytes <= INPUT_BYTES_MAX) {
            return true;
        }
        String why = bytes + " bytes in one input, the log takes " + INPUT_BYTES_MAX;
        if (input instanceof PimReported report) {
            out.accept(new MemberOutput.Resynchronise(report.peripheral(), why));
        } else {
            String what = input.getClass().getSimpleName();
            log(Severity.ERROR, what + " is left out: " + why + "; divide it");
        }
        return false;
    }

    private void submit(Kept entry) {
        int ageMs = Math.clamp(nowMs - entry.sinceMs, 0, Integer.MAX_VALUE);
        Envelope envelope = new Envelope(source, incarnation, entry.sequence, ageMs, entry.input);
        out.accept(new MemberOutput.Submit(envelope));
    }

    /** From the first that is late: what was lost leaves a gap that stops all behind it. */
    private void resend() {
        if (kept.isEmpty()) {
            return;
        }
        long dueMs = kept.getFirst().handedMs + settings.resendMs();
        if (dueMs > nowMs) {
            timers.set(Due.RESEND, dueMs);
            return;
        }
        kept.stream().limit(RESEND_MAX).toList().forEach(this::submit);
        timers.set(Due.RESEND, nowMs + settings.resendMs());
    }

    private void onApplied(MemberInput.Applied applied) {
        Envelope envelope = applied.envelope();
        timeKnown = applied.timeKnown();
        boolean own =
                envelope.source() == source
                        && envelope.incarnation() == incarnation
                        && envelope.sequence() == nextTaken;
        if (own) {
            nextTaken++;
            while (!kept.isEmpty() && kept.getFirst().sequence <= envelope.sequence()) {
                kept.removeFirst();
            }
            if (kept.isEmpty()) {
                timers.cancel(Due.RESEND);
            }
            if (envelope.input() instanceof Hello) {
                live = true;
                clientsLapsed = false;
                toClients(new CtiServerInput.InTouch(true, "side " + side + " has started"));
                log(Severity.INFO, "side " + side + " is in the order of inputs");
            }
            if (envelope.input() instanceof Alive sign) {
                onAliveBack(sign.wallMs());
            }
            if (envelope.input() instanceof SideFar said && said.far()) {
                farUnheard = false;
            }
        }
        carryOut(envelope.input(), own, applied.outputs());
    }

    /** What came in before or meanwhile is old; a life sign of now tells who is active. */
    private void onPaused(long pausedMs) {
        freshMs = Math.min(freshMs, nowMs - settings.commandFreshMs() - 1);
        lapseCommands("it was asleep for " + pausedMs + " ms");
        alive();
    }

    private void lapseCommands(String why) {
        if (!commandsLapsed) {
            commandsLapsed = true;
            if (!activeEpochs.isEmpty()) {
                log(Severity.ERROR, why + ": commands no switch");
            }
            activeEpochs.keySet().forEach(id -> out.accept(new MemberOutput.Standby(id)));
        }
    }

    private void onAliveBack(long sentMs) {
        boolean late = nowMs - freshMs > settings.commandFreshMs();
        freshMs = Math.max(freshMs, sentMs);
        boolean goesOn = late && nowMs - lastBackMs < settings.commandFreshMs();
        lateSinceMs = goesOn ? Math.min(lateSinceMs, nowMs) : nowMs;
        lastBackMs = nowMs;
        tellFar(late && (far || nowMs - lateSinceMs > FAR_MS));
        if (nowMs - freshMs > settings.commandFreshMs()) {
            return;
        }
        // A sign that is nearly old already would let it command for a moment only: the next one
        // comes an interval later. By a time that stands still old requests would be in time.
        if (commandsLapsed
                && !farUnheard
                && timeKnown
                && nowMs - freshMs <= settings.commandFreshMs() - settings.aliveIntervalMs()) {
            commandsLapsed = false;
            if (!activeEpochs.isEmpty()) {
                log(Severity.WARNING, "side " + side + " is back in the order of inputs");
            }
            activeEpochs.forEach(
                    (peripheral, epoch) ->
                            out.accept(new MemberOutput.Activate(peripheral, epoch)));
        }
        if (clientsLapsed) {
            clientsLapsed = false;
            toClients(new CtiServerInput.InTouch(true, "the life sign came back"));
        }
    }

    private void tellFar(boolean isFar) {
        if (isFar != far) {
            far = isFar;
            if (far) {
                log(
                        Severity.ERROR,
                        "life signs come back after "
                                + (nowMs - freshMs)
                                + " ms: another side is to command");
                farUnheard = true;
                lapseCommands("it is far away");
            }
            offer(new SideFar(far));
        }
    }

    /** A life sign that was sent just now may still come back: the host was asleep, not cut off. */
    private void onLapseDue() {
        long silentMs = nowMs - freshMs;
        if (live && silentMs > settings.commandFreshMs() && overdue()) {
            lapseCommands("own life sign not back for " + silentMs + " ms");
        }
        if (silentMs > settings.clientFreshMs() && !clientsLapsed && overdue()) {
            clientsLapsed = true;
            toClients(
                    new CtiServerInput.InTouch(
                            false, "this side is cut off: no life sign for " + silentMs + " ms"));
        }
        timers.set(Due.LAPSE, nowMs + settings.aliveIntervalMs());
    }

    private boolean overdue() {
        for (Kept each : kept) {
            if (each.input instanceof Alive) {
                return nowMs - each.sinceMs >= settings.aliveIntervalMs();
            }
        }
        return false;
    }

    private void carryOut(Input input, boolean own, List<OpcOutput> outputs) {
        if (!live) {
            return;
        }
        for (OpcOutput output : outputs) {
            switch (output) {
                case OpcOutput.Order order -> onOrder(order);
                case OpcOutput.ActivePim active -> onActivePim(active);
                case OpcOutput.LogLine line ->
                        out.accept(new MemberOutput.Log(line.severity(), line.text(), true));
                case OpcOutput.Emit emit -> {
                    // the CTI Server's
                }
                case OpcOutput.Answer answer -> {
                    SessionKey to = answer.session();
                    if (to.member() == source && to.incarnation() == incarnation) {
                        openRequests.ended(to.count());
                    }
                }
                case OpcOutput.CloseSession close -> {
                    // the CTI Server's
                }
                case OpcOutput.ServingSide serving -> {
                    // the CTI Server's
                }
                case OpcOutput.ClientsToAsk ask -> {
                    // the CTI Server's
                }
            }
        }
        toClients(new CtiServerInput.Applied(input, own, outputs));
    }

    /**
     * A stale side may have taken the switch for a moment; the active one must not wait for ever.
     */
    private void onReport(PimReported reported) {
        if (reported.report() instanceof SwitchDown) {
            takenFrom.add(reported.peripheral());
            timers.set(Due.TAKE_AGAIN, nowMs + TAKE_AGAIN_MS);
        } else if (reported.report() instanceof SwitchUp) {
            takenFrom.remove(reported.peripheral());
        }
    }

    private void takeAgain() {
        for (int peripheral : takenFrom) {
            Integer epoch = activeEpochs.get(peripheral);
            if (epoch != null && !commandsLapsed) {
                out.accept(new MemberOutput.Activate(peripheral, epoch));
            }
        }
        takenFrom.clear();
    }

    private void onOrder(OpcOutput.Order order) {
        Integer epoch = activeEpochs.get(order.peripheral());
        if (epoch == null || epoch != order.epoch() || commandsLapsed) {
            return; // the next listing settles what its PIM was not told
        }
        if (nowMs - freshMs > settings.commandFreshMs()) {
            log(
                    Severity.WARNING,
                    "not carried out, as the own life sign is old: " + order.command());
            lapseCommands("own life sign is " + (nowMs - freshMs) + " ms old");
            return;
        }
        out.accept(new MemberOutput.Order(order.peripheral(), order.epoch(), order.command()));
    }

    private void onActivePim(OpcOutput.ActivePim active) {
        if (active.source() == source) {
            activeEpochs.put(active.peripheral(), active.epoch());
            if (!commandsLapsed && nowMs - freshMs > settings.commandFreshMs()) {
                // It catches up with the log: what made it the active one may be long past.
                lapseCommands("own life sign is " + (nowMs - freshMs) + " ms old");
            } else if (!commandsLapsed && !timeKnown) {
                // By a time that stands still a request of before would be in time.
                lapseCommands("it is not known yet how long nobody led");
            } else if (!commandsLapsed) {
                out.accept(new MemberOutput.Activate(active.peripheral(), active.epoch()));
            }
        } else if (activeEpochs.remove(active.peripheral()) != null) {
            out.accept(new MemberOutput.Standby(active.peripheral()));
        }
    }

    private void toClients(CtiServerInput input) {
        switch (input) {
            case CtiServerInput.Verified checked -> openRequests.ended(checked.session());
            case CtiServerInput.Busy refused -> openRequests.ended(refused.session());
            default -> {
                // the log answers
            }
        }
        ctiServer.onInput(input, nowMs, this::fromClients);
    }

    private void fromClients(CtiServerOutput output) {
        switch (output) {
            case CtiServerOutput.Submit submit -> {
                count(submit.input());
                offer(submit.input(), submit.sinceMs());
            }
            case CtiServerOutput.Log line -> log(line.severity(), line.text());
            case CtiServerOutput.Send send -> out.accept(new MemberOutput.Client(send));
            case CtiServerOutput.Close close -> out.accept(new MemberOutput.Client(close));
            case CtiServerOutput.Verify verify -> {
                openRequests.began(verify.session());
                out.accept(new MemberOutput.Client(verify));
            }
        }
    }

    private void count(Input input) {
        if (input instanceof ClientRequested request) {
            openRequests.began(request.session().count());
        } else if (input instanceof ClientClosed session) {
            openRequests.gone(session.session().count());
        }
    }

    private void log(Severity severity, String text) {
        out.accept(new MemberOutput.Log(severity, text, false));
    }
}
