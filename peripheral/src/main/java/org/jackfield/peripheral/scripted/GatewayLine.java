package org.jackfield.peripheral.scripted;

import org.jackfield.gateway.pim.PimSink;
import org.jackfield.protocol.pim.LineActivate;
import org.jackfield.protocol.pim.LineCommand;
import org.jackfield.protocol.pim.LineHello;
import org.jackfield.protocol.pim.LineReachable;
import org.jackfield.protocol.pim.LineReplaced;
import org.jackfield.protocol.pim.LineReport;
import org.jackfield.protocol.pim.LineStandby;
import org.jackfield.protocol.pim.PimReport;
import org.jackfield.protocol.pim.SwitchLine;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The switch's end of a line to a gateway in another process: a {@link ScriptedAcd} that a {@link
 * RemoteScriptedPim} plays through the line. Whoever drives the switch calls it on the switch's
 * thread.
 */
public final class GatewayLine {

    private static final String NAME = "scripted switch";

    private final ScriptedAcd acd;
    private final LineEnd end;
    private boolean open = true;
    private boolean started;
    private final SortedMap<String, Integer> commands = new TreeMap<>();

    /**
     * A line that came up.
     *
     * @param nowMs the time that {@link #onTime} is told
     */
    public GatewayLine(ScriptedSwitch owner, SwitchWire.Connection connection, long nowMs) {
        this.acd = new ScriptedAcd(owner);
        this.end = new LineEnd(connection, nowMs);
        end.greet(NAME);
    }

    /** Name of the gateway's side; empty before it greeted. */
    public String gateway() {
        return end.peer();
    }

    /** True while the switch listens to this gateway's commands. */
    public boolean active() {
        return acd.active();
    }

    /** How many commands came over this line, by their names; also those not carried out. */
    public SortedMap<String, Integer> commands() {
        return Collections.unmodifiableSortedMap(commands);
    }

    /** The bytes of one record came; what cannot be read costs the line. */
    public void received(byte[] bytes, long nowMs) {
        if (!open) {
            return;
        }
        SwitchLine record = end.read(bytes, nowMs);
        switch (record) {
            case null -> {
                // Nothing to be done.
            }
            case LineHello ignored -> start();
            case LineActivate activate -> acd.activate(activate.epoch());
            case LineStandby ignored -> acd.standby();
            case LineCommand said -> {
                commands.merge(said.command().getClass().getSimpleName(), 1, Integer::sum);
                acd.command(said.epoch(), said.command());
            }
            default -> end.close("a gateway does not say " + record);
        }
    }

    private void start() {
        if (started) {
            end.close("LineHello came twice");
            return;
        }
        started = true;
        acd.start(new Reports());
    }

    /** Closes the line. */
    public void close(String reason) {
        end.close(reason);
    }

    /** The line is gone; the switch's calls talk on. */
    public void closed() {
        if (open) {
            open = false;
            acd.stop();
        }
    }

    /** Gives a sign of life, or misses the gateway's. */
    public void onTime(long nowMs) {
        if (open) {
            end.onTime(nowMs);
        }
    }

    /** When {@link #onTime} wants to be called next; {@link Long#MAX_VALUE} when never. */
    public long nextDeadlineMs() {
        return open ? end.nextDeadlineMs() : Long.MAX_VALUE;
    }

    private final class Reports implements PimSink {

        @Override
        public void reachable(boolean reachable, String reason) {
            end.send(new LineReachable(reachable, reason));
        }

        @Override
        public void report(int epoch, PimReport report) {
            end.send(new LineReport(epoch, report));
            if (!acd.active()) {
                end.send(new LineReplaced());
            }
        }
    }
}
