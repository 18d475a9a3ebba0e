package org.jackfield.gateway.opc;

import org.jackfield.gateway.pim.ChannelComparison;
import org.jackfield.protocol.pim.Answer;
import org.jackfield.protocol.pim.Answered;
import org.jackfield.protocol.pim.Arrived;
import org.jackfield.protocol.pim.ChannelChecked;
import org.jackfield.protocol.pim.CheckChannel;
import org.jackfield.protocol.pim.Clear;
import org.jackfield.protocol.pim.CompareChannels;
import org.jackfield.protocol.pim.Dial;
import org.jackfield.protocol.pim.Done;
import org.jackfield.protocol.pim.Dtmf;
import org.jackfield.protocol.pim.Ended;
import org.jackfield.protocol.pim.Entered;
import org.jackfield.protocol.pim.FailReason;
import org.jackfield.protocol.pim.Failed;
import org.jackfield.protocol.pim.Label;
import org.jackfield.protocol.pim.Left;
import org.jackfield.protocol.pim.LegState;
import org.jackfield.protocol.pim.PimCommand;
import org.jackfield.protocol.pim.PimReport;
import org.jackfield.protocol.pim.Place;
import org.jackfield.protocol.pim.Play;
import org.jackfield.protocol.pim.Ringing;
import org.jackfield.protocol.pim.Seat;
import org.jackfield.protocol.pim.SnapshotBegun;
import org.jackfield.protocol.pim.SnapshotChannel;
import org.jackfield.protocol.pim.SnapshotEnded;
import org.jackfield.protocol.pim.StopPlay;
import org.jackfield.protocol.pim.SwitchUp;
import org.jackfield.protocol.pim.TakeSnapshot;
import org.jackfield.protocol.pim.TransferProgress;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A switch written by hand: channels and bridges, and reports that wait to be delivered. */
final class FakeSwitch {

    /** One leg. */
    static final class Channel {
        final String id;
        final String endpoint;
        final boolean inbound;
        final String number;
        LegState state;
        String bridge = "";
        String music;
        String label = "";
        boolean heldByPhone;
        long dial;

        /** As a listing tells it; null for none. */
        Arrived arrived;

        Channel(String id, String endpoint, boolean inbound, String number, LegState state) {
            this.id = id;
            this.endpoint = endpoint;
            this.inbound = inbound;
            this.number = number;
            this.state = state;
        }
    }

    final Map<String, Channel> channels = new LinkedHashMap<>();
    final ArrayDeque<PimReport> reports = new ArrayDeque<>();
    final List<PimCommand> commands = new ArrayList<>();

    /** Endpoints and numbers that are busy. */
    final Set<String> busy = new TreeSet<>();

    /** Commands that get no report at all. */
    final Set<Class<?>> deaf = new LinkedHashSet<>();

    /** Commands that fail. */
    final Set<Class<?>> failing = new LinkedHashSet<>();

    /** Requests that it still hears; every seat of a Place is one. Then its adapter is dead. */
    int heard = Integer.MAX_VALUE;

    /** True when what was not delivered dies with the adapter. */
    boolean losesReports;

    /** Says Done before it says what happened. */
    boolean doneFirst;

    long startedMs = 1_000;

    void connect() {
        report(new SwitchUp("fake 1", startedMs));
        list();
    }

    void list() {
        report(new SnapshotBegun(startedMs));
        channels.values().forEach(each -> report(listed(each)));
        report(new SnapshotEnded(channels.size()));
    }

    private static SnapshotChannel listed(Channel each) {
        boolean phone = !each.endpoint.isEmpty();
        return SnapshotChannel.builder()
                .channel(each.id)
                .endpoint(each.endpoint)
                .state(each.state)
                .inbound(each.inbound)
                .calling(each.inbound && !phone ? each.number : "")
                .called(each.inbound && !phone ? "8000" : each.number)
                .bridge(each.bridge)
                .callRef(each.label)
                .heldByPhone(each.heldByPhone)
                .arrived(each.arrived)
                .build();
    }

    void report(PimReport report) {
        reports.add(report);
    }

    /** Carries out a command; what follows is reported later. */
    void command(PimCommand command) {
        commands.add(command);
        if (!(command instanceof Place) && !hears()) {
            return;
        }
        if (deaf.contains(command.getClass())) {
            return;
        }
        if (failing.contains(command.getClass())) {
            report(new Failed(operation(command), FailReason.NOT_POSSIBLE, 0, "told to"));
            return;
        }
        switch (command) {
            case Dial dial -> dial(dial);
            case Answer answer -> {
                Channel channel = channels.get(answer.channel());
                if (channel == null) {
                    fail(answer.operation(), FailReason.NO_SUCH_CHANNEL);
                } else {
                    boolean news = channel.state != LegState.UP;
                    channel.state = LegState.UP;
                    outcome(answer.operation(), news ? new Answered(channel.id) : null);
                }
            }
            case Place place -> place(place);
            case Clear clear -> {
                Channel gone = channels.remove(clear.channel());
                if (gone != null && gone.state != LegState.UP && gone.dial != 0) {
                    fail(gone.dial, FailReason.REJECTED);
                }
                outcome(
                        clear.operation(),
                        gone == null ? null : new Ended(gone.id, clear.cause(), false));
            }
            case Play play -> report(new Done(play.operation()));
            case StopPlay stop -> {
                // silent
            }
            case Dtmf dtmf -> report(new Done(dtmf.operation()));
            case Label label -> {
                Channel channel = channels.get(label.channel());
                if (channel != null) {
                    channel.label = label.callRef();
                }
                report(new Done(label.operation()));
            }
            case TransferProgress progress -> report(new Done(progress.operation()));
            case TakeSnapshot snapshot -> list();
            case CheckChannel check -> {
                Channel channel = channels.get(check.channel());
                SnapshotChannel seen = channel == null ? null : listed(channel);
                report(new ChannelChecked(check.operation(), check.channel(), seen));
            }
            case CompareChannels compare -> {
                ChannelComparison comparison = new ChannelComparison(compare);
                for (Channel each : channels.values()) {
                    comparison.add(each.id, each.state, each.bridge, each.heldByPhone);
                }
                report(comparison.answer());
            }
        }
    }

    private boolean hears() {
        heard--;
        if (heard == -1 && losesReports) {
            reports.clear();
        }
        return heard >= 0;
    }

    private static long operation(PimCommand command) {
        return switch (command) {
            case Dial c -> c.operation();
            case Answer c -> c.operation();
            case Place c -> c.operation();
            case Clear c -> c.operation();
            case Play c -> c.operation();
            case StopPlay c -> c.operation();
            case Dtmf c -> c.operation();
            case Label c -> c.operation();
            case TransferProgress c -> c.operation();
            case TakeSnapshot c -> c.operation();
            case CheckChannel c -> c.operation();
            case CompareChannels c -> c.operation();
        };
    }

    private void fail(long operation, FailReason reason) {
        report(new Failed(operation, reason, 0, ""));
    }

    private void outcome(long operation, PimReport news) {
        if (doneFirst) {
            report(new Done(operation));
        }
        if (news != null) {
            report(news);
        }
        if (!doneFirst) {
            report(new Done(operation));
        }
    }

    private void dial(Dial dial) {
        if (channels.containsKey(dial.channel())) {
            return;
        }
        String to = dial.endpoint() == null ? dial.number() : dial.endpoint();
        if (busy.contains(to)) {
            fail(dial.operation(), FailReason.BUSY);
            return;
        }
        Channel channel =
                new Channel(
                        dial.channel(),
                        dial.endpoint() == null ? "" : dial.endpoint(),
                        false,
                        to,
                        LegState.RINGING);
        channel.label = dial.callRef();
        channel.dial = dial.operation();
        channels.put(channel.id, channel);
        report(new Ringing(channel.id));
        if (dial.autoAnswer()) {
            answer(channel);
        }
    }

    /** The far end of a dialled channel answers. */
    void answer(Channel channel) {
        channel.state = LegState.UP;
        outcome(channel.dial, new Answered(channel.id));
    }

    private void place(Place place) {
        for (Seat seat : place.seats()) {
            Channel channel = channels.get(seat.channel());
            boolean possible =
                    channel != null && (channel.state == LegState.UP || seat.bridge() == null);
            if (!possible) {
                fail(place.operation(), FailReason.NO_SUCH_CHANNEL);
                return;
            }
        }
        if (doneFirst) {
            report(new Done(place.operation()));
        }
        for (Seat seat : place.seats()) {
            if (!hears()) {
                return;
            }
            Channel channel = channels.get(seat.channel());
            String bridge = seat.bridge() == null ? "" : seat.bridge();
            channel.music = seat.music();
            if (!bridge.equals(channel.bridge)) {
                if (!channel.bridge.isEmpty()) {
                    report(new Left(channel.id, channel.bridge));
                }
                channel.bridge = bridge;
                if (!bridge.isEmpty()) {
                    report(new Entered(channel.id, bridge));
                }
            }
        }
        if (!doneFirst) {
            report(new Done(place.operation()));
        }
    }

    /** The channel of a phone or number that is there; the latest. */
    Channel at(String endpointOrNumber) {
        Channel found = null;
        for (Channel each : channels.values()) {
            if (each.endpoint.equals(endpointOrNumber) || each.number.equals(endpointOrNumber)) {
                found = each;
            }
        }
        if (found == null) {
            throw new AssertionError(
                    "no channel at " + endpointOrNumber + ": " + channels.keySet());
        }
        return found;
    }

    /** A device hangs up. */
    void hangUp(Channel channel) {
        channels.remove(channel.id);
        if (channel.state != LegState.UP && !channel.inbound) {
            fail(channel.dial, FailReason.REJECTED);
        }
        report(new Ended(channel.id, channel.state == LegState.UP ? 16 : 17, true));
    }

    /** Who hears each other, as a sorted list of endpoints and numbers. */
    List<String> talking(Channel one) {
        List<String> found = new ArrayList<>();
        for (Channel each : channels.values()) {
            if (!one.bridge.isEmpty() && each.bridge.equals(one.bridge)) {
                found.add(each.endpoint.isEmpty() ? each.number : each.endpoint);
            }
        }
        found.sort(null);
        return found;
    }
}
