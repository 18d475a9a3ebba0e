package org.jackfield.client.ctiserver;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.protocol.ged188.ActiveMaintenanceEventMsg;
import org.jackfield.protocol.ged188.ActiveMaintenanceReqMsg;
import org.jackfield.protocol.ged188.ActiveMaintenanceRespMsg;
import org.jackfield.protocol.ged188.AnswerCallConf;
import org.jackfield.protocol.ged188.AnswerCallReq;
import org.jackfield.protocol.ged188.CallHeldEvent;
import org.jackfield.protocol.ged188.FailureConf;
import org.jackfield.protocol.ged188.FailureEvent;
import org.jackfield.protocol.ged188.Ged188Message;
import org.jackfield.protocol.ged188.HeartbeatReq;
import org.jackfield.protocol.ged188.MessageType;
import org.jackfield.protocol.ged188.OpenConf;
import org.jackfield.protocol.ged188.OpenReq;
import org.jackfield.protocol.ged188.ServiceMask;
import org.jackfield.protocol.ged188.SessionType;
import org.jackfield.protocol.ged188.StandbyActiveEventMsg;
import org.jackfield.protocol.ged188.StoppingRequestsToThisSideInd;
import org.jackfield.protocol.ged188.SystemEvent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/** Two sides: a session at the active one, and one that waits at the other. */
class CtiPairMachineTest {

    private static final CtiServerAddress A = new CtiServerAddress("A", "127.0.0.1", 42027);
    private static final CtiServerAddress B = new CtiServerAddress("B", "127.0.0.1", 43027);
    private static final int STATUS_OFFLINE = 15;

    private final List<CtiClientOutput> out = new ArrayList<>();
    private CtiClientCore client;
    private long nowMs = 1_000_000;

    @BeforeEach
    void start() {
        long services = ServiceMask.ALL_EVENTS | ServiceMask.ACTIVE_STANDBY;
        OpenReq open = CtiClientSettings.open("test", "", "test", 25, services, 60);
        client = CtiClientCore.of(CtiClientSettings.of(List.of(A, B), open), 7);
        take(new CtiClientInput.Start());
    }

    @Test
    void onlyWhoAsksForItWaits() {
        OpenReq plain = CtiClientSettings.open("test", "", "test", 25, 0x16, 60);
        assertThat(CtiClientCore.of(CtiClientSettings.of(List.of(A, B), plain), 7))
                .isInstanceOf(CtiClientMachine.class);
        assertThat(client).isInstanceOf(CtiPairMachine.class);
    }

    @Test
    @Tag("BEH-349")
    void bothSidesAreTriedAndTheActiveOneHasTheSession() {
        accept(B, SessionType.STANDBY);
        assertThat(all(CtiClientOutput.Opened.class)).isEmpty();
        assertThat(client.state()).isNotEqualTo(CtiClientState.OPEN);
        accept(A, SessionType.ACTIVE);
        assertThat(last(CtiClientOutput.Opened.class).server()).isEqualTo(A);
        assertThat(client.state()).isEqualTo(CtiClientState.OPEN);
    }

    @Test
    @Tag("BEH-349")
    void whenTheActiveSideIsLostTheSessionThatWaitedGoesOnWithoutConnecting() {
        accept(A, SessionType.ACTIVE);
        accept(B, SessionType.STANDBY);
        int connects = connects(B);
        take(new CtiClientInput.Lost(attempt(A), "reset"));
        assertThat(last(CtiClientOutput.Down.class).server()).isEqualTo(A);
        arrive(B, StandbyActiveEventMsg.builder().build(), 0);
        assertThat(last(CtiClientOutput.Opened.class).server()).isEqualTo(B);
        assertThat(connects(B)).isEqualTo(connects);
        ask(1);
        assertThat(last(CtiClientOutput.Send.class).attempt()).isEqualTo(attempt(B));
    }

    @Test
    @Tag("BEH-349")
    void whatASideSaidOfItsSwitchesWhenTheWaitBeganIsNotTheStateWhenItTurnsActive() {
        accept(A, SessionType.ACTIVE);
        accept(B, SessionType.STANDBY);
        arrive(B, StandbyActiveEventMsg.builder().build(), 0);
        List<CtiClientOutput.Opened> opened = all(CtiClientOutput.Opened.class);
        assertThat(opened.getFirst().conf().peripheralOnline()).isEqualTo(1);
        assertThat(opened.getLast().conf().peripheralOnline())
                .as("away until the event behind it says how it is")
                .isZero();
    }

    @Test
    @Tag("BEH-473")
    void aSideThatOnlyFellSilentIsLeftTheMomentTheOtherTurnsActive() {
        accept(A, SessionType.ACTIVE);
        accept(B, SessionType.STANDBY);
        ask(1);
        long old = attempt(A);
        arrive(B, StandbyActiveEventMsg.builder().build(), 0);
        assertThat(all(CtiClientOutput.Abort.class))
                .extracting(CtiClientOutput.Abort::attempt)
                .containsExactly(old);
        assertThat(ended(1)).singleElement().isInstanceOf(CtiOutcome.SessionLost.class);
        List<CtiClientOutput> told =
                out.stream()
                        .filter(
                                each ->
                                        each instanceof CtiClientOutput.Down
                                                || each instanceof CtiClientOutput.Opened)
                        .toList();
        assertThat(told).hasSize(3);
        assertThat(told.get(1)).isInstanceOf(CtiClientOutput.Down.class);
        assertThat(((CtiClientOutput.Opened) told.get(2)).server()).isEqualTo(B);
        take(new CtiClientInput.Arrived(old, CallHeldEvent.builder().build(), 0));
        assertThat(all(CtiClientOutput.Event.class)).isEmpty();
    }

    @Test
    void theSideThatWasLeftIsWaitedAtAgain() {
        theSideThatTurnsActiveTakesOver();
        accept(A, SessionType.STANDBY);
        arrive(B, FailureEvent.builder().status(STATUS_OFFLINE).build(), STATUS_OFFLINE);
        arrive(A, StandbyActiveEventMsg.builder().build(), 0);
        assertThat(last(CtiClientOutput.Opened.class).server()).isEqualTo(A);
    }

    private void theSideThatTurnsActiveTakesOver() {
        accept(A, SessionType.ACTIVE);
        accept(B, SessionType.STANDBY);
        take(new CtiClientInput.Lost(attempt(A), "reset"));
        arrive(B, StandbyActiveEventMsg.builder().build(), 0);
    }

    @Test
    void requestsFailAtOnceWhileNoSideIsActive() {
        accept(B, SessionType.STANDBY);
        ask(1);
        assertThat(ended(1)).singleElement().isInstanceOf(CtiOutcome.NotOpen.class);
        assertThat(sent(AnswerCallReq.class)).isEmpty();
    }

    @Test
    void aSessionThatWaitsBeatsItsHeartAndItsLossIsNotALossOfService() {
        accept(A, SessionType.ACTIVE);
        accept(B, SessionType.STANDBY);
        until(nowMs + 5_000);
        assertThat(sent(HeartbeatReq.class))
                .extracting(CtiClientOutput.Send::attempt)
                .containsExactlyInAnyOrder(attempt(A), attempt(B));
        take(new CtiClientInput.Lost(attempt(B), "reset"));
        assertThat(all(CtiClientOutput.Down.class)).isEmpty();
        assertThat(client.state()).isEqualTo(CtiClientState.OPEN);
        accept(B, SessionType.STANDBY);
        assertThat(all(CtiClientOutput.Opened.class)).hasSize(1);
    }

    @Test
    void aStandbySideThatLetsNobodyWaitIsTriedAtOnceWhenTheOtherIsLost() {
        accept(A, SessionType.ACTIVE);
        for (int i = 0; i < 6; i++) {
            take(new CtiClientInput.Connected(attempt(B)));
            arrive(B, FailureConf.builder().status(STATUS_OFFLINE).build(), lastInvokeId());
            until(client.nextDeadlineMs());
        }
        assertThat(all(CtiClientOutput.Note.class)).hasSize(1);
        int connects = connects(B);
        take(new CtiClientInput.Connected(attempt(B)));
        arrive(B, FailureConf.builder().status(STATUS_OFFLINE).build(), lastInvokeId());
        take(new CtiClientInput.Lost(attempt(A), "reset"));
        assertThat(connects(B)).isEqualTo(connects + 1);
        accept(B, SessionType.ACTIVE);
        assertThat(last(CtiClientOutput.Opened.class).server()).isEqualTo(B);
    }

    @Test
    void whereBothSidesServeOneSessionIsKeptAndTheOtherSideTriedWhenItIsLost() {
        accept(A, SessionType.ACTIVE);
        accept(B, SessionType.ACTIVE);
        assertThat(all(CtiClientOutput.Opened.class)).hasSize(1);
        assertThat(last(CtiClientOutput.Send.class).message().type())
                .isEqualTo(MessageType.CLOSE_REQ);
        assertThat(last(CtiClientOutput.Close.class).attempt()).isEqualTo(attempt(B));
        until(nowMs + 4_000);
        assertThat(connects(B)).isEqualTo(1);
        take(new CtiClientInput.Lost(attempt(A), "reset"));
        assertThat(connects(B)).isEqualTo(2);
        accept(B, SessionType.ACTIVE);
        assertThat(last(CtiClientOutput.Opened.class).server()).isEqualTo(B);
    }

    @Test
    void stoppingEndsBothAndItCanBeStartedAgain() {
        accept(A, SessionType.ACTIVE);
        accept(B, SessionType.STANDBY);
        take(new CtiClientInput.Stop());
        take(new CtiClientInput.Lost(attempt(A), "closed"));
        take(new CtiClientInput.Lost(attempt(B), "closed"));
        assertThat(client.state()).isEqualTo(CtiClientState.STOPPED);
        assertThat(client.nextDeadlineMs()).isEqualTo(Long.MAX_VALUE);
        take(new CtiClientInput.Start());
        accept(A, SessionType.ACTIVE);
        assertThat(all(CtiClientOutput.Opened.class)).hasSize(2);
    }

    @Test
    void whatAnOlderConnectionOfEitherSideSaysIsIgnored() {
        long old = attempt(A);
        take(new CtiClientInput.Lost(old, "refused"));
        assertThat(client.wants(old)).isFalse();
        take(new CtiClientInput.Connected(old));
        assertThat(sent(OpenReq.class)).isEmpty();
        assertThat(client.wants(attempt(B))).isTrue();
    }

    @Test
    @Tag("BEH-349")
    void aPlannedChangeLosesNoRequestEachIsAnsweredAtTheSideThatGotIt() {
        announced(1);
        ask(2);
        assertThat(sent(AnswerCallReq.class)).hasSize(1);
        assertThat(sent(StoppingRequestsToThisSideInd.class)).isEmpty();
        long underWay = sent(AnswerCallReq.class).getFirst().invokeId();
        arrive(A, AnswerCallConf.builder().invokeId(underWay).build(), underWay);
        assertThat(ended(1)).singleElement().isInstanceOf(CtiOutcome.Done.class);
        assertThat(last(CtiClientOutput.Send.class).message())
                .isInstanceOf(StoppingRequestsToThisSideInd.class);
        assertThat(last(CtiClientOutput.Send.class).attempt()).isEqualTo(attempt(A));
        long waiting = attempt(B);
        take(new CtiClientInput.Lost(attempt(A), "closed"));
        assertThat(all(CtiClientOutput.Down.class)).as("not before it goes on").isEmpty();
        arrive(B, StandbyActiveEventMsg.builder().build(), 0);
        assertThat(all(CtiClientOutput.Down.class)).hasSize(1);
        assertThat(last(CtiClientOutput.Opened.class).server()).isEqualTo(B);
        assertThat(sent(AnswerCallReq.class).getLast().attempt()).isEqualTo(waiting);
        long held = sent(AnswerCallReq.class).getLast().invokeId();
        arrive(B, AnswerCallConf.builder().invokeId(held).build(), held);
        assertThat(ended(2)).singleElement().isInstanceOf(CtiOutcome.Done.class);
    }

    @Test
    @Tag("BEH-349")
    void aSideThatTurnsActiveBeforeTheLastAnswerOfTheOtherIsThereWaitsForIt() {
        announced(1);
        ask(2);
        long underWay = sent(AnswerCallReq.class).getFirst().invokeId();
        arrive(B, StandbyActiveEventMsg.builder().build(), 0);
        ask(3);
        until(nowMs + 1_400);
        assertThat(ended(1)).isEmpty();
        assertThat(all(CtiClientOutput.Down.class)).isEmpty();
        arrive(A, AnswerCallConf.builder().invokeId(underWay).build(), underWay);
        assertThat(ended(1)).singleElement().isInstanceOf(CtiOutcome.Done.class);
        assertThat(last(CtiClientOutput.Opened.class).server()).isEqualTo(B);
        assertThat(sent(AnswerCallReq.class))
                .extracting(CtiClientOutput.Send::attempt)
                .as("each where it was asked, and those that waited at the new side")
                .hasSize(3)
                .endsWith(attempt(B), attempt(B));
    }

    @Test
    @Tag("BEH-349")
    void anAnswerThatDoesNotComeKeepsNobodyLongerThanARequestMayTake() {
        announced(1);
        arrive(B, StandbyActiveEventMsg.builder().build(), 0);
        until(nowMs + 600);
        ask(2);
        until(nowMs + 1_399);
        assertThat(all(CtiClientOutput.Down.class)).isEmpty();
        until(nowMs + 1);
        assertThat(ended(1)).singleElement().isInstanceOf(CtiOutcome.SessionLost.class);
        assertThat(last(CtiClientOutput.Opened.class).server()).isEqualTo(B);
        assertThat(sent(AnswerCallReq.class).getLast().attempt()).isEqualTo(attempt(B));
    }

    @Test
    @Tag("BEH-349")
    void theOldSideThatGoesBeforeItsLastAnswerIsWaitedForNoLonger() {
        announced(1);
        arrive(B, StandbyActiveEventMsg.builder().build(), 0);
        take(new CtiClientInput.Lost(attempt(A), "closed"));
        assertThat(ended(1)).singleElement().isInstanceOf(CtiOutcome.SessionLost.class);
        assertThat(last(CtiClientOutput.Opened.class).server()).isEqualTo(B);
        assertThat(all(CtiClientOutput.Down.class)).hasSize(1);
    }

    @Test
    @Tag("BEH-349")
    void whatTheNewSideTellsBeforeTheLastAnswerOfTheOldComesOnceBehindItsOpened() {
        announced(1);
        long underWay = sent(AnswerCallReq.class).getFirst().invokeId();
        arrive(B, phoneAway("9"), 0);
        arrive(B, StandbyActiveEventMsg.builder().build(), 0);
        arrive(B, phoneAway("1"), 0);
        arrive(B, phoneAway("2"), 0);
        assertThat(all(CtiClientOutput.Event.class)).isEmpty();
        arrive(A, AnswerCallConf.builder().invokeId(underWay).build(), underWay);
        assertThat(last(CtiClientOutput.Opened.class).server()).isEqualTo(B);
        arrive(B, phoneAway("3"), 0);
        assertThat(all(CtiClientOutput.Event.class))
                .extracting(CtiClientOutput.Event::message)
                .containsExactly(phoneAway("1"), phoneAway("2"), phoneAway("3"));
        assertThat(out.indexOf(all(CtiClientOutput.Event.class).getFirst()))
                .isGreaterThan(out.indexOf(last(CtiClientOutput.Opened.class)));
    }

    @Test
    void aNewSideThatTellsMoreThanCanBeKeptIsGoneToAtOnceAndNothingIsLost() {
        announced(1);
        arrive(B, StandbyActiveEventMsg.builder().build(), 0);
        int told = 10_001;
        for (int i = 0; i < told; i++) {
            arrive(B, phoneAway("1"), 0);
        }
        assertThat(ended(1)).singleElement().isInstanceOf(CtiOutcome.SessionLost.class);
        assertThat(last(CtiClientOutput.Opened.class).server()).isEqualTo(B);
        assertThat(all(CtiClientOutput.Event.class)).hasSize(told);
    }

    @Test
    @Tag("BEH-349")
    void aSideThatTurnedActiveAndIsLostBeforeTheLastAnswerIsNotGoneToWhenItOnlyWaitsAgain() {
        announced(1);
        long underWay = sent(AnswerCallReq.class).getFirst().invokeId();
        arrive(B, StandbyActiveEventMsg.builder().build(), 0);
        arrive(B, phoneAway("1"), 0);
        take(new CtiClientInput.Lost(attempt(B), "reset"));
        accept(B, SessionType.STANDBY);
        until(nowMs + 100);
        arrive(A, AnswerCallConf.builder().invokeId(underWay).build(), underWay);
        until(nowMs + 3_000);
        assertThat(all(CtiClientOutput.Opened.class)).hasSize(1);
        assertThat(all(CtiClientOutput.Down.class)).isEmpty();
        arrive(B, StandbyActiveEventMsg.builder().build(), 0);
        assertThat(last(CtiClientOutput.Opened.class).server()).isEqualTo(B);
        assertThat(all(CtiClientOutput.Event.class)).as("of the session that was lost").isEmpty();
    }

    private static Ged188Message phoneAway(String device) {
        return SystemEvent.builder().eventDeviceId(device).build();
    }

    @Test
    void aChangeIsRefusedWhereNoSessionWaitsAtTheOtherSide() {
        accept(A, SessionType.ACTIVE);
        arrive(A, ActiveMaintenanceReqMsg.builder().invokeId(33).build(), 33);
        assertThat(answer().maintenanceModeAccepted()).isZero();
        accept(B, SessionType.STANDBY);
        arrive(A, ActiveMaintenanceReqMsg.builder().invokeId(34).build(), 34);
        assertThat(answer().maintenanceModeAccepted()).isEqualTo(1);
        assertThat(answer().invokeId()).isEqualTo(34);
    }

    @Test
    void aChangeThatIsGivenUpLetsTheRequestsGoOnAtTheOldSide() {
        announced(1);
        ask(2);
        arrive(A, ActiveMaintenanceEventMsg.builder().maintenanceModeStatus(0).build(), 0);
        assertThat(sent(AnswerCallReq.class))
                .extracting(CtiClientOutput.Send::attempt)
                .containsExactly(attempt(A), attempt(A));
        ask(3);
        assertThat(sent(AnswerCallReq.class)).hasSize(3);
    }

    @Test
    @Tag("BEH-349")
    void aChangeThatIsGivenUpAfterTheOtherSideTurnedActiveLosesNoRequest() {
        announced(1);
        ask(2);
        long underWay = sent(AnswerCallReq.class).getFirst().invokeId();
        arrive(B, StandbyActiveEventMsg.builder().build(), 0);
        arrive(A, ActiveMaintenanceEventMsg.builder().maintenanceModeStatus(0).build(), 0);
        ask(3);
        assertThat(ended(2)).as("it waits for the last answer of the old side").isEmpty();
        arrive(A, AnswerCallConf.builder().invokeId(underWay).build(), underWay);
        assertThat(ended(1)).singleElement().isInstanceOf(CtiOutcome.Done.class);
        assertThat(last(CtiClientOutput.Opened.class).server()).isEqualTo(B);
        answerAll(B);
        assertThat(ended(2)).singleElement().isInstanceOf(CtiOutcome.Done.class);
        assertThat(ended(3)).singleElement().isInstanceOf(CtiOutcome.Done.class);
    }

    @Test
    @Tag("BEH-349")
    void aChangeThatIsGivenUpGoesOnAtTheOldSideWhenTheOneThatTurnedActiveIsLost() {
        announced(1);
        ask(2);
        arrive(B, StandbyActiveEventMsg.builder().build(), 0);
        arrive(A, ActiveMaintenanceEventMsg.builder().maintenanceModeStatus(0).build(), 0);
        take(new CtiClientInput.Lost(attempt(B), "reset"));
        assertThat(sent(AnswerCallReq.class))
                .extracting(CtiClientOutput.Send::attempt)
                .containsExactly(attempt(A), attempt(A));
        answerAll(A);
        assertThat(ended(1)).singleElement().isInstanceOf(CtiOutcome.Done.class);
        assertThat(ended(2)).singleElement().isInstanceOf(CtiOutcome.Done.class);
        assertThat(all(CtiClientOutput.Down.class)).isEmpty();
    }

    @Test
    @Tag("BEH-349")
    void aChangeThatTookTooLongIsGoneOnWithAtTheSideThatTurnedActive() {
        accept(A, SessionType.ACTIVE);
        accept(B, SessionType.STANDBY);
        take(new CtiClientInput.Ask(1, AnswerCallReq.builder().build(), 20_000));
        arrive(A, ActiveMaintenanceEventMsg.builder().maintenanceModeStatus(1).build(), 0);
        until(nowMs + 10_000);
        arrive(B, StandbyActiveEventMsg.builder().build(), 0);
        ask(2);
        until(nowMs + 1_000);
        assertThat(last(CtiClientOutput.Opened.class).server()).isEqualTo(B);
        assertThat(ended(1)).singleElement().isInstanceOf(CtiOutcome.SessionLost.class);
        answerAll(B);
        assertThat(ended(2)).singleElement().isInstanceOf(CtiOutcome.Done.class);
    }

    private void answerAll(CtiServerAddress side) {
        long from = attempt(side);
        for (CtiClientOutput.Send each : sent(AnswerCallReq.class)) {
            if (each.attempt() == from) {
                long id = each.invokeId();
                arrive(side, AnswerCallConf.builder().invokeId(id).build(), id);
            }
        }
    }

    @Test
    @Tag("BEH-345")
    void aRequestThatWaitedTooLongForTheChangeIsRefusedAndNotDoneLate() {
        announced(1);
        ask(2);
        take(new CtiClientInput.Lost(attempt(A), "closed"));
        until(nowMs + 1_499);
        assertThat(ended(2)).isEmpty();
        until(nowMs + 1);
        assertThat(ended(2)).singleElement().isInstanceOf(CtiOutcome.NotOpen.class);
        assertThat(all(CtiClientOutput.Down.class)).hasSize(1);
        arrive(B, StandbyActiveEventMsg.builder().build(), 0);
        assertThat(sent(AnswerCallReq.class)).hasSize(1);
    }

    @Test
    void aServerThatNeverChangesAfterAllIsUsedAgain() {
        announced(1);
        until(nowMs + 11_000);
        ask(2);
        assertThat(sent(AnswerCallReq.class)).hasSize(2);
    }

    @Test
    void stoppingDuringAChangeEndsWhatWaits() {
        announced(1);
        ask(2);
        take(new CtiClientInput.Stop());
        assertThat(ended(1)).hasSize(1);
        assertThat(ended(2)).singleElement().isInstanceOf(CtiOutcome.NotOpen.class);
    }

    /** A request is under way at A, and the server has decided to change to B. */
    private void announced(long token) {
        accept(A, SessionType.ACTIVE);
        accept(B, SessionType.STANDBY);
        ask(token);
        arrive(A, ActiveMaintenanceReqMsg.builder().invokeId(9).build(), 9);
        arrive(A, ActiveMaintenanceEventMsg.builder().maintenanceModeStatus(1).build(), 65_536);
    }

    private ActiveMaintenanceRespMsg answer() {
        return (ActiveMaintenanceRespMsg) sent(ActiveMaintenanceRespMsg.class).getLast().message();
    }

    private void accept(CtiServerAddress side, SessionType type) {
        take(new CtiClientInput.Connected(attempt(side)));
        OpenConf conf =
                OpenConf.builder()
                        .servicesGranted(ServiceMask.ALL_EVENTS)
                        .peripheralOnline(1)
                        .sessionType(type.value())
                        .build();
        arrive(side, conf, lastInvokeId());
    }

    private void ask(long token) {
        take(new CtiClientInput.Ask(token, AnswerCallReq.builder().build(), 4_000));
    }

    private void take(CtiClientInput input) {
        client.onInput(input, nowMs, out::add);
    }

    private void arrive(CtiServerAddress side, Ged188Message message, long invokeId) {
        take(new CtiClientInput.Arrived(attempt(side), message, invokeId));
    }

    private void until(long thenMs) {
        while (client.nextDeadlineMs() <= thenMs) {
            nowMs = Math.max(nowMs, client.nextDeadlineMs());
            client.onTime(nowMs, out::add);
        }
        nowMs = thenMs;
    }

    private long attempt(CtiServerAddress side) {
        return connectsTo(side).getLast().attempt();
    }

    private int connects(CtiServerAddress side) {
        return connectsTo(side).size();
    }

    private List<CtiClientOutput.Connect> connectsTo(CtiServerAddress side) {
        return all(CtiClientOutput.Connect.class).stream()
                .filter(each -> each.server().equals(side))
                .toList();
    }

    private long lastInvokeId() {
        return last(CtiClientOutput.Send.class).invokeId();
    }

    private List<CtiClientOutput.Send> sent(Class<? extends Ged188Message> type) {
        return all(CtiClientOutput.Send.class).stream()
                .filter(send -> type.isInstance(send.message()))
                .toList();
    }

    private List<CtiOutcome> ended(long token) {
        return all(CtiClientOutput.Ended.class).stream()
                .filter(ended -> ended.token() == token)
                .map(CtiClientOutput.Ended::outcome)
                .toList();
    }

    private <T extends CtiClientOutput> T last(Class<T> type) {
        return all(type).getLast();
    }

    private <T extends CtiClientOutput> List<T> all(Class<T> type) {
        return out.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
