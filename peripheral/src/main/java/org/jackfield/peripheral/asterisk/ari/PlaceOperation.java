package org.jackfield.peripheral.asterisk.ari;

import org.jackfield.protocol.pim.FailReason;
import org.jackfield.protocol.pim.Place;
import org.jackfield.protocol.pim.Seat;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Goal: every named channel has its seat. Split, swap and merge of calls are this: a channel that
 * is added to a bridge leaves the one it was in by itself. All requests go out at once, as Asterisk
 * carries them out in order; the events tell when each seat is taken.
 */
final class PlaceOperation extends Operation {

    private static final int GONE = 404;
    private static final int ALREADY_THERE = 409;

    private final Place place;
    private final Map<String, Seat> untaken = new LinkedHashMap<>();

    PlaceOperation(Place place, Operations all) {
        super(place.operation(), all);
        this.place = place;
    }

    @Override
    void begin() {
        for (Seat seat : place.seats()) {
            String unfit = unfit(seat);
            if (unfit != null) {
                fail(FailReason.NOT_POSSIBLE, 0, unfit);
                return;
            }
            if (!all.board().channels.containsKey(seat.channel())) {
                failNoChannel(seat.channel());
                return;
            }
        }
        for (Seat seat : place.seats()) {
            untaken.put(seat.channel(), seat);
        }
        makeBridges();
        // Those who leave go first: nobody hears what is not meant for him.
        place.seats().stream().filter(seat -> seat.bridge() == null).forEach(this::leave);
        place.seats().stream().filter(seat -> seat.bridge() != null).forEach(this::enter);
        finishIfDone();
    }

    private static String unfit(Seat seat) {
        if (seat.bridge() != null && !AriTranslator.isId(seat.bridge())) {
            return "no name of a bridge: " + seat.bridge();
        }
        if (seat.music() != null && !AriTranslator.isMusic(seat.music())) {
            return "no class of music: " + seat.music();
        }
        return null;
    }

    private void makeBridges() {
        for (Seat seat : place.seats()) {
            if (seat.bridge() != null) {
                makeBridge(seat.bridge());
            }
        }
    }

    private void makeBridge(String bridge) {
        if (all.board().bridges.containsKey(bridge)) {
            return;
        }
        all.board().bridges.put(bridge, new LinkedHashSet<>());
        ask(
                AriRequest.of("POST", "bridges/" + bridge)
                        .with("type", "mixing,dtmf_events")
                        .with("name", all.settings().application()),
                answer -> {
                    if (!answer.good() && answer.status() != ALREADY_THERE) {
                        all.board().bridges.remove(bridge);
                        failBy(answer);
                    }
                });
    }

    private void enter(Seat seat) {
        AriChannel channel = channel(seat);
        hear(channel, AriChannel.SILENCE);
        if (channel.bridge.equals(seat.bridge()) && channel.wantedBridge.equals(seat.bridge())) {
            untaken.remove(channel.id);
            return;
        }
        String before = channel.wantedBridge;
        channel.wantedBridge = seat.bridge();
        add(
                channel,
                seat.bridge(),
                answer -> {
                    if (answer.status() == GONE) {
                        // It was being destroyed while we asked for it.
                        all.board().bridges.remove(seat.bridge());
                        makeBridge(seat.bridge());
                        add(channel, seat.bridge(), last -> check(channel, seat, before, last));
                    } else {
                        check(channel, seat, before, answer);
                    }
                });
    }

    private void add(AriChannel channel, String bridge, Consumer<AriResponse> then) {
        ask(
                AriRequest.of("POST", "bridges/" + bridge + "/addChannel")
                        .with("channel", channel.id),
                then);
    }

    private void check(AriChannel channel, Seat seat, String before, AriResponse answer) {
        if (answer.good()) {
            return;
        }
        if (channel.wantedBridge.equals(seat.bridge())) {
            channel.wantedBridge = before;
        }
        failBy(answer);
        all.board().tidy(seat.bridge());
    }

    private void leave(Seat seat) {
        AriChannel channel = channel(seat);
        String from = channel.wantedBridge.isEmpty() ? channel.bridge : channel.wantedBridge;
        if (!from.isEmpty()) {
            channel.wantedBridge = "";
            // Refused when it is not in there, which is as good.
            ask(
                    AriRequest.of("POST", "bridges/" + from + "/removeChannel")
                            .with("channel", channel.id),
                    answer -> all.board().tidy(from));
        }
        hear(channel, wish(seat));
        seen(channel);
    }

    private static String wish(Seat seat) {
        if (seat.music() != null) {
            return seat.music();
        }
        return seat.ringing() ? AriChannel.RINGING : AriChannel.SILENCE;
    }

    private AriChannel channel(Seat seat) {
        return all.board().channels.get(seat.channel());
    }

    private void hear(AriChannel channel, String what) {
        if (channel.hears.equals(what)) {
            return;
        }
        String before = channel.hears;
        channel.hears = what;
        boolean unknown = before.equals(AriChannel.UNKNOWN);
        boolean rang = before.equals(AriChannel.RINGING);
        if (unknown || rang) {
            ask(AriRequest.of("DELETE", "channels/" + channel.id + "/ring"), answer -> {});
        }
        if (unknown || !rang && !before.equals(AriChannel.SILENCE)) {
            ask(AriRequest.of("DELETE", "channels/" + channel.id + "/moh"), answer -> {});
        }
        if (what.equals(AriChannel.RINGING)) {
            ask(
                    AriRequest.of("POST", "channels/" + channel.id + "/ring"),
                    answer -> begun(channel, answer));
        } else if (!what.equals(AriChannel.SILENCE)) {
            ask(
                    AriRequest.of("POST", "channels/" + channel.id + "/moh").with("mohClass", what),
                    answer -> begun(channel, answer));
        }
    }

    private void begun(AriChannel channel, AriResponse answer) {
        if (!answer.good()) {
            channel.hears = AriChannel.UNKNOWN;
            failBy(answer);
        }
    }

    @Override
    void changed(AriChannel channel) {
        seen(channel);
        finishIfDone();
    }

    private void seen(AriChannel channel) {
        Seat seat = untaken.get(channel.id);
        if (seat != null && channel.bridge.equals(seat.bridge() == null ? "" : seat.bridge())) {
            untaken.remove(channel.id);
        }
    }

    @Override
    void answeredAll() {
        finishIfDone();
    }

    private void finishIfDone() {
        if (untaken.isEmpty() && allAnswered()) {
            done();
        }
    }

    @Override
    void gone(AriChannel channel, int cause) {
        if (untaken.containsKey(channel.id)) {
            failNoChannel(channel.id);
        }
    }

    @Override
    void settle() {
        // A transfer cut in the middle is brought to its end: half of it helps nobody.
        if (untaken.size() < place.seats().size() || partlyTaken()) {
            untaken.clear();
            begin();
        } else {
            super.settle();
        }
    }

    private boolean partlyTaken() {
        for (Seat seat : place.seats()) {
            AriChannel channel = channel(seat);
            String bridge = seat.bridge() == null ? "" : seat.bridge();
            if (channel != null && channel.bridge.equals(bridge)) {
                return true;
            }
        }
        return false;
    }
}
