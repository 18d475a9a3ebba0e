package org.jackfield.gateway.opc;

import org.jackfield.protocol.pim.Seat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the channels of a call belong: two who talk are in the call's bridge, one alone hears music
 * or ringing, and one who holds hears nothing. Hold, alternate, transfer and conference are only
 * different seats.
 */
final class Seating {

    private final Exchange exchange;

    Seating(Exchange exchange) {
        this.exchange = exchange;
    }

    /** The seats as the states are. */
    List<Seat> seats(Call call) {
        return seats(call, null, null);
    }

    /**
     * The seats after a move that is not made yet.
     *
     * @param in who will talk; null for nobody
     * @param out who will not; null for nobody
     */
    List<Seat> seats(Call call, Connection in, Connection out) {
        List<Connection> talkers = new ArrayList<>();
        for (Connection each : call.connections()) {
            if (each != out && reachable(each) && (each == in || talks(each))) {
                talkers.add(each);
            }
        }
        List<Seat> seats = seatsOf(call, talkers);
        for (Connection each : call.connections()) {
            boolean waits = each == out || each.heldByUs && each != in;
            if (waits && reachable(each) && !talksElsewhere(each)) {
                seats.add(new Seat(each.channel, null, null, false));
            }
        }
        return seats;
    }

    /** The seats of those who will be in a call together. */
    List<Seat> seatsOf(Call call, List<Connection> talkers) {
        List<Seat> seats = new ArrayList<>();
        if (talkers.size() == 1) {
            seats.add(alone(call, talkers.getFirst()));
            return seats;
        }
        for (Connection each : talkers) {
            if (call.bridge.isEmpty()) {
                call.bridge = exchange.numbering.bridge();
            }
            seats.add(new Seat(each.channel, call.bridge, null, false));
        }
        return seats;
    }

    /** Two lists as one; a channel has its last seat. */
    static List<Seat> together(List<Seat> first, List<Seat> last) {
        Map<String, Seat> byChannel = new LinkedHashMap<>();
        first.forEach(each -> byChannel.put(each.channel(), each));
        last.forEach(each -> byChannel.put(each.channel(), each));
        return new ArrayList<>(byChannel.values());
    }

    private Seat alone(Call call, Connection connection) {
        boolean somebodyHolds =
                call.connections().stream()
                        .anyMatch(each -> each != connection && each.answered && each.live());
        boolean rings = connection.originator && !call.routed && !connection.answered;
        String music = null;
        if (call.routed) {
            music = call.music.isEmpty() ? null : call.music;
        } else if (somebodyHolds && !connection.heldByUs) {
            music = new OpcSettings(exchange).holdMusic();
        }
        return new Seat(connection.channel, null, music, rings);
    }

    /** True when the switch can move its channel. */
    boolean reachable(Connection connection) {
        Leg leg = exchange.legOf(connection);
        return leg != null && leg.up() && !leg.clearing;
    }

    private static boolean talks(Connection connection) {
        return switch (connection.state()) {
            case CONNECT, INITIATE -> true;
            case HOLD -> connection.heldByPhone && !connection.heldByUs;
            case PLANNED, ALERTING, FAIL, NULL -> false;
        };
    }

    private boolean talksElsewhere(Connection connection) {
        Leg leg = exchange.legOf(connection);
        for (Long id : leg.connections) {
            Connection other = exchange.connection(id);
            if (other != connection && other != null && talks(other)) {
                return true;
            }
        }
        return false;
    }
}
