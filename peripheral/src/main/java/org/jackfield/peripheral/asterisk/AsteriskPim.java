package org.jackfield.peripheral.asterisk;

import org.jackfield.gateway.pim.Pim;
import org.jackfield.gateway.pim.PimSink;
import org.jackfield.peripheral.asterisk.ari.AriMachine;
import org.jackfield.peripheral.asterisk.ari.AriOutputs;
import org.jackfield.peripheral.asterisk.ari.AriRequest;
import org.jackfield.peripheral.asterisk.ari.AriResponse;
import org.jackfield.protocol.link.EventLoops;
import org.jackfield.protocol.pim.PimCommand;
import org.jackfield.protocol.pim.PimReport;
import org.jackfield.protocol.pim.SwitchDown;
import org.jackfield.protocol.record.Arguments;
import org.jackfield.protocol.record.RecordFormatException;

import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * An Asterisk as a switch of the gateway. On standby it only watches whether Asterisk can be
 * reached, under an application name of its own, as a second connection under the same name would
 * silence the first. Active, it connects as the application that owns the calls.
 */
public final class AsteriskPim implements Pim {

    private enum Role {
        /** Not started, or stopped. */
        OFF,
        /** Watches whether Asterisk answers. */
        STANDBY,
        /** Owns the calls. */
        ACTIVE
    }

    private final AsteriskSettings settings;
    private final LongSupplier nowMs;
    private final Consumer<String> log;
    private final AriLink link;
    private final Outputs outputs = new Outputs();

    private Role role = Role.OFF;
    private PimSink sink;
    private int epoch;
    private AriMachine machine;
    private boolean wentOver;

    /**
     * @param inbox takes tasks for the one thread that calls this PIM, and says false when it is
     *     full
     * @param nowMs the time that {@link #onTime} is told
     * @param log a line for people
     */
    public AsteriskPim(
            AsteriskSettings settings,
            EventLoops loops,
            Predicate<Runnable> inbox,
            LongSupplier nowMs,
            Consumer<String> log) {
        this.settings = settings;
        this.nowMs = nowMs;
        this.log = log;
        this.link = new AriLink(settings, loops, inbox, nowMs, new Link());
    }

    @Override
    public void start(PimSink reports) {
        sink = reports;
        role = Role.STANDBY;
        link.open(settings.watchApplication());
    }

    @Override
    public void activate(int newEpoch) {
        epoch = newEpoch;
        if (role == Role.ACTIVE && !wentOver) {
            machine.listAgain(nowMs.getAsLong());
            return;
        }
        role = Role.ACTIVE;
        wentOver = false;
        machine = new AriMachine(settings.ari(), outputs);
        link.open(settings.ari().application());
    }

    @Override
    public void standby() {
        if (role == Role.ACTIVE) {
            leave();
        }
    }

    private void leave() {
        role = Role.STANDBY;
        machine = null;
        link.open(settings.watchApplication());
    }

    @Override
    public void command(int commandEpoch, PimCommand command) {
        if (role == Role.ACTIVE && commandEpoch == epoch) {
            machine.command(nowMs.getAsLong(), command);
        }
    }

    @Override
    public void onTime(long now) {
        link.onTime(now);
        if (machine != null) {
            machine.onTime(now);
        }
        takeOver();
    }

    /** Another connection has our name: what we would command now is no longer ours to command. */
    private void takeOver() {
        if (wentOver && role == Role.ACTIVE) {
            sink.report(epoch, new SwitchDown("another connection took over the application"));
            leave();
        }
    }

    @Override
    public long nextDeadlineMs() {
        long machines = machine == null ? Long.MAX_VALUE : machine.nextDeadlineMs();
        return Math.min(link.nextDeadlineMs(), machines);
    }

    @Override
    public void stop() {
        role = Role.OFF;
        machine = null;
        link.close("stopped");
    }

    private final class Link implements AriLink.Listener {

        @Override
        public void up() {
            log.accept("connected to Asterisk at " + settings.address());
            sink.reachable(true, "connected");
            if (machine != null) {
                machine.linkUp(nowMs.getAsLong());
            }
        }

        @Override
        public void text(String text) {
            if (machine == null) {
                return;
            }
            try {
                Arguments message = AriJson.message(text);
                AriResponse response = AriJson.response(message);
                if (response != null) {
                    machine.response(nowMs.getAsLong(), response);
                } else {
                    machine.event(nowMs.getAsLong(), message);
                }
            } catch (RecordFormatException unreadable) {
                log.accept("Asterisk said what cannot be read: " + unreadable.getMessage());
            }
            takeOver();
        }

        @Override
        public void down(String reason) {
            if (machine != null) {
                machine.linkDown(nowMs.getAsLong(), reason);
            }
            if (role != Role.OFF) {
                log.accept("no link to Asterisk at " + settings.address() + ": " + reason);
                sink.reachable(false, reason);
            }
        }
    }

    private final class Outputs implements AriOutputs {

        @Override
        public void send(long number, AriRequest request) {
            link.send(AriJson.request(number, request));
        }

        @Override
        public void report(PimReport report) {
            sink.report(epoch, report);
        }

        @Override
        public void drop(String reason) {
            link.drop(reason);
        }

        @Override
        public void replaced() {
            log.accept(
                    "another connection took over the application "
                            + settings.ari().application()
                            + ": commanding nothing more");
            wentOver = true;
        }

        @Override
        public void log(String line) {
            log.accept(line);
        }
    }
}
