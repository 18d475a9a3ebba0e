package org.jackfield.gateway.router;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.gateway.agent.OfferEnd;
import org.jackfield.gateway.agent.RoutableAgent;
import org.jackfield.protocol.site.CheckHours;
import org.jackfield.protocol.site.PlanStep;
import org.jackfield.protocol.site.PlayGreeting;
import org.jackfield.protocol.site.QueueTo;
import org.jackfield.protocol.site.ReleaseCall;
import org.jackfield.protocol.site.SitePlan;
import org.jackfield.protocol.site.SkillMembership;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.ArrayList;
import java.util.List;

class RouterTest {

    private final Router router = new Router(RouterSettings.DEFAULT);
    private final List<RouterAction> actions = new ArrayList<>();
    private long nowMs = 1_000_000;

    private void plan(String number, PlanStep... steps) {
        router.setPlan(
                SitePlan.builder().number(number).music("jazz").steps(List.of(steps)).build());
    }

    private void call(long callId, String number) {
        assertThat(router.callArrived(callId, number, nowMs, actions::add)).isTrue();
    }

    private void agent(String id, long sinceMs, String rnaNumber, int... groupsAndPriorities) {
        List<SkillMembership> skills = new ArrayList<>();
        for (int at = 0; at < groupsAndPriorities.length; at += 2) {
            skills.add(new SkillMembership(groupsAndPriorities[at], groupsAndPriorities[at + 1]));
        }
        RoutableAgent agent = new RoutableAgent(id, "i" + id, sinceMs, skills, 12_000, rnaNumber);
        router.agentRoutable(agent, nowMs, actions::add);
    }

    private void pass(long ms) {
        long untilMs = nowMs + ms;
        while (router.nextDeadlineMs() <= untilMs) {
            nowMs = router.nextDeadlineMs();
            router.onTime(nowMs, actions::add);
        }
        nowMs = untilMs;
    }

    /** What came out since the last look, shortly. */
    private List<String> said() {
        List<String> said = actions.stream().map(RouterTest::text).toList();
        actions.clear();
        return said;
    }

    private static String text(RouterAction action) {
        return switch (action) {
            case RouterAction.AnswerCaller a -> "answer " + a.callId();
            case RouterAction.PlayGreeting a -> "play " + a.callId() + " " + a.media();
            case RouterAction.HearMusic a -> "music " + a.callId();
            case RouterAction.Queued a -> "queued " + a.callId() + " " + a.skillGroup();
            case RouterAction.Dequeued a -> "dequeued " + a.callId() + " " + a.skillGroup();
            case RouterAction.OfferTo a ->
                    "offer " + a.callId() + " " + a.agentId() + " " + a.skillGroup();
            case RouterAction.EndOffer a -> "end " + a.callId() + " " + a.agentId() + " " + a.end();
            case RouterAction.Release a -> "release " + a.callId();
            case RouterAction.MoveTo a -> "move " + a.callId() + " " + a.number();
        };
    }

    private List<String> offers() {
        return said().stream().filter(s -> s.startsWith("offer")).toList();
    }

    @Test
    void aCallIsGreetedQueuedWithMusicAndOfferedToTheAgentWhoComes() {
        plan("500", new PlayGreeting("welcome"), new QueueTo(10, 5, 0));
        call(1, "500");
        assertThat(said()).containsExactly("answer 1", "play 1 welcome");
        router.greetingEnded(1, nowMs, actions::add);
        assertThat(said()).containsExactly("music 1", "queued 1 10");
        agent("1001", 0, "", 10, 1);
        assertThat(said()).containsExactly("dequeued 1 10", "offer 1 1001 10");
        router.offerArrived(1, nowMs);
        router.offerAnswered(1, nowMs);

        assertThat(router.holds(1)).isFalse();
        assertThat(router.nextDeadlineMs()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aNumberWithoutAPlanIsNotTaken() {
        assertThat(router.callArrived(1, "999", nowMs, actions::add)).isFalse();
        assertThat(actions).isEmpty();
    }

    @Test
    void ofIdleAgentsTheBetterSkilledThenTheLongestAvailableIsTaken() {
        plan("500", new QueueTo(10, 5, 0));
        agent("1001", 50, "", 10, 2);
        agent("1002", 70, "", 10, 1);
        agent("1003", 60, "", 10, 1);
        agent("1004", 10, "", 10, 0);
        for (long callId = 1; callId <= 4; callId++) {
            call(callId, "500");
        }

        assertThat(offers())
                .containsExactly(
                        "offer 1 1003 10", "offer 2 1002 10", "offer 3 1001 10", "offer 4 1004 10");
    }

    @Test
    void ofWaitingCallsTheMoreUrgentThenTheLongestWaitingIsServed() {
        plan("500", new QueueTo(10, 5, 0));
        plan("600", new QueueTo(11, 1, 0));
        call(1, "500");
        pass(1);
        call(2, "500");
        pass(1);
        call(3, "600");
        said();
        for (int at = 1; at <= 3; at++) {
            agent("100" + at, at, "", 10, 1, 11, 2);
        }

        assertThat(offers())
                .containsExactly("offer 3 1001 11", "offer 1 1002 10", "offer 2 1003 10");
    }

    @Test
    void overflowReachesAFurtherGroupAndKeepsTheFirst() {
        plan("500", new QueueTo(10, 5, 60), new QueueTo(11, 5, 0));
        call(1, "500");
        agent("1002", 0, "", 11, 1);
        said();
        pass(59_999);
        assertThat(said()).isEmpty();
        pass(1);
        assertThat(said())
                .containsExactly(
                        "queued 1 11", "dequeued 1 10", "dequeued 1 11", "offer 1 1002 11");
        router.offerFailed(1, OfferEnd.NOT_ARRIVED, nowMs, actions::add);

        assertThat(router.queuesOf(1)).containsExactly(10, 11);
        assertThat(router.waiting(10)).isEqualTo(1);
        said();
        agent("1001", 0, "", 10, 1);
        assertThat(offers()).containsExactly("offer 1 1001 10");
    }

    @Test
    void aCallThatFindsNobodyIsReleasedWhenThePlanSaysSo() {
        plan("500", new QueueTo(10, 5, 60), new ReleaseCall("sorry"));
        call(1, "500");
        said();
        pass(60_000);
        assertThat(said()).containsExactly("dequeued 1 10", "play 1 sorry");
        router.greetingEnded(1, nowMs, actions::add);

        assertThat(said()).containsExactly("release 1");
        assertThat(router.holds(1)).isFalse();
    }

    @Test
    void outsideOfTheHoursTheCallerHearsThatAndIsReleased() {
        plan("500", new CheckHours(480, 1080, 0b0011111, "closed"), new QueueTo(10, 5, 0));
        router.calendar(479, 0);
        call(1, "500");
        assertThat(said()).containsExactly("answer 1", "play 1 closed");
        router.calendar(480, 0);
        call(2, "500");
        assertThat(said()).containsExactly("answer 2", "music 2", "queued 2 10");
        router.calendar(1079, 4);
        call(3, "500");
        assertThat(said()).contains("queued 3 10");
        router.calendar(1080, 4);
        call(4, "500");
        assertThat(said()).contains("play 4 closed");
        router.calendar(600, 5);
        call(5, "500");
        assertThat(said()).contains("play 5 closed");
    }

    @Test
    void hoursMayGoOverMidnight() {
        plan("500", new CheckHours(1320, 360, 0b1111111, ""), new QueueTo(10, 5, 0));
        router.calendar(1400, 2);
        call(1, "500");
        router.calendar(100, 3);
        call(2, "500");
        assertThat(said()).contains("queued 1 10", "queued 2 10");
        router.calendar(700, 3);
        call(3, "500");

        assertThat(said()).containsExactly("release 3");
    }

    @Test
    @Tag("ASK-17")
    void aCallNotAnsweredInTimeGoesBackToTheHeadOfItsQueue() {
        plan("500", new QueueTo(10, 5, 0));
        plan("501", new QueueTo(10, 1, 0));
        agent("1001", 0, "", 10, 1);
        call(1, "500");
        pass(1);
        call(2, "501");
        said();
        router.offerArrived(1, nowMs);
        pass(11_999);
        assertThat(said()).isEmpty();
        pass(1);
        assertThat(said()).containsExactly("end 1 1001 NO_ANSWER", "music 1", "queued 1 10");
        agent("1002", 0, "", 10, 1);
        assertThat(offers()).containsExactly("offer 1 1002 10");
    }

    @ParameterizedTest
    @EnumSource(names = {"NO_ANSWER", "DECLINED", "BUSY", "UNREACHABLE"})
    void aMissedCallGoesToTheNumberThatIsSetForIt(OfferEnd end) {
        plan("500", new QueueTo(10, 5, 0));
        plan("700", new QueueTo(12, 3, 0));
        agent("1001", 0, "700", 10, 1);
        call(1, "500");
        said();
        router.offerFailed(1, end, nowMs, actions::add);

        assertThat(said())
                .containsExactly("end 1 1001 " + end, "move 1 700", "music 1", "queued 1 12");
    }

    @Test
    void aMissedCallGoesToANumberOutsideWhenThatIsSet() {
        plan("500", new QueueTo(10, 5, 0));
        agent("1001", 0, "0890", 10, 1);
        call(1, "500");
        said();
        router.offerFailed(1, OfferEnd.NO_ANSWER, nowMs, actions::add);

        assertThat(said()).containsExactly("end 1 1001 NO_ANSWER", "move 1 0890");
        assertThat(router.holds(1)).isFalse();
    }

    @Test
    void anOfferThatDoesNotArriveIsMadeToTheNextAgent() {
        plan("500", new QueueTo(10, 5, 0));
        agent("1001", 0, "700", 10, 1);
        agent("1002", 5, "", 10, 1);
        call(1, "500");
        said();
        pass(4_000);

        assertThat(said())
                .containsExactly(
                        "end 1 1001 NOT_ARRIVED",
                        "music 1",
                        "queued 1 10",
                        "dequeued 1 10",
                        "offer 1 1002 10");
    }

    @Test
    void whileTheWayToTheSwitchChangesNoOfferIsGivenUp() {
        plan("500", new QueueTo(10, 5, 0));
        agent("1001", 0, "", 10, 1);
        call(1, "500");
        router.holdJudgement(nowMs + 5_000);
        said();
        pass(4_999);
        assertThat(said()).isEmpty();
        pass(1);
        assertThat(said()).startsWith("end 1 1001 NOT_ARRIVED");
    }

    @Test
    @Tag("ASK-25")
    void aCallerWhoGivesUpEndsTheOfferOrLeavesTheQueue() {
        plan("500", new QueueTo(10, 5, 0));
        agent("1001", 0, "", 10, 1);
        call(1, "500");
        call(2, "500");
        said();
        router.callGone(1, nowMs, actions::add);
        router.callGone(2, nowMs, actions::add);

        assertThat(said()).containsExactly("end 1 1001 CALLER_GONE", "dequeued 2 10");
        assertThat(router.waiting(10)).isZero();
        assertThat(router.nextDeadlineMs()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void anAgentWhoIsNotRoutableGetsNoCall() {
        plan("500", new QueueTo(10, 5, 0));
        agent("1001", 0, "", 10, 1);
        router.agentNotRoutable("1001");
        call(1, "500");

        assertThat(offers()).isEmpty();
        assertThat(router.waiting(10)).isEqualTo(1);
        assertThat(router.longestWaitingSinceMs(10)).isEqualTo(nowMs);
    }

    @Test
    void anAnnouncementInTheQueueIsFollowedByMusicAndAnOfferMayInterruptIt() {
        plan("500", new QueueTo(10, 5, 20), new PlayGreeting("wait"), new QueueTo(11, 5, 0));
        call(1, "500");
        said();
        pass(20_000);
        assertThat(said()).containsExactly("play 1 wait");
        agent("1001", 0, "", 10, 1);
        assertThat(said()).containsExactly("dequeued 1 10", "offer 1 1001 10");
        router.greetingEnded(1, nowMs, actions::add);
        router.offerFailed(1, OfferEnd.NOT_ARRIVED, nowMs, actions::add);

        assertThat(said())
                .containsExactly(
                        "music 1",
                        "end 1 1001 NOT_ARRIVED",
                        "music 1",
                        "queued 1 10",
                        "queued 1 11");
    }

    @Test
    void anAnnouncementWhoseEndIsNeverToldHoldsNobodyForEver() {
        plan("500", new PlayGreeting("welcome"), new QueueTo(10, 5, 0));
        call(1, "500");
        pass(300_000);

        assertThat(router.waiting(10)).isEqualTo(1);
    }

    @Test
    void aPlanThatEndsWithoutAQueueReleasesTheCall() {
        plan("500", new PlayGreeting("bye"));
        call(1, "500");
        router.greetingEnded(1, nowMs, actions::add);

        assertThat(said()).containsExactly("answer 1", "play 1 bye", "release 1");
    }

    @Test
    void anAgentWhoPressedAnswerIsNotTakenForOneWhoDidNot() {
        plan("500", new QueueTo(10, 5, 0));
        agent("1001", 0, "", 10, 1);
        call(1, "500");
        router.offerArrived(1, nowMs);
        said();
        pass(11_900);
        router.offerAccepted(1, nowMs);
        pass(14_999);
        assertThat(said()).isEmpty();
        pass(1);
        assertThat(said()).contains("end 1 1001 NO_ANSWER");
    }

    @Test
    void aCallOfferedAtOnceStillEntersItsFurtherQueuesWhenTheOfferFails() {
        plan("500", new QueueTo(10, 5, 0), new QueueTo(11, 5, 0));
        agent("1001", 0, "", 10, 1);
        call(1, "500");
        said();
        router.offerFailed(1, OfferEnd.NOT_ARRIVED, nowMs, actions::add);

        assertThat(router.queuesOf(1)).containsExactly(10, 11);
    }
}
