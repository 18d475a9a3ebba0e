package org.jackfield.peripheral.asterisk.ari;

import org.jackfield.protocol.pim.LegState;
import org.jackfield.protocol.record.Arguments;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Holds the bridges of Asterisk beside the board every second and its channels every other, so that
 * an event that was missed is told as it would have been: a state within two seconds, a bridge
 * within two, before the gateway's two sightings. A channel's state only goes on, so it is taken at
 * once; a bridge counts when it is seen twice, as its event may be on its way.
 *
 * <p>Whatever the number of channels these are three requests in two seconds, beside the one for
 * the ids each second; the answers have some 300 octets for a bridge and 600 for a channel.
 */
final class Sweep {

    /** Of so many questions of the gateway, which come every second, one looks at the channels. */
    private static final int CHANNELS_EVERY = 2;

    private final Requests requests;
    private final Switchboard board;
    private final Resync resync;
    private final AriOutputs outputs;

    /** Where channels were seen last that the board has elsewhere. */
    private Map<String, String> elsewhere = Map.of();

    private int asked;

    Sweep(Requests requests, Switchboard board, Resync resync, AriOutputs outputs) {
        this.requests = requests;
        this.board = board;
        this.resync = resync;
        this.outputs = outputs;
    }

    /** The gateway asks whether all is as it knows. */
    void asked() {
        asked++;
        if (board.channels.isEmpty()) {
            return;
        }
        if (asked % CHANNELS_EVERY == 0) {
            ask("channels", this::states);
        }
        ask("bridges", this::places);
    }

    private void ask(String what, Consumer<List<Arguments>> take) {
        requests.send(
                AriRequest.of("GET", what),
                answer -> {
                    if (answer.good() && !resync.running()) {
                        take.accept(answer.list());
                    }
                });
    }

    private void states(List<Arguments> channels) {
        for (Arguments each : channels) {
            AriChannel channel = board.channels.get(each.text("id", ""));
            if (channel != null && channel.announced) {
                reached(channel, AriTranslator.state(each.text("state", "")));
            }
        }
    }

    private void reached(AriChannel channel, LegState state) {
        if (state.value() > channel.state.value()) {
            outputs.log("channel " + channel.id + " is " + state + ", and that was not told yet");
            board.state(channel, state);
        }
    }

    private void places(List<Arguments> bridges) {
        Map<String, String> places = new LinkedHashMap<>();
        for (Arguments each : bridges) {
            String bridge = each.text("id", "");
            each.list("channels").forEach(channel -> places.put(channel.toString(), bridge));
        }
        Map<String, String> now = new LinkedHashMap<>();
        for (AriChannel channel : List.copyOf(board.channels.values())) {
            String place = places.getOrDefault(channel.id, "");
            if (place.equals(channel.bridge) || onItsWay(channel, place)) {
                continue;
            }
            if (place.equals(elsewhere.get(channel.id))) {
                moved(channel, place);
            } else {
                now.put(channel.id, place);
            }
        }
        elsewhere = now;
    }

    /** It was just sent, from where it was seen to another bridge. */
    private static boolean onItsWay(AriChannel channel, String place) {
        return !channel.announced
                || !channel.wantedBridge.equals(channel.bridge)
                        && !channel.wantedBridge.equals(place);
    }

    private void moved(AriChannel channel, String place) {
        outputs.log(
                "channel "
                        + channel.id
                        + " is in bridge '"
                        + place
                        + "', and that was not told; seen twice");
        if (place.isEmpty()) {
            board.left(channel, channel.bridge);
        } else {
            board.entered(channel, place);
        }
    }
}
