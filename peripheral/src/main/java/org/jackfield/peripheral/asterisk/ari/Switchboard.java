package org.jackfield.peripheral.asterisk.ari;

import org.jackfield.protocol.pim.Answered;
import org.jackfield.protocol.pim.DeviceInService;
import org.jackfield.protocol.pim.Dialled;
import org.jackfield.protocol.pim.Digit;
import org.jackfield.protocol.pim.Ended;
import org.jackfield.protocol.pim.Entered;
import org.jackfield.protocol.pim.Held;
import org.jackfield.protocol.pim.Left;
import org.jackfield.protocol.pim.LegState;
import org.jackfield.protocol.pim.PimReport;
import org.jackfield.protocol.pim.Retrieved;
import org.jackfield.protocol.pim.Ringing;
import org.jackfield.protocol.pim.TransferAsked;
import org.jackfield.protocol.record.Arguments;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The channels, bridges and phones of one Asterisk as its events told them. Every event leads to at
 * most one change, told once: an event that comes twice, or late, changes nothing.
 */
final class Switchboard {

    /** Who wants to know of changes beside the gateway: the open operations. */
    interface Watcher {

        void changed(AriChannel channel);

        void ended(AriChannel channel, int cause);

        void played(String playback, String state);
    }

    /** Of the cause field: an explicit hangup through Asterisk, which is no Q.850 cause. */
    private static final int CAUSE_EXPLICIT = 32;

    private static final int CAUSE_NORMAL = 16;
    private static final long EMPTY_MS = 5_000;
    private static final int RECENT_MAX = 16;

    final Map<String, AriChannel> channels = new LinkedHashMap<>();

    /** Bridges that exist, or were asked for, with the channels in them. */
    final Map<String, Set<String>> bridges = new LinkedHashMap<>();

    /** Phones, and whether they can be called. */
    final Map<String, Boolean> devices = new LinkedHashMap<>();

    /** Keys and transfers heard last. */
    private final Deque<Arguments> recent = new ArrayDeque<>();

    /** Bridges that nobody is in, and since when. */
    private final Map<String, Long> emptySinceMs = new LinkedHashMap<>();

    private final AriSettings settings;
    private final Requests requests;
    private final Consumer<PimReport> out;
    private final Watcher watcher;

    Switchboard(AriSettings settings, Requests requests, Consumer<PimReport> out, Watcher watcher) {
        this.settings = settings;
        this.requests = requests;
        this.out = out;
        this.watcher = watcher;
    }

    /** Takes an event. */
    void event(Arguments event) {
        Arguments subject = event.nested("channel");
        AriChannel channel = channels.get(subject.text("id", ""));
        String type = event.text("type", "");
        switch (type) {
            case "StasisStart" -> stasisStart(event, subject, channel);
            case "PeerStatusChange" -> peerStatus(event);
            case "ChannelTransfer" -> {
                if (isNews(event)) {
                    transfer(event);
                }
            }
            case "PlaybackStarted", "PlaybackFinished" -> {
                Arguments playback = event.nested("playback");
                watcher.played(playback.text("id", ""), playback.text("state", ""));
            }
            default -> {
                if (channel != null) {
                    channelEvent(type, event, channel);
                }
            }
        }
    }

    private void channelEvent(String type, Arguments event, AriChannel channel) {
        String bridge = event.nested("bridge").text("id", "");
        switch (type) {
            case "ChannelStateChange" ->
                    state(channel, AriTranslator.state(event.nested("channel").text("state", "")));
            case "ChannelEnteredBridge" -> entered(channel, bridge);
            case "ChannelLeftBridge" -> left(channel, bridge);
            case "ChannelHold" -> held(channel, true);
            case "ChannelUnhold" -> held(channel, false);
            case "ChannelDtmfReceived" -> digit(channel, event);
            case "ChannelHangupRequest" -> {
                int cause = (int) event.number("cause", 0);
                if (cause > 0 && cause < 128 && cause != CAUSE_EXPLICIT) {
                    channel.farCause = cause;
                }
            }
            case "StasisEnd" -> stasisEnd(channel);
            case "ChannelDestroyed" -> ended(channel, (int) event.number("cause", 0));
            default -> {}
        }
    }

    private void digit(AriChannel channel, Arguments event) {
        if (isNews(event)) {
            int durationMs = (int) event.number("duration_ms", 0);
            report(channel, new Digit(channel.id, event.text("digit", ""), durationMs));
        }
    }

    /** False for an event that came before: by its channel, then again by its phone. */
    private boolean isNews(Arguments event) {
        if (recent.contains(event)) {
            return false;
        }
        recent.addLast(event);
        if (recent.size() > RECENT_MAX) {
            recent.removeFirst();
        }
        return true;
    }

    private void stasisStart(Arguments event, Arguments subject, AriChannel known) {
        String name = subject.text("name", "");
        List<Object> args = event.list("args");
        if (known != null) {
            known.inStasis = true;
            watcher.changed(known);
            return;
        }
        if (args.size() < 2 || AriTranslator.isPseudo(name)) {
            return;
        }
        AriChannel fresh = adopt(subject, args.get(0).toString(), args.get(1).toString());
        if (fresh != null) {
            announce(fresh, AriTranslator.device(name));
        }
    }

    /**
     * Takes a channel into our hands, by its snapshot and the arguments of its Stasis application:
     * trunk, phone or leg, and the number called. Null when it is not meant for us.
     */
    AriChannel adopt(Arguments subject, String role, String called) {
        String device = AriTranslator.device(subject.text("name", ""));
        AriChannel channel =
                switch (role) {
                    case "trunk" -> new AriChannel(subject.text("id", ""), "", true);
                    case "phone" -> new AriChannel(subject.text("id", ""), device, true);
                    case "leg" -> new AriChannel(subject.text("id", ""), device, false);
                    default -> null;
                };
        if (channel == null) {
            return null;
        }
        if (role.equals("leg") && device.equals(trunkDevice())) {
            channel = new AriChannel(channel.id, "", false);
        }
        boolean inbound = channel.inbound;
        Arguments caller = subject.nested(inbound ? "caller" : "connected");
        channel.calling = caller.text("number", "");
        channel.callingName = caller.text("name", "");
        channel.called = called;
        channel.switchCallId = subject.text("protocol_id", "");
        channel.callRef = subject.nested("channelvars").text("CALL_REF", "");
        channel.heldByPhone = subject.nested("channelvars").truth("PHONE_HELD");
        channel.state = AriTranslator.state(subject.text("state", ""));
        channel.announced = !inbound;
        channel.inStasis = true;
        channels.put(channel.id, channel);
        return channel;
    }

    String trunkDevice() {
        return settings.technology() + "/" + settings.trunk();
    }

    /** Reports a caller or a phone that dialled; a caller's headers are read first. */
    void announce(AriChannel channel, String device) {
        if (channel.announced) {
            return;
        }
        if (channel.endpoint.isEmpty()) {
            channel.arrival = new Arrival(channel, device, requests, out);
            channel.arrival.read();
        } else {
            channel.announced = true;
            out.accept(new Dialled(channel.id, channel.endpoint, channel.called));
        }
    }

    /** Reads what came with a caller; {@code then} takes the place of the report. */
    void read(AriChannel caller, Arguments subject, Runnable then) {
        String device = AriTranslator.device(subject.text("name", ""));
        caller.arrival = new Arrival(caller, device, requests, arrived -> then.run());
        caller.arrival.read();
    }

    void state(AriChannel channel, LegState state) {
        if (state.value() <= channel.state.value()) {
            return;
        }
        channel.state = state;
        report(channel, state == LegState.UP ? new Answered(channel.id) : new Ringing(channel.id));
        watcher.changed(channel);
    }

    void entered(AriChannel channel, String bridge) {
        if (bridge.isEmpty() || channel.bridge.equals(bridge)) {
            return;
        }
        leaveBridge(channel);
        channel.bridge = bridge;
        bridges.computeIfAbsent(bridge, fresh -> new LinkedHashSet<>()).add(channel.id);
        report(channel, new Entered(channel.id, bridge));
        watcher.changed(channel);
    }

    void left(AriChannel channel, String bridge) {
        if (bridge.isEmpty() || !channel.bridge.equals(bridge)) {
            return;
        }
        leaveBridge(channel);
        report(channel, new Left(channel.id, bridge));
        watcher.changed(channel);
        tidy(bridge);
    }

    private void leaveBridge(AriChannel channel) {
        Set<String> members = bridges.get(channel.bridge);
        if (members != null) {
            members.remove(channel.id);
        }
        channel.bridge = "";
    }

    /** Remembers that nobody is in a bridge, or on the way to it. */
    void tidy(String bridge) {
        Set<String> members = bridges.get(bridge);
        if (members == null || !members.isEmpty() || emptySinceMs.containsKey(bridge)) {
            return;
        }
        emptySinceMs.put(bridge, requests.nowMs());
    }

    /**
     * Destroys what was empty for some seconds. Not at once: a bridge that is asked for again while
     * it is being destroyed is refused as existing, and then it is gone.
     */
    void destroyEmpty() {
        for (String bridge : List.copyOf(emptySinceMs.keySet())) {
            Set<String> members = bridges.get(bridge);
            if (members == null || !members.isEmpty() || isWanted(bridge)) {
                emptySinceMs.remove(bridge);
            } else if (emptySinceMs.get(bridge) + EMPTY_MS <= requests.nowMs()) {
                emptySinceMs.remove(bridge);
                bridges.remove(bridge);
                requests.send(AriRequest.of("DELETE", "bridges/" + bridge));
            }
        }
    }

    private boolean isWanted(String bridge) {
        return channels.values().stream().anyMatch(each -> each.wantedBridge.equals(bridge));
    }

    /** When {@link #destroyEmpty} has something to do. */
    long nextDeadlineMs() {
        long next = Long.MAX_VALUE;
        for (long sinceMs : emptySinceMs.values()) {
            next = Math.min(next, sinceMs + EMPTY_MS);
        }
        return next;
    }

    private void held(AriChannel channel, boolean held) {
        if (channel.heldByPhone == held) {
            return;
        }
        channel.heldByPhone = held;
        // On the channel, so that whoever comes after us finds it.
        requests.send(
                AriRequest.of("POST", "channels/" + channel.id + "/variable")
                        .with("variable", "PHONE_HELD")
                        .with("value", held ? "1" : ""));
        report(channel, held ? new Held(channel.id) : new Retrieved(channel.id));
    }

    private void stasisEnd(AriChannel channel) {
        // A dialled channel that was not answered: why comes with its end. Any other has no event
        // after this one, and is not in our hands any more.
        if (channel.inbound || channel.up()) {
            ended(channel, channel.farCause < 0 ? CAUSE_NORMAL : channel.farCause);
        }
    }

    /** The channel is gone; only the first to say so is heard. */
    void ended(AriChannel channel, int cause) {
        if (channels.remove(channel.id) == null) {
            return;
        }
        boolean byUs = channel.clearedCause >= 0;
        int told = byUs ? channel.clearedCause : cause;
        String bridge = channel.bridge;
        leaveBridge(channel);
        if (channel.arrival != null) {
            channel.arrival.report();
        }
        watcher.ended(channel, told);
        out.accept(new Ended(channel.id, told, !byUs));
        tidy(bridge);
        tidy(channel.wantedBridge);
    }

    private void transfer(Arguments event) {
        TransferAsked asked = AriTranslator.transfer(event);
        if (asked != null && channels.containsKey(asked.channel())) {
            out.accept(asked);
        }
    }

    private void peerStatus(Arguments event) {
        Arguments endpoint = event.nested("endpoint");
        String name = endpoint.text("technology", "") + "/" + endpoint.text("resource", "");
        String status = event.nested("peer").text("peer_status", "");
        if (isPhone(name)) {
            device(name, List.of("Reachable", "Registered").contains(status), status);
        }
    }

    boolean isPhone(String device) {
        return device.startsWith(settings.technology() + "/") && !device.equals(trunkDevice());
    }

    /** A phone can be called, or not; told when it is news. */
    void device(String name, boolean inService, String why) {
        Boolean before = devices.put(name, inService);
        if (before == null || before != inService) {
            out.accept(new DeviceInService(name, inService, why));
        }
    }

    private void report(AriChannel channel, PimReport report) {
        if (channel.arrival != null) {
            channel.arrival.report();
        }
        out.accept(report);
    }
}
