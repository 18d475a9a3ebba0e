package org.jackfield.gateway.opc;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.ged188.ControlFailureConf;
import org.jackfield.protocol.ged188.FailureConf;
import org.jackfield.protocol.ged188.SetCallDataConf;
import org.jackfield.protocol.ged188.SetCallDataReq;
import org.jackfield.protocol.ged188.StatusCode;
import org.jackfield.protocol.log.KeptNote;
import org.jackfield.protocol.log.KeptPart;
import org.jackfield.protocol.site.WrapUpMode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Wrap-up texts of calls that have ended: what is confirmed is kept. */
class WrapUpNotesTest {

    private final OpcBench bench = new OpcBench();
    private final Asks asks = new Asks(bench);
    private long call;

    @BeforeEach
    void aCallHasEnded() {
        bench.wrapUp(WrapUpMode.REQUIRED_WITH_DATA, 30);
        bench.ready(1);
        call = aCallComesAndEnds();
    }

    private long aCallComesAndEnds() {
        bench.arrive("0441234", "8000");
        long id = bench.call();
        bench.ask(asks.answer(id, "1001"));
        bench.ask(asks.clear(id, "1001"));
        assertThat(bench.machine.calls(OpcBench.PERIPHERAL)).isEmpty();
        bench.said.clear();
        return id;
    }

    private void write(long id, String phone, String text) {
        bench.said.clear();
        bench.ask(
                SetCallDataReq.builder()
                        .invokeId(bench.invokeId())
                        .peripheralId(OpcBench.PERIPHERAL)
                        .connectionCallId(id)
                        .connectionDeviceId(phone)
                        .callWrapupData(text)
                        .build());
    }

    private void isRefusedAsUnknown() {
        assertThat(bench.names()).containsExactly("FailureConf");
        assertThat(bench.last(FailureConf.class).status())
                .isEqualTo(StatusCode.INVALID_CALLID.value());
    }

    @Test
    @Tag("BEH-364")
    void aTextWrittenInWrapUpIsKeptWithItsCallAndItsWriterThroughASnapshot() {
        write(call, "1001", "pays Monday");
        assertThat(bench.names()).containsExactly("SetCallDataConf");
        write(call, "1001", "pays Tuesday");

        OpcMachine other = new OpcMachine();
        other.restore(bench.machine.snapshot());
        assertThat(other.notes()).isEqualTo(bench.machine.notes());
        assertThat(other.notes()).extracting(KeptNote::text).containsExactly("pays Tuesday");
        KeptPart part = other.notes().getFirst().part();
        assertThat(part.callId()).isEqualTo(call);
        assertThat(part.agentId()).isEqualTo("2001");
        assertThat(part.instrument()).isEqualTo("1001");
    }

    @Test
    @Tag("BEH-364")
    void aTextThatComesAfterTheWrapUpIsKeptToo() {
        bench.pass(60_000);
        write(call, "1001", "pays Monday");

        assertThat(bench.names()).containsExactly("SetCallDataConf");
        assertThat(bench.machine.notes()).extracting(KeptNote::text).containsExactly("pays Monday");
    }

    @Test
    void nothingIsConfirmedThatCouldNotBeKept() {
        write(call, "1002", "was not in it");
        isRefusedAsUnknown();
        write(call + 1, "1001", "no such call");
        isRefusedAsUnknown();
        write(call, "1001", "x".repeat(40));
        assertThat(bench.names()).containsExactly("FailureConf");
        assertThat(bench.last(FailureConf.class).status())
                .isEqualTo(StatusCode.VALUE_TOO_LONG.value());
        long last = call;
        for (int i = 0; i < 3; i++) {
            write(last, "1001", "one more");
            bench.agentState(1, AgentState.AVAILABLE);
            last = aCallComesAndEnds();
        }
        write(call, "1001", "long ago");
        isRefusedAsUnknown();
    }

    @Test
    @Tag("BEH-364")
    void callsThatOnlyRangPushNoCallOut() {
        write(call, "1001", "pays Monday");
        for (int i = 0; i < 3; i++) {
            bench.agentState(1, AgentState.AVAILABLE);
            FakeSwitch.Channel caller = bench.arrive("0441234", "8000");
            long missed = bench.call();
            bench.fake.hangUp(caller);
            bench.run();
            assertThat(bench.machine.calls(OpcBench.PERIPHERAL)).isEmpty();
            write(missed, "1001", "was not there");
            isRefusedAsUnknown();
        }
        write(call, "1001", "pays Tuesday");
        assertThat(bench.names()).containsExactly("SetCallDataConf");
        assertThat(bench.machine.notes())
                .extracting(KeptNote::text)
                .containsExactly("pays Tuesday");
    }

    @Test
    @Tag("BEH-364")
    void aTextAboutTheCallBeforeIsKeptAndIsNoneForThePresentWrapUp() {
        write(call, "1001", "pays Monday");
        bench.agentState(1, AgentState.AVAILABLE);
        long next = aCallComesAndEnds();
        write(call, "1001", "pays Tuesday");
        assertThat(bench.names()).containsExactly("SetCallDataConf");
        bench.agentState(1, AgentState.AVAILABLE);
        assertThat(bench.last(ControlFailureConf.class).failureCode()).isEqualTo(280);

        OpcMachine other = new OpcMachine();
        other.restore(bench.machine.snapshot());
        assertThat(other.snapshot()).isEqualTo(bench.machine.snapshot());
        write(next, "1001", "will call back");
        bench.said.clear();
        bench.agentState(1, AgentState.AVAILABLE);
        assertThat(bench.names()).contains("SetAgentStateConf");
    }

    @Test
    @Tag("BEH-366")
    void aBlankTextAndATextTakenAwayAreNoTexts() {
        write(call, "1001", " ");
        bench.agentState(1, AgentState.AVAILABLE);
        assertThat(bench.last(ControlFailureConf.class).failureCode()).isEqualTo(280);
        write(call, "1001", "pays Monday");
        write(call, "1001", "");
        bench.agentState(1, AgentState.AVAILABLE);
        assertThat(bench.last(ControlFailureConf.class).failureCode()).isEqualTo(280);
        assertThat(bench.machine.notes()).isEmpty();
        write(call, "1001", "pays Monday");
        assertThat(bench.last(SetCallDataConf.class)).isNotNull();
    }

    @Test
    void theLastTextsAreKeptAndNoMore() {
        WrapUpNotes notes = new WrapUpNotes();
        for (int i = 0; i < WrapUpNotes.NOTES_MAX + 10; i++) {
            KeptPart part = new KeptPart(OpcBench.PERIPHERAL, "1001", i, 1, i, "2001");
            notes.left(part);
            notes.write(part, "text " + i, i);
        }
        assertThat(notes.notes()).hasSize(WrapUpNotes.NOTES_MAX);
        assertThat(notes.notes().getFirst().text()).isEqualTo("text 10");
        assertThat(notes.parts()).hasSize(3);
    }
}
