package org.jackfield.gateway.process;

import org.jackfield.gateway.pim.Pim;
import org.jackfield.gateway.pim.PimSink;
import org.jackfield.protocol.pim.Answer;
import org.jackfield.protocol.pim.Answered;
import org.jackfield.protocol.pim.Arrived;
import org.jackfield.protocol.pim.ChannelsCompared;
import org.jackfield.protocol.pim.CheckChannel;
import org.jackfield.protocol.pim.Clear;
import org.jackfield.protocol.pim.CompareChannels;
import org.jackfield.protocol.pim.Dial;
import org.jackfield.protocol.pim.Done;
import org.jackfield.protocol.pim.Dtmf;
import org.jackfield.protocol.pim.Ended;
import org.jackfield.protocol.pim.Entered;
import org.jackfield.protocol.pim.Label;
import org.jackfield.protocol.pim.PimCommand;
import org.jackfield.protocol.pim.PimReport;
import org.jackfield.protocol.pim.Place;
import org.jackfield.protocol.pim.Play;
import org.jackfield.protocol.pim.Played;
import org.jackfield.protocol.pim.Ringing;
import org.jackfield.protocol.pim.Seat;
import org.jackfield.protocol.pim.SnapshotBegun;
import org.jackfield.protocol.pim.SnapshotEnded;
import org.jackfield.protocol.pim.StopPlay;
import org.jackfield.protocol.pim.SwitchUp;
import org.jackfield.protocol.pim.TakeSnapshot;
import org.jackfield.protocol.pim.TransferProgress;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A switch that does what it is told, at once; what its outside does is posted by a test. */
final class ScriptedPim implements Pim {

    private static final long STARTED_MS = 1_000;

    /** What a test lets happen; any thread. */
    private final Queue<PimReport> outside = new ConcurrentLinkedQueue<>();

    private final Queue<PimReport> reports = new ArrayDeque<>();
    private final Map<String, String> bridges = new LinkedHashMap<>();
    private PimSink sink;
    private int epoch;

    /** A caller calls. */
    void call(String channel, String calling, String called) {
        outside.add(
                Arrived.builder()
                        .channel(channel)
                        .trunk("trunk")
                        .calling(calling)
                        .called(called)
                        .switchCallId(channel)
                        .build());
    }

    /** A caller hangs up. */
    void hangUp(String channel) {
        outside.add(new Ended(channel, 16, true));
    }

    @Override
    public void start(PimSink to) {
        sink = to;
        sink.reachable(true, "a scripted switch");
    }

    @Override
    public void activate(int inEpoch) {
        epoch = inEpoch;
        reports.add(new SwitchUp("scripted 1", STARTED_MS));
        list();
    }

    private void list() {
        reports.add(new SnapshotBegun(STARTED_MS));
        reports.add(new SnapshotEnded(0));
    }

    @Override
    public void standby() {
        epoch = 0;
    }

    @Override
    public void command(int inEpoch, PimCommand command) {
        if (inEpoch != epoch) {
            return;
        }
        switch (command) {
            case Dial dial -> {
                reports.add(new Ringing(dial.channel()));
                if (dial.autoAnswer()) {
                    reports.add(new Answered(dial.channel()));
                    reports.add(new Done(dial.operation()));
                }
            }
            case Answer answer -> {
                reports.add(new Answered(answer.channel()));
                reports.add(new Done(answer.operation()));
            }
            case Place place -> {
                place.seats().forEach(this::seat);
                reports.add(new Done(place.operation()));
            }
            case Clear clear -> {
                bridges.remove(clear.channel());
                reports.add(new Ended(clear.channel(), clear.cause(), false));
                reports.add(new Done(clear.operation()));
            }
            case Play play -> {
                reports.add(new Done(play.operation()));
                reports.add(new Played(play.operation(), true));
            }
            case StopPlay stop -> reports.add(new Done(stop.operation()));
            case Dtmf dtmf -> reports.add(new Done(dtmf.operation()));
            case Label label -> reports.add(new Done(label.operation()));
            case TransferProgress progress -> reports.add(new Done(progress.operation()));
            case TakeSnapshot take -> list();
            case CheckChannel check -> {
                // has no answer: no channel is ever lost here
            }
            case CompareChannels compare ->
                    reports.add(
                            new ChannelsCompared(
                                    compare.operation(), true, List.of(), 0, List.of()));
        }
    }

    private void seat(Seat seat) {
        String before = bridges.get(seat.channel());
        if (seat.bridge() != null && !seat.bridge().equals(before)) {
            bridges.put(seat.channel(), seat.bridge());
            reports.add(new Entered(seat.channel(), seat.bridge()));
        }
    }

    @Override
    public void onTime(long nowMs) {
        for (PimReport next = outside.poll(); next != null; next = outside.poll()) {
            reports.add(next);
        }
        for (PimReport next = reports.poll(); next != null; next = reports.poll()) {
            sink.report(epoch, next);
        }
    }

    @Override
    public long nextDeadlineMs() {
        return reports.isEmpty() && outside.isEmpty() ? System.currentTimeMillis() + 20 : 0;
    }

    @Override
    public void stop() {
        epoch = 0;
    }
}
