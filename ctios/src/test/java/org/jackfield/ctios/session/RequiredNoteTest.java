package org.jackfield.ctios.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.protocol.cil.Reply;
import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.ged188.AgentStateEvent;
import org.jackfield.protocol.ged188.BeginCallEvent;
import org.jackfield.protocol.ged188.CallDataUpdateEvent;
import org.jackfield.protocol.ged188.CallDirection;
import org.jackfield.protocol.ged188.CallEstablishedEvent;
import org.jackfield.protocol.ged188.ControlFailureCode;
import org.jackfield.protocol.ged188.EventCause;
import org.jackfield.protocol.ged188.SetAgentStateReq;
import org.jackfield.protocol.ged188.SetCallDataConf;
import org.jackfield.protocol.ged188.WrapupMode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Where a wrap-up needs a text, this server counts as the CTI Server does. */
class RequiredNoteTest {

    private static final String CALL = "call.5000.41.2001";

    private final Bench bench = new Bench();

    @BeforeEach
    void aNoteIsRequired() {
        bench.wrapUpMode = WrapupMode.REQUIRED_WITH_DATA;
        bench.linkUp();
        bench.logIn(1);
        bench.agentState(AgentState.AVAILABLE, 0);
    }

    private void talk() {
        Calls.ring(bench, 41, "2001");
        bench.happens(Calls.established(41, "2001"));
        bench.agentState(AgentState.TALKING, 0);
    }

    private void save(String text) {
        bench.ask(1, "SetCallData", CALL, "CallWrapupData", text);
        bench.confirm(SetCallDataConf.builder().build());
        noted(41, text);
    }

    private void noted(long call, String text) {
        bench.happens(
                CallDataUpdateEvent.builder()
                        .peripheralId(Bench.PERIPHERAL)
                        .connectionCallId(call)
                        .connectionDeviceId("2001")
                        .callWrapupData(text)
                        .build());
    }

    private Reply endAndGoReady() {
        bench.agentState(AgentState.WORK_READY, 0);
        bench.happens(Calls.cleared(41, "2001"));
        bench.happens(Calls.end(41));
        return bench.reply(1, bench.ask(1, "SetAgentState", Bench.AGENT, "AgentState", 3));
    }

    private boolean readyNeedsText() {
        return bench.button(1, Bench.AGENT, "Ready").truth("data");
    }

    @Test
    @Tag("BEH-364")
    void aTextThatWasTakenAwayAgainDoesNotCount() {
        talk();
        save("calls back");
        save(" ");

        Reply refused = endAndGoReady();
        assertThat(readyNeedsText()).isTrue();
        assertThat(refused.code()).isEqualTo(ControlFailureCode.WRAPUP_DATA_REQUIRED.value());
        assertThat(bench.unanswered()).isZero();
    }

    @Test
    @Tag("BEH-364")
    void aTextThatWasSavedInTheCallCounts() {
        talk();
        save("calls back");

        assertThat(endAndGoReady()).as("not answered yet").isNull();
        assertThat(readyNeedsText()).isFalse();
        assertThat(bench.question()).isInstanceOf(SetAgentStateReq.class);
    }

    @Test
    @Tag("BEH-364")
    void theButtonThatNeedsATextNeedsNoneOnceItIsSavedThoughTheCallIsGone() {
        talk();
        bench.agentState(AgentState.WORK_READY, 0);
        bench.happens(Calls.cleared(41, "2001"));
        bench.happens(Calls.end(41));
        assertThat(readyNeedsText()).isTrue();

        bench.ask(1, "SetCallData", CALL, "CallWrapupData", "calls back");
        bench.confirm(SetCallDataConf.builder().build());

        assertThat(readyNeedsText()).isFalse();
    }

    @Test
    @Tag("BEH-364")
    void whoCannotSayWhichCallANoteIsAboutReadsWhatHelps() {
        bench.agentState(AgentState.WORK_READY, 0);
        long lost =
                bench.ask(1, "SetAgentState", Bench.AGENT, "AgentState", 3, "CallWrapupData", "x");

        assertThat(bench.reply(1, lost).text())
                .contains("Nothing was saved", "supervisor")
                .doesNotContain("without a note");
    }

    private String wrapUpCall() {
        return bench.object(1, Bench.AGENT).text("WrapupCall");
    }

    @Test
    @Tag("BEH-364")
    void aCallThatOnlyRingsInTheWrapUpChangesNothingOfIt() {
        talk();
        save("calls back");
        bench.agentState(AgentState.WORK_READY, 0);
        bench.happens(Calls.cleared(41, "2001"));
        bench.happens(Calls.end(41));
        Calls.ring(bench, 42, "2001");
        assertThat(wrapUpCall()).isEqualTo(CALL);
        bench.happens(Calls.cleared(42, "2001"));
        bench.happens(Calls.end(42));

        assertThat(wrapUpCall()).isEqualTo(CALL);
        assertThat(readyNeedsText()).isFalse();
    }

    @Test
    @Tag("BEH-364")
    void aCallThatIsAnsweredInTheWrapUpNeedsANoteOfItsOwn() {
        talk();
        save("calls back");
        bench.agentState(AgentState.WORK_READY, 0);
        bench.happens(Calls.cleared(41, "2001"));
        bench.happens(Calls.end(41));
        Calls.ring(bench, 42, "2001");
        bench.happens(Calls.established(42, "2001"));
        bench.agentState(AgentState.TALKING, 0);
        bench.agentState(AgentState.WORK_READY, 0);
        bench.happens(Calls.cleared(42, "2001"));
        bench.happens(Calls.end(42));

        assertThat(wrapUpCall()).isEqualTo("call.5000.42.2001");
        assertThat(readyNeedsText()).isTrue();
    }

    /** Wrap-up of 41 is over; the agent talks on 42. */
    private void talkOn42Behind41() {
        talk();
        bench.agentState(AgentState.WORK_READY, 0);
        bench.happens(Calls.cleared(41, "2001"));
        bench.agentState(AgentState.AVAILABLE, 0);
        Calls.ring(bench, 42, "2001");
        bench.happens(Calls.established(42, "2001"));
        bench.agentState(AgentState.TALKING, 0);
    }

    private void wrapUp42() {
        bench.happens(Calls.cleared(42, "2001"));
        bench.agentState(AgentState.WORK_READY, 0);
        bench.happens(Calls.end(42));
    }

    private void ring42InTheWrapUpOf41() {
        talk();
        bench.agentState(AgentState.WORK_READY, 0);
        bench.happens(Calls.cleared(41, "2001"));
        bench.happens(Calls.end(41));
        Calls.ring(bench, 42, "2001");
    }

    /** Puts 41 on hold and dials a colleague. */
    private void consult(int callId, String colleague) {
        bench.happens(Calls.held(41, "2001"));
        bench.happens(Calls.begin(callId, "2001", 12));
        bench.happens(Calls.initiated(callId, "2001"));
        bench.happens(Calls.originated(callId, "2001", colleague));
    }

    @Test
    @Tag("BEH-364")
    void aLateNoteAboutTheCallBeforeIsNoneAboutThePresentOne() {
        talkOn42Behind41();
        noted(41, "calls back");
        wrapUp42();
        assertThat(readyNeedsText()).isTrue();
    }

    @Test
    @Tag("BEH-364")
    void aNoteWrittenWhileTheNextCallOnlyRingsIsNotAboutThatOne() {
        talk();
        bench.agentState(AgentState.WORK_READY, 0);
        bench.happens(Calls.cleared(41, "2001"));
        bench.agentState(AgentState.AVAILABLE, 0);
        Calls.ring(bench, 42, "2001");
        noted(41, "calls back");
        bench.happens(Calls.established(42, "2001"));
        bench.agentState(AgentState.TALKING, 0);
        wrapUp42();
        assertThat(readyNeedsText()).isTrue();
    }

    @Test
    @Tag("BEH-364")
    void afterAConsultationANoteAboutEitherCallCounts() {
        talk();
        consult(42, "2002");
        bench.happens(Calls.established(42, "2002"));
        bench.happens(Calls.cleared(42, "2001"));
        bench.happens(Calls.retrieved(41, "2001"));
        bench.happens(Calls.cleared(41, "2001"));
        bench.agentState(AgentState.WORK_READY, 0);
        assertThat(wrapUpCall()).isEqualTo(CALL);
        assertThat(readyNeedsText()).isTrue();
        noted(42, "asked");
        long ready = bench.ask(1, "SetAgentState", Bench.AGENT, "AgentState", 3);
        assertThat(bench.reply(1, ready)).as("not refused here").isNull();
        assertThat(bench.question()).isInstanceOf(SetAgentStateReq.class);
    }

    @Test
    @Tag("BEH-364")
    void theWrapUpIsAboutACallInWhichSomebodySpokeThoughAnotherOneEndedLast() {
        talk();
        consult(42, "2002");
        bench.happens(Calls.cleared(41, "2001"));
        bench.happens(Calls.cleared(42, "2001"));
        bench.agentState(AgentState.WORK_READY, 0);

        assertThat(wrapUpCall()).isEqualTo(CALL);
    }

    private void talksOnIncoming() {
        bench.happens(
                AgentStateEvent.builder()
                        .peripheralId(Bench.PERIPHERAL)
                        .agentState(AgentState.TALKING.value())
                        .agentId("1001")
                        .agentInstrument("2001")
                        .agentExtension("2001")
                        .direction((long) CallDirection.IN.value())
                        .duration(0L)
                        .build());
    }

    /** A colleague asks about a caller and hands the call over: 50 goes on as 41. */
    private void takeOverAConsultation() {
        bench.happens(Calls.begin(50, "2002", 12));
        bench.happens(Calls.delivered(50, "2001", 0));
        bench.happens(Calls.established(50, "2001"));
        talksOnIncoming();
        bench.happens(Calls.transferred(41, 50, "2002", Calls.CALLER, "2001"));
    }

    @Test
    @Tag("BEH-364")
    void aNoteAboutACallThatWasHandedOverCountsThoughAConsultationEndedAfterIt() {
        takeOverAConsultation();
        consult(60, "2003");
        bench.happens(Calls.established(60, "2003"));
        bench.happens(Calls.cleared(41, "2001"));
        bench.happens(Calls.cleared(60, "2001"));
        bench.agentState(AgentState.WORK_READY, 0);
        assertThat(readyNeedsText()).isTrue();

        noted(41, "calls back");

        assertThat(readyNeedsText()).isFalse();
    }

    @Test
    @Tag("BEH-364")
    void theWrapUpOfACallThatWasHandedOverIsAboutItsIdThereAndNotAboutTheConsultations() {
        takeOverAConsultation();
        bench.agentState(AgentState.WORK_READY, 0);
        assertThat(wrapUpCall()).isEqualTo(CALL);

        noted(41, "calls back");

        assertThat(readyNeedsText()).isFalse();
    }

    @Test
    @Tag("BEH-364")
    void aNoteAboutACallThatRingsInTheWrapUpBeforeCountsForItsOwn() {
        ring42InTheWrapUpOf41();
        noted(42, "an old customer");
        assertThat(readyNeedsText()).as("the wrap-up that is on").isTrue();
        bench.happens(Calls.established(42, "2001"));
        bench.agentState(AgentState.TALKING, 0);
        bench.agentState(AgentState.WORK_READY, 0);

        assertThat(wrapUpCall()).isEqualTo("call.5000.42.2001");
        assertThat(readyNeedsText()).isFalse();
    }

    @Test
    @Tag("BEH-364")
    void aNoteAboutACallThatRingsAndIsTakenAwayAgainIsNone() {
        ring42InTheWrapUpOf41();
        noted(42, "an old customer");
        noted(42, "");
        bench.happens(Calls.established(42, "2001"));
        bench.agentState(AgentState.TALKING, 0);
        wrapUp42();

        assertThat(readyNeedsText()).isTrue();
    }

    @Test
    @Tag("BEH-364")
    void whatAColleagueWroteBeforeTheCallCameIsNotTheAgentsNote() {
        bench.happens(Calls.begin(41, Calls.CALLER, 1));
        bench.happens(Calls.delivered(41, "2002", Calls.EXTERNAL));
        bench.happens(Calls.established(41, "2002"));
        bench.happens(
                CallDataUpdateEvent.builder()
                        .peripheralId(Bench.PERIPHERAL)
                        .connectionCallId(41)
                        .connectionDeviceId("2002")
                        .callWrapupData("asked for a supervisor")
                        .build());
        takeOverAConsultation();
        bench.happens(Calls.cleared(41, "2001"));
        bench.agentState(AgentState.WORK_READY, 0);

        assertThat(wrapUpCall()).isEqualTo(CALL);
        assertThat(readyNeedsText()).isTrue();
    }

    @Test
    @Tag("BEH-364")
    void aNoteAboutACallThatWasOnBeforeThisServerKnewOfItIsTakenForTheAgents() {
        bench.put(new CtiOsInput.LinkDown("cut"));
        bench.linkUp();
        bench.answerReads(AgentState.TALKING.value());
        talksOnIncoming();
        bench.happens(
                BeginCallEvent.builder()
                        .peripheralId(Bench.PERIPHERAL)
                        .connectionCallId(41)
                        .connectionDeviceId(Calls.CALLER)
                        .callWrapupData("calls back")
                        .build());
        bench.happens(
                CallEstablishedEvent.builder()
                        .peripheralId(Bench.PERIPHERAL)
                        .connectionCallId(41)
                        .connectionDeviceId("2001")
                        .eventCause(EventCause.SNAPSHOT.value())
                        .build());
        bench.pass(1_000);
        bench.agentState(AgentState.WORK_READY, 0);
        bench.happens(Calls.cleared(41, "2001"));

        assertThat(readyNeedsText()).isFalse();
    }
}
