package org.jackfield.gateway.opc;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.ged188.AgentStateEvent;
import org.jackfield.protocol.ged188.CallDeliveredEvent;
import org.jackfield.protocol.ged188.QueryAgentStateConf;
import org.jackfield.protocol.ged188.QueryAgentStateReq;
import org.jackfield.protocol.log.PeripheralSet;
import org.jackfield.protocol.pim.LegState;
import org.jackfield.protocol.pim.Place;
import org.jackfield.protocol.pim.SwitchDown;
import org.jackfield.protocol.site.SitePeripheral;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What comes of offers, seen through the whole machine: agents, router and calls together. */
class RoutedOfferTest {

    private final OpcBench bench = new OpcBench();
    private final Asks asks = new Asks(bench);

    private int reason(int agent) {
        return bench.machine.agentNow(OpcBench.PERIPHERAL, "200" + agent).stream()
                .map(each -> (AgentStateEvent) each.event())
                .toList()
                .getFirst()
                .eventReasonCode();
    }

    @Test
    @Tag("ASK-17")
    void aCallThatRingsOutMakesNotReadyAndGoesToTheNextAgent() {
        bench.ready(1);
        bench.arrive("0441234", "8000");
        bench.pass(20_000);
        assertThat(bench.state(1)).isEqualTo(AgentState.NOT_READY.value());
        assertThat(reason(1)).isEqualTo(32767);
        bench.ready(2);

        assertThat(bench.machine.agentNow(OpcBench.PERIPHERAL, "2002")).isNotEmpty();
        assertThat(bench.state(2)).isEqualTo(AgentState.RESERVED.value());
    }

    @Test
    @Tag("ASK-17")
    void aCallRefusedAtThePhoneMakesNotReadyWithAnotherReason() {
        bench.ready(5);
        bench.arrive("0441234", "8000");
        bench.fake.hangUp(bench.fake.at("PJSIP/1005"));
        bench.run();

        assertThat(bench.state(5)).isEqualTo(AgentState.NOT_READY.value());
        assertThat(reason(5)).isEqualTo(32766);
    }

    @Test
    @Tag("ASK-17")
    void aBusyPhoneMakesNotReadyWithAThirdReason() {
        bench.fake.busy.add("PJSIP/1005");
        bench.ready(5);
        bench.arrive("0441234", "8000");
        bench.run();

        assertThat(reason(5)).isEqualTo(50005);
    }

    @Test
    void anAnswerThatTheSwitchCannotJoinIsNoFaultOfTheAgents() {
        bench.ready(1);
        bench.arrive("0441234", "8000");
        bench.ready(2);
        bench.fake.failing.add(Place.class);
        bench.ask(asks.answer(bench.call(), "1001"));
        bench.fake.failing.clear();
        bench.run();

        assertThat(bench.state(1)).isEqualTo(AgentState.AVAILABLE.value());
        assertThat(bench.state(2)).isEqualTo(AgentState.RESERVED.value());
        assertThat(bench.last(CallDeliveredEvent.class).alertingDeviceId()).isEqualTo("1002");
    }

    /**
     * The simulator found it: the router had the call back and the OPC thought it answered, so that
     * the next free agent was offered it without end.
     */
    @Test
    void anAnswerThatCrossesTheEndOfItsOfferLeavesTheCallWithTheRouter() {
        bench.ready(5);
        bench.arrive("0441234", "8000");
        bench.report(new SwitchDown("cut"));
        bench.fake.at("PJSIP/1005").state = LegState.UP;
        bench.pass(20_000);
        bench.fake.reports.clear();
        bench.fake.connect();
        bench.run();

        assertThat(bench.names()).endsWith("AgentPreCallEvent", "CallDeliveredEvent");
        assertThat(bench.state(5)).isEqualTo(AgentState.RESERVED.value());
    }

    @Test
    void aPeripheralDescribedAnewIsToldInTheNextAgentEvent() {
        bench.login(1);
        bench.input(new PeripheralSet(new SitePeripheral(OpcBench.PERIPHERAL, "test", 18)));
        bench.agentState(1, AgentState.AVAILABLE);

        assertThat(bench.last(AgentStateEvent.class).peripheralType()).isEqualTo(18);
    }

    @Test
    void aQueryOfSomebodyLoggedOutSaysLogout() {
        QueryAgentStateReq query =
                QueryAgentStateReq.builder()
                        .invokeId(4)
                        .peripheralId(OpcBench.PERIPHERAL)
                        .agentId("2001")
                        .build();

        assertThat(((QueryAgentStateConf) bench.machine.answer(query)).agentState())
                .isEqualTo(AgentState.LOGOUT.value());
    }
}
