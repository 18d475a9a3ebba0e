package org.jackfield.gateway.opc;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.ged188.AgentStateEvent;
import org.jackfield.protocol.ged188.ControlFailureConf;
import org.jackfield.protocol.ged188.Ged188Message;
import org.jackfield.protocol.ged188.SystemEvent;
import org.jackfield.protocol.log.ClientClosed;
import org.jackfield.protocol.log.SettingSet;
import org.jackfield.protocol.pim.DeviceInService;
import org.jackfield.protocol.pim.SwitchDown;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/** A phone or the whole switch goes out of service and comes back; what becomes of the agents. */
class OutOfServiceTest {

    private static final short RESTART = -1;
    private static final short PHONE_AWAY = (short) 50003;

    private final OpcBench bench = new OpcBench();
    private final Asks asks = new Asks(bench);

    private void comeBack() {
        bench.input(new SettingSet("AgentsComeBack", "1"));
    }

    private void phone(boolean inService) {
        bench.report(new DeviceInService("PJSIP/1001", inService, "test"));
    }

    private void restart() {
        bench.report(new SwitchDown("killed"));
        bench.fake.reports.clear();
        bench.fake.channels.clear();
        bench.fake.startedMs += 60_000;
        bench.pass(3_000);
        bench.fake.connect();
        bench.run();
    }

    /** State and reason, as told of agent 2001 since the last clearing. */
    private List<String> told() {
        List<String> told = new ArrayList<>();
        for (Ged188Message each : bench.said) {
            if (each instanceof AgentStateEvent event && event.agentId().equals("2001")) {
                String state =
                        AgentState.of(event.agentState()) + " " + (short) event.eventReasonCode();
                if (told.isEmpty() || !told.getLast().equals(state)) {
                    told.add(state);
                }
            }
        }
        return told;
    }

    @Test
    @Tag("BEH-346")
    void whoComesLaterCanReadWhichPhonesAreAway() {
        phone(false);
        assertThat(bench.machine.phonesAway(OpcBench.PERIPHERAL)).containsExactly("1001");
        phone(true);
        assertThat(bench.machine.phonesAway(OpcBench.PERIPHERAL)).isEmpty();
        assertThat(bench.machine.phonesAway(4999)).isEmpty();
    }

    @Test
    @Tag("BEH-347")
    @Tag("BEH-474")
    @Tag("BEH-348")
    void aRestartOfTheSwitchLogsItsAgentsOutAndTheyLogInByHand() {
        bench.ready(1);
        bench.login(2);
        bench.said.clear();
        restart();
        assertThat(bench.names()).containsExactly("SystemEvent", "SystemEvent");
        assertThat(told()).containsExactly("NOT_READY " + RESTART, "LOGOUT " + RESTART);
        assertThat(bench.machine.agentsLoggedIn(OpcBench.PERIPHERAL)).isEmpty();
        bench.pass(600_000);
        assertThat(bench.machine.agentsLoggedIn(OpcBench.PERIPHERAL)).isEmpty();
        bench.ready(1);
        assertThat(bench.state(1)).isEqualTo(AgentState.AVAILABLE.value());
    }

    @Test
    @Tag("BEH-347")
    void aRestartInTheMiddleOfACallEndsTheCallFirst() {
        bench.ready(1);
        bench.arrive("0441234", "8000");
        bench.ask(asks.answer(bench.call(), "1001"));
        bench.said.clear();
        restart();
        assertThat(bench.names()).contains("EndCallEvent");
        assertThat(told()).endsWith("NOT_READY " + RESTART, "LOGOUT " + RESTART);
        assertThat(bench.said.getLast()).isInstanceOf(AgentStateEvent.class);
    }

    @Test
    @Tag("BEH-347")
    void whereTheSiteWishesItAgentsComeBackNotReadyAfterARestart() {
        comeBack();
        bench.ready(1);
        bench.said.clear();
        restart();
        assertThat(told())
                .containsExactly(
                        "NOT_READY " + RESTART,
                        "LOGOUT " + RESTART,
                        "LOGIN 0",
                        "NOT_READY " + RESTART);
        assertThat(bench.state(1)).isEqualTo(AgentState.NOT_READY.value());
        bench.agentState(1, AgentState.AVAILABLE);
        assertThat(bench.state(1)).isEqualTo(AgentState.AVAILABLE.value());
    }

    @Test
    @Tag("BEH-347")
    void anOutageWithoutARestartLogsNobodyOut() {
        bench.ready(1);
        bench.report(new SwitchDown("cut"));
        bench.pass(60_000);
        bench.fake.connect();
        bench.run();
        assertThat(bench.state(1)).isEqualTo(AgentState.AVAILABLE.value());
    }

    @Test
    @Tag("BEH-346")
    @Tag("BEH-474")
    @Tag("ERR-172")
    void aPhoneThatStaysAwayLogsItsAgentOutAndTheAgentLogsInByHand() {
        bench.ready(1);
        phone(false);
        assertThat(bench.last(SystemEvent.class).systemEventId()).isPositive();
        assertThat(told()).containsExactly("NOT_READY " + PHONE_AWAY);
        bench.login(2);
        bench.ask(asks.make("1002", "301"));
        assertThat(bench.last(ControlFailureConf.class).peripheralErrorCode()).isEqualTo(20119);
        bench.pass(6_000);
        assertThat(bench.machine.agentsLoggedIn(OpcBench.PERIPHERAL)).containsExactly("2002");
        bench.login(1);
        assertThat(bench.last(ControlFailureConf.class).peripheralErrorCode()).isEqualTo(20119);
        phone(true);
        bench.pass(60_000);
        assertThat(bench.machine.agentsLoggedIn(OpcBench.PERIPHERAL)).containsExactly("2002");
        bench.login(1);
        assertThat(bench.machine.agentsLoggedIn(OpcBench.PERIPHERAL))
                .containsExactly("2001", "2002");
    }

    @Test
    @Tag("BEH-346")
    void whereTheSiteWishesItTheAgentComesBackNotReadyWithThePhone() {
        comeBack();
        bench.ready(1);
        phone(false);
        bench.pass(10_000);
        assertThat(bench.machine.agentsLoggedIn(OpcBench.PERIPHERAL)).isEmpty();
        bench.said.clear();
        phone(true);
        assertThat(told()).containsExactly("LOGIN 0", "NOT_READY " + PHONE_AWAY);
        bench.pass(60_000);
        assertThat(bench.state(1)).isEqualTo(AgentState.NOT_READY.value());
    }

    @Test
    @Tag("BEH-346")
    void whoseSessionIsGoneMeanwhileDoesNotComeBack() {
        comeBack();
        bench.ready(1);
        phone(false);
        bench.pass(10_000);
        bench.input(new ClientClosed(OpcBench.SESSION, "gone"));
        phone(true);
        bench.pass(60_000);
        assertThat(bench.machine.agentsLoggedIn(OpcBench.PERIPHERAL)).isEmpty();
    }

    @Test
    @Tag("BEH-346")
    void whoLoggedInAtAnotherPhoneMeanwhileStaysThere() {
        comeBack();
        bench.ready(1);
        phone(false);
        bench.pass(10_000);
        bench.logInAt(1, "1004");
        phone(true);
        assertThat(bench.machine.agentsLoggedIn(OpcBench.PERIPHERAL)).containsExactly("2001");
        bench.ask(asks.make("1004", "8000"));
        assertThat(bench.names()).contains("MakeCallConf");
    }

    @Test
    @Tag("REG-035")
    @Tag("REG-036")
    void theReasonsOfAnAgentWhoIsLostAreThoseOfTheSettings() {
        bench.input(new SettingSet("forceNotReadyOnSessionCloseReason", "601"));
        bench.input(new SettingSet("forceLogoutOnSessionCloseReason", "602"));
        bench.ready(1);
        bench.input(new ClientClosed(OpcBench.SESSION, "gone"));
        bench.pass(5_100);
        assertThat(told()).containsExactly("NOT_READY 601", "LOGOUT 602");
    }

    @Test
    void theTimesOfPhonesAndOffersAreThoseOfTheSettings() {
        bench.input(new SettingSet("AgentDeviceGraceMs", "30000"));
        bench.ready(1);
        phone(false);
        bench.pass(29_000);
        assertThat(bench.machine.agentsLoggedIn(OpcBench.PERIPHERAL)).containsExactly("2001");
        bench.pass(1_100);
        assertThat(bench.machine.agentsLoggedIn(OpcBench.PERIPHERAL)).isEmpty();
    }

    @Test
    void aSettingThatCannotBeReadIsNamedAndTheDefaultHolds() {
        bench.input(new SettingSet("AgentDeviceGraceMs", "soon"));
        bench.input(new SettingSet("CalledPartyRingMs", "0"));
        assertThat(bench.logLines())
                .anyMatch(
                        each ->
                                each.contains("AgentDeviceGraceMs is `soon`")
                                        && each.contains("0 to 600000, 4000 holds"))
                .anyMatch(each -> each.contains("CalledPartyRingMs is `0`"));
        bench.ready(1);
        phone(false);
        bench.pass(6_000);
        assertThat(bench.machine.agentsLoggedIn(OpcBench.PERIPHERAL)).isEmpty();
    }
}
