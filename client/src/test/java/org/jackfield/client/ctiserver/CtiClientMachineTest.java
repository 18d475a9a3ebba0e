package org.jackfield.client.ctiserver;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.protocol.ged188.AnswerCallConf;
import org.jackfield.protocol.ged188.AnswerCallReq;
import org.jackfield.protocol.ged188.CallHeldEvent;
import org.jackfield.protocol.ged188.CloseConf;
import org.jackfield.protocol.ged188.ControlFailureConf;
import org.jackfield.protocol.ged188.FailureConf;
import org.jackfield.protocol.ged188.FailureEvent;
import org.jackfield.protocol.ged188.Ged188Message;
import org.jackfield.protocol.ged188.HeartbeatConf;
import org.jackfield.protocol.ged188.HeartbeatReq;
import org.jackfield.protocol.ged188.MessageType;
import org.jackfield.protocol.ged188.OpenConf;
import org.jackfield.protocol.ged188.OpenReq;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class CtiClientMachineTest {

    private static final CtiServerAddress A = new CtiServerAddress("A", "127.0.0.1", 42027);
    private static final CtiServerAddress B = new CtiServerAddress("B", "127.0.0.1", 43027);

    private final List<CtiClientOutput> out = new ArrayList<>();
    private CtiClientMachine client;
    private long nowMs = 1_000_000;

    @BeforeEach
    void start() {
        OpenReq open = CtiClientSettings.open("test", "", "test", 25, 0x16, 60);
        client = new CtiClientMachine(CtiClientSettings.of(List.of(A, B), open), 7);
        take(new CtiClientInput.Start());
    }

    @Test
    void theFirstSideIsTriedFirstAndTheSessionOpensThere() {
        assertThat(last(CtiClientOutput.Connect.class).server()).isEqualTo(A);
        take(new CtiClientInput.Connected(attempt()));
        assertThat(last(CtiClientOutput.Send.class).message().type())
                .isEqualTo(MessageType.OPEN_REQ);
        arrive(OpenConf.builder().build(), 1);
        assertThat(client.state()).isEqualTo(CtiClientState.OPEN);
        assertThat(last(CtiClientOutput.Opened.class).server()).isEqualTo(A);
    }

    @Test
    @Tag("BEH-251")
    void whenOneSideCannotBeReachedTheOtherIsTriedAtOnce() {
        lose("refused");
        assertThat(last(CtiClientOutput.Connect.class).server()).isEqualTo(B);
    }

    @Test
    void afterAWholeRoundItWaitsLongerEachTimeButNotLongerThanTheMaximum() {
        long longest = 0;
        for (int round = 0; round < 12; round++) {
            lose("refused");
            lose("refused");
            assertThat(client.state()).isEqualTo(CtiClientState.WAITING);
            long wait = client.nextDeadlineMs() - nowMs;
            assertThat(wait).isBetween(100L, 5_000L);
            longest = Math.max(longest, wait);
            until(client.nextDeadlineMs());
            assertThat(client.state()).isEqualTo(CtiClientState.CONNECTING);
        }
        assertThat(longest).isGreaterThan(2_400);
    }

    @Test
    @Tag("BEH-253")
    @Tag("BEH-515")
    void heartbeatsGoOutWhenItSentNothingAlsoWhileEventsFlow() {
        open();
        for (int i = 1; i <= 5; i++) {
            until(nowMs + 1_000);
            arrive(CallHeldEvent.builder().build(), 0);
        }
        assertThat(sent(HeartbeatReq.class)).hasSize(1);
    }

    @Test
    void aRequestTakesThePlaceOfAHeartbeat() {
        open();
        until(nowMs + 4_000);
        ask(1);
        arrive(AnswerCallConf.builder().build(), lastInvokeId());
        until(nowMs + 4_000);
        assertThat(sent(HeartbeatReq.class)).isEmpty();
        until(nowMs + 1_000);
        assertThat(sent(HeartbeatReq.class)).hasSize(1);
    }

    @Test
    @Tag("BEH-280")
    void threeUnansweredHeartbeatsDropTheConnectionAfterTwentySeconds() {
        open();
        long openedMs = nowMs;
        until(nowMs + 19_999);
        assertThat(sent(HeartbeatReq.class)).hasSize(3);
        assertThat(client.state()).isEqualTo(CtiClientState.OPEN);
        until(openedMs + 20_000);
        assertThat(last(CtiClientOutput.Abort.class).reason()).contains("3 heartbeats");
        assertThat(last(CtiClientOutput.Connect.class).server()).isEqualTo(B);
    }

    @Test
    void anAnsweredHeartbeatStartsTheCountAnew() {
        open();
        until(nowMs + 15_000);
        arrive(HeartbeatConf.builder().build(), lastInvokeId());
        until(nowMs + 15_000);
        assertThat(client.state()).isEqualTo(CtiClientState.OPEN);
    }

    @Test
    @Tag("BEH-283")
    @Tag("BEH-472")
    void aBrokenSocketLeadsToTheOtherSideAtOnceWithoutHeartbeats() {
        open();
        lose("reset");
        assertThat(last(CtiClientOutput.Down.class).server()).isEqualTo(A);
        assertThat(last(CtiClientOutput.Connect.class).server()).isEqualTo(B);
        assertThat(sent(HeartbeatReq.class)).isEmpty();
    }

    @Test
    @Tag("BEH-252")
    void aVersionThatTheServerDoesNotKnowIsLoweredUntilItDoes() {
        for (int version = 25; version > 15; version--) {
            take(new CtiClientInput.Connected(attempt()));
            arrive(FailureConf.builder().status(1).build(), lastInvokeId());
            assertThat(last(CtiClientOutput.Connect.class).server()).isEqualTo(A);
        }
        take(new CtiClientInput.Connected(attempt()));
        arrive(OpenConf.builder().build(), lastInvokeId());
        assertThat(last(CtiClientOutput.Opened.class).version()).isEqualTo(15);
    }

    @Test
    void everyRequestEndsOnceWhateverTheAnswer() {
        open();
        ask(1);
        long first = lastInvokeId();
        ask(2);
        long second = lastInvokeId();
        ask(3);
        arrive(ControlFailureConf.builder().failureCode(13).build(), second);
        arrive(AnswerCallConf.builder().build(), first);
        arrive(AnswerCallConf.builder().build(), first);
        lose("reset");
        ask(4);
        assertThat(ended(1)).singleElement().isInstanceOf(CtiOutcome.Done.class);
        assertThat(ended(2)).singleElement().isInstanceOf(CtiOutcome.Refused.class);
        assertThat(ended(3)).singleElement().isInstanceOf(CtiOutcome.SessionLost.class);
        assertThat(ended(4)).singleElement().isInstanceOf(CtiOutcome.NotOpen.class);
    }

    @Test
    @Tag("BEH-283")
    void whoAsksAgainTheMomentItsRequestIsLostHearsAtOnceThatThereIsNoSession() {
        open();
        ask(1);
        List<CtiClientOutput> inOrder = new ArrayList<>();
        CtiClientInput again = new CtiClientInput.Ask(2, AnswerCallReq.builder().build(), 4_000);
        client.onInput(
                new CtiClientInput.Lost(attempt(), "reset"),
                nowMs,
                output -> {
                    out.add(output);
                    inOrder.add(output);
                    if (output instanceof CtiClientOutput.Ended lost && lost.token() == 1) {
                        take(again);
                    }
                });

        assertThat(ended(2)).singleElement().isInstanceOf(CtiOutcome.NotOpen.class);
        assertThat(inOrder.getFirst()).isInstanceOf(CtiClientOutput.Down.class);
    }

    @Test
    void whoAsksAgainWhileTheClientStopsHearsAtOnceThatThereIsNoSession() {
        open();
        ask(1);
        CtiClientInput again = new CtiClientInput.Ask(2, AnswerCallReq.builder().build(), 4_000);
        client.onInput(
                new CtiClientInput.Stop(),
                nowMs,
                output -> {
                    out.add(output);
                    if (output instanceof CtiClientOutput.Ended lost && lost.token() == 1) {
                        take(again);
                    }
                });

        assertThat(ended(2)).singleElement().isInstanceOf(CtiOutcome.NotOpen.class);
    }

    @Test
    void aRequestWithoutAnAnswerTimesOutThoughTheServerLives() {
        open();
        ask(1);
        for (int i = 0; i < 10; i++) {
            until(nowMs + 500);
            arrive(CallHeldEvent.builder().build(), 0);
        }
        assertThat(ended(1)).singleElement().isInstanceOf(CtiOutcome.TimedOut.class);
        assertThat(client.state()).isEqualTo(CtiClientState.OPEN);
    }

    @Test
    void aServerThatIsSilentForTwoSecondsAfterARequestIsLeft() {
        open();
        ask(1);
        until(nowMs + 1_000);
        assertThat(sent(HeartbeatReq.class)).hasSize(1);
        until(nowMs + 999);
        assertThat(client.state()).isEqualTo(CtiClientState.OPEN);
        until(nowMs + 1);
        assertThat(last(CtiClientOutput.Abort.class).reason()).contains("no sign of life");
        assertThat(ended(1)).singleElement().isInstanceOf(CtiOutcome.SessionLost.class);
    }

    @Test
    void aServerThatGoesAwayIsLeftForTheOtherSide() {
        open();
        arrive(FailureEvent.builder().status(15).build(), 15);
        assertThat(last(CtiClientOutput.Down.class).reason()).contains("OFFLINE");
        assertThat(last(CtiClientOutput.Connect.class).server()).isEqualTo(B);
    }

    @Test
    void stoppingClosesTheSessionProperly() {
        open();
        take(new CtiClientInput.Stop());
        assertThat(last(CtiClientOutput.Send.class).message().type())
                .isEqualTo(MessageType.CLOSE_REQ);
        arrive(CloseConf.builder().build(), lastInvokeId());
        assertThat(client.state()).isEqualTo(CtiClientState.STOPPED);
        assertThat(client.nextDeadlineMs()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void whatAnOlderAttemptStillSaysIsIgnored() {
        long old = attempt();
        lose("refused");
        take(new CtiClientInput.Connected(old));
        take(new CtiClientInput.Lost(old, "late"));
        assertThat(client.state()).isEqualTo(CtiClientState.CONNECTING);
        assertThat(client.server()).isEqualTo(B);
    }

    private void open() {
        take(new CtiClientInput.Connected(attempt()));
        arrive(OpenConf.builder().build(), lastInvokeId());
        assertThat(client.state()).isEqualTo(CtiClientState.OPEN);
    }

    private void ask(long token) {
        take(new CtiClientInput.Ask(token, AnswerCallReq.builder().build(), 4_000));
    }

    private void take(CtiClientInput input) {
        client.onInput(input, nowMs, out::add);
    }

    private void arrive(Ged188Message message, long invokeId) {
        take(new CtiClientInput.Arrived(attempt(), message, invokeId));
    }

    private void lose(String reason) {
        take(new CtiClientInput.Lost(attempt(), reason));
    }

    private void until(long thenMs) {
        while (client.nextDeadlineMs() <= thenMs) {
            nowMs = Math.max(nowMs, client.nextDeadlineMs());
            client.onTime(nowMs, out::add);
        }
        nowMs = thenMs;
    }

    private long attempt() {
        return last(CtiClientOutput.Connect.class).attempt();
    }

    private long lastInvokeId() {
        return last(CtiClientOutput.Send.class).invokeId();
    }

    private List<CtiClientOutput.Send> sent(Class<? extends Ged188Message> type) {
        return out.stream()
                .filter(CtiClientOutput.Send.class::isInstance)
                .map(CtiClientOutput.Send.class::cast)
                .filter(send -> type.isInstance(send.message()))
                .toList();
    }

    private List<CtiOutcome> ended(long token) {
        return out.stream()
                .filter(CtiClientOutput.Ended.class::isInstance)
                .map(CtiClientOutput.Ended.class::cast)
                .filter(ended -> ended.token() == token)
                .map(CtiClientOutput.Ended::outcome)
                .toList();
    }

    private <T> T last(Class<T> type) {
        return out.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }
}
