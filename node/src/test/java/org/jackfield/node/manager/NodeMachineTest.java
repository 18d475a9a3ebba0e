package org.jackfield.node.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jackfield.node.manager.NodeOutput.Ask;
import org.jackfield.node.manager.NodeOutput.End;
import org.jackfield.node.manager.NodeOutput.Kill;
import org.jackfield.node.manager.NodeOutput.Spawn;
import org.jackfield.node.manager.NodeOutput.Tell;
import org.jackfield.node.manager.NodeOutput.Terminate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** What the node manager decides, in virtual time. */
class NodeMachineTest {

    private static final ChildPlan OPC =
            new ChildPlan("opc", Criticality.CRITICAL, true, 30_000, 10_000, 12_000);
    private static final ChildPlan CTISVR =
            new ChildPlan("ctisvr", Criticality.CRITICAL, true, 30_000, 10_000, 0);
    private static final ChildPlan TESTSYNC =
            new ChildPlan("testsync", Criticality.NON_CRITICAL, false, 30_000, 10_000, 0);

    private final List<NodeOutput> outputs = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();

    /** Processes that do not answer. */
    private final Set<String> silent = new TreeSet<>();

    private final Set<String> running = new TreeSet<>();
    private long nowMs = 1_000_000;
    private NodeMachine machine = new NodeMachine("PG1A", NodeRules.DEFAULTS, List.of(OPC, CTISVR));

    private void give(NodeInput input) {
        machine.onInput(input, nowMs, this::carryOut);
        answer();
    }

    private final List<String> asks = new ArrayList<>();

    private void carryOut(NodeOutput output) {
        switch (output) {
            case Tell tell -> lines.add(tell.weight() + " " + tell.text());
            case Ask ask -> asks.add(ask.child());
            case Spawn spawn -> {
                assertThat(running.add(spawn.child())).as("%s started twice", spawn).isTrue();
                outputs.add(spawn);
            }
            default -> outputs.add(output);
        }
    }

    private void answer() {
        for (String child : List.copyOf(asks)) {
            asks.remove(child);
            give(new NodeInput.Asked(child, running.contains(child) && !silent.contains(child)));
        }
    }

    private void after(long ms) {
        long endMs = nowMs + ms;
        while (machine.nextDeadlineMs() <= endMs) {
            nowMs = Math.max(nowMs, machine.nextDeadlineMs());
            machine.onTime(nowMs, this::carryOut);
            answer();
        }
        nowMs = endMs;
    }

    private void ends(String child, int exitCode) {
        running.remove(child);
        give(new NodeInput.Ended(child, exitCode));
    }

    private List<NodeOutput> outputs() {
        List<NodeOutput> taken = List.copyOf(outputs);
        outputs.clear();
        return taken;
    }

    private void up() {
        give(new NodeInput.Begin(Set.of()));
        after(5_000);
        assertThat(machine.state()).isEqualTo(NodeState.RUNNING);
        outputs();
        lines.clear();
    }

    @Test
    @Tag("BEH-342")
    @Tag("BEH-343")
    void processesAreStartedInOrderEachWhenTheOneBeforeAnswers() {
        give(new NodeInput.Begin(Set.of()));
        assertThat(outputs()).containsExactly(new Spawn("opc"));
        assertThat(machine.state()).isEqualTo(NodeState.STARTING);
        after(1_000);
        assertThat(outputs()).containsExactly(new Spawn("ctisvr"));
        after(1_000);
        assertThat(machine.state()).isEqualTo(NodeState.RUNNING);
        assertThat(lines).contains("INFORMATIONAL Process opc on PG1A is OK");
    }

    @Test
    void theOneAfterAProcessThatDiesAtOnceIsStartedAllTheSame() {
        give(new NodeInput.Begin(Set.of()));
        ends("opc", 1);
        assertThat(outputs()).containsExactly(new Spawn("opc"), new Spawn("ctisvr"));
    }

    @Test
    @Tag("BEH-343")
    @Tag("BEH-353")
    void aProcessThatRanLongEnoughIsStartedAgainAtOnce() {
        up();
        after(30_000);
        ends("opc", 1);
        assertThat(outputs()).containsExactly(new Spawn("opc"));
        assertThat(lines.getFirst())
                .isEqualTo(
                        "ERROR Process opc on PG1A went down, cause unknown, exit code 1, after 35"
                                + " s");
        after(2_000);
        assertThat(lines.getLast()).isEqualTo("INFORMATIONAL Process opc on PG1A is OK");
    }

    @Test
    void afterShortRunsTheStartIsDelayedLongerAndLonger() {
        machine = new NodeMachine("PG1A", NodeRules.DEFAULTS, List.of(TESTSYNC));
        give(new NodeInput.Begin(Set.of()));
        outputs();
        for (long delayMs : new long[] {1_000, 10_000, 60_000, 60_000, 60_000, 60_000}) {
            ends("testsync", 3);
            assertThat(lines.getLast())
                    .contains("is started again after a delay of " + delayMs / 1_000 + " s");
            after(delayMs - 1);
            assertThat(outputs()).isEmpty();
            after(1);
            assertThat(outputs()).containsExactly(new Spawn("testsync"));
        }
        after(30_000);
        ends("testsync", 3);
        assertThat(outputs()).containsExactly(new Spawn("testsync"));
    }

    @Test
    void aProcessThatCannotBeStartedIsTriedOnceASecondWhateverTheDelaysSay() {
        assertThat(startsInTenSeconds(new NodeInput.StartFailed("testsync", "no such program")))
                .isEqualTo(10);
    }

    @Test
    void aProcessThatEndsAtOnceIsStartedOnceASecondWhateverTheDelaysSay() {
        assertThat(startsInTenSeconds(new NodeInput.Ended("testsync", 3))).isEqualTo(10);
        assertThat(lines.getLast()).contains("is started again after a delay of 1 s");
        after(700);
        outputs();
        running.clear();
        lines.clear();
        give(new NodeInput.Ended("testsync", 3));
        assertThat(lines.getFirst()).contains("after 700 ms");
        assertThat(lines.getLast()).contains("after a delay of 300 ms");
        after(1_300);
        running.clear();
        give(new NodeInput.Ended("testsync", 3));
        assertThat(lines.getLast()).as("it ran for a second").contains("is started again");
        assertThat(outputs()).hasSize(2);
    }

    private int startsInTenSeconds(NodeInput failure) {
        NodeRules hasty = new NodeRules(1_000, List.of(0L), 5, 600_000, 3, 3_600_000, 1_000, 5);
        machine = new NodeMachine("PG1A", hasty, List.of(TESTSYNC));
        give(new NodeInput.Begin(Set.of()));
        int starts = 0;
        long endMs = nowMs + 10_000;
        while (nowMs < endMs && starts < 1_000) {
            if (outputs().isEmpty()) {
                after(100);
            } else {
                starts++;
                running.clear();
                give(failure);
            }
        }
        return starts;
    }

    @Test
    void aProcessThatRunsButDoesNotAnswerCountsAsDead() {
        up();
        after(60_000);
        silent.add("ctisvr");
        after(5_000);
        assertThat(outputs()).containsExactly(new Kill("ctisvr"));
        assertThat(lines).singleElement().asString().contains("runs but does not answer");
        silent.clear();
        after(3_600_000);
        assertThat(outputs()).as("before its end is heard").isEmpty();
        ends("ctisvr", NodeExit.KILLED);
        assertThat(outputs()).containsExactly(new Spawn("ctisvr"));
    }

    @Test
    void aPauseOfTheNodeManagerItselfKillsNobody() {
        up();
        after(10_000);
        // Asked, then this process sleeps for a minute, and the question fails by its time-out.
        silent.add("opc");
        after(1_000);
        silent.clear();
        nowMs += 60_000;
        after(60_000);
        assertThat(outputs()).isEmpty();
    }

    @Test
    void aProcessThatNeverAnswersIsEndedAfterItsTime() {
        silent.add("opc");
        give(new NodeInput.Begin(Set.of()));
        after(29_999);
        assertThat(outputs()).containsExactly(new Spawn("opc"));
        after(1);
        assertThat(outputs()).contains(new Kill("opc"));
        assertThat(lines.getFirst()).contains("did not answer within 30 s of its start");
    }

    @Test
    void whatAKilledMemberOfAGroupLeavesBehindIsWaitedOut() {
        up();
        after(60_000);
        ends("opc", NodeExit.KILLED);
        assertThat(outputs()).isEmpty();
        assertThat(machine.state()).isEqualTo(NodeState.IMPAIRED);
        assertThat(lines.getLast())
                .contains("after a delay of 12 s")
                .contains("left behind when it was killed");
        after(12_000);
        assertThat(outputs()).containsExactly(new Spawn("opc"));
    }

    @Test
    void aCriticalProcessThatKeepsFailingRestartsTheNode() {
        up();
        for (int failure = 1; failure <= 4; failure++) {
            ends("ctisvr", 1);
            after(62_000);
        }
        outputs();
        ends("ctisvr", 1);
        assertThat(outputs()).containsExactly(new Terminate("opc"));
        assertThat(machine.state()).isEqualTo(NodeState.RESTARTING);
        ends("opc", NodeExit.DONE);
        assertThat(outputs()).containsExactly(new Spawn("opc"));
        after(2_000);
        assertThat(outputs()).containsExactly(new Spawn("ctisvr"));
        after(2_000);
        assertThat(machine.state()).isEqualTo(NodeState.RUNNING);
    }

    @Test
    void aProcessThatIsNotCriticalNeverRestartsTheNode() {
        machine = new NodeMachine("PG1A", NodeRules.DEFAULTS, List.of(TESTSYNC));
        give(new NodeInput.Begin(Set.of()));
        for (int failure = 0; failure < 50; failure++) {
            ends("testsync", 1);
            after(60_000);
        }
        assertThat(outputs()).hasSize(51).containsOnly(new Spawn("testsync"));
    }

    @Test
    @Tag("BEH-344")
    void afterThreeRestartsInAnHourTheFaultIsUnrecoverable() {
        up();
        for (int restart = 1; restart <= 3; restart++) {
            ends("opc", NodeExit.RESTART_NODE);
            ends("ctisvr", NodeExit.DONE);
            after(5_000);
            assertThat(machine.state()).isEqualTo(NodeState.RUNNING);
        }
        outputs();
        ends("opc", NodeExit.RESTART_NODE);
        ends("ctisvr", NodeExit.DONE);
        assertThat(outputs())
                .containsExactly(new Terminate("ctisvr"), new End(NodeExit.HOST_ACTION));
    }

    @Test
    void restartsOfTheNodeThatLieAnHourBackDoNotCount() {
        up();
        for (int restart = 1; restart <= 20; restart++) {
            ends("opc", NodeExit.RESTART_NODE);
            ends("ctisvr", NodeExit.DONE);
            after(1_200_001);
        }
        assertThat(machine.state()).isEqualTo(NodeState.RUNNING);
    }

    @Test
    void aProcessMayAskForTheHostsActionOrToStayDown() {
        up();
        ends("ctisvr", NodeExit.STAY_DOWN);
        after(600_000);
        assertThat(outputs()).isEmpty();
        ends("opc", NodeExit.HOST_ACTION);
        assertThat(outputs()).containsExactly(new End(NodeExit.HOST_ACTION));
    }

    @Test
    void aNodeEndsInReverseOrderDrainingFirstAndByForceOnlyWhenItTakesTooLong() {
        up();
        give(new NodeInput.StopNode());
        assertThat(outputs()).containsExactly(new Terminate("ctisvr"));
        ends("ctisvr", 143);
        assertThat(outputs()).containsExactly(new Terminate("opc"));
        after(9_999);
        assertThat(outputs()).isEmpty();
        after(1);
        assertThat(outputs()).containsExactly(new Kill("opc"));
        ends("opc", NodeExit.KILLED);
        assertThat(outputs()).containsExactly(new End(NodeExit.DONE));
        assertThat(machine.nextDeadlineMs()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    @Tag("BEH-340")
    void anOperatorStopsStartsAndCyclesOneProcess() {
        up();
        give(new NodeInput.Stop("ctisvr"));
        ends("ctisvr", 143);
        after(600_000);
        assertThat(outputs()).containsExactly(new Terminate("ctisvr"));
        give(new NodeInput.Start("ctisvr"));
        assertThat(outputs()).containsExactly(new Spawn("ctisvr"));
        after(2_000);
        give(new NodeInput.Cycle("opc"));
        assertThat(outputs()).containsExactly(new Terminate("opc"));
        ends("opc", 143);
        assertThat(outputs()).containsExactly(new Spawn("opc"));
        assertThatThrownBy(() -> give(new NodeInput.Start("pim9")))
                .hasMessageContaining("no process 'pim9', only [opc, ctisvr]");
    }

    @Test
    void processesOfAnEarlierNodeManagerAreTakenOver() {
        running.add("opc");
        give(new NodeInput.Begin(Set.of("opc")));
        after(3_000);
        assertThat(outputs()).containsExactly(new Spawn("ctisvr"));
        assertThat(lines)
                .contains("INFORMATIONAL Process opc on PG1A runs already and is taken over");
        after(30_000);
        ends("opc", NodeExit.UNKNOWN);
        assertThat(lines.get(lines.size() - 2)).contains("cause and exit code unknown");
        after(11_999);
        assertThat(outputs()).isEmpty();
        after(1);
        assertThat(outputs()).containsExactly(new Spawn("opc"));
    }

    @Test
    void aProcessThatCannotBeStartedIsTriedAgain() {
        up();
        after(60_000);
        ends("ctisvr", 1);
        outputs();
        running.remove("ctisvr");
        give(new NodeInput.StartFailed("ctisvr", "no such program"));
        assertThat(lines).anySatisfy(l -> assertThat(l).contains("no such program"));
        after(1_000);
        assertThat(outputs()).containsExactly(new Spawn("ctisvr"));
    }

    @Test
    void whateverHappensNoProcessRunsTwiceAndATroubledNodeComesToRest() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            machine = new NodeMachine("PG1A", NodeRules.DEFAULTS, List.of(OPC, CTISVR, TESTSYNC));
            running.clear();
            outputs.clear();
            give(new NodeInput.Begin(Set.of()));
            for (int step = 0; step < 200; step++) {
                trouble(random);
                for (NodeOutput output : outputs()) {
                    if (output instanceof Kill kill && running.contains(kill.child())) {
                        ends(kill.child(), NodeExit.KILLED);
                    } else if (output instanceof Terminate stop && running.contains(stop.child())) {
                        ends(stop.child(), 143);
                    }
                }
                long up = machine.children(nowMs).stream().filter(c -> c.forMs() > 0).count();
                assertThat(up).as("seed %d", seed).isLessThanOrEqualTo(3);
            }
            silent.clear();
            for (int rest = 0; rest < 20; rest++) {
                after(100_000);
                for (NodeOutput output : outputs()) {
                    if (output instanceof Kill kill && running.contains(kill.child())) {
                        ends(kill.child(), NodeExit.KILLED);
                    }
                    if (output instanceof Terminate stop && running.contains(stop.child())) {
                        ends(stop.child(), 143);
                    }
                }
            }
            assertThat(machine.state()).as("seed %d", seed).isIn(NodeState.RUNNING, NodeState.DOWN);
        }
    }

    private void trouble(Random random) {
        String child = List.of("opc", "ctisvr", "testsync").get(random.nextInt(3));
        switch (random.nextInt(8)) {
            case 0, 1 -> {
                if (running.contains(child)) {
                    ends(child, random.nextInt(3) * 68);
                }
            }
            case 2 -> give(new NodeInput.Start(child));
            case 3 -> give(new NodeInput.Cycle(child));
            case 4 -> silent.add(child);
            case 5 -> silent.clear();
            default -> after(random.nextInt(20_000));
        }
    }
}
