package org.jackfield.peripheral.scripted;

import org.jackfield.gateway.pim.Pim;
import org.jackfield.gateway.pim.PimSink;
import org.jackfield.protocol.pim.FailReason;
import org.jackfield.protocol.pim.Failed;
import org.jackfield.protocol.pim.LineActivate;
import org.jackfield.protocol.pim.LineCommand;
import org.jackfield.protocol.pim.LineReachable;
import org.jackfield.protocol.pim.LineReplaced;
import org.jackfield.protocol.pim.LineReport;
import org.jackfield.protocol.pim.LineStandby;
import org.jackfield.protocol.pim.PimCommand;
import org.jackfield.protocol.pim.SwitchDown;
import org.jackfield.protocol.pim.SwitchLine;

import java.util.function.LongSupplier;

/**
 * The PIM of a scripted switch that runs in a process of its own, so that several gateways reach
 * the same switch and its calls outlive each of them. Connects again by itself; whatever was under
 * way on a line that broke is lost, as on any switch, and the snapshot after it tells the truth.
 */
public final class RemoteScriptedPim implements Pim {

    private static final int AGAIN_MS_LEAST = 50;
    private static final int AGAIN_MS_MAX = 250;

    private final String name;
    private final SwitchWire wire;
    private final LongSupplier nowMs;

    private PimSink sink;
    private int epoch;
    private boolean active;
    private boolean reachable;
    private Line line;
    private long connectAtMs = Long.MAX_VALUE;
    private int againMs = AGAIN_MS_LEAST;

    /**
     * A PIM that does nothing before {@link #start}.
     *
     * @param name of the gateway's side, for the switch's log and its faults
     * @param nowMs the time that {@link #onTime} is told
     */
    public RemoteScriptedPim(String name, SwitchWire wire, LongSupplier nowMs) {
        this.name = name;
        this.wire = wire;
        this.nowMs = nowMs;
    }

    @Override
    public void start(PimSink reportsTo) {
        sink = reportsTo;
        againMs = AGAIN_MS_LEAST;
        connect();
    }

    private void connect() {
        connectAtMs = Long.MAX_VALUE;
        line = new Line();
        line.connection = wire.connect(line);
    }

    @Override
    public void activate(int newEpoch) {
        epoch = newEpoch;
        active = true;
        if (line != null) {
            line.activated = false;
        }
        tellThatActive();
    }

    /** Once a line: a switch that comes back on the same line knows it still. */
    private void tellThatActive() {
        if (reachable && active && !line.activated) {
            line.activated = true;
            line.end.send(new LineActivate(epoch));
        }
    }

    @Override
    public void standby() {
        active = false;
        if (reachable) {
            line.end.send(new LineStandby());
        }
    }

    @Override
    public void command(int commandEpoch, PimCommand command) {
        if (!active || commandEpoch != epoch) {
            return;
        }
        if (reachable) {
            line.end.send(new LineCommand(epoch, command));
            return;
        }
        long operation = CommandDesk.operationOf(command);
        sink.report(epoch, new Failed(operation, FailReason.SWITCH_DOWN, 0, "not connected"));
    }

    @Override
    public void onTime(long timeMs) {
        if (connectAtMs <= timeMs) {
            connect();
        }
        if (line != null && line.end != null) {
            line.end.onTime(timeMs);
        }
    }

    @Override
    public long nextDeadlineMs() {
        long signs = line == null || line.end == null ? Long.MAX_VALUE : line.end.nextDeadlineMs();
        return Math.min(connectAtMs, signs);
    }

    @Override
    public void stop() {
        active = false;
        reachable = false;
        connectAtMs = Long.MAX_VALUE;
        Line leaving = line;
        line = null;
        sink = null;
        if (leaving != null) {
            leaving.connection.close("stopped");
        }
    }

    private void take(SwitchLine record) {
        switch (record) {
            case LineReachable said -> runs(said.reachable(), said.reason());
            case LineReport said -> {
                if (active && said.epoch() == epoch) {
                    sink.report(epoch, said.report());
                }
            }
            case LineReplaced ignored -> active = false;
            default -> {
                // What a later release of the switch may say besides.
            }
        }
    }

    private void runs(boolean runs, String reason) {
        againMs = AGAIN_MS_LEAST;
        if (reachable == runs) {
            return;
        }
        reachable = runs;
        sink.reachable(runs, reason);
        tellThatActive();
    }

    private void lost(String reason) {
        line = null;
        connectAtMs = nowMs.getAsLong() + againMs;
        againMs = Math.min(againMs * 2, AGAIN_MS_MAX);
        if (reachable) {
            reachable = false;
            if (active) {
                sink.report(epoch, new SwitchDown(reason));
            }
            sink.reachable(false, reason);
        }
    }

    /** One connection; what is heard of an older one no longer counts. */
    private final class Line implements SwitchWire.Ear {

        private SwitchWire.Connection connection;
        private LineEnd end;
        private boolean activated;

        @Override
        public void opened() {
            if (line == this) {
                end = new LineEnd(connection, nowMs.getAsLong());
                end.greet(name);
            }
        }

        @Override
        public void received(byte[] bytes) {
            if (line != this) {
                return;
            }
            SwitchLine record = end.read(bytes, nowMs.getAsLong());
            if (record != null) {
                take(record);
            }
        }

        @Override
        public void closed(String reason) {
            if (line == this) {
                lost(reason);
            }
        }
    }
}
