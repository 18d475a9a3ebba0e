package org.jackfield.simulation.bench.failover;

import org.jackfield.client.cil.CilInput;
import org.jackfield.client.cil.CilOutput;
import org.jackfield.client.cil.CilServer;
import org.jackfield.machine.loop.Loop;
import org.jackfield.machine.loop.MonotonicClock;
import org.jackfield.protocol.cil.json.CilJson;
import org.jackfield.protocol.link.EventLoops;
import org.jackfield.protocol.link.TlsTrust;
import org.jackfield.protocol.link.WebSocketClient;
import org.jackfield.protocol.link.WebSocketClientSettings;
import org.jackfield.protocol.record.RecordFormatException;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** All desktops, on one thread; asked by {@link FailoverClients}. */
final class DeskFarm implements Loop.Turn, AutoCloseable {

    private static final int INBOX_MAX = 1_000_000;
    private static final int TICK_MS = 20;
    private static final int OPENING_MAX = 20;
    private static final int PING_MS = 30_000;
    private static final int SILENCE_MS = 90_000;
    private static final long NEVER = -1;

    private final MonotonicClock clock = new MonotonicClock();
    private final EventLoops sockets = EventLoops.start("desks-io");
    private final DeskCount count = new DeskCount();
    private final List<Seat> seats = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private final Loop loop;
    private int opened;
    private long tickMs;
    private long faultMs;

    /** A desktop, its connection, and how it fares in the fault at hand. */
    private final class Seat {

        private final Desk desk;
        private final TlsTrust trust;
        private WebSocketClient socket;
        private long attempt;
        private int wrongLooks;
        private long troubledMs = NEVER;
        private long restoredMs = NEVER;
        private long darkMs = NEVER;

        private Seat(int index, List<CilServer> servers, TlsTrust trust) {
            this.trust = trust;
            this.desk = new Desk(index, servers, this::carryOut, count);
        }

        private void carryOut(CilOutput output) {
            switch (output) {
                case CilOutput.Connect connect -> {
                    attempt = connect.attempt();
                    socket =
                            WebSocketClient.connect(
                                    sockets,
                                    WebSocketClientSettings.to(
                                                    URI.create(connect.server().address()))
                                            .withTrust(trust)
                                            .withWatch(PING_MS, SILENCE_MS),
                                    new Ear(this, attempt));
                }
                case CilOutput.Send send -> {
                    if (send.attempt() == attempt && socket != null) {
                        socket.send(
                                new String(CilJson.encode(send.frame()), StandardCharsets.UTF_8));
                    }
                }
                case CilOutput.Drop drop -> {
                    if (drop.attempt() == attempt && socket != null) {
                        socket.close(drop.reason());
                        socket = null;
                    }
                }
                default -> {
                    // Notes are for a log.
                }
            }
        }

        private void hear(CilInput input, long nowMs) {
            desk.input(input, nowMs);
            if (faultMs > 0 && !desk.live()) {
                darkMs = darkMs == NEVER ? nowMs : darkMs;
                troubledMs = troubledMs == NEVER ? nowMs : troubledMs;
            }
        }

        private String times() {
            return since(troubledMs) + ":" + since(restoredMs) + ":" + since(darkMs);
        }

        private long since(long ms) {
            return ms == NEVER ? NEVER : ms - faultMs;
        }

        /** A look at the screen beside the truth. */
        private void look(int legsUp, long nowMs) {
            boolean live = desk.live();
            boolean right = live && desk.right(legsUp);
            // Traffic goes on: an event under way is no trouble, so a screen must be wrong twice.
            wrongLooks = right ? 0 : wrongLooks + 1;
            if (!live || wrongLooks >= 2) {
                troubledMs = troubledMs == NEVER ? nowMs : troubledMs;
                restoredMs = NEVER;
            } else if (right && troubledMs != NEVER && restoredMs == NEVER) {
                restoredMs = nowMs;
            }
        }
    }

    /** From the sockets' thread to the loop's. */
    private final class Ear implements WebSocketClient.Listener {

        private final Seat seat;
        private final long attempt;

        private Ear(Seat seat, long attempt) {
            this.seat = seat;
            this.attempt = attempt;
        }

        private void hand(CilInput input) {
            if (!loop.offer(() -> seat.hear(input, clock.nowMs()))) {
                throw new IllegalStateException("the desktops' thread does not keep up");
            }
        }

        @Override
        public void opened() {
            hand(new CilInput.Connected(attempt));
        }

        @Override
        public void text(String message) {
            byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
            try {
                hand(new CilInput.Said(attempt, CilJson.decodeServerFrame(bytes)));
            } catch (RecordFormatException unreadable) {
                hand(new CilInput.Garbled(attempt, unreadable.getMessage()));
            }
        }

        @Override
        public void closed(String reason) {
            hand(new CilInput.Lost(attempt, reason));
        }
    }

    DeskFarm() {
        loop = new Loop("desks", INBOX_MAX, clock, fault -> faults.add(String.valueOf(fault)));
        loop.start(this);
    }

    Loop loop() {
        return loop;
    }

    // On the loop.

    /**
     * Desktops that connect one after the other.
     *
     * @param certificates by which they believe servers by wss; null without
     */
    void connect(List<CilServer> servers, int desks, Path certificates) {
        for (int index = 0; index < desks; index++) {
            // One each, as each stands on a machine of its own: none resumes another's session.
            TlsTrust trust = certificates == null ? null : TlsTrust.of(certificates);
            seats.add(new Seat(index, servers, trust));
        }
    }

    @Override
    public void onTime(long nowMs) {
        tickMs = nowMs + TICK_MS;
        // Passwords are checked slowly on purpose: a site's agents do not come in one second.
        while (opened < seats.size() && opened - count.loggedIn() < OPENING_MAX) {
            seats.get(opened).desk.input(new CilInput.Start(), nowMs);
            opened++;
        }
        seats.forEach(seat -> seat.desk.onTime(nowMs));
    }

    @Override
    public long nextDeadlineMs() {
        return tickMs;
    }

    /** {@code loggedIn live}, then what {@link DeskCount} says. */
    String status() {
        long live = seats.stream().filter(seat -> seat.desk.live()).count();
        String fault = faults.isEmpty() ? "" : "_" + faults.getLast().replace(' ', '_');
        return count.loggedIn() + " " + live + " " + count.text() + fault;
    }

    String fault() {
        faultMs = clock.nowMs();
        for (Seat seat : seats) {
            seat.wrongLooks = 0;
            seat.troubledMs = NEVER;
            seat.restoredMs = NEVER;
            seat.darkMs = NEVER;
        }
        return "noted";
    }

    /** Every so many-th user presses Not ready. */
    String click(int every) {
        for (int index = 0; index < seats.size(); index += every) {
            seats.get(index).desk.onTime(clock.nowMs());
            seats.get(index).desk.click();
        }
        return "clicked";
    }

    /**
     * Looks at all screens.
     *
     * @param truth of the switch
     * @return {@code wrong troubled restored}, how many each
     */
    String look(List<String> truth) {
        Map<String, Integer> legsUp = legsUp(truth);
        long nowMs = clock.nowMs();
        int wrong = 0;
        int troubled = 0;
        int restored = 0;
        for (Seat seat : seats) {
            seat.look(legsUp.getOrDefault(seat.desk.phone(), 0), nowMs);
            wrong += seat.wrongLooks > 0 ? 1 : 0;
            troubled += seat.troubledMs == NEVER ? 0 : 1;
            restored += seat.restoredMs == NEVER ? 0 : 1;
        }
        return wrong + " " + troubled + " " + restored;
    }

    private static Map<String, Integer> legsUp(List<String> truth) {
        Map<String, Integer> legs = new LinkedHashMap<>();
        for (String leg : truth) {
            String[] parts = leg.split("/");
            if (parts.length == 4 && List.of("UP", "HELD").contains(parts[2])) {
                legs.merge(parts[1], 1, Integer::sum);
            }
        }
        return legs;
    }

    /** A screen that is wrong beside the truth, for the message. */
    String example() {
        return seats.stream()
                .filter(seat -> seat.wrongLooks > 0)
                .map(seat -> seat.desk.shown())
                .findFirst()
                .orElse("-");
    }

    /**
     * Milliseconds from the fault, for each desktop that showed it: {@code shown:restored:dark}.
     * Shown is when it was first not live, or behind the switch; restored is -1 when it was not;
     * dark is when it was first not live, -1 when never.
     */
    String times() {
        return seats.stream()
                .filter(seat -> seat.troubledMs != NEVER)
                .map(Seat::times)
                .collect(Collectors.joining(" "));
    }

    @Override
    public void close() {
        loop.close();
        sockets.close();
    }
}
