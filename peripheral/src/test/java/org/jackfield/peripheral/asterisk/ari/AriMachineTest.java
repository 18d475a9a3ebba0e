package org.jackfield.peripheral.asterisk.ari;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.protocol.pim.Answer;
import org.jackfield.protocol.pim.Answered;
import org.jackfield.protocol.pim.Arrived;
import org.jackfield.protocol.pim.Clear;
import org.jackfield.protocol.pim.DeviceInService;
import org.jackfield.protocol.pim.Dial;
import org.jackfield.protocol.pim.Dialled;
import org.jackfield.protocol.pim.Digit;
import org.jackfield.protocol.pim.Done;
import org.jackfield.protocol.pim.Dtmf;
import org.jackfield.protocol.pim.Ended;
import org.jackfield.protocol.pim.FailReason;
import org.jackfield.protocol.pim.Failed;
import org.jackfield.protocol.pim.Label;
import org.jackfield.protocol.pim.LegState;
import org.jackfield.protocol.pim.PimReport;
import org.jackfield.protocol.pim.Place;
import org.jackfield.protocol.pim.Play;
import org.jackfield.protocol.pim.Played;
import org.jackfield.protocol.pim.Seat;
import org.jackfield.protocol.pim.SnapshotBegun;
import org.jackfield.protocol.pim.SnapshotChannel;
import org.jackfield.protocol.pim.SnapshotDevice;
import org.jackfield.protocol.pim.SnapshotEnded;
import org.jackfield.protocol.pim.SwitchDown;
import org.jackfield.protocol.pim.SwitchUp;
import org.jackfield.protocol.pim.TakeSnapshot;
import org.jackfield.protocol.pim.Variable;
import org.jackfield.protocol.record.Arguments;
import org.jackfield.protocol.record.Octets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.List;

class AriMachineTest {

    private final FakeAsterisk asterisk = new FakeAsterisk();

    private static Dial dial(long operation, String channel, String phone) {
        return new Dial(
                operation, channel, phone, null, "88601", "Bob", 20_000, false, "r", List.of());
    }

    private static Place together(long operation, String bridge, String... channels) {
        return new Place(
                operation,
                List.of(channels).stream().map(c -> new Seat(c, bridge, null, false)).toList());
    }

    private static Place music(long operation, String channel) {
        return new Place(operation, List.of(new Seat(channel, null, "hold", false)));
    }

    /** A caller and an agent who talk; operations 1 to 3 are spent. */
    private void talking() {
        asterisk.connect();
        asterisk.callerArrives("caller", "70001");
        asterisk.run();
        asterisk.command(new Answer(1, "caller"));
        asterisk.command(dial(2, "agent", "1001"));
        asterisk.state("agent", "Up");
        asterisk.run();
        asterisk.command(together(3, "b1", "caller", "agent"));
        assertThat(asterisk.reports).contains(new Done(1), new Done(2), new Done(3));
    }

    @Test
    void connectingTellsTheSwitchAndListsPhonesButNotTheTrunk() {
        asterisk.unregistered.add("1002");
        asterisk.connect();
        assertThat(asterisk.reports)
                .containsExactly(
                        new SwitchUp("Asterisk 22.1", 1_795_296_518_754L),
                        new SnapshotBegun(1_795_296_518_754L),
                        new SnapshotDevice("PJSIP/1001", true),
                        new SnapshotDevice("PJSIP/1002", false),
                        new SnapshotDevice("PJSIP/1003", true),
                        new SnapshotEnded(0));
        assertThat(asterisk.requests).anyMatch(r -> r.startsWith("PUT") && r.contains("Filter"));
    }

    @Test
    void anArrivalWaitsForItsCallDataAndForNothingElse() {
        asterisk.connect();
        asterisk.callerArrives("caller", "70001");
        asterisk.run();
        Arrived arrived = asterisk.find(Arrived.class, any -> true);
        assertThat(arrived.variables())
                .containsExactly(new Variable("Var1", "gold"), new Variable("user.account", "99"));
        assertThat(arrived.userToUser().hex()).isEqualTo("3132");
        assertThat(arrived.trunk()).isEqualTo("PJSIP/trunk");

        asterisk.beSilentTo("variable");
        asterisk.callerArrives("second", "70002");
        asterisk.hangsUp("second", 16);
        asterisk.run();
        assertThat(asterisk.reports)
                .endsWith(
                        new Arrived(
                                "second",
                                "PJSIP/trunk",
                                "88601",
                                "Bob",
                                "70002",
                                Octets.EMPTY,
                                List.of(),
                                "sip-second"),
                        new Ended("second", 16, true));
    }

    @Test
    void aPhoneThatDialsIsToldByItsName() {
        asterisk.connect();
        asterisk.phoneDials("out", "1001", "1002");
        asterisk.run();
        assertThat(asterisk.reports).endsWith(new Dialled("out", "PJSIP/1001", "1002"));
    }

    @Test
    void anEventThatComesTwiceIsToldOnce() {
        talking();
        assertThat(asterisk.count(Answered.class)).isEqualTo(2);
        FakeAsterisk.Leg leg = asterisk.legs.get("caller");
        Arguments.Builder key =
                asterisk.channelEvent("ChannelDtmfReceived", leg)
                        .put("digit", "5")
                        .put("timestamp", "t1");
        asterisk.says(key);
        asterisk.says(key);
        asterisk.says(key.put("timestamp", "t2"));
        asterisk.run();
        assertThat(asterisk.count(Digit.class)).isEqualTo(2);
        asterisk.hangsUp("caller", 16);
        asterisk.says(asterisk.channelEvent("ChannelDestroyed", leg));
        asterisk.run();
        assertThat(asterisk.count(Ended.class)).isEqualTo(1);
    }

    @Test
    void unknownEventsAndHalfOnesCostNothing() {
        talking();
        asterisk.says(Arguments.builder().put("type", "SomethingNew"));
        asterisk.says(Arguments.builder());
        asterisk.says(Arguments.builder().put("type", "ChannelStateChange"));
        asterisk.says(Arguments.builder().put("type", "ChannelTransfer"));
        asterisk.says(Arguments.builder().put("type", "StasisStart"));
        asterisk.says(Arguments.builder().put("type", "PeerStatusChange"));
        asterisk.run();
        assertThat(asterisk.dropped).isNull();
        asterisk.command(music(4, "caller"));
        assertThat(asterisk.reports).contains(new Done(4));
    }

    @Test
    void aSwapAndAMergeMoveChannelsAndEmptyBridgesGoAfterAWhile() {
        talking();
        asterisk.command(music(4, "caller"));
        assertThat(asterisk.legs.get("caller").hears).isEqualTo("hold");
        asterisk.command(dial(5, "third", "1002"));
        asterisk.state("third", "Up");
        asterisk.run();
        asterisk.command(together(6, "b2", "agent", "third"));
        assertThat(asterisk.bridges).containsExactly("b1", "b2");
        asterisk.command(together(7, "b1", "caller", "third"));
        assertThat(asterisk.legs.get("third").bridge).isEqualTo("b1");
        assertThat(asterisk.legs.get("caller").hears).isEmpty();
        asterisk.command(new Clear(8, "agent", 16));
        assertThat(asterisk.reports).contains(new Ended("agent", 16, false), new Done(8));
        asterisk.pass(6_000);
        assertThat(asterisk.bridges).containsExactly("b1");
    }

    @Test
    void aBridgeThatVanishesWhileItIsAskedForIsMadeAgain() {
        talking();
        asterisk.refuse("addChannel", 404);
        asterisk.bridges.remove("b2");
        asterisk.command(together(4, "b2", "agent"));
        assertThat(asterisk.reports).contains(new Done(4));
        assertThat(asterisk.legs.get("agent").bridge).isEqualTo("b2");
    }

    @Test
    void aRefusalBecomesAFailureWithAsterisksWords() {
        talking();
        asterisk.refuse("addChannel", 422);
        Failed unready = asterisk.command(together(4, "b2", "agent")).failed(4);
        assertThat(unready.reason()).isEqualTo(FailReason.NOT_POSSIBLE);
        assertThat(unready.text()).contains("422 made to fail");
        asterisk.refuse("moh", 409);
        assertThat(asterisk.command(music(5, "caller")).failed(5).reason())
                .isEqualTo(FailReason.NOT_POSSIBLE);
        asterisk.refuse("dtmf", 404);
        assertThat(asterisk.command(new Dtmf(6, "caller", "1")).failed(6).reason())
                .isEqualTo(FailReason.NO_SUCH_CHANNEL);
        asterisk.refuse("variable", 500);
        assertThat(asterisk.command(new Label(7, "caller", "x")).failed(7).reason())
                .isEqualTo(FailReason.NOT_POSSIBLE);
    }

    @Test
    void clearingWhatIsGoneIsDone() {
        asterisk.connect();
        asterisk.command(new Clear(1, "nobody", 16));
        assertThat(asterisk.reports).contains(new Done(1));
        asterisk.callerArrives("caller", "70001");
        asterisk.run();
        asterisk.legs.remove("caller");
        asterisk.command(new Clear(2, "caller", 16));
        assertThat(asterisk.reports).contains(new Done(2), new Ended("caller", 16, false));
    }

    @Test
    void aDialOfAnUnregisteredPhoneFailsAndItsLegEnds() {
        asterisk.unregistered.add("1003");
        asterisk.connect();
        asterisk.command(dial(1, "k1", "PJSIP/1003"));
        assertThat(asterisk.failed(1).reason()).isEqualTo(FailReason.UNREACHABLE);
        assertThat(asterisk.reports).endsWith(new Ended("k1", 20, true));
    }

    @Test
    void aConflictLeftOverFromAnEarlierRefusalIsLookedInto() {
        asterisk.connect();
        asterisk.refuse("create", 409);
        asterisk.command(dial(1, "k1", "1001"));
        assertThat(asterisk.failed(1).reason()).isEqualTo(FailReason.UNREACHABLE);
    }

    @Test
    void aDialThatIsRefusedByTheFarEndSaysWhy() {
        asterisk.connect();
        asterisk.command(dial(1, "k1", "1001"));
        asterisk.hangsUp("k1", 17);
        asterisk.run();
        assertThat(asterisk.failed(1).reason()).isEqualTo(FailReason.BUSY);
        int end = asterisk.reports.size();
        assertThat(asterisk.reports.get(end - 1)).isEqualTo(new Ended("k1", 17, true));
        assertThat(asterisk.reports.get(end - 2)).isInstanceOf(Failed.class);
    }

    @Test
    @Tag("Ask40")
    void whatIsNoPhoneNumberOrNameReachesNoChannelString() {
        asterisk.connect();
        int before = asterisk.requests.size();
        asterisk.command(dial(1, "k1", "1001&PJSIP/1002"));
        asterisk.command(dial(2, "k2", "../x"));
        asterisk.command(dial(3, "k/3", "1001"));
        asterisk.command(new Dial(4, "k4", null, "123@evil", "", "", 0, false, "", List.of()));
        asterisk.command(new Dial(5, "k5", null, "${SHELL(id)}", "", "", 0, false, "", List.of()));
        for (long operation = 1; operation <= 5; operation++) {
            assertThat(asterisk.failed(operation).reason()).isEqualTo(FailReason.BAD_NUMBER);
        }
        assertThat(asterisk.requests).hasSize(before);
        assertThat(asterisk.command(new Dtmf(6, "k1", "1${X}")).failed(6).reason())
                .isEqualTo(FailReason.BAD_NUMBER);
    }

    @Test
    @Tag("Ask07")
    void silenceDropsTheLinkAndEveryCommandStillEndsWithinASecond() {
        talking();
        asterisk.beSilentTo("moh");
        asterisk.command(music(4, "caller"));
        asterisk.pass(2_100);
        assertThat(asterisk.dropped).contains("no answer within 2000 ms").contains("moh");
        asterisk.dropped = null;
        asterisk.cut();
        assertThat(asterisk.count(SwitchDown.class)).isEqualTo(1);
        asterisk.pass(1_000);
        assertThat(asterisk.failed(4).reason()).isEqualTo(FailReason.SWITCH_DOWN);
        asterisk.command(new Answer(5, "caller"));
        assertThat(asterisk.failed(5).reason()).isEqualTo(FailReason.SWITCH_DOWN);
    }

    @Test
    void whatHappenedDuringACutIsToldOnceAndTheRestIsListed() {
        talking();
        asterisk.command(dial(4, "third", "1002"));
        asterisk.cut();
        asterisk.legs.get("third").state = "Up";
        asterisk.legs.remove("agent");
        asterisk.reports.clear();
        asterisk.reconnect();
        assertThat(asterisk.reports)
                .contains(new Ended("agent", 0, true), new Answered("third"), new Done(4));
        int snapshot = asterisk.reports.indexOf(new SnapshotBegun(1_795_296_518_754L));
        assertThat(asterisk.reports.indexOf(new Ended("agent", 0, true))).isLessThan(snapshot);
        assertThat(asterisk.find(SnapshotChannel.class, c -> c.channel().equals("caller")).bridge())
                .isEqualTo("b1");
        assertThat(asterisk.count(SnapshotChannel.class)).isEqualTo(2);
    }

    @Test
    void aCallerWhoWasToldOnceIsListedWithItsDataUntilSomebodyAnswers() {
        asterisk.connect();
        asterisk.callerArrives("caller", "70001");
        asterisk.run();
        Arrived told = asterisk.find(Arrived.class, any -> true);
        asterisk.command(new TakeSnapshot(7));
        asterisk.run();
        assertThat(told.variables()).hasSize(2);
        assertThat(asterisk.find(SnapshotChannel.class, any -> true).arrived()).isEqualTo(told);

        asterisk.command(new Answer(8, "caller"));
        asterisk.run();
        asterisk.reports.clear();
        asterisk.command(new TakeSnapshot(9));
        asterisk.run();
        assertThat(asterisk.find(SnapshotChannel.class, any -> true).arrived()).isNull();
    }

    /** The gateway may have been told and lost it: this is all that it goes on by. */
    @Test
    void aPhoneThatDialledAndWasToldOnceIsListedWithWhatItDialledAndWithALabelWhenItHasACall() {
        asterisk.connect();
        asterisk.phoneDials("out", "1001", "0049123");
        asterisk.run();
        asterisk.command(new TakeSnapshot(7));
        asterisk.run();
        SnapshotChannel listed = asterisk.find(SnapshotChannel.class, any -> true);
        assertThat(listed.endpoint()).isEqualTo("PJSIP/1001");
        assertThat(listed.called()).isEqualTo("0049123");
        assertThat(listed.inbound()).isTrue();
        assertThat(listed.state()).isEqualTo(LegState.RINGING);
        assertThat(listed.callRef()).isEmpty();

        asterisk.command(new Label(8, "out", "1.2"));
        asterisk.reports.clear();
        asterisk.command(new TakeSnapshot(9));
        asterisk.run();
        assertThat(asterisk.find(SnapshotChannel.class, any -> true).callRef()).isEqualTo("1.2");
    }

    @Test
    void aPhoneThatDialledDuringACutIsToldAfterTheListing() {
        asterisk.connect().cut();
        asterisk.legs.put(
                "late",
                new FakeAsterisk.Leg("late", "PJSIP/1001-9", "jackfield,phone,0049123", "Ring"));
        asterisk.reports.clear();
        asterisk.reconnect();
        assertThat(asterisk.count(SnapshotChannel.class)).isZero();
        assertThat(asterisk.reports).endsWith(new Dialled("late", "PJSIP/1001", "0049123"));
    }

    @Test
    void aCallerWhoCameDuringACutIsToldAfterTheListingWithItsData() {
        asterisk.connect().cut();
        FakeAsterisk.Leg leg =
                new FakeAsterisk.Leg(
                        "late", "PJSIP/trunk-00000009", "jackfield,trunk,70009", "Ring");
        asterisk.legs.put("late", leg);
        asterisk.reports.clear();
        asterisk.reconnect();
        List<PimReport> reports = asterisk.reports;
        assertThat(asterisk.count(SnapshotChannel.class)).isZero();
        assertThat(reports.getLast()).isInstanceOf(Arrived.class);
        assertThat(((Arrived) reports.getLast()).variables()).hasSize(2);
    }

    @Test
    void commandsGivenWhileTheSwitchIsListedWaitForTheEnd() {
        asterisk.callerArrives("caller", "70001");
        asterisk.connect();
        asterisk.commandOnly(new TakeSnapshot(1));
        asterisk.commandOnly(new Answer(2, "caller"));
        assertThat(asterisk.requests.getLast()).doesNotContain("answer");
        asterisk.run();
        assertThat(asterisk.reports).contains(new Answered("caller"), new Done(2));
        assertThat(asterisk.count(SnapshotEnded.class)).isEqualTo(2);
    }

    @Test
    void anAnnouncementThatAsteriskDoesNotHaveIsOverAtOnce() {
        talking();
        asterisk.refuse("GET sounds/welcome", 404);
        asterisk.command(new Play(4, "caller", "welcome"));
        assertThat(asterisk.reports).endsWith(new Done(4), new Played(4, false));
        assertThat(asterisk.lines).anyMatch(line -> line.contains("no announcement welcome"));
    }

    @Test
    void anAnnouncementStartsAndEnds() {
        talking();
        asterisk.command(new Play(4, "caller", "beep"));
        String id = asterisk.playbacks.keySet().iterator().next();
        asterisk.playbackIs(id, "playing");
        asterisk.run();
        assertThat(asterisk.reports).endsWith(new Done(4));
        asterisk.playbackIs(id, "done");
        asterisk.run();
        assertThat(asterisk.reports).endsWith(new Played(4, true));
    }

    @Test
    void aPhoneComesAndGoes() {
        asterisk.connect();
        Arguments endpoint =
                Arguments.builder().put("technology", "PJSIP").put("resource", "1001").build();
        Arguments gone = Arguments.builder().put("peer_status", "Unreachable").build();
        Arguments.Builder event =
                Arguments.builder()
                        .put("type", "PeerStatusChange")
                        .put("endpoint", endpoint)
                        .put("peer", gone);
        asterisk.says(event);
        asterisk.says(event);
        asterisk.run();
        assertThat(asterisk.count(DeviceInService.class)).isEqualTo(1);
        assertThat(asterisk.reports)
                .endsWith(new DeviceInService("PJSIP/1001", false, "Unreachable"));
    }

    @Test
    void whoIsReplacedIsToldSo() {
        asterisk.connect();
        asterisk.says(Arguments.builder().put("type", "ApplicationReplaced"));
        asterisk.run();
        assertThat(asterisk.replaced).isTrue();
    }
}
