package org.jackfield.ctios.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.client.ctiserver.CtiOutcome;
import org.jackfield.protocol.cil.Event;
import org.jackfield.protocol.cil.Outcome;
import org.jackfield.protocol.cil.Reply;
import org.jackfield.protocol.cil.Request;
import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.ged188.AnswerCallConf;
import org.jackfield.protocol.ged188.AnswerCallReq;
import org.jackfield.protocol.ged188.ClearConnectionReq;
import org.jackfield.protocol.ged188.ConsultationCallConf;
import org.jackfield.protocol.ged188.ConsultationCallReq;
import org.jackfield.protocol.ged188.ReconnectCallReq;
import org.jackfield.protocol.ged188.SetAgentStateConf;
import org.jackfield.protocol.ged188.SetAgentStateReq;
import org.jackfield.protocol.ged188.TransferCallReq;
import org.jackfield.protocol.record.Arguments;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.List;

class DesktopTest {

    private static final String CALL = "call.5000.41.2001";

    private final Bench bench = new Bench();

    private void ready() {
        bench.linkUp();
        bench.logIn(1);
        bench.agentState(AgentState.AVAILABLE, 0);
    }

    private void talking() {
        ready();
        Calls.ring(bench, 41, "2001");
        bench.happens(Calls.established(41, "2001"));
        bench.agentState(AgentState.TALKING, 0);
    }

    private void consulting() {
        talking();
        bench.happens(Calls.held(41, "2001"));
        bench.happens(Calls.begin(42, "2001", 12));
        bench.happens(Calls.initiated(42, "2001"));
        bench.happens(Calls.originated(42, "2001", "2002"));
        bench.happens(Calls.delivered(42, "2002", 0));
    }

    @Test
    @Tag("BEH-411")
    @Tag("BEH-413")
    @Tag("BEH-414")
    void aLoginTakesTheDocumentedSteps() {
        bench.linkUp();
        bench.logIn(1);

        assertThat(bench.eventNames(1))
                .containsSubsequence(
                        "OnCTIOSFailure",
                        "OnQueryAgentStateConf",
                        "OnSetAgentMode",
                        "OnAgentStateChange",
                        "OnSnapshotDeviceConf");
        Arguments agent = bench.object(1, Bench.AGENT);
        assertThat(agent.number("AgentState")).isEqualTo(AgentState.NOT_READY.value());
        assertThat(agent.truth("LoggedInHere")).isTrue();
        assertThat(agent.list("NotReadyReasonCodes")).hasSize(1);
        assertThat(bench.button(1, Bench.AGENT, "Ready").truth("on")).isTrue();
    }

    @Test
    @Tag("BEH-224")
    void thePasswordGoesToTheGatewayAndAWrongOneMayBeTypedAgain() {
        bench.linkUp();
        bench.hello(1, null, 0);
        bench.ask(1, "SetAgent", "", "AgentID", "1001", "PeripheralID", 5000);
        bench.answerReads(AgentState.LOGOUT.value());
        long id =
                bench.ask(1, "Login", Bench.AGENT, "AgentPassword", "x", "AgentInstrument", "2001");

        assertThat(((SetAgentStateReq) bench.question()).agentPassword()).isEqualTo("x");
        bench.refuse(257, 0, "");

        Reply reply = bench.reply(1, id);
        assertThat(reply.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(reply.code()).isEqualTo(257);
        assertThat(reply.text()).isEqualTo("Agent ID or password is wrong.");
        assertThat(bench.button(1, Bench.AGENT, "Login").truth("on")).isTrue();
        assertThat(bench.button(1, Bench.AGENT, "Ready").text("why")).isEqualTo("Log in first.");
    }

    @Test
    @Tag("BEH-010")
    void aRingingCallComesWithItsDataAndItsButtonsInOneMessage() {
        ready();
        bench.clear();
        Calls.ring(bench, 41, "2001");

        assertThat(bench.eventNames(1))
                .containsExactly("OnCallBegin", "OnCallDelivered", "OnCurrentCallChanged");
        Arguments call = bench.object(1, CALL);
        assertThat(call.text("ANI")).isEqualTo(Calls.CALLER);
        assertThat(call.text("CallVariable1")).isEqualTo("Gold");
        assertThat(call.nested("ECC").text("user.account")).isEqualTo("88-20417");
        assertThat(call.nested("ECC").has("user.jackfield.start")).isFalse();
        assertThat(call.number("CallStartMs")).isEqualTo(999_000);
        assertThat(call.truth("CallStartExact")).isTrue();
        assertThat(call.number("CallStatus")).isEqualTo(2);
        assertThat(call.text("OtherParty")).isEqualTo(Calls.CALLER);
        assertThat(call.text("ICMEnterpriseUniqueID")).isEqualTo("icm.20.41");
        assertThat(bench.events(1).get(0).args().nested("Buttons").nested(CALL).nested("Answer"))
                .isEqualTo(Arguments.builder().put("on", true).build());
        assertThat(bench.events(1).get(1).args().number("EnablementMask")).isPositive();
    }

    @Test
    void answeringIsAskedOfTheSwitchAndRepliedOnce() {
        ready();
        Calls.ring(bench, 41, "2001");
        long id = bench.ask(1, "Answer", CALL);

        AnswerCallReq request = (AnswerCallReq) bench.question();
        assertThat(request.connectionCallId()).isEqualTo(41);
        assertThat(request.connectionDeviceId()).isEqualTo("2001");
        assertThat(bench.reply(1, id)).isNull();

        bench.confirm(AnswerCallConf.builder().build());
        assertThat(bench.reply(1, id).outcome()).isEqualTo(Outcome.DONE);

        bench.happens(Calls.established(41, "2001"));
        assertThat(bench.object(1, CALL).number("CallStatus")).isEqualTo(3);
        assertThat(bench.button(1, CALL, "Hold").truth("on")).isTrue();
        assertThat(bench.button(1, CALL, "Answer").text("why")).isEqualTo("No call is ringing.");
    }

    @Test
    void whatAButtonWouldNotAllowIsRefusedWithItsReason() {
        ready();
        Calls.ring(bench, 41, "2001");
        long id = bench.ask(1, "Hold", CALL);

        Reply reply = bench.reply(1, id);
        assertThat(reply.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(reply.text()).isEqualTo("No call to hold.");
        assertThat(reply.args().truth("Changed")).isFalse();
        assertThat(bench.asked).isEmpty();
    }

    @Test
    void aRefusalSaysWhenThingsChangedAfterTheUserLooked() {
        talking();
        Request late = bench.request(1, "Hold", CALL, Arguments.EMPTY);
        bench.happens(Calls.cleared(41, "2001"));
        bench.happens(Calls.end(41));
        Calls.ring(bench, 43, "2001");
        bench.put(new CtiOsInput.Said(1, late.toBuilder().target("call.5000.43.2001").build()));

        Reply reply = bench.reply(1, late.id());
        assertThat(reply.args().truth("Changed")).isTrue();
        assertThat(reply.text()).isEqualTo("That changed just now. No call to hold.");
    }

    @Test
    void aRequestTooOldOrOfAnEarlierConnectionIsNotCarriedOut() {
        talking();
        Request hold = bench.request(1, "Hold", CALL, Arguments.EMPTY);
        bench.put(new CtiOsInput.Said(1, hold.toBuilder().ageMs(2_001).build()));
        assertThat(bench.reply(1, hold.id()).outcome()).isEqualTo(Outcome.STALE);

        Request older = bench.request(1, "Hold", CALL, Arguments.EMPTY);
        bench.put(new CtiOsInput.Said(1, older.toBuilder().epoch(older.epoch() - 1).build()));
        assertThat(bench.reply(1, older.id()).outcome()).isEqualTo(Outcome.STALE);
        assertThat(bench.reply(1, older.id()).text()).contains("Press it again");
        assertThat(bench.asked).isEmpty();
    }

    @Test
    void hangingUpACallThatIsGoneSucceeds() {
        talking();
        bench.happens(Calls.cleared(41, "2001"));
        bench.happens(Calls.end(41));

        long id = bench.ask(1, "ClearConnection", CALL);
        assertThat(bench.reply(1, id).outcome()).isEqualTo(Outcome.DONE);
    }

    @Test
    void theCallerHangsUpAndTheCallIsGoneFromTheScreen() {
        talking();
        bench.clear();
        bench.happens(Calls.cleared(41, Calls.CALLER));
        bench.happens(Calls.cleared(41, "2001"));
        bench.happens(Calls.end(41));

        assertThat(bench.eventNames(1))
                .containsSubsequence("OnCallConnectionCleared", "OnCallEnd")
                .endsWith("OnCurrentCallChanged");
        assertThat(bench.eventNames(1)).containsOnlyOnce("OnCallEnd");
    }

    @Test
    void aConsultationLinksItsTwoLegsAndWaitsForTheAnswer() {
        talking();
        long id = bench.ask(1, "MakeConsultCall", CALL, "DialedNumber", "2002");
        assertThat(((ConsultationCallReq) bench.question()).dialedNumber()).isEqualTo("2002");
        bench.confirm(
                ConsultationCallConf.builder()
                        .newConnectionCallId(42)
                        .newConnectionDeviceId("2001")
                        .build());
        assertThat(bench.reply(1, id).args().text("UniqueObjectID")).isEqualTo("call.5000.42.2001");
        bench.happens(Calls.held(41, "2001"));
        bench.happens(Calls.begin(42, "2001", 12));
        bench.happens(Calls.initiated(42, "2001"));
        bench.happens(Calls.originated(42, "2001", "2002"));
        bench.happens(Calls.delivered(42, "2002", 0));

        String consult = "call.5000.42.2001";
        assertThat(bench.object(1, CALL).text("PartnerCall")).isEqualTo(consult);
        assertThat(bench.object(1, consult).text("PartnerCall")).isEqualTo(CALL);
        assertThat(bench.object(1, consult).text("Direction")).isEqualTo("consult");
        assertThat(bench.button(1, consult, "Transfer").text("why"))
                .isEqualTo("Waiting for 2002 to answer.");
        assertThat(bench.button(1, consult, "Reconnect").truth("on")).isTrue();
        assertThat(bench.button(1, consult, "ClearConnection").text("why"))
                .isEqualTo("Use Back to caller, or complete the transfer.");

        bench.happens(Calls.established(42, "2002"));
        assertThat(bench.button(1, consult, "Transfer").truth("on")).isTrue();
        assertThat(bench.button(1, CALL, "Alternate").truth("on")).isTrue();
    }

    @Test
    void aTransferIsAskedWithTheHeldAndTheActiveLegWhicheverWasPressed() {
        consulting();
        bench.happens(Calls.established(42, "2002"));
        bench.ask(1, "Transfer", CALL);

        TransferCallReq request = (TransferCallReq) bench.question();
        assertThat(request.heldConnectionCallId()).isEqualTo(41);
        assertThat(request.activeConnectionCallId()).isEqualTo(42);
    }

    private void swapped() {
        consulting();
        bench.happens(Calls.established(42, "2002"));
        bench.happens(Calls.held(42, "2001"));
        bench.happens(Calls.retrieved(41, "2001"));
    }

    @Test
    @Tag("ASK-29")
    void backToTheCallerEndsTheConsultationThatIsTalkedOn() {
        consulting();
        bench.happens(Calls.established(42, "2002"));
        bench.ask(1, "Reconnect", CALL);

        ReconnectCallReq request = (ReconnectCallReq) bench.question();
        assertThat(request.activeConnectionCallId()).isEqualTo(42);
        assertThat(request.heldConnectionCallId()).isEqualTo(41);
    }

    @Test
    @Tag("ASK-29")
    void backToTheCallerEndsTheConsultationThoughItIsHeldAfterASwap() {
        swapped();
        for (String leg : List.of(CALL, "call.5000.42.2001")) {
            bench.ask(1, "Reconnect", leg);
            assertThat(bench.question()).isInstanceOf(ClearConnectionReq.class);
            assertThat(((ClearConnectionReq) bench.question()).connectionCallId()).isEqualTo(42);
            bench.refuse(1, 0, "");
        }
    }

    @Test
    @Tag("ASK-29")
    void backToTheCallerEndsTheConsultationHoweverOftenItWasSwapped() {
        swapped();
        bench.happens(Calls.held(41, "2001"));
        bench.happens(Calls.retrieved(42, "2001"));
        bench.ask(1, "Reconnect", CALL);

        ReconnectCallReq request = (ReconnectCallReq) bench.question();
        assertThat(request.activeConnectionCallId()).isEqualTo(42);
    }

    @Test
    @Tag("BEH-137")
    void aConsultationCannotBeCompletedWhileItsPartyHoldsOrIsStillCalled() {
        consulting();
        bench.happens(Calls.established(42, "2002"));
        assertThat(bench.button(1, CALL, "Transfer").truth("on")).isTrue();

        bench.happens(Calls.held(42, "2002"));
        assertThat(bench.button(1, CALL, "Transfer").text("why"))
                .isEqualTo("2002 is not talking to you now.");
        bench.happens(Calls.retrieved(42, "2002"));
        assertThat(bench.button(1, CALL, "Conference").truth("on")).isTrue();

        bench.happens(Calls.delivered(42, "2003", 0));
        bench.happens(Calls.cleared(42, "2002"));
        assertThat(bench.button(1, CALL, "Transfer").truth("on")).isFalse();
        assertThat(bench.button(1, CALL, "Conference").truth("on")).isFalse();
    }

    @Test
    void whoComesLaterIsToldOfWhatChangedWhileNobodyLooked() {
        bench.linkUp();
        bench.agentState(AgentState.LOGIN, 0);
        bench.agentState(AgentState.NOT_READY, 0);
        bench.agentState(AgentState.AVAILABLE, 0);
        Calls.ring(bench, 41, "2001");
        bench.happens(Calls.established(41, "2001"));
        bench.agentState(AgentState.TALKING, 0);
        bench.hello(1, null, 0);
        bench.ask(1, "SetMessageFilter", "", "Filter", "MessageID=*");

        assertThat(bench.object(1, CALL).text("CallVariable1")).isEqualTo("Gold");
        assertThat(bench.object(1, CALL).number("CallStatus")).isEqualTo(3);
        bench.clear();
        bench.happens(Calls.held(41, "2001"));
        assertThat(bench.object(1, CALL).number("CallStatus")).isEqualTo(4);
        assertThat(bench.object(1, CALL).has("CallVariable1")).as("told already").isFalse();
    }

    @Test
    void aConsultationStaysOneWhenItBecomesAConferenceAtTheOtherEnd() {
        consulting();
        bench.happens(Calls.established(42, "2002"));
        bench.happens(Calls.conferenced(42, 43, "2002", "2001", "2002", "2003"));
        bench.happens(Calls.established(42, "2003"));

        assertThat(bench.button(1, CALL, "Transfer").truth("on")).isTrue();
        assertThat(bench.button(1, CALL, "SingleStepTransfer").truth("on")).isFalse();
        bench.happens(Calls.held(42, "2001"));
        bench.happens(Calls.retrieved(41, "2001"));
        assertThat(bench.button(1, CALL, "Transfer").text("fix")).isEqualTo("Alternate");
    }

    @Test
    void aConsultationCannotBeCompletedOnceOthersJoinedTheFirstCall() {
        consulting();
        bench.happens(Calls.established(42, "2002"));
        assertThat(bench.button(1, CALL, "Conference").truth("on")).isTrue();
        bench.happens(Calls.conferenced(41, 44, "2005", "2001", "2005", "2006"));

        assertThat(bench.button(1, CALL, "Conference").text("why"))
                .isEqualTo("Others joined the first call meanwhile. Go back to it first.");
        assertThat(bench.button(1, CALL, "Reconnect").truth("on")).isTrue();
    }

    @Test
    void aTransferEndsBothLegsOfWhoHandedTheCallOver() {
        consulting();
        bench.happens(Calls.established(42, "2002"));
        bench.clear();
        bench.happens(Calls.transferred(41, 42, "2001", Calls.CALLER, "2002"));
        bench.happens(Calls.cleared(41, "2001"));
        bench.happens(Calls.cleared(42, "2001"));
        bench.happens(Calls.end(42));

        assertThat(bench.eventNames(1).stream().filter("OnCallEnd"::equals)).hasSize(2);
        assertThat(bench.eventNames(1)).contains("OnCallTransferred");
    }

    @Test
    void readyAskedForInACallIsShownAsPending() {
        talking();
        long id = bench.ask(1, "SetAgentState", Bench.AGENT, "AgentState", 2, "EventReasonCode", 7);

        SetAgentStateReq request = (SetAgentStateReq) bench.question();
        assertThat(request.agentState()).isEqualTo(2);
        assertThat(request.eventReasonCode()).isEqualTo(7);
        assertThat(bench.reply(1, id)).isNull();
    }

    @Test
    @Tag("ASK-12")
    void thePendingStateComesWithTheReasonThatWasAskedFor() {
        talking();
        bench.ask(1, "SetAgentState", Bench.AGENT, "AgentState", 2, "EventReasonCode", 7);
        bench.confirm(SetAgentStateConf.builder().build());
        bench.pending(AgentState.TALKING, AgentState.NOT_READY);
        Arguments agent = bench.object(1, Bench.AGENT);
        assertThat(agent.number("NextAgentState")).isEqualTo(2);
        assertThat(agent.number("NextReasonCode")).isEqualTo(7);
        assertThat(agent.text("NextReasonText")).isEqualTo("Lunch");

        bench.agentState(AgentState.NOT_READY, 7);
        agent = bench.object(1, Bench.AGENT);
        assertThat(agent.number("NextReasonCode")).isZero();
        assertThat(agent.text("NextReasonText")).isEmpty();
        assertThat(agent.text("ReasonText")).isEqualTo("Lunch");
    }

    @Test
    void aReasonAskedForEarlierIsNotShownWithAStateThatSomebodyElseAskedFor() {
        talking();
        bench.ask(1, "SetAgentState", Bench.AGENT, "AgentState", 2, "EventReasonCode", 7);
        bench.confirm(SetAgentStateConf.builder().build());
        bench.pending(AgentState.TALKING, AgentState.NOT_READY);
        bench.agentState(AgentState.NOT_READY, 7);
        bench.agentState(AgentState.TALKING, 0);
        bench.pending(AgentState.TALKING, AgentState.NOT_READY);

        assertThat(bench.object(1, Bench.AGENT).number("NextReasonCode")).isZero();
    }

    @Test
    void aLoginIsAnsweredWhenTheScreenKnowsWhatMayBePressed() {
        bench.linkUp();
        bench.logIn(1);

        int reply = bench.positionOf(1, frame -> frame instanceof Reply r && r.args().has("Token"));
        int buttons =
                bench.positionOf(
                        1,
                        frame ->
                                frame instanceof Event event
                                        && event.args()
                                                .nested("Buttons")
                                                .nested(Bench.AGENT)
                                                .nested("MakeCall")
                                                .truth("on"));
        assertThat(buttons).isNotNegative().isLessThan(reply);
    }

    @Test
    @Tag("BEH-366")
    @Tag("ERR-185")
    void aReasonThatMustBeGivenIsAskedForBeforeTheSwitchIs() {
        ready();
        long id = bench.ask(1, "SetAgentState", Bench.AGENT, "AgentState", 2);

        assertThat(bench.reply(1, id).text()).isEqualTo("Choose a reason.");
        assertThat(bench.reply(1, id).code()).isEqualTo(281);
        assertThat(bench.button(1, Bench.AGENT, "NotReady").truth("reason")).isTrue();
    }

    @Test
    void theRequestsEndAtOnceWhenNoCtiServerIsThere() {
        talking();
        bench.put(new CtiOsInput.LinkDown("cable"));

        long id = bench.ask(1, "Hold", CALL);
        assertThat(bench.reply(1, id).text()).contains("The phone system is not connected.");
        assertThat(bench.events(1).stream().filter(e -> e.name().equals("OnCTIOSFailure")).toList())
                .last()
                .satisfies(e -> assertThat(e.args().number("SystemEventID")).isEqualTo(7));
        assertThat(bench.button(1, CALL, "Hold").truth("on")).isFalse();
    }

    @Test
    void aRequestWhoseAnswerGotLostEndsAsTimedOut() {
        talking();
        long id = bench.ask(1, "Hold", CALL);
        bench.put(
                new CtiOsInput.Ended(
                        bench.asked.poll().token(), new CtiOutcome.SessionLost("silent")));

        assertThat(bench.reply(1, id).outcome()).isEqualTo(Outcome.TIMED_OUT);
    }

    @Test
    void lettersAreNotDialled() {
        bench.linkUp();
        bench.logIn(1);
        long id = bench.ask(1, "MakeCall", Bench.AGENT, "DialedNumber", "55x");

        assertThat(bench.reply(1, id).text())
                .isEqualTo("\"55x\" is not a number. Use digits, * and #.");
    }

    @Test
    void diallingWhileReadyOffersTheRemedy() {
        ready();

        Arguments button = bench.button(1, Bench.AGENT, "MakeCall");
        assertThat(button.text("why")).isEqualTo("Go not ready to dial out.");
        assertThat(button.text("fix")).isEqualTo("NotReady");
    }

    @Test
    void aPhoneThatOnlyItsOwnKeyCanAnswerSaysSo() {
        String agent = "agent.5000.1009";
        bench.linkUp();
        bench.hello(2, null, 0);
        bench.ask(2, "SetAgent", "", "AgentID", "1009", "PeripheralID", Bench.PERIPHERAL);
        bench.answerReads(AgentState.LOGOUT.value());
        bench.ask(2, "Login", agent, "AgentPassword", "secret", "AgentInstrument", "2009");
        bench.confirm(SetAgentStateConf.builder().build());
        bench.happens(
                org.jackfield.protocol.ged188.AgentStateEvent.builder()
                        .peripheralId(5000)
                        .agentState(3)
                        .agentId("1009")
                        .agentInstrument("2009")
                        .agentExtension("2009")
                        .build());
        Calls.ring(bench, 50, "2009");

        assertThat(bench.button(2, "call.5000.50.2009", "Answer").text("why"))
                .startsWith("Answer on your phone.");
    }

    @Test
    void theClearRequestNamesTheConnection() {
        talking();
        bench.ask(1, "ClearConnection", CALL);

        assertThat(((ClearConnectionReq) bench.question()).connectionDeviceId()).isEqualTo("2001");
    }
}
