package org.jackfield.ctios.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.ged188.SetCallDataReq;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A note that crosses the end of the wrap-up on its way. */
class LateNoteTest {

    private static final String CALL = "call.5000.41.2001";

    private final Bench bench = new Bench();

    @BeforeEach
    void wrapUpIsJustOver() {
        bench.linkUp();
        bench.logIn(1);
        bench.agentState(AgentState.AVAILABLE, 0);
        Calls.ring(bench, 41, "2001");
        bench.happens(Calls.established(41, "2001"));
        bench.agentState(AgentState.TALKING, 0);
        bench.agentState(AgentState.WORK_READY, 0);
        bench.happens(Calls.cleared(41, "2001"));
        bench.happens(Calls.end(41));
        bench.agentState(AgentState.AVAILABLE, 0);
    }

    private long note() {
        return bench.ask(1, "SetCallData", CALL, "CallWrapupData", "calls back");
    }

    @Test
    @Tag("BEH-364")
    void itIsWrittenThoughTheWrapUpIsOver() {
        bench.pass(3_000);
        note();

        SetCallDataReq request = (SetCallDataReq) bench.question();
        assertThat(request.connectionCallId()).isEqualTo(41);
        assertThat(request.callWrapupData()).isEqualTo("calls back");
    }

    @Test
    @Tag("BEH-364")
    void oneThatWasStillBeingWrittenIsGivenAsItIs() {
        bench.pass(3_000);
        bench.ask(1, "KeepWrapupDraft", CALL, "CallWrapupData", "calls ba");

        assertThat(((SetCallDataReq) bench.question()).callWrapupData()).isEqualTo("calls ba");
    }

    @Test
    void longAfterwardsTheCallIsGone() {
        bench.pass(11_000);

        assertThat(bench.reply(1, note()).text()).isEqualTo("The call is gone.");
    }

    @Test
    void onceTheNextCallIsThereNoNoteIsTakenForTheOneBefore() {
        Calls.ring(bench, 42, "2001");

        assertThat(bench.reply(1, note()).text()).isEqualTo("The call is gone.");
    }

    @Test
    void aCallThatEndedWithoutAWrapUpTakesNoNoteThoughThatOfTheOneBeforeIsJustOver() {
        Calls.ring(bench, 42, "2001");
        bench.happens(Calls.established(42, "2001"));
        bench.happens(Calls.cleared(42, "2001"));
        bench.happens(Calls.end(42));
        long late =
                bench.ask(1, "SetCallData", "call.5000.42.2001", "CallWrapupData", "calls back");

        assertThat(bench.reply(1, late)).isNotNull();
        assertThat(bench.reply(1, late).text()).isEqualTo("The call is gone.");
    }
}
