package org.jackfield.peripheral.asterisk.ari;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.gateway.pim.ChannelDigest;
import org.jackfield.gateway.pim.StateDigest;
import org.jackfield.protocol.pim.Answered;
import org.jackfield.protocol.pim.Arrived;
import org.jackfield.protocol.pim.ChannelChecked;
import org.jackfield.protocol.pim.ChannelsCompared;
import org.jackfield.protocol.pim.CheckChannel;
import org.jackfield.protocol.pim.CompareChannels;
import org.jackfield.protocol.pim.Dial;
import org.jackfield.protocol.pim.Ended;
import org.jackfield.protocol.pim.Entered;
import org.jackfield.protocol.pim.Label;
import org.jackfield.protocol.pim.Left;
import org.jackfield.protocol.pim.LegState;
import org.jackfield.protocol.pim.Place;
import org.jackfield.protocol.pim.Seat;
import org.jackfield.protocol.pim.SnapshotChannel;
import org.jackfield.protocol.pim.Variable;
import org.junit.jupiter.api.Test;

import java.util.List;

/** Single channels and all of them, asked for beside the running traffic. */
class InspectionTest {

    private final FakeAsterisk asterisk = new FakeAsterisk();

    /** How the gateway has the channels; of nobody. */
    private List<Long> states = List.of();

    private void callerRings() {
        asterisk.connect();
        asterisk.callerArrives("caller", "70001");
        asterisk.run();
        asterisk.reports.clear();
    }

    private ChannelsCompared compare(String... channels) {
        ChannelDigest digest = ChannelDigest.of(List.of(channels));
        asterisk.reports.removeIf(ChannelsCompared.class::isInstance);
        asterisk.command(new CompareChannels(9, digest.count(), digest.sum(), states));
        return asterisk.find(ChannelsCompared.class, each -> each.operation() == 9);
    }

    private ChannelChecked check(String channel) {
        asterisk.command(new CheckChannel(8, channel));
        return asterisk.find(ChannelChecked.class, each -> each.operation() == 8);
    }

    @Test
    void aChannelIsToldAsItIs() {
        callerRings();
        assertThat(check("caller").seen().state()).isEqualTo(LegState.RINGING);
        assertThat(check("caller").seen().called()).isEqualTo("70001");
    }

    @Test
    void aChannelThatIsGoneUnseenEndsThenOnce() {
        callerRings();
        asterisk.legs.remove("caller");
        assertThat(check("caller").seen()).isNull();
        assertThat(asterisk.reports.getFirst()).isEqualTo(new Ended("caller", 0, true));
        assertThat(asterisk.count(Ended.class)).isEqualTo(1);
    }

    @Test
    void anAnswerThatWasMissedIsToldAsItsEventWould() {
        callerRings();
        asterisk.legs.get("caller").state = "Up";
        assertThat(check("caller").seen().state()).isEqualTo(LegState.UP);
        assertThat(asterisk.reports.getFirst()).isEqualTo(new Answered("caller"));
    }

    @Test
    void aChannelOfOursThatNobodyHeardOfIsFound() {
        asterisk.connect();
        asterisk.legs.put(
                "lost",
                new FakeAsterisk.Leg("lost", "PJSIP/trunk-9", "jackfield,trunk,70001", "Ring"));
        assertThat(check("lost").seen().inbound()).isTrue();
        asterisk.legs.put("not", new FakeAsterisk.Leg("not", "PJSIP/1003-7", "", "Up"));
        asterisk.reports.clear();
        assertThat(check("not").seen()).isNull();
    }

    @Test
    void aCallerWhomNobodyHeardOfIsFoundWithAllThatCameWithTheCall() {
        asterisk.connect();
        asterisk.legs.put(
                "lost",
                new FakeAsterisk.Leg("lost", "PJSIP/trunk-9", "jackfield,trunk,70001", "Ring"));
        Arrived arrived = check("lost").seen().arrived();
        assertThat(arrived.called()).isEqualTo("70001");
        assertThat(arrived.trunk()).isEqualTo("PJSIP/trunk");
        assertThat(arrived.variables())
                .containsExactly(new Variable("Var1", "gold"), new Variable("user.account", "99"));
        assertThat(asterisk.count(Arrived.class)).as("told as what was asked for").isZero();
        assertThat(compare("lost").agree()).isTrue();
    }

    @Test
    void aCallerWhomNobodyHeardOfAndWhoseHeadersAreStillReadIsToldOnce() {
        asterisk.connect();
        asterisk.legs.put(
                "lost",
                new FakeAsterisk.Leg("lost", "PJSIP/trunk-9", "jackfield,trunk,70001", "Ring"));
        asterisk.beSilentTo("variable");
        asterisk.command(new CheckChannel(8, "lost"));
        asterisk.command(new CheckChannel(10, "lost"));
        assertThat(asterisk.count(ChannelChecked.class)).isZero();
        asterisk.hangsUp("lost", 16);
        asterisk.run();
        assertThat(asterisk.count(ChannelChecked.class)).isEqualTo(1);
        assertThat(asterisk.reports).endsWith(new Ended("lost", 16, true));
    }

    @Test
    void aPhoneThatDialledAndOfWhichNobodyHeardIsFoundWithWhatItDialled() {
        asterisk.connect();
        asterisk.legs.put(
                "lost",
                new FakeAsterisk.Leg("lost", "PJSIP/1001-9", "jackfield,phone,0049123", "Ring"));
        SnapshotChannel seen = check("lost").seen();
        assertThat(seen.endpoint()).isEqualTo("PJSIP/1001");
        assertThat(seen.called()).isEqualTo("0049123");
        assertThat(seen.inbound()).isTrue();
        assertThat(seen.state()).isEqualTo(LegState.RINGING);
        assertThat(seen.callRef()).isEmpty();
    }

    /** Or a caller whom a call had already would be taken for one that is new. */
    @Test
    void aChannelIsToldWithTheLabelThatWasPutOnItSince() {
        callerRings();
        asterisk.command(new Label(5, "caller", "1.2"));
        assertThat(check("caller").seen().callRef()).isEqualTo("1.2");
    }

    @Test
    void theListOfChannelsIsComparedAndNamedOnlyWhenItDiffers() {
        callerRings();
        asterisk.commandOnly(
                new Dial(1, "k-1", "PJSIP/1001", null, "1", "", 20_000, false, "r", List.of()));
        asterisk.run();
        assertThat(compare("caller", "k-1").agree()).isTrue();
        ChannelsCompared differs = compare("caller");
        assertThat(differs.agree()).isFalse();
        assertThat(differs.channels()).containsExactly("caller", "k-1");
    }

    /** Asterisk is not asked for each channel by itself every second. */
    @Test
    void anAnswerThatWasMissedIsFoundByTheSecondComparison() {
        callerRings();
        asterisk.legs.get("caller").state = "Up";
        compare("caller");
        compare("caller");
        assertThat(asterisk.find(Answered.class, each -> true)).isEqualTo(new Answered("caller"));
        compare("caller");
        compare("caller");
        assertThat(asterisk.count(Answered.class)).isEqualTo(1);
    }

    /** The board is held beside Asterisk; the gateway beside the board. */
    @Test
    void howTheChannelsAreIsComparedWithoutAnotherQuestionToAsterisk() {
        callerRings();
        states = states(LegState.RINGING, "", false);
        assertThat(compare("caller").differing()).isEmpty();
        asterisk.state("caller", "Up");
        asterisk.run();
        int asked = asterisk.requests.size();
        assertThat(compare("caller").differing()).containsExactly(0);
        assertThat(compare("caller").agree()).isTrue();
        assertThat(asterisk.requests.subList(asked, asterisk.requests.size()))
                .containsOnly("GET bridges", "GET channels", "GET applications/jackfield");
        states = states(LegState.UP, "", false);
        assertThat(compare("caller").differing()).isEmpty();
        asterisk.command(new Place(3, List.of(new Seat("caller", "b-1", null, false))));
        assertThat(compare("caller").differing()).containsExactly(0);
        states = states(LegState.UP, "b-1", false);
        assertThat(compare("caller").differing()).isEmpty();
        asterisk.says(asterisk.channelEvent("ChannelHold", asterisk.legs.get("caller")));
        asterisk.run();
        assertThat(compare("caller").differing()).containsExactly(0);
        states = states(LegState.UP, "b-1", true);
        assertThat(compare("caller").differing()).isEmpty();
    }

    private static List<Long> states(LegState state, String bridge, boolean held) {
        StateDigest digest = new StateDigest(1);
        digest.add("caller", state, bridge, held);
        return digest.sums();
    }

    @Test
    void aBridgeThatWasLeftUnseenIsToldWhenItWasSeenTwiceAndNotBefore() {
        callerRings();
        asterisk.legs.get("caller").state = "Up";
        asterisk.command(new Place(3, List.of(new Seat("caller", "b-1", null, false))));
        asterisk.run();
        assertThat(asterisk.count(Entered.class)).isEqualTo(1);
        asterisk.reports.clear();

        asterisk.legs.get("caller").bridge = "";
        compare("caller");
        assertThat(asterisk.count(Left.class)).as("its event may be on its way").isZero();
        compare("caller");
        assertThat(asterisk.find(Left.class, each -> true)).isEqualTo(new Left("caller", "b-1"));
        compare("caller");
        compare("caller");
        assertThat(asterisk.count(Left.class)).isEqualTo(1);
    }

    @Test
    void aCallerWhoseHeadersAreStillReadIsNotNamedYet() {
        asterisk.connect();
        asterisk.beSilentTo("variable");
        asterisk.callerArrives("caller", "70001");
        asterisk.run();
        assertThat(compare().agree()).isTrue();
        assertThat(compare("caller").channels()).isEmpty();
    }

    @Test
    void whatCannotBeAskedIsLeftWithoutAnAnswer() {
        callerRings();
        asterisk.refuse("GET channels/caller", 500);
        asterisk.refuse("GET applications/jackfield", 500);
        asterisk.command(new CheckChannel(8, "caller"));
        asterisk.command(new CompareChannels(9, 0, 0, List.of()));
        asterisk.command(new CheckChannel(10, "../asterisk/info"));
        assertThat(asterisk.reports).isEmpty();
        assertThat(asterisk.dropped).isNull();
    }
}
