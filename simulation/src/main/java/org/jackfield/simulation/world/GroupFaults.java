package org.jackfield.simulation.world;

import org.jackfield.peripheral.scripted.Dice;
import org.jackfield.peripheral.scripted.ScriptedAcd;

import java.util.ArrayList;
import java.util.List;

/** What can go wrong with the members of a group. Each fault gives how it is mended. */
final class GroupFaults {

    private static final int JUMP_MS_MAX = 3_600_000;
    private static final int STEP_MS_MAX = 2_000;
    private static final int SLOW_MS_MAX = 400;

    private final Stage stage;
    private final SimulatedGroup group;
    private final Dice dice;

    GroupFaults(Stage stage, Dice dice) {
        this.stage = stage;
        this.group = stage.group();
        this.dice = dice;
    }

    private SimulatedMember anyone() {
        return dice.oneOf(group.members());
    }

    /** A process is killed; null when it does not run. */
    Runnable kill() {
        SimulatedMember member = anyone();
        if (!member.awake()) {
            return null;
        }
        member.kill();
        return () -> group.start(member);
    }

    /** A process is killed and its disk replaced by an empty one; null when it does not run. */
    Runnable loseDisk() {
        SimulatedMember member = anyone();
        if (!member.awake()) {
            return null;
        }
        member.kill();
        member.loseDisk();
        return () -> group.start(member);
    }

    /** Nothing more can be written on a member's disk: it neither leads nor reads, and lives on. */
    Runnable fillDisk() {
        SimulatedMember member = anyone();
        member.disk(true);
        return () -> member.disk(false);
    }

    /** A process stands still. */
    Runnable sleep() {
        SimulatedMember member = anyone();
        if (!member.awake()) {
            return null;
        }
        member.sleep();
        return () -> {
            if (member.runs() && !member.awake()) {
                member.wake();
            }
        };
    }

    /** Two members do not hear one another, or one does not hear the other. */
    Runnable cut() {
        int one = (int) dice.between(0, ReplicationModel.SIZE - 1L);
        int other = (one + 1 + (int) dice.between(0, 1)) % ReplicationModel.SIZE;
        return cut(List.of(new int[] {one, other}), dice.percent(50));
    }

    /** A member is alone. */
    Runnable isolate() {
        int one = (int) dice.between(0, ReplicationModel.SIZE - 1L);
        List<int[]> pairs = new ArrayList<>();
        for (int other = 0; other < ReplicationModel.SIZE; other++) {
            if (other != one) {
                pairs.add(new int[] {one, other});
            }
        }
        return cut(pairs, dice.percent(70));
    }

    private Runnable cut(List<int[]> pairs, boolean bothWays) {
        set(pairs, bothWays, true);
        return () -> set(pairs, bothWays, false);
    }

    private void set(List<int[]> pairs, boolean bothWays, boolean isCut) {
        for (int[] pair : pairs) {
            group.model().cut(pair[0], pair[1], isCut);
            if (bothWays) {
                group.model().cut(pair[1], pair[0], isCut);
            }
        }
    }

    /** A member is far away. */
    Runnable slow() {
        int one = (int) dice.between(0, ReplicationModel.SIZE - 1L);
        group.model().slow(one, (int) dice.between(1, SLOW_MS_MAX));
        return () -> group.model().slow(one, 0);
    }

    /** A clock is set, by a little or a lot. */
    Runnable jump() {
        SimulatedMember member = anyone();
        long max = dice.percent(50) ? STEP_MS_MAX : JUMP_MS_MAX;
        member.clockAhead(dice.between(-max, max));
        return () -> member.clockAhead(0);
    }

    /** A side's link to the switch comes and goes. */
    Runnable flap() {
        ScriptedAcd link = dice.oneOf(stage.links());
        for (int time = 0; time < 5; time++) {
            stage.time().after(time * dice.between(100, 2_000), () -> turn(link, false));
            stage.time().after(time * dice.between(100, 2_000) + 100, () -> turn(link, true));
        }
        return () -> turn(link, true);
    }

    private void turn(ScriptedAcd link, boolean on) {
        if (on) {
            link.heal();
        } else {
            link.cut("flaps");
        }
        stage.touchSwitch();
    }
}
