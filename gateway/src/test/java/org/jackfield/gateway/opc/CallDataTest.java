package org.jackfield.gateway.opc;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.protocol.ged188.Bytes;
import org.jackfield.protocol.ged188.CallDataUpdateEvent;
import org.jackfield.protocol.ged188.FailureConf;
import org.jackfield.protocol.ged188.NamedArray;
import org.jackfield.protocol.ged188.NamedVariable;
import org.jackfield.protocol.ged188.SetCallDataReq;
import org.jackfield.protocol.ged188.SnapshotCallConf;
import org.jackfield.protocol.ged188.SnapshotCallReq;
import org.jackfield.protocol.ged188.SnapshotDeviceConf;
import org.jackfield.protocol.ged188.SnapshotDeviceReq;
import org.jackfield.protocol.ged188.StatusCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.List;

class CallDataTest {

    private final OpcBench bench = new OpcBench();
    private final Asks asks = new Asks(bench);
    private long call;

    @BeforeEach
    void talkWithCustomer() {
        bench.ready(1);
        bench.arrive("0441234", "8000");
        call = bench.call();
        bench.ask(asks.answer(call, "1001"));
        bench.said.clear();
    }

    private SetCallDataReq.Builder set() {
        return SetCallDataReq.builder()
                .invokeId(bench.invokeId())
                .peripheralId(OpcBench.PERIPHERAL)
                .connectionCallId(call)
                .connectionDeviceId("1001");
    }

    @Test
    void whatIsSetIsToldToAllAndWhatIsNotGivenStays() {
        bench.ask(
                set().callVariable10("ten")
                        .callWrapupData("wrap")
                        .userToUserInfo(Bytes.ofHex("beef"))
                        .namedVariable(List.of(new NamedVariable("user.account", "9")))
                        .namedArray(List.of(new NamedArray(3, "user.list", "three")))
                        .build());
        assertThat(bench.names()).containsExactly("SetCallDataConf", "CallDataUpdateEvent");
        CallDataUpdateEvent update = bench.last(CallDataUpdateEvent.class);
        assertThat(update.callVariable1()).isEqualTo("gold");
        assertThat(update.callVariable10()).isEqualTo("ten");
        assertThat(update.callWrapupData()).isEqualTo("wrap");
        assertThat(update.userToUserInfo().hex()).isEqualTo("beef");
        assertThat(update.namedVariable()).contains(new NamedVariable("user.account", "9"));
        assertThat(update.namedArray()).containsExactly(new NamedArray(3, "user.list", "three"));
        assertThat(update.connectionCallId()).isEqualTo(update.newConnectionCallId());
    }

    /**
     * Found by the simulator: clocks, seed 52008; a desktop showed what was before, until it rang.
     */
    @Test
    void whatAPlanSetsInAConsultationThatWaitsIsToldAtOnce() {
        bench.ask(set().callVariable3("mine").build());
        bench.ask(asks.consult(call, "1001", "8000"));
        CallDataUpdateEvent update = bench.last(CallDataUpdateEvent.class);
        assertThat(bench.names()).containsSubsequence("BeginCallEvent", "CallDataUpdateEvent");
        assertThat(update.connectionCallId()).isNotEqualTo(call);
        assertThat(update.callVariable3()).isEqualTo("planned");
    }

    @Test
    void whatIsTakenAwayIsToldAsBlank() {
        bench.ask(
                set().callVariable1("gold")
                        .callerEnteredDigits("7")
                        .callWrapupData("wrap")
                        .build());
        assertThat(bench.last(CallDataUpdateEvent.class).callerEnteredDigits()).isEqualTo("7");
        bench.ask(
                set().callVariable1("").callerEnteredDigits("").callWrapupData("").ani("").build());
        CallDataUpdateEvent update = bench.last(CallDataUpdateEvent.class);
        assertThat(update.callVariable1()).isEmpty();
        assertThat(update.callWrapupData()).isEmpty();
        assertThat(update.callerEnteredDigits()).isEqualTo("");
        assertThat(update.ani()).isEqualTo("");
    }

    private long refused(SetCallDataReq request) {
        bench.said.clear();
        bench.ask(request);
        assertThat(bench.names()).containsExactly("FailureConf");
        return bench.last(FailureConf.class).status();
    }

    @Test
    void whatDoesNotFitIsRefusedWhole() {
        NamedVariable unknown = new NamedVariable("user.nothing", "1");
        NamedVariable reserved = new NamedVariable(DataEvents.START, "1");
        NamedVariable array = new NamedVariable("user.list", "1");
        NamedVariable tooLong = new NamedVariable("user.account", "x".repeat(21));
        assertThat(refused(set().namedVariable(List.of(unknown)).build()))
                .isEqualTo(StatusCode.NAMED_VARIABLE_NOT_CONFIGURED.value());
        assertThat(refused(set().namedVariable(List.of(reserved)).build()))
                .isEqualTo(StatusCode.PROTECTED_VARIABLE.value());
        assertThat(refused(set().namedVariable(List.of(array)).build()))
                .isEqualTo(StatusCode.SCALAR_FUNCTION_ON_ARRAY.value());
        assertThat(refused(set().namedVariable(List.of(tooLong)).build()))
                .isEqualTo(StatusCode.VALUE_TOO_LONG.value());
        assertThat(refused(set().callVariable1("x".repeat(41)).callVariable2("a").build()))
                .isEqualTo(StatusCode.VALUE_TOO_LONG.value());
        assertThat(refused(set().connectionCallId(99).build()))
                .isEqualTo(StatusCode.INVALID_CALLID.value());
        List<NamedArray> much = new java.util.ArrayList<>();
        for (int i = 0; i < 120; i++) {
            much.add(new NamedArray(i, "user.list", "0123456789"));
        }
        assertThat(refused(set().namedArray(much).build()))
                .isEqualTo(StatusCode.TOO_MUCH_DATA.value());
        SnapshotCallConf now = snapshot();
        assertThat(now.callVariable2()).isNull();
        assertThat(now.namedArray()).isEmpty();
    }

    @Test
    @Tag("BEH-364")
    void aCallThatIsOverTakesItsNoteAndNothingThatNobodyWouldKeep() {
        bench.fake.hangUp(bench.fake.channels.values().iterator().next());
        bench.run();
        assertThat(bench.machine.calls(OpcBench.PERIPHERAL)).isEmpty();

        assertThat(refused(set().callVariable4("more").callWrapupData("wrap").build()))
                .isEqualTo(StatusCode.INVALID_CALLID.value());
        bench.said.clear();
        bench.ask(set().callWrapupData("wrap").build());
        assertThat(bench.names()).contains("SetCallDataConf");
    }

    private SnapshotCallConf snapshot() {
        return (SnapshotCallConf)
                bench.machine.answer(
                        SnapshotCallReq.builder()
                                .invokeId(1)
                                .peripheralId(OpcBench.PERIPHERAL)
                                .connectionCallId(call)
                                .connectionDeviceId("1001")
                                .build());
    }

    @Test
    void snapshotsTellPartiesAndStates() {
        SnapshotCallConf conf = snapshot();
        assertThat(conf.callConnectionDeviceId()).containsExactly("0441234", "1001");
        assertThat(conf.callDeviceConnectionState()).containsExactly(3, 3);
        bench.ask(asks.hold(call, "1001"));
        SnapshotDeviceConf device =
                (SnapshotDeviceConf)
                        bench.machine.answer(
                                SnapshotDeviceReq.builder()
                                        .invokeId(2)
                                        .peripheralId(OpcBench.PERIPHERAL)
                                        .agentInstrument("1001")
                                        .build());
        assertThat(device.callConnectionCallId()).containsExactly(call);
        assertThat(device.callState()).containsExactly(4);
    }
}
