package org.jackfield.peripheral.scripted;

import org.jackfield.gateway.pim.Pim;
import org.jackfield.gateway.pim.PimSink;
import org.jackfield.protocol.pim.FailReason;
import org.jackfield.protocol.pim.Failed;
import org.jackfield.protocol.pim.PimCommand;
import org.jackfield.protocol.pim.PimReport;
import org.jackfield.protocol.pim.SwitchDown;
import org.jackfield.protocol.pim.SwitchUp;

/**
 * The PIM of a {@link ScriptedSwitch}: its link to one gateway. Commands and reports travel in
 * order and take a little time; what is under way when the link is cut is lost, commands half the
 * time after they were carried out. Several may hang on one switch; the one activated last is
 * heard, the one before is told so and commands nothing more.
 */
public final class ScriptedAcd implements Pim {

    private static final String PRODUCT = "Jackfield scripted ACD 1";
    private static final int RECONNECT_MS_LEAST = 50;

    private final ScriptedSwitch owner;
    private final ScriptedSwitch.Application application =
            new ScriptedSwitch.Application() {
                @Override
                public void hear(PimReport report) {
                    deliver(report);
                }

                @Override
                public void running(boolean running) {
                    if (running) {
                        reconnect();
                    } else {
                        lost("the switch does not answer");
                    }
                }

                @Override
                public void replaced() {
                    hearOfReplacement();
                }
            };

    private PimSink sink;
    private int epoch;
    private boolean active;
    private boolean linkCut;
    private boolean reachable;
    private int link;
    private long lastCommandMs;
    private long lastReportMs;

    public ScriptedAcd(ScriptedSwitch owner) {
        this.owner = owner;
    }

    @Override
    public void start(PimSink reportsTo) {
        sink = reportsTo;
        owner.watch(application);
        owner.soon(this::reach);
    }

    @Override
    public void activate(int newEpoch) {
        epoch = newEpoch;
        active = true;
        link++;
        owner.soon(
                () -> {
                    if (active && epoch == newEpoch && reachable) {
                        take();
                    }
                });
    }

    @Override
    public void standby() {
        active = false;
        link++;
        owner.disconnect(application);
    }

    @Override
    public void command(int commandEpoch, PimCommand command) {
        if (active && commandEpoch == epoch) {
            owner.soon(() -> dispatch(commandEpoch, command));
        }
    }

    @Override
    public void onTime(long nowMs) {
        owner.onTime(nowMs);
    }

    @Override
    public long nextDeadlineMs() {
        return owner.nextDeadlineMs();
    }

    @Override
    public void stop() {
        standby();
        owner.unwatch(application);
        reachable = false;
        sink = null;
    }

    /** True from {@link #activate} until standby, or until another link took over. */
    public boolean active() {
        return active;
    }

    /** The link to the switch is cut; the switch's calls talk on. */
    public void cut(String reason) {
        linkCut = true;
        lost(reason);
    }

    /** The link can be made again; a snapshot follows. */
    public void heal() {
        linkCut = false;
        reconnect();
    }

    private void reconnect() {
        owner.later(RECONNECT_MS_LEAST + owner.commandDelay(), this::reach);
    }

    private void reach() {
        if (sink == null || linkCut || reachable || !owner.running()) {
            return;
        }
        reachable = true;
        sink.reachable(true, PRODUCT);
        if (active) {
            take();
        }
    }

    private void take() {
        deliver(new SwitchUp(PRODUCT, owner.startedMs()));
        owner.connect(application, epoch);
    }

    private void lost(String reason) {
        link++;
        owner.disconnect(application);
        if (sink == null || !reachable) {
            return;
        }
        reachable = false;
        if (active) {
            sink.report(epoch, new SwitchDown(reason));
        }
        sink.reachable(false, reason);
    }

    private void dispatch(int commandEpoch, PimCommand command) {
        if (!active || commandEpoch != epoch) {
            return;
        }
        if (!reachable) {
            long operation = CommandDesk.operationOf(command);
            sink.report(epoch, new Failed(operation, FailReason.SWITCH_DOWN, 0, "not connected"));
            return;
        }
        int sentOn = link;
        lastCommandMs = Math.max(lastCommandMs, owner.nowMs() + owner.commandDelay());
        owner.later(
                lastCommandMs - owner.nowMs(),
                () -> {
                    if (sentOn == link || owner.flip()) {
                        owner.execute(application, command);
                    }
                });
    }

    /** The news takes its time; what is commanded until then the switch carries out. */
    private void hearOfReplacement() {
        int saidOn = link;
        owner.later(
                1 + owner.commandDelay(),
                () -> {
                    if (saidOn == link && active && sink != null) {
                        active = false;
                        link++;
                        sink.report(epoch, new SwitchDown("another link took over the switch"));
                    }
                });
    }

    private void deliver(PimReport report) {
        int saidOn = link;
        lastReportMs = Math.max(lastReportMs, owner.nowMs() + owner.reportDelay());
        owner.later(
                lastReportMs - owner.nowMs(),
                () -> {
                    if (saidOn == link && active && sink != null) {
                        sink.report(epoch, report);
                    }
                });
    }
}
