package org.jackfield.simulation.bench.kill;

import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.link.EventLoops;
import org.jackfield.simulation.bench.roles.CentreRoles;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/** The agents of the rounds, at their desktops. */
final class Staff implements AutoCloseable {

    /** What the callers of the traffic dial. */
    static final String TRAFFIC = "7003";

    private static final int QUIET_WITHIN_MS = 20_000;
    private static final int TRIES_TO_TIDY = 10;
    private static final int TRY_MS = 2_000;

    private final EventLoops loops = EventLoops.start("desks");
    private final CentreRoles roles;
    private final Yard yard;
    private final Tally tally;
    private final Seat first;
    private final Seat second;
    private final List<Seat> clickers;
    private final Clicks clicks;
    private final Seat witnessSeat;
    private final Seat workerSeat;
    private final Witness witness;
    private final Worker worker;

    Staff(CentreRoles roles, Yard yard, Tally tally) {
        this.roles = roles;
        this.yard = yard;
        this.tally = tally;
        first = seat("1001");
        second = seat("1006");
        clickers = List.of(seat("10002"), seat("10004"));
        clicks = new Clicks(clickers, tally);
        witnessSeat = seat("1004");
        workerSeat = seat("1005");
        witness = new Witness(yard, witnessSeat, tally);
        worker = new Worker(workerSeat);
    }

    private Seat seat(String agentId) {
        int[] ports = {roles.port("ctios-1"), roles.port("ctios-2")};
        return new Seat(loops, ports, agentId, tally);
    }

    private List<Seat> all() {
        List<Seat> all = new ArrayList<>(List.of(first, second, witnessSeat, workerSeat));
        all.addAll(clickers);
        return all;
    }

    /** Logs all in; the witness's call and the traffic begin. */
    void begin() {
        atOnce(all(), Seat::login);
        atOnce(List.of(first, second, witnessSeat, workerSeat), Seat::ready);
        witness.begin();
        // The witness's number is a clicker's too, who would be offered its call.
        clickers.forEach(Seat::ready);
        yard.traffic(TRAFFIC);
        Thread.ofVirtual().name("worker").start(worker);
    }

    private static void atOnce(List<Seat> seats, Consumer<Seat> what) {
        List<CompletableFuture<Void>> each =
                seats.stream()
                        .map(
                                seat ->
                                        CompletableFuture.runAsync(
                                                () -> what.accept(seat),
                                                Thread::startVirtualThread))
                        .toList();
        try {
            each.forEach(CompletableFuture::join);
        } catch (CompletionException failed) {
            throw new StoryBroken(failed.getCause().getMessage());
        }
    }

    CallStory story(String tag, long seed) {
        return new CallStory(yard, first, second, tally, tag, new Random(seed));
    }

    /** Somebody without a call who presses in the middle of it all. */
    Clicks clicks() {
        return clicks;
    }

    /** After a round: nothing stuck, nothing lost, at any place where it would show. */
    void check(String round) {
        witness.check(round);
        for (Seat seat : List.of(first, second)) {
            boolean quiet =
                    Waiting.until(
                            QUIET_WITHIN_MS,
                            () ->
                                    seat.live()
                                            && seat.calls().isEmpty()
                                            && seat.state() == AgentState.AVAILABLE);
            if (!quiet) {
                tally.found(Tally.Kind.STUCK, round + ": " + seat.shown());
            }
        }
        List<String> phones = new ArrayList<>(List.of(first.phone(), second.phone()));
        clickers.forEach(each -> phones.add(each.phone()));
        if (!Waiting.until(QUIET_WITHIN_MS, () -> yard.legsAt(phones) == 0)) {
            tally.found(Tally.Kind.STUCK, round + ": the switch has legs at " + phones);
        }
        List<String> known = known();
        if (known.stream().anyMatch(each -> each.startsWith(KillBench.TAG))) {
            tally.found(Tally.Kind.STUCK, round + ": CTI Server knows calls " + known);
        }
        if (!known.contains(Witness.TAG)) {
            tally.found(Tally.Kind.LOST_CALLS, round + ": CTI Server knows only " + known);
        }
    }

    /**
     * Whether the agents of the rounds have no call, and are ready for the next, after a round that
     * went wrong: its trouble must not be counted again.
     */
    boolean tidied() {
        List<String> phones = List.of(first.phone(), second.phone());
        for (int tries = 0; tries < TRIES_TO_TIDY; tries++) {
            first.clear();
            second.clear();
            if (Waiting.until(TRY_MS, () -> yard.legsAt(phones) == 0)) {
                return readyAgain();
            }
        }
        return false;
    }

    private boolean readyAgain() {
        try {
            first.ready();
            second.ready();
            return true;
        } catch (StoryBroken before) {
            tally.found(Tally.Kind.STUCK, "after a broken round: " + before.getMessage());
            return false;
        }
    }

    private List<String> known() {
        return Observer.calls(loops, roles.port("A"), roles.port("B"), witnessSeat.agentId());
    }

    /** The last callers go; then there is no call anywhere. */
    void end() {
        clicks.awaitAll();
        yard.noTraffic();
        worker.stop();
        witness.end();
        if (!Waiting.until(QUIET_WITHIN_MS, () -> known().isEmpty())) {
            tally.found(Tally.Kind.STUCK, "at the end CTI Server knows calls " + known());
        }
    }

    /** Calls of the traffic that were answered. */
    int answered() {
        return worker.answered();
    }

    @Override
    public void close() {
        all().forEach(Seat::close);
        loops.close();
    }
}
