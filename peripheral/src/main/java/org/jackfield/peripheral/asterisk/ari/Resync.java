package org.jackfield.peripheral.asterisk.ari;

import org.jackfield.protocol.pim.SnapshotBegun;
import org.jackfield.protocol.pim.SnapshotChannel;
import org.jackfield.protocol.pim.SnapshotDevice;
import org.jackfield.protocol.pim.SnapshotEnded;
import org.jackfield.protocol.record.Arguments;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Lists the switch anew: at start, after a lost link, after a restart of Asterisk, and when asked.
 * Events that come meanwhile wait. What was missed is reported as the events would have told it;
 * then the listing follows, then what waited.
 */
final class Resync {

    private final AriSettings settings;
    private final Requests requests;
    private final Switchboard board;
    private final AriOutputs outputs;
    private final List<Arguments> waiting = new ArrayList<>();

    private AriResponse endpoints;
    private AriResponse channels;
    private AriResponse bridges;
    private boolean running;
    private int round;

    Resync(AriSettings settings, Requests requests, Switchboard board, AriOutputs outputs) {
        this.settings = settings;
        this.requests = requests;
        this.board = board;
        this.outputs = outputs;
    }

    boolean running() {
        return running;
    }

    /** The link is gone: what was begun is void. */
    void abandon() {
        running = false;
        waiting.clear();
    }

    /** An event that came while the listing is made. */
    void keep(Arguments event) {
        waiting.add(event);
    }

    /**
     * Asks for the listing.
     *
     * @param startedMs of Asterisk
     * @param listed runs when the board is the switch's again and was reported, before the events
     *     that waited
     */
    void begin(long startedMs, Runnable listed) {
        running = true;
        round++;
        int its = round;
        endpoints = null;
        channels = null;
        bridges = null;
        Runnable all =
                () -> {
                    if (endpoints != null && channels != null && bridges != null) {
                        apply(startedMs, listed);
                    }
                };
        list(its, "endpoints/" + settings.technology(), answer -> endpoints = answer, all);
        list(its, "channels", answer -> channels = answer, all);
        list(its, "bridges", answer -> bridges = answer, all);
    }

    private void list(int its, String uri, Consumer<AriResponse> keep, Runnable all) {
        requests.send(
                AriRequest.of("GET", uri),
                answer -> {
                    if (its != round) {
                        return;
                    }
                    if (answer.good()) {
                        keep.accept(answer);
                        all.run();
                    } else {
                        outputs.drop("no listing: GET " + uri + ": " + answer.text());
                    }
                });
    }

    private void apply(long startedMs, Runnable listed) {
        Map<String, Arguments> found = ours();
        for (AriChannel known : List.copyOf(board.channels.values())) {
            if (!found.containsKey(known.id)) {
                board.ended(known, causeOf(known.id));
            }
        }
        Map<String, String> places = places(found);
        found.forEach((id, subject) -> update(id, subject, places.getOrDefault(id, "")));
        report(startedMs);
        running = false;
        listed.run();
        announce(found);
        List<Arguments> events = List.copyOf(waiting);
        waiting.clear();
        events.forEach(board::event);
    }

    /** Channels of our application in the listing, by id. */
    private Map<String, Arguments> ours() {
        Map<String, Arguments> found = new LinkedHashMap<>();
        for (Arguments each : channels.list()) {
            String id = each.text("id", "");
            boolean known = board.channels.containsKey(id);
            if (known || args(each).length == 3) {
                found.put(id, each);
            }
        }
        return found;
    }

    /** Application, role and number called; empty for a channel that is not in our application. */
    private String[] args(Arguments subject) {
        Arguments dialplan = subject.nested("dialplan");
        String data = dialplan.text("app_data", "");
        boolean ours =
                dialplan.text("app_name", "").equals("Stasis")
                        && data.startsWith(settings.application() + ",")
                        && !AriTranslator.isPseudo(subject.text("name", ""));
        return ours ? data.split(",", 3) : new String[0];
    }

    private int causeOf(String channel) {
        for (Arguments event : waiting) {
            boolean its = event.nested("channel").text("id", "").equals(channel);
            if (its && event.text("type", "").equals("ChannelDestroyed")) {
                return (int) event.number("cause", 0);
            }
        }
        return 0;
    }

    /** The bridge of each channel; empty bridges of our own are destroyed. */
    private Map<String, String> places(Map<String, Arguments> found) {
        Map<String, String> places = new LinkedHashMap<>();
        Map<String, Set<String>> before = new LinkedHashMap<>(board.bridges);
        board.bridges.clear();
        for (Arguments each : bridges.list()) {
            String id = each.text("id", "");
            List<Object> members = each.list("channels");
            boolean ours = each.text("name", "").equals(settings.application());
            for (Object member : members) {
                if (found.containsKey(member.toString())) {
                    places.put(member.toString(), id);
                    ours = true;
                }
            }
            if (ours) {
                board.bridges.put(id, before.getOrDefault(id, new LinkedHashSet<>()));
            }
        }
        return places;
    }

    private void update(String id, Arguments subject, String bridge) {
        AriChannel channel = board.channels.get(id);
        if (channel == null) {
            String[] args = args(subject);
            channel = board.adopt(subject, args[1], args[2]);
            if (channel == null) {
                outputs.log("channel " + id + " came with unknown arguments; left alone");
                return;
            }
            channel.hears = AriChannel.UNKNOWN;
            channel.bridge = bridge;
            if (!bridge.isEmpty()) {
                board.bridges.get(bridge).add(id);
            }
        } else {
            channel.callRef = subject.nested("channelvars").text("CALL_REF", "");
            board.state(channel, AriTranslator.state(subject.text("state", "")));
            if (bridge.isEmpty()) {
                board.left(channel, channel.bridge);
            } else {
                board.entered(channel, bridge);
            }
        }
        channel.wantedBridge = bridge;
    }

    private void report(long startedMs) {
        outputs.report(new SnapshotBegun(startedMs));
        for (Arguments each : endpoints.list()) {
            String name = each.text("technology", "") + "/" + each.text("resource", "");
            if (board.isPhone(name)) {
                boolean inService = each.text("state", "").equals("online");
                board.devices.put(name, inService);
                outputs.report(new SnapshotDevice(name, inService));
            }
        }
        int listed = 0;
        for (AriChannel channel : board.channels.values()) {
            if (!untold(channel)) {
                outputs.report(snapshot(channel));
                listed++;
            }
        }
        outputs.report(new SnapshotEnded(listed));
        for (String bridge : List.copyOf(board.bridges.keySet())) {
            board.tidy(bridge);
        }
    }

    /**
     * Takes one channel as it is now.
     *
     * @param tell hears how it is, null when it is not in our hands; of a caller of whom nobody was
     *     told when all that came with the call was read
     */
    void look(String id, Arguments subject, Consumer<SnapshotChannel> tell) {
        AriChannel channel = board.channels.get(id);
        if (channel == null) {
            String[] args = args(subject);
            channel = args.length == 3 ? board.adopt(subject, args[1], args[2]) : null;
            if (channel == null) {
                tell.accept(null);
                return;
            }
            channel.hears = AriChannel.UNKNOWN;
            if (untold(channel) && channel.endpoint.isEmpty()) {
                AriChannel caller = channel;
                board.read(caller, subject, () -> tell.accept(snapshot(caller)));
                return;
            }
            channel.announced = true;
        } else if (!channel.announced) {
            return; // it is told when what came with it is read
        } else {
            channel.callRef = subject.nested("channelvars").text("CALL_REF", "");
            board.state(channel, AriTranslator.state(subject.text("state", "")));
        }
        tell.accept(snapshot(channel));
    }

    private static SnapshotChannel snapshot(AriChannel channel) {
        return new SnapshotChannel(
                channel.id,
                channel.endpoint,
                channel.state,
                channel.inbound,
                channel.calling,
                channel.called,
                channel.bridge,
                channel.callRef,
                channel.heldByPhone,
                channel.arrived());
    }

    /**
     * A caller, or a phone that dialled, of whom the gateway never heard. It is told as an arrival
     * after the listing, with its call data, and is not a part of it.
     */
    private static boolean untold(AriChannel channel) {
        return !channel.announced && channel.callRef.isEmpty() && !channel.up();
    }

    private void announce(Map<String, Arguments> found) {
        for (AriChannel channel : List.copyOf(board.channels.values())) {
            Arguments subject = found.get(channel.id);
            if (subject != null && untold(channel)) {
                board.announce(channel, AriTranslator.device(subject.text("name", "")));
            } else {
                channel.announced = true;
            }
        }
    }
}
