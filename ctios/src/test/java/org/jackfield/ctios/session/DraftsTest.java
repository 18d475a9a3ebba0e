package org.jackfield.ctios.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.client.ctiserver.CtiOutcome;
import org.jackfield.protocol.cil.Outcome;
import org.jackfield.protocol.cil.Reply;
import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.ged188.QueryAgentStateConf;
import org.jackfield.protocol.ged188.QueryAgentStateReq;
import org.jackfield.protocol.ged188.SetAgentStateConf;
import org.jackfield.protocol.ged188.SetAgentStateReq;
import org.jackfield.protocol.ged188.SetCallDataConf;
import org.jackfield.protocol.ged188.SetCallDataReq;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Wrap-up notes while they are written, and what becomes of them. */
class DraftsTest {

    private static final String CALL = "call.5000.41.2001";
    private static final String HALF = "calls ba";
    private static final String WHOLE = "calls back";

    private Bench bench = new Bench();

    @BeforeEach
    void aCallHasEnded() {
        bench.linkUp();
        bench.logIn(1);
        bench.agentState(AgentState.AVAILABLE, 0);
        Calls.ring(bench, 41, "2001");
        bench.happens(Calls.established(41, "2001"));
        bench.agentState(AgentState.TALKING, 0);
        bench.agentState(AgentState.WORK_READY, 0);
        bench.happens(Calls.cleared(41, "2001"));
        bench.happens(Calls.end(41));
    }

    private Reply keep(String text) {
        return bench.reply(1, bench.ask(1, "KeepWrapupDraft", CALL, "CallWrapupData", text));
    }

    private void isAsked(String text) {
        SetCallDataReq request = (SetCallDataReq) bench.question();
        assertThat(request.connectionCallId()).isEqualTo(41);
        assertThat(request.connectionDeviceId()).isEqualTo("2001");
        assertThat(request.callWrapupData()).isEqualTo(text);
    }

    @Test
    @Tag("BEH-364")
    void whatIsHalfWrittenIsToldToNobody() {
        bench.hello(2, null, 0);
        long filter = bench.ask(2, "SetMessageFilter", "", "Filter", "MessageID=*");
        assertThat(bench.reply(2, filter).outcome()).isEqualTo(Outcome.DONE);
        bench.clear();

        assertThat(keep(HALF).outcome()).isEqualTo(Outcome.DONE);
        assertThat(bench.unanswered()).as("questions to the CTI Server").isZero();
        assertThat(bench.events(2)).isEmpty();
    }

    @Test
    @Tag("BEH-364")
    void whatIsWrittenWhenTheWrapUpEndsIsGivenThenAndOnce() {
        keep(HALF);
        keep(WHOLE);
        bench.agentState(AgentState.AVAILABLE, 0);

        isAsked(WHOLE);
        bench.confirm(SetCallDataConf.builder().build());
        bench.agentState(AgentState.NOT_READY, 7);
        assertThat(bench.unanswered()).isZero();
    }

    @Test
    void aConfirmedNoteTakesThePlaceOfTheHalfWrittenOne() {
        keep(HALF);
        bench.ask(1, "SetAgentState", Bench.AGENT, "AgentState", 3, "CallWrapupData", WHOLE);
        isAsked(WHOLE);
        bench.confirm(SetCallDataConf.builder().build());
        assertThat(((SetAgentStateReq) bench.question()).agentState())
                .isEqualTo(AgentState.AVAILABLE.value());
        bench.confirm(SetAgentStateConf.builder().build());
        bench.agentState(AgentState.AVAILABLE, 0);

        assertThat(bench.unanswered()).isZero();
    }

    @Test
    @Tag("BEH-364")
    void aWrapUpThatEndsBeforeTheWholeNoteIsConfirmedDoesNotBringTheHalfOneAfterIt() {
        keep(HALF);
        bench.ask(1, "SetAgentState", Bench.AGENT, "AgentState", 3, "CallWrapupData", WHOLE);
        isAsked(WHOLE);
        bench.agentState(AgentState.AVAILABLE, 0);
        assertThat(bench.unanswered()).as("the whole note alone").isEqualTo(1);

        bench.confirm(SetCallDataConf.builder().build());
        bench.confirm(SetAgentStateConf.builder().build());
        bench.agentState(AgentState.AVAILABLE, 0);
        assertThat(bench.unanswered()).isZero();
    }

    @Test
    @Tag("BEH-364")
    void aWholeNoteThatGotNoAnswerIsGivenWhenTheWrapUpIsOver() {
        keep(HALF);
        bench.ask(1, "SetCallData", CALL, "CallWrapupData", WHOLE);
        isAsked(WHOLE);
        timesOut(bench.asked.poll().token());
        assertThat(bench.unanswered()).isZero();

        bench.agentState(AgentState.AVAILABLE, 0);
        isAsked(WHOLE);
    }

    @Test
    @Tag("BEH-364")
    void anOlderNoteWithoutAnswerDoesNotComeAfterANewerOne() {
        keep(HALF);
        bench.agentState(AgentState.AVAILABLE, 0);
        isAsked(HALF);
        long older = bench.asked.poll().token();
        bench.ask(1, "SetCallData", CALL, "CallWrapupData", WHOLE);
        isAsked(WHOLE);
        bench.confirm(SetCallDataConf.builder().build());
        timesOut(older);
        bench.agentState(AgentState.NOT_READY, 7);

        assertThat(bench.unanswered()).isZero();
    }

    private void timesOut(long question) {
        bench.put(new CtiOsInput.Ended(question, new CtiOutcome.TimedOut(10)));
    }

    @Test
    void anErasedNoteIsNotGiven() {
        keep(HALF);
        keep("");
        bench.agentState(AgentState.AVAILABLE, 0);

        assertThat(bench.unanswered()).isZero();
    }

    @Test
    void theNoteOfADesktopThatIsGoneIsGivenAllTheSame() {
        keep(HALF);
        bench.put(new CtiOsInput.Closed(1));
        bench.pass(3_600_000);
        bench.asked.clear();
        bench.agentState(AgentState.LOGOUT, 0);

        isAsked(HALF);
    }

    @Test
    void aNoteWaitsForTheCtiServerToComeBack() {
        keep(HALF);
        bench.put(new CtiOsInput.LinkDown("gone"));
        bench.linkUp();
        while (bench.question() instanceof QueryAgentStateReq query) {
            bench.confirm(
                    QueryAgentStateConf.builder()
                            .agentState(AgentState.AVAILABLE.value())
                            .agentId(query.agentId())
                            .agentInstrument("2001")
                            .build());
        }
        bench.answerReads(AgentState.AVAILABLE.value());

        assertThat(bench.asked)
                .extracting(CtiOsOutput.Ask::request)
                .filteredOn(SetCallDataReq.class::isInstance)
                .singleElement()
                .isInstanceOfSatisfying(
                        SetCallDataReq.class,
                        each -> assertThat(each.callWrapupData()).isEqualTo(HALF));
    }

    @Test
    void aRefusedNoteIsNamedInTheLog() {
        keep(HALF);
        bench.agentState(AgentState.AVAILABLE, 0);
        bench.clear();
        bench.refuse(13, 0, "gone");

        assertThat(bench.outputs)
                .filteredOn(CtiOsOutput.Note.class::isInstance)
                .singleElement()
                .asString()
                .contains("wrap-up note of agent.5000.1001", "was not taken");
    }

    @Test
    void aNoteIsForTheCallOfTheWrapUpAndFitsIntoIt() {
        long other = bench.ask(1, "KeepWrapupDraft", "call.5000.40.2001", "CallWrapupData", "x");
        assertThat(bench.reply(1, other).text()).isEqualTo("The wrap-up of this call is over.");
        assertThat(keep("x".repeat(40)).text()).isEqualTo("A note has at most 39 characters.");
        bench.hello(2, null, 0);
        bench.ask(2, "SetAgent", "", "AgentID", "1001", "PeripheralID", Bench.PERIPHERAL);
        bench.answerReads(AgentState.WORK_READY.value());
        long stranger = bench.ask(2, "KeepWrapupDraft", CALL, "CallWrapupData", "x");
        assertThat(bench.reply(2, stranger).outcome()).isEqualTo(Outcome.FAILED);
    }

    @Test
    void aServerThatCameLateLearnsFromThePageWhichCallTheNoteIsAbout() {
        bench = new Bench();
        bench.linkUp();
        bench.logIn(1);
        bench.agentState(AgentState.WORK_READY, 0);
        long lost =
                bench.ask(1, "SetAgentState", Bench.AGENT, "AgentState", 3, "CallWrapupData", "x");
        assertThat(bench.reply(1, lost).text()).contains("Nothing was saved");

        bench.ask(
                1,
                "SetAgentState",
                Bench.AGENT,
                "AgentState",
                3,
                "CallWrapupData",
                WHOLE,
                "WrapupCall",
                CALL);
        isAsked(WHOLE);
        bench.confirm(SetCallDataConf.builder().build());
        bench.confirm(SetAgentStateConf.builder().build());

        assertThat(keep(HALF).outcome()).isEqualTo(Outcome.DONE);
        assertThat(bench.object(1, Bench.AGENT).text("WrapupCall")).isEqualTo(CALL);
        bench.agentState(AgentState.AVAILABLE, 0);
        isAsked(HALF);
    }
}
