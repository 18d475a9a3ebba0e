package org.jackfield.gateway.opc;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.protocol.ged188.AgentDeskSettingsConf;
import org.jackfield.protocol.ged188.AgentDeskSettingsReq;
import org.jackfield.protocol.ged188.AgentPreCallAbortEvent;
import org.jackfield.protocol.ged188.AgentPreCallEvent;
import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.ged188.CallConferencedEvent;
import org.jackfield.protocol.ged188.CallConnectionClearedEvent;
import org.jackfield.protocol.ged188.CallDataUpdateEvent;
import org.jackfield.protocol.ged188.CallDeliveredEvent;
import org.jackfield.protocol.ged188.CallEstablishedEvent;
import org.jackfield.protocol.ged188.CallReachedNetworkEvent;
import org.jackfield.protocol.ged188.ConsultationCallConf;
import org.jackfield.protocol.ged188.ControlFailureCode;
import org.jackfield.protocol.ged188.ControlFailureConf;
import org.jackfield.protocol.ged188.Ged188Message;
import org.jackfield.protocol.log.AgentSet;
import org.jackfield.protocol.log.SettingSet;
import org.jackfield.protocol.pim.Dial;
import org.jackfield.protocol.site.SkillMembership;
import org.jackfield.protocol.site.WrapUpMode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Set;

/** The limits of UCCE, row by row; those that do not hold are deviations with a reason. */
@Tag("BEH-356")
class UcceLimitsTest {

    private final OpcBench bench = new OpcBench();
    private final Asks asks = new Asks(bench);
    private FakeSwitch.Channel caller;
    private long call;

    private void talk() {
        caller = bench.talkWithCustomer();
        call = bench.call();
    }

    private long consult(long about, int from, int to) {
        bench.login(to);
        bench.ask(asks.consult(about, "100" + from, "30" + to));
        long consultation = bench.last(ConsultationCallConf.class).newConnectionCallId();
        bench.ask(asks.answer(consultation, "100" + to));
        return consultation;
    }

    private void refused(long code, Ged188Message request) {
        bench.said.clear();
        bench.ask(request);
        assertThat(bench.names()).containsExactly("ControlFailureConf");
        assertThat(bench.last(ControlFailureConf.class).peripheralErrorCode()).isEqualTo(code);
    }

    private void confirmed(Ged188Message request) {
        bench.said.clear();
        bench.ask(request);
        assertThat(bench.names().getFirst()).endsWith("Conf").isNotEqualTo("ControlFailureConf");
    }

    @Test
    void everyRowHoldsOrIsADeviation() {
        Set<String> proved =
                Set.of(
                        "LIM-029", "LIM-030", "LIM-031", "LIM-032", "LIM-033", "LIM-034", "LIM-035",
                        "LIM-036", "LIM-040", "LIM-043", "LIM-044");
        SpecTable.rows("spec/ucce_limits.tsv")
                .forEach(
                        row -> {
                            String id = row.get("id");
                            assertThat(proved.contains(id))
                                    .as(id)
                                    .isNotEqualTo(SpecTable.deviations().contains(id));
                        });
    }

    @Test
    @Tag("LIM-029")
    void noEventNamesATrunk() {
        talk();
        bench.login(2);
        bench.ask(asks.make("1002", "0049123"));
        for (Ged188Message each : bench.said) {
            switch (each) {
                case CallDeliveredEvent event -> assertThat(event.trunkNumber()).isNull();
                case CallEstablishedEvent event -> assertThat(event.trunkNumber()).isNull();
                case CallReachedNetworkEvent event -> {
                    assertThat(event.trunkNumber()).isNull();
                    assertThat(event.trunkGroupNumber()).isNull();
                }
                default -> assertThat(each).isNotNull();
            }
        }
        assertThat(bench.names()).contains("CallDeliveredEvent", "CallReachedNetworkEvent");
    }

    @Test
    @Tag("LIM-030")
    @Tag("BEH-367")
    @Tag("ERR-008")
    void aCallIsMadeFromNotReadyOnly() {
        bench.wrapUp(WrapUpMode.REQUIRED, 0);
        bench.ready(1);
        refused(10103, asks.make("1001", "0049123"));
        talk();
        refused(20007, asks.make("1001", "0049123"));
        bench.ask(asks.clear(call, "1001"));
        assertThat(bench.state(1)).isEqualTo(AgentState.WORK_READY.value());
        refused(10103, asks.make("1001", "0049123"));
        bench.agentState(1, AgentState.NOT_READY);
        confirmed(asks.make("1001", "0049123"));
    }

    @Test
    @Tag("LIM-031")
    void holdANewCallAndCompleteIsRefusedAndConsultAndBlindTransferWork() {
        talk();
        bench.ask(asks.hold(call, "1001"));
        bench.dialled("1001", "0049123");
        bench.fake.answer(bench.fake.at("0049123"));
        bench.run();
        long second = bench.machine.calls(OpcBench.PERIPHERAL).getLast();
        refused(20069, asks.transfer(second, call, "1001"));
        refused(20069, asks.conference(second, call, "1001"));
        bench.ask(asks.clear(second, "1001"));
        bench.ask(asks.retrieve(call, "1001"));
        long consultation = consult(call, 1, 2);
        confirmed(asks.transfer(consultation, call, "1001"));
        bench.login(3);
        confirmed(asks.blind(call, "1002", "303"));
    }

    @Test
    @Tag("LIM-032")
    @Tag("BEH-368")
    @Tag("ERR-095")
    @Tag("ERR-019")
    void aConsultationIsCompletedInTalkingAfterAnEvenNumberOfAlternates() {
        talk();
        bench.login(2);
        bench.ask(asks.consult(call, "1001", "302"));
        long consultation = bench.last(ConsultationCallConf.class).newConnectionCallId();
        refused(13121, asks.transfer(consultation, call, "1001"));
        refused(13045, asks.conference(consultation, call, "1001"));
        bench.ask(asks.answer(consultation, "1002"));
        bench.ask(asks.alternate(consultation, call, "1001"));
        refused(13121, asks.transfer(call, consultation, "1001"));
        bench.ask(asks.alternate(call, consultation, "1001"));
        confirmed(asks.transfer(consultation, call, "1001"));
    }

    @Test
    @Tag("LIM-033")
    void nothingIsCompletedToAConsultedAgentOnHold() {
        talk();
        long consultation = consult(call, 1, 2);
        bench.ask(asks.hold(consultation, "1002"));
        refused(13121, asks.transfer(consultation, call, "1001"));
        bench.ask(asks.retrieve(consultation, "1002"));
        confirmed(asks.transfer(consultation, call, "1001"));
    }

    @Test
    @Tag("LIM-034")
    @Tag("ERR-148")
    void aConferenceIsTransferredToAPartyThatIsObservedOnly() {
        talk();
        bench.ask(asks.conference(consult(call, 1, 2), call, "1001"));
        bench.ask(asks.consult(call, "1001", "0049123"));
        long outside = bench.last(ConsultationCallConf.class).newConnectionCallId();
        bench.fake.answer(bench.fake.at("0049123"));
        bench.run();
        refused(20069, asks.transfer(outside, call, "1001"));
        bench.ask(asks.reconnect(outside, call, "1001"));
        confirmed(asks.transfer(consult(call, 1, 3), call, "1001"));
        assertThat(bench.fake.talking(caller))
                .containsExactly("0441234", "PJSIP/1002", "PJSIP/1003");
    }

    /** The simulator found it: the desktop took two of one number for one, and the rest for two. */
    @Test
    @Tag("LIM-034")
    void twoPartiesOfOneNumberOutsideAreTwoPartiesOfTheConference() {
        talk();
        for (int outside = 0; outside < 2; outside++) {
            bench.ask(asks.consult(call, "1001", "0049123"));
            long consultation = bench.last(ConsultationCallConf.class).newConnectionCallId();
            bench.fake.answer(bench.fake.at("0049123"));
            bench.run();
            bench.ask(asks.conference(consultation, call, "1001"));
        }
        assertThat(bench.last(CallConferencedEvent.class).connectedPartyDeviceId())
                .doesNotHaveDuplicates()
                .contains("0049123", "0049123/2");
        CallDataUpdateEvent moved = bench.last(CallDataUpdateEvent.class);
        assertThat(moved.connectionDeviceId()).isEqualTo("0049123");
        assertThat(moved.newConnectionDeviceId()).isEqualTo("0049123/2");
    }

    @Test
    @Tag("LIM-035")
    @Tag("BEH-369")
    @Tag("ERR-145")
    void ofTwoConsultationsThatOverlapTheLaterCompletionFails() {
        bench.ready(1);
        bench.login(2);
        bench.login(3);
        bench.login(4);
        bench.agentState(1, AgentState.NOT_READY);
        bench.ask(asks.make("1001", "302"));
        call = bench.call();
        bench.ask(asks.answer(call, "1002"));
        bench.ask(asks.consult(call, "1001", "303"));
        long first = bench.last(ConsultationCallConf.class).newConnectionCallId();
        bench.ask(asks.answer(first, "1003"));
        bench.ask(asks.consult(call, "1002", "304"));
        long second = bench.last(ConsultationCallConf.class).newConnectionCallId();
        bench.ask(asks.answer(second, "1004"));
        confirmed(asks.conference(first, call, "1001"));
        refused(20066, asks.transfer(second, call, "1002"));
    }

    @Test
    @Tag("LIM-036")
    @Tag("BEH-264")
    @Tag("REG-054")
    @Tag("TRAP-39")
    void whetherOthersThanTheInitiatorMayAddPartiesIsASetting() {
        talk();
        bench.ask(asks.conference(consult(call, 1, 2), call, "1001"));
        bench.login(3);
        bench.input(new SettingSet("IPCCConference_SupportsMultipleControllers", "0"));
        refused(20069, asks.consult(call, "1002", "303"));
        confirmed(asks.consult(call, "1001", "303"));
        bench.ask(asks.clear(bench.last(ConsultationCallConf.class).newConnectionCallId(), "1001"));
        bench.ask(asks.retrieve(call, "1001"));
        bench.input(new SettingSet("IPCCConference_SupportsMultipleControllers", "1"));
        confirmed(asks.consult(call, "1002", "303"));
    }

    @Test
    @Tag("LIM-040")
    void theContextOfARoutedCallComesBeforeItAndIsTakenBackWhenItDoesNotArrive() {
        bench.login(5);
        bench.agentState(5, AgentState.AVAILABLE);
        bench.fake.deaf.add(Dial.class);
        bench.said.clear();
        bench.arrive("0441234", "8000");
        AgentPreCallEvent before = bench.last(AgentPreCallEvent.class);
        assertThat(before.ani()).isEqualTo("0441234");
        assertThat(before.callVariable1()).isEqualTo("gold");
        assertThat(bench.names()).doesNotContain("CallDeliveredEvent");
        bench.pass(10_000);
        assertThat(bench.last(AgentPreCallAbortEvent.class).routerCallKeyCallId())
                .isEqualTo(before.routerCallKeyCallId());
    }

    @Test
    @Tag("LIM-041")
    @Tag("BEH-490")
    void aCallToARoutePointStaysOneCall() {
        bench.login(1);
        bench.ask(asks.make("1001", "8000"));
        call = bench.call();
        bench.pass(5_000);
        assertThat(bench.call()).isEqualTo(call);
        assertThat(bench.said).noneMatch(CallConnectionClearedEvent.class::isInstance);
    }

    @Test
    @Tag("LIM-043")
    @Tag("BEH-491")
    @Tag("ERR-187")
    void twoAgentsCannotShareAnExtension() {
        bench.login(1);
        bench.logInAt(2, "1001");
        ControlFailureConf byInstrument = bench.last(ControlFailureConf.class);
        assertThat(byInstrument.failureCode())
                .isEqualTo(ControlFailureCode.SPECIFIED_EXTENSION_ALREADY_IN_USE.value());
        bench.said.clear();
        bench.logInAt(2, "301");
        assertThat(bench.last(ControlFailureConf.class).failureCode())
                .isEqualTo(ControlFailureCode.SPECIFIED_EXTENSION_ALREADY_IN_USE.value());
        assertThat(bench.machine.agentsLoggedIn(OpcBench.PERIPHERAL)).containsExactly("2001");
    }

    @Test
    @Tag("LIM-044")
    @Tag("BEH-364")
    void aDesktopThatAsksLearnsItsWrapUpModes() {
        bench.wrapUp(WrapUpMode.REQUIRED, 25);
        bench.login(1);
        AgentDeskSettingsConf conf =
                (AgentDeskSettingsConf)
                        bench.machine.answer(
                                AgentDeskSettingsReq.builder()
                                        .invokeId(7)
                                        .peripheralId(OpcBench.PERIPHERAL)
                                        .agentId("2001")
                                        .build());
        assertThat(conf.workModeTimer()).isEqualTo(25);
        assertThat(conf.wrapupDataIncomingMode()).isZero();
        assertThat(conf.wrapupDataOutgoingMode()).isZero();
    }

    @Test
    @Tag("LIM-045")
    @Tag("BEH-370")
    @Tag("ERR-007")
    void aChangeOfSkillGroupsIsTakenAtOnceWhichIsADeviation() {
        bench.ready(1);
        bench.input(
                new AgentSet(
                        OpcBench.agent(1).toBuilder()
                                .skills(List.of(new SkillMembership(1, 1)))
                                .build()));
        bench.arrive("0441234", "8000");
        assertThat(bench.state(1)).isEqualTo(AgentState.AVAILABLE.value());
        assertThat(SpecTable.deviations()).contains("LIM-045");
        bench.login(1);
        assertThat(bench.last(ControlFailureConf.class).peripheralErrorCode()).isEqualTo(10102);
    }
}
