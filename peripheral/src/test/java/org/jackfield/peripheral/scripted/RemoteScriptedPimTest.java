package org.jackfield.peripheral.scripted;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.gateway.pim.Pim;
import org.jackfield.gateway.pim.PimSink;
import org.jackfield.protocol.pim.Answer;
import org.jackfield.protocol.pim.Arrived;
import org.jackfield.protocol.pim.Clear;
import org.jackfield.protocol.pim.Dialled;
import org.jackfield.protocol.pim.Done;
import org.jackfield.protocol.pim.FailReason;
import org.jackfield.protocol.pim.Failed;
import org.jackfield.protocol.pim.LegState;
import org.jackfield.protocol.pim.PimReport;
import org.jackfield.protocol.pim.Place;
import org.jackfield.protocol.pim.Seat;
import org.jackfield.protocol.pim.SnapshotBegun;
import org.jackfield.protocol.pim.SnapshotChannel;
import org.jackfield.protocol.pim.SnapshotEnded;
import org.jackfield.protocol.pim.SwitchDown;
import org.jackfield.protocol.pim.SwitchUp;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/** Everything that a {@link ScriptedAcd} does, over a line to a switch of another process. */
class RemoteScriptedPimTest extends ScriptedAcdTest {

    private final Bench bench = bench(7);
    private final BenchLink.Remote line = (BenchLink.Remote) bench.link();

    @Override
    Bench bench(long seed) {
        return new Bench(ScriptedSettings.DEFAULT, seed, BenchLink.Remote::new);
    }

    /** What a second gateway heard. */
    private static final class Ear implements PimSink {

        private final List<PimReport> heard = new ArrayList<>();
        private final List<Boolean> reachable = new ArrayList<>();

        @Override
        public void reachable(boolean yes, String reason) {
            reachable.add(yes);
        }

        @Override
        public void report(int epoch, PimReport report) {
            heard.add(report);
        }
    }

    private Pim second(Ear ear) {
        Pim pim = bench.another("B");
        pim.start(ear);
        bench.run(100);
        return pim;
    }

    @Test
    void aCommandUnderWayWhenTheLineBreaksIsDoneOrNotAndTheSnapshotTells() {
        List<Boolean> answered = new ArrayList<>();
        for (int round = 0; round < 40; round++) {
            bench.heard.clear();
            String caller = bench.arrive();
            bench.acd.command(1, new Answer(bench.operation(), caller));
            bench.run(round % 12);
            bench.cut("cable");
            bench.run(200);
            bench.heal();
            bench.run(2_500);

            List<SnapshotChannel> found = bench.all(SnapshotChannel.class);
            assertThat(found).hasSize(1);
            boolean up = found.getFirst().state() == LegState.UP;
            assertThat(up).isEqualTo(bench.owner.listing().getFirst().state() == LegState.UP);
            answered.add(up);
            bench.order(new Clear(bench.operation(), caller, 16));
        }
        assertThat(answered).contains(true, false);
    }

    @Test
    void anOperationSentAgainAfterTheLineBrokeIsBroughtToItsEnd() {
        String caller = bench.arrive();
        bench.order(new Answer(bench.operation(), caller));
        bench.dial("k-1", "2001", true);
        bench.run(30);
        bench.cut("cable");
        bench.run(1_000);
        bench.heal();
        bench.run(2_500);
        bench.heard.clear();

        bench.order(new Place(9, List.of(new Seat(caller, "b", null, false))));
        bench.order(new Place(10, List.of(new Seat("k-1", "b", null, false))));

        assertThat(bench.all(Done.class)).containsExactly(new Done(9), new Done(10));
        assertThat(bench.owner.partnersOf(caller)).containsExactly("k-1");
    }

    @Test
    void aCommandWithoutALineFailsAtOnce() {
        bench.cut("cable");
        bench.order(new Clear(5, "x", 16));

        assertThat(bench.only(Failed.class).reason()).isEqualTo(FailReason.SWITCH_DOWN);
    }

    @Test
    void aLineThatBreaksIsMadeAgainAndAsksForASnapshotOnce() {
        bench.cut("cable");
        bench.run(5_000);
        bench.heal();
        bench.run(2_500);

        assertThat(bench.all(SwitchUp.class)).hasSize(1);
        assertThat(bench.all(SnapshotBegun.class)).hasSize(1);
        assertThat(bench.reachable).hasSize(3);
    }

    @Test
    void ofTwoGatewaysTheOneActivatedLaterCommandsAndTheOtherIsToldSo() {
        Ear ear = new Ear();
        Pim other = second(ear);
        String caller = bench.arrive();
        other.activate(2);
        bench.run(100);

        assertThat(bench.only(SwitchDown.class).reason()).contains("took over");
        assertThat(ear.heard).hasAtLeastOneElementOfType(SnapshotEnded.class);
        bench.order(new Clear(7, caller, 16));
        assertThat(bench.owner.exists(caller)).as("the first commands nothing more").isTrue();
        other.command(2, new Clear(8, caller, 16));
        bench.run(100);
        assertThat(bench.owner.exists(caller)).isFalse();
    }

    @Test
    void theOneThatWasReplacedDoesNotTakeTheSwitchBackWhenItsLineIsMadeAgain() {
        Ear ear = new Ear();
        Pim other = second(ear);
        other.activate(2);
        bench.run(100);
        line.cutOldest("cable");
        bench.run(2_500);
        ear.heard.clear();
        bench.heard.clear();
        bench.owner.soon(
                () -> bench.owner.hands().callerDials(ScriptedCaller.of("030231250", "7000")));
        bench.run(100);

        assertThat(bench.heard).isEmpty();
        assertThat(ear.heard).hasAtLeastOneElementOfType(Arrived.class);
    }

    @Test
    void aLateCommandOverAReplacedLineIsCarriedOutUnlessTheSwitchFences() {
        assertThat(clearsWhileReplaced(false)).as("as a real switch").isTrue();
        assertThat(clearsWhileReplaced(true)).as("fencing").isFalse();
    }

    /** Whether a command that the first gave before it heard of the second had an effect. */
    private boolean clearsWhileReplaced(boolean fences) {
        Bench one = bench(11);
        one.owner.fence(fences);
        Pim other = one.another("B");
        other.start(new Ear());
        one.run(100);
        String caller = one.arrive();
        other.activate(2);
        one.run(2);
        one.acd.command(1, new Clear(7, caller, 16));
        one.run(100);
        return !one.owner.exists(caller);
    }

    @Test
    void aFencingSwitchRefusesAnOlderEpochWhileTheNewerOneIsConnected() {
        bench.owner.fence(true);
        bench.acd.activate(5);
        bench.run(50);
        Ear ear = new Ear();
        Pim late = second(ear);
        late.activate(4);
        bench.run(100);

        assertThat(ear.heard).hasAtLeastOneElementOfType(SwitchDown.class);
        assertThat(ear.heard).doesNotHaveAnyElementsOfTypes(SnapshotBegun.class);
        bench.owner.soon(
                () -> bench.owner.hands().callerDials(ScriptedCaller.of("030231250", "7000")));
        bench.run(100);
        assertThat(bench.all(Arrived.class)).hasSize(1);
    }

    @Test
    void aCallerOfWhomOnlyADeadGatewayWasToldIsListedWithAllThatCameWithTheCall() {
        Ear ear = new Ear();
        Pim other = second(ear);
        String caller = bench.arrive();
        Arrived told = bench.only(Arrived.class);
        bench.acd.stop();
        bench.run(50);
        other.activate(2);
        bench.run(100);

        assertThat(told.calling()).isNotEmpty();
        assertThat(ear.heard)
                .filteredOn(SnapshotChannel.class::isInstance)
                .singleElement()
                .satisfies(
                        each -> {
                            SnapshotChannel listed = (SnapshotChannel) each;
                            assertThat(listed.channel()).isEqualTo(caller);
                            assertThat(listed.arrived()).isEqualTo(told);
                        });
    }

    /** The other gateway makes a call of it by this, and by nothing else. */
    @Test
    void aPhoneThatDialledOfWhichOnlyADeadGatewayWasToldIsListedWithWhatItDialled() {
        Ear ear = new Ear();
        Pim other = second(ear);
        bench.owner.soon(() -> bench.owner.hands().dial("2001", "030231250"));
        bench.run(100);
        Dialled told = bench.only(Dialled.class);
        bench.acd.stop();
        bench.run(50);
        other.activate(2);
        bench.run(100);

        assertThat(ear.heard)
                .filteredOn(SnapshotChannel.class::isInstance)
                .singleElement()
                .satisfies(
                        each -> {
                            SnapshotChannel listed = (SnapshotChannel) each;
                            assertThat(listed.channel()).isEqualTo(told.channel());
                            assertThat(listed.endpoint()).isEqualTo(told.endpoint());
                            assertThat(listed.called()).isEqualTo(told.digits());
                            assertThat(listed.inbound()).isTrue();
                            assertThat(listed.state()).isEqualTo(LegState.RINGING);
                            assertThat(listed.callRef()).isEmpty();
                        });
    }

    @Test
    void aGatewayThatDiesLeavesTheCallsToTheOther() {
        Ear ear = new Ear();
        Pim other = second(ear);
        String caller = bench.arrive();
        bench.order(new Answer(bench.operation(), caller));
        bench.acd.stop();
        bench.run(50);
        other.activate(2);
        bench.run(100);

        assertThat(ear.heard)
                .filteredOn(SnapshotChannel.class::isInstance)
                .extracting(each -> ((SnapshotChannel) each).channel())
                .containsExactly(caller);
    }

    @Test
    void whatIsNoRecordCostsOneConnectionAndNothingElse() {
        Ear ear = new Ear();
        second(ear);
        String caller = bench.arrive();
        line.sayToSwitch(new byte[] {(byte) 0xFF, 1, 2, 3});
        bench.run(2_500);

        assertThat(bench.reachable.get(1)).contains("cannot be read");
        assertThat(bench.reachable.getLast()).startsWith("true");
        assertThat(ear.reachable).containsExactly(true);
        assertThat(bench.owner.exists(caller)).isTrue();
        assertThat(line.connections()).isEqualTo(2);
    }

    @Test
    void aLineOnWhichNothingComesForThreeSecondsIsDead() {
        line.swallows = bytes -> true;
        bench.run(LineEnd.SILENCE_MS_MAX + 1_100);
        assertThat(bench.reachable.getLast()).startsWith("false no sign of life");

        line.swallows = bytes -> false;
        bench.run(6_000);
        assertThat(bench.reachable.getLast()).startsWith("true");
    }
}
