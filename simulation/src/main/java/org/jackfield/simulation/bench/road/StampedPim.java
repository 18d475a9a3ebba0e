package org.jackfield.simulation.bench.road;

import org.jackfield.gateway.pim.Pim;
import org.jackfield.gateway.pim.PimSink;
import org.jackfield.peripheral.scripted.ScriptedSwitch;
import org.jackfield.protocol.pim.Held;
import org.jackfield.protocol.pim.PimCommand;
import org.jackfield.protocol.pim.PimReport;
import org.jackfield.protocol.pim.Retrieved;
import org.jackfield.protocol.pim.Ringing;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A PIM that notes when it hands on the reports that are timed. */
final class StampedPim implements Pim {

    /** When the switch said something about a phone. */
    record Stamp(int client, RoadKind kind, long micros) {}

    private final Pim pim;
    private final ScriptedSwitch owner;
    private final Queue<Stamp> stamps = new ConcurrentLinkedQueue<>();
    private volatile boolean stamping;

    StampedPim(Pim pim, ScriptedSwitch owner) {
        this.pim = pim;
        this.owner = owner;
    }

    void stamping(boolean on) {
        stamping = on;
    }

    Queue<Stamp> stamps() {
        return stamps;
    }

    @Override
    public void start(PimSink sink) {
        pim.start(
                new PimSink() {
                    @Override
                    public void reachable(boolean reachable, String reason) {
                        sink.reachable(reachable, reason);
                    }

                    @Override
                    public void report(int epoch, PimReport report) {
                        if (stamping) {
                            stamp(report);
                        }
                        sink.report(epoch, report);
                    }
                });
    }

    private void stamp(PimReport report) {
        switch (report) {
            case Ringing ringing -> stamp(ringing.channel(), RoadKind.DELIVERED);
            case Held held -> stamp(held.channel(), RoadKind.HELD);
            case Retrieved back -> stamp(back.channel(), RoadKind.RETRIEVED);
            default -> {
                // Not timed.
            }
        }
    }

    private void stamp(String channel, RoadKind kind) {
        String phone = owner.endpointOf(channel);
        if (!phone.isEmpty()) {
            stamps.add(new Stamp(RoadSite.indexOfPhone(phone), kind, Moment.now()));
        }
    }

    @Override
    public void activate(int epoch) {
        pim.activate(epoch);
    }

    @Override
    public void standby() {
        pim.standby();
    }

    @Override
    public void command(int epoch, PimCommand command) {
        pim.command(epoch, command);
    }

    @Override
    public void onTime(long nowMs) {
        pim.onTime(nowMs);
    }

    @Override
    public long nextDeadlineMs() {
        return pim.nextDeadlineMs();
    }

    @Override
    public void stop() {
        pim.stop();
    }
}
