package org.jackfield.gateway.opc;

import org.jackfield.gateway.opc.Exchange.TimerKey;
import org.jackfield.gateway.opc.Exchange.TimerKind;
import org.jackfield.gateway.opc.OpcOutput.Severity;
import org.jackfield.protocol.ged188.StatusCode;
import org.jackfield.protocol.log.ActiveSideAsked;
import org.jackfield.protocol.log.ClientClosed;
import org.jackfield.protocol.log.ClientOpened;
import org.jackfield.protocol.log.SessionKey;
import org.jackfield.protocol.log.SideChangePlanned;

import java.util.ArrayList;
import java.util.List;

/**
 * Which sources live, whose PIM is the active one, and which client sessions are open. The active
 * PIM stays where it is as long as it reaches the switch: no fail-back.
 */
final class Sides {

    private static final long SILENT_MS = 1_000;
    private static final long LOST_MS = 5_000;

    /** An operator's word that waited longer for its place is no longer meant. */
    private static final int ASKED_AGE_MAX_MS = 2_000;

    private static final String NAMES = "ABC";

    /** Nobody was heard for so long: the log itself paused, and no source is to blame. */
    private static final long LOG_PAUSE_MS = 500;

    /**
     * So long nobody was heard that what is waited for gets its whole time again. A shorter pause
     * costs it that much at the most, and pauses in a row must not keep it waiting for ever.
     */
    private static final long OUTAGE_MS = 2_000;

    private final Opc opc;
    private final Exchange exchange;
    private final Resync resync;

    Sides(Opc opc, Resync resync) {
        this.opc = opc;
        this.exchange = opc.exchange;
        this.resync = resync;
    }

    /**
     * Every input of a source is a sign of life. A switch whose side is not heard goes to the first
     * that is: when its side fell silent, nobody else may have been heard either.
     */
    void heard(int source) {
        beforeTimers();
        if (silenceMs() > LOG_PAUSE_MS) {
            exchange.sources.keySet().forEach(this::rearm);
        }
        arm(source);
        for (Peripheral each : exchange.peripherals.values()) {
            boolean idle = each.activeSource == Peripheral.NOBODY || !speaks(each.activeSource);
            if (idle && each.reachableFrom.contains(source)) {
                choose(each);
            }
        }
    }

    /**
     * A source that was silent still reaches its switch when it speaks again, unless it says no.
     */
    private boolean speaks(int source) {
        return exchange.timers.dueMs(new TimerKey(TimerKind.SOURCE_SILENT, source))
                != Long.MAX_VALUE;
    }

    private void arm(int source) {
        long nowMs = exchange.nowMs();
        exchange.timers.set(new TimerKey(TimerKind.SOURCE_SILENT, source), nowMs + SILENT_MS);
        exchange.timers.set(new TimerKey(TimerKind.SOURCE_LOST, source), nowMs + LOST_MS);
    }

    /** One that is lost already stays so. */
    private void rearm(int source) {
        if (lostAtMs(source) != Long.MAX_VALUE) {
            arm(source);
        }
    }

    private long lostAtMs(int source) {
        return exchange.timers.dueMs(new TimerKey(TimerKind.SOURCE_LOST, source));
    }

    /** Timers are about to fire: what became due while nobody could be heard is not due yet. */
    void beforeTimers() {
        if (silenceMs() > OUTAGE_MS) {
            resync.judgeNobodyYet();
        }
    }

    /** True when a switch is there and its side is heard, in time to command it. */
    static boolean commanded(Exchange exchange, Peripheral peripheral) {
        TimerKey silence = new TimerKey(TimerKind.SOURCE_SILENT, peripheral.activeSource);
        return peripheral.online
                && exchange.timers.dueMs(silence) != Long.MAX_VALUE
                && !exchange.sources.get(peripheral.activeSource).far;
    }

    /** So long no source was heard: while the members chose a leader, nobody could be. */
    private long silenceMs() {
        long lastHeardMs = Long.MIN_VALUE;
        for (int each : exchange.sources.keySet()) {
            long atMs = lostAtMs(each);
            if (atMs != Long.MAX_VALUE) {
                lastHeardMs = Math.max(lastHeardMs, atMs - LOST_MS);
            }
        }
        return exchange.nowMs() - lastHeardMs;
    }

    /** A source starts: what its earlier start held is gone. */
    void hello(int source, String side) {
        exchange.log(Severity.INFO, "source " + source + " (" + side + ") started");
        endSessions(source, exchange.sources.get(source).incarnation);
        exchange.sources.get(source).far = false;
        for (Peripheral each : exchange.peripherals.values()) {
            reachable(each, source, false);
        }
        if (exchange.servingSource == source) {
            exchange.servingSource = Peripheral.NOBODY;
        }
    }

    /** A source's PIM reaches its switch, or does not. */
    void reachable(Peripheral peripheral, int source, boolean reachable) {
        if (reachable) {
            peripheral.reachableFrom.add(source);
        } else {
            peripheral.reachableFrom.remove(source);
        }
        boolean stays =
                peripheral.activeSource != Peripheral.NOBODY
                        && peripheral.reachableFrom.contains(peripheral.activeSource)
                        && (speaks(peripheral.activeSource) || nobodySpeaks(peripheral));
        if (!stays) {
            choose(peripheral);
        }
    }

    private boolean nobodySpeaks(Peripheral peripheral) {
        return peripheral.reachableFrom.stream().noneMatch(this::speaks);
    }

    /**
     * A side hears itself too late to command: another takes its switches, if one can. When all are
     * far, everything stays: to change sides would help nobody.
     */
    void far(int source, boolean far) {
        exchange.sources.get(source).far = far;
        for (Peripheral each : exchange.peripherals.values()) {
            int active = each.activeSource;
            boolean commandsLate = active != Peripheral.NOBODY && exchange.sources.get(active).far;
            if (commandsLate && nearest(each) != Peripheral.NOBODY) {
                exchange.log(
                        Severity.WARNING,
                        "source " + active + " hears itself too late: its PIM moves");
                left(active);
                choose(each);
            }
        }
    }

    /** Its clients go on elsewhere, and tell their users that nothing came of what they asked. */
    private void left(int source) {
        exchange.sources.get(source).leftAtMs = exchange.nowMs();
        for (SessionKey each : exchange.sessions.keySet()) {
            if (each.member() == source) {
                opc.switchboard.lapse(each);
            }
        }
    }

    /** The first side that can command a switch in time. */
    private int nearest(Peripheral peripheral) {
        return peripheral.reachableFrom.stream()
                .filter(this::speaks)
                .filter(each -> !exchange.sources.get(each).far)
                .findFirst()
                .orElse(Peripheral.NOBODY);
    }

    private void choose(Peripheral peripheral) {
        int nearest = nearest(peripheral);
        int next =
                nearest != Peripheral.NOBODY
                        ? nearest
                        : peripheral.reachableFrom.stream()
                                .filter(this::speaks)
                                .findFirst()
                                .orElse(Peripheral.NOBODY);
        activate(
                peripheral,
                next,
                "its active side " + peripheral.activeSource + " does not reach it");
    }

    /** Another side commands from here on: it compares the switch with the model first. */
    private void activate(Peripheral peripheral, int next, String whyNotBefore) {
        int before = peripheral.activeSource;
        peripheral.activeSource = next;
        if (before != Peripheral.NOBODY) {
            resync.down(peripheral, whyNotBefore);
        }
        if (peripheral.activeSource != Peripheral.NOBODY) {
            peripheral.epoch++;
            exchange.put(
                    new OpcOutput.ActivePim(
                            peripheral.id(), peripheral.activeSource, peripheral.epoch));
            serve();
        }
    }

    /**
     * Clients stay where they are as long as that side commands a switch; then they go to the side
     * that commands the switch with the lowest number.
     */
    private void serve() {
        if (!commandsMore(exchange.servingSource, Peripheral.NOBODY)) {
            exchange.servingSource =
                    exchange.peripherals.values().stream()
                            .mapToInt(each -> each.activeSource)
                            .filter(each -> each != Peripheral.NOBODY)
                            .findFirst()
                            .orElse(Peripheral.NOBODY);
            exchange.put(new OpcOutput.ServingSide(exchange.servingSource));
        }
    }

    /** Whether a side commands a switch other than this one. */
    private boolean commandsMore(int source, int butFor) {
        return source != Peripheral.NOBODY
                && exchange.peripherals.values().stream()
                        .anyMatch(each -> each.activeSource == source && each.id() != butFor);
    }

    /** An operator wants another side to command a switch at once. */
    void move(ActiveSideAsked asked, int ageMs) {
        if (!refused(asked.peripheral(), asked.source(), ageMs)) {
            move(asked.peripheral(), asked.source());
        }
    }

    /**
     * An operator wants another side to command a switch. Where that moves the clients too, the CTI
     * Server that has them asks them first, and hands in {@link ActiveSideAsked} when they agree.
     */
    void plan(SideChangePlanned planned, int ageMs) {
        int id = planned.peripheral();
        int source = planned.source();
        if (refused(id, source, ageMs)) {
            return;
        }
        int serving = exchange.servingSource;
        boolean stays =
                serving == Peripheral.NOBODY || serving == source || commandsMore(serving, id);
        if (stays) {
            move(id, source);
        } else {
            exchange.put(new OpcOutput.ClientsToAsk(id, source, serving));
        }
    }

    private void move(int id, int source) {
        String why = "an operator moves it to side " + name(source);
        exchange.log(Severity.WARNING, "the switch of peripheral " + id + ": " + why);
        activate(exchange.peripherals.get(id), source, why);
    }

    /** A refusal is logged with its reason. */
    private boolean refused(int id, int source, int ageMs) {
        String whyNot =
                ageMs > ASKED_AGE_MAX_MS
                        ? "the order waited " + ageMs + " ms for its place; give it again"
                        : whyNotMoved(id, source);
        if (!whyNot.isEmpty()) {
            exchange.log(
                    Severity.WARNING,
                    "the switch of peripheral "
                            + id
                            + " is not moved to side "
                            + name(source)
                            + ": "
                            + whyNot);
        }
        return !whyNot.isEmpty();
    }

    /** Why a switch cannot be given to a side now; empty when it can. */
    String whyNotMoved(int id, int source) {
        Peripheral peripheral = exchange.peripherals.get(id);
        if (peripheral == null) {
            return "there is no peripheral " + id;
        }
        if (peripheral.activeSource == source) {
            return "side " + name(source) + " commands it already";
        }
        if (!peripheral.reachableFrom.contains(source)) {
            return "side " + name(source) + " does not reach the switch";
        }
        return speaks(source) ? "" : "side " + name(source) + " is not heard";
    }

    /** Every side that was ever heard, beside a peripheral's switch. */
    List<OpcReads.SideNow> of(int id) {
        List<OpcReads.SideNow> all = new ArrayList<>();
        Peripheral peripheral = exchange.peripherals.get(id);
        if (peripheral != null) {
            for (int each : exchange.sources.keySet()) {
                all.add(
                        new OpcReads.SideNow(
                                each,
                                peripheral.reachableFrom.contains(each),
                                speaks(each),
                                peripheral.activeSource == each));
            }
        }
        return all;
    }

    private static String name(int source) {
        return source >= 0 && source < NAMES.length()
                ? NAMES.substring(source, source + 1)
                : Integer.toString(source);
    }

    /** A source is silent: its PIMs move, if another can take over. */
    void silent(int source) {
        if (silenceMs() > LOG_PAUSE_MS) {
            exchange.sources.keySet().forEach(this::rearm);
            return;
        }
        for (Peripheral each : exchange.peripherals.values()) {
            if (each.activeSource == source && !nobodySpeaks(each)) {
                exchange.log(Severity.WARNING, "source " + source + " is silent: its PIM moves");
                left(source);
                choose(each);
            }
        }
    }

    /** A source is silent for long: its sessions are over, if somebody else is there to say so. */
    void lost(int source) {
        boolean another =
                exchange.sources.keySet().stream()
                        .anyMatch(other -> other != source && lostAtMs(other) != Long.MAX_VALUE);
        if (!another) {
            return;
        }
        // It may only have slept: then it hears here that its sessions are over.
        for (SessionKey each : exchange.sessions.keySet()) {
            if (each.member() == source) {
                exchange.put(
                        new OpcOutput.CloseSession(
                                each,
                                StatusCode.CTI_SERVER_OFFLINE.value(),
                                "this side was not heard for " + LOST_MS + " ms"));
            }
        }
        endSessions(source, Long.MAX_VALUE);
    }

    private void endSessions(int member, long beforeIncarnation) {
        for (SessionKey each : List.copyOf(exchange.sessions.keySet())) {
            if (each.member() == member && each.incarnation() < beforeIncarnation) {
                close(each, "its process is gone");
            }
        }
    }

    /** A client's session is open; an older one of the same client or phone gives way. */
    void opened(ClientOpened opened) {
        for (ClientOpened other : List.copyOf(exchange.sessions.values())) {
            boolean samePhone =
                    !opened.instrument().isEmpty()
                            && other.instrument().equals(opened.instrument())
                            && other.peripheral() == opened.peripheral();
            if (samePhone && other.clientId().equals(opened.clientId())) {
                exchange.put(
                        new OpcOutput.CloseSession(
                                other.session(),
                                StatusCode.NEW_SESSION_OPENED.value(),
                                "the same client opened a newer session"));
                close(other.session(), "the same client opened a newer session");
            } else if (samePhone) {
                exchange.put(
                        new OpcOutput.CloseSession(
                                opened.session(),
                                StatusCode.DEVICE_IN_USE.value(),
                                "phone " + opened.instrument() + " is tied to another client"));
                return;
            }
        }
        exchange.sessions.put(opened.session(), opened);
    }

    /** A client's session is closed. */
    void closed(ClientClosed closed) {
        close(closed.session(), closed.reason());
    }

    private void close(SessionKey session, String reason) {
        ClientOpened gone = exchange.sessions.remove(session);
        if (gone == null) {
            return;
        }
        exchange.log(Severity.INFO, "session of " + gone.clientId() + " closed: " + reason);
        opc.switchboard.lapse(session); // its user is told that nothing may have come of it
        for (Operation each : exchange.operations.values()) {
            if (each.requester != null && each.requester.session().equals(session)) {
                each.requester = null;
            }
        }
        for (Peripheral each : exchange.peripherals.values()) {
            each.agents().sessionClosed(session, exchange.nowMs(), each.voice());
        }
    }
}
