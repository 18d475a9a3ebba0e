package org.jackfield.simulation.world;

import org.jackfield.peripheral.scripted.Dice;
import org.jackfield.peripheral.scripted.ScriptedAcd;
import org.jackfield.peripheral.scripted.ScriptedSwitch;

import java.util.ArrayList;
import java.util.List;

/** Makes the faults of a profile, and heals them. */
final class FaultMaker {

    private static final double CLIENT_CUT_EVERY_MS = 5 * 60_000.0;
    private static final double SLOW_EVERY_MS = 15 * 60_000.0;
    private static final double SILENCE_EVERY_MS = 2 * 60_000.0;
    private static final double LINK_CUT_EVERY_MS = 20 * 60_000.0;
    private static final double RESTART_EVERY_MS = 8 * 3_600_000.0;
    private static final double PHONE_EVERY_MS = 8 * 60_000.0;
    private static final double KILL_EVERY_MS = 4 * 60_000.0;
    private static final double SLEEP_EVERY_MS = 4 * 60_000.0;
    private static final double FLAP_EVERY_MS = 10 * 60_000.0;
    private static final double CUT_EVERY_MS = 4 * 60_000.0;
    private static final double ISOLATE_EVERY_MS = 5 * 60_000.0;
    private static final double DISTANCE_EVERY_MS = 8 * 60_000.0;
    private static final double JUMP_EVERY_MS = 2 * 60_000.0;
    private static final double SERVER_KILL_EVERY_MS = 20 * 60_000.0;
    private static final double DISK_EVERY_MS = 10 * 60_000.0;
    private static final double DESK_CRASH_EVERY_MS = 6 * 60_000.0;
    private static final double CLIENT_CRASH_EVERY_MS = 12 * 60_000.0;
    private static final double SLOW_CONNECT_EVERY_MS = 10 * 60_000.0;
    private static final int CONNECT_MS_MAX = 15_000;
    private static final int NEVER_PERCENT = 25;
    private static final long NEVER_MS = 1L << 40;
    private static final int AFTERMATH_MS = 15_000;

    /** So long after a member died another has taken its place. */
    private static final int TAKE_OVER_MS = 10_000;

    private final Stage stage;
    private final VirtualTime time;
    private final FaultProfile profile;
    private final Dice dice;
    private final List<SimulatedDesk> desks;
    private final List<Runnable> healers = new ArrayList<>();

    /** Faults at work that calls and agents may suffer from. */
    private int disturbing;

    /** Faults at work while which nobody may command the switch. */
    private int breaking;

    private long commandsFromMs;
    private boolean over;
    private long count;
    private long calmFromMs;

    FaultMaker(Stage stage, FaultProfile profile, List<SimulatedDesk> desks) {
        this.desks = desks;
        this.stage = stage;
        this.time = stage.time();
        this.profile = profile;
        this.dice = stage.dice().part();
    }

    void start() {
        if (profile.has(FaultProfile.CLIENTS)) {
            again(CLIENT_CUT_EVERY_MS, this::cutClient);
            again(SERVER_KILL_EVERY_MS, this::killServer);
            again(DESK_CRASH_EVERY_MS, this::crashDesk);
            again(CLIENT_CRASH_EVERY_MS, this::crashClient);
            again(SLOW_CONNECT_EVERY_MS, this::slowConnects);
        }
        if (profile.has(FaultProfile.SLOW)) {
            again(SLOW_EVERY_MS, this::stallClient);
        }
        if (profile.has(FaultProfile.SILENT)) {
            again(SILENCE_EVERY_MS, this::silenceLine);
        }
        if (profile.has(FaultProfile.SWITCH)) {
            again(LINK_CUT_EVERY_MS, this::cutLink);
            again(RESTART_EVERY_MS, this::restartSwitch);
            again(PHONE_EVERY_MS, this::unplugPhone);
        }
        if (stage.group() != null) {
            startGroupFaults(new GroupFaults(stage, dice.part()));
        }
    }

    private void startGroupFaults(GroupFaults faults) {
        if (profile.has(FaultProfile.MEMBERS)) {
            again(KILL_EVERY_MS, () -> killMember(faults.kill()));
            again(DISK_EVERY_MS, () -> killMember(faults.loseDisk()));
            again(DISK_EVERY_MS, () -> forAWhile(faults.fillDisk(), 1_000, 60_000));
            again(SLEEP_EVERY_MS, () -> forAWhile(faults.sleep(), 200, 10_000));
            again(FLAP_EVERY_MS, () -> forAWhile(faults.flap(), 10_000, 12_000));
        }
        if (profile.has(FaultProfile.NETWORK)) {
            again(CUT_EVERY_MS, () -> forAWhile(faults.cut(), 100, 20_000));
            again(ISOLATE_EVERY_MS, () -> forAWhile(faults.isolate(), 100, 20_000));
            again(DISTANCE_EVERY_MS, () -> forAWhile(faults.slow(), 1_000, 60_000));
        }
        if (profile.has(FaultProfile.CLOCKS)) {
            again(JUMP_EVERY_MS, () -> setClock(faults.jump()));
            again(SLEEP_EVERY_MS, () -> forAWhile(faults.sleep(), 200, 3_000));
        }
    }

    private void forAWhile(Runnable mend, long leastMs, long mostMs) {
        if (mend != null) {
            healAfter(dice.between(leastMs, mostMs), mend);
        }
    }

    /** Another member takes its place; when it comes back, nothing may change. */
    private void killMember(Runnable start) {
        if (start != null) {
            commandsFromMs = Math.max(commandsFromMs, time.nowMs() + TAKE_OVER_MS);
            healAfter(dice.between(1_000, 40_000), start, true, false);
        }
    }

    /** A wrong clock may disturb nothing. */
    private void setClock(Runnable back) {
        healAfter(dice.between(1_000, 600_000), back, false, false);
    }

    private void killServer() {
        List<CtiOsHost> running = stage.servers().stream().filter(CtiOsHost::runs).toList();
        if (!running.isEmpty()) {
            CtiOsHost server = dice.oneOf(running);
            server.kill();
            healAfter(dice.between(500, 30_000), server::start, false, false);
        }
    }

    /** It comes back as a new process, or not before the end. */
    private void crashDesk() {
        List<SimulatedDesk> running = desks.stream().filter(SimulatedDesk::runs).toList();
        if (!running.isEmpty()) {
            SimulatedDesk desk = dice.oneOf(running);
            desk.kill();
            long awayMs = dice.percent(NEVER_PERCENT) ? NEVER_MS : dice.between(200, 120_000);
            healAfter(awayMs, desk::comeBack, false, false);
        }
    }

    /** A client of the CTI Server; it comes back as a new process. */
    private void crashClient() {
        SimulatedAgents client = dice.oneOf(stage.clients());
        if (client.runs()) {
            client.kill();
            healAfter(dice.between(200, 60_000), client::comeBack, true, false);
        }
    }

    private void slowConnects() {
        stage.net().connectsTakeUpTo((int) dice.between(100, CONNECT_MS_MAX));
        long ms = dice.between(5_000, 120_000);
        healAfter(ms, () -> stage.net().connectsTakeUpTo(0), false, false);
    }

    /** True while whatever the machine orders must be commanded by somebody. */
    boolean commandsExpected() {
        if (breaking > 0 || !stage.group().ableToCommand()) {
            commandsFromMs = Math.max(commandsFromMs, time.nowMs() + AFTERMATH_MS);
        }
        return time.nowMs() >= commandsFromMs;
    }

    /** Faults made so far. */
    long count() {
        return count;
    }

    /** True while something is broken, or was just now. */
    boolean atWork() {
        return disturbing > 0 || time.nowMs() < calmFromMs;
    }

    /** True while nothing at all is broken. */
    boolean allMended() {
        return healers.isEmpty();
    }

    /** No more faults; everything is mended at once. */
    void heal() {
        over = true;
        List.copyOf(healers).forEach(Runnable::run);
        healers.clear();
    }

    private void again(double meanMs, Runnable fault) {
        time.after(
                dice.untilNextMs(meanMs),
                () -> {
                    if (!over) {
                        count++;
                        stage.desktops().disturbed(time.nowMs());
                        fault.run();
                        again(meanMs, fault);
                    }
                });
    }

    private void healAfter(long ms, Runnable mend) {
        healAfter(ms, mend, true, true);
    }

    private void healAfter(long ms, Runnable mend, boolean disturbs, boolean breaks) {
        disturbing += disturbs ? 1 : 0;
        breaking += breaks ? 1 : 0;
        Runnable once =
                () -> {
                    mend.run();
                    stage.touchSwitch();
                    if (disturbs) {
                        disturbing--;
                        calmFromMs = time.nowMs() + AFTERMATH_MS;
                    }
                    if (breaks) {
                        breaking--;
                        commandsFromMs = time.nowMs() + AFTERMATH_MS;
                    }
                };
        healers.add(once);
        time.after(
                ms,
                () -> {
                    if (healers.remove(once)) {
                        once.run();
                    }
                });
    }

    private void cutClient() {
        List<Pipe> pipes = stage.net().pipes();
        if (!pipes.isEmpty()) {
            dice.oneOf(pipes).cut("cut by the network");
            calmFromMs = time.nowMs() + AFTERMATH_MS;
        }
    }

    private void stallClient() {
        SimulatedAgents client = dice.oneOf(stage.clients());
        Pipe.End end = client.runs() ? client.client().end() : null;
        if (end != null) {
            end.stall();
            healAfter(dice.between(500, 40_000), end::resume);
        }
    }

    /**
     * A line of any client, desktop or server carries nothing, one way or both, and nobody is told.
     * Who notices connects anew while the other end still counts the old connection.
     */
    private void silenceLine() {
        List<Pipe> pipes = stage.net().pipes();
        if (pipes.isEmpty()) {
            return;
        }
        Pipe pipe = dice.oneOf(pipes);
        boolean both = dice.percent(50);
        boolean toTheClient = dice.percent(50);
        if (both || toTheClient) {
            pipe.client().stall();
        }
        if (both || !toTheClient) {
            pipe.server().stall();
        }
        healAfter(
                dice.between(500, 40_000),
                () -> {
                    pipe.client().resume();
                    pipe.server().resume();
                });
    }

    private void cutLink() {
        ScriptedAcd acd = dice.oneOf(stage.links());
        acd.cut("cut by the network");
        stage.touchSwitch();
        healAfter(dice.between(300, 20_000), acd::heal);
    }

    private void restartSwitch() {
        ScriptedSwitch owner = stage.owner();
        if (owner.running()) {
            owner.crash();
            stage.touchSwitch();
            healAfter(dice.between(2_000, 10_000), owner::restart);
        }
    }

    private void unplugPhone() {
        String phone = stage.site().phone((int) dice.between(0, stage.site().agents() - 1L));
        stage.owner().soon(() -> stage.owner().inService(phone, false));
        stage.touchSwitch();
        healAfter(
                dice.between(500, 30_000),
                () -> stage.owner().soon(() -> stage.owner().inService(phone, true)));
    }
}
