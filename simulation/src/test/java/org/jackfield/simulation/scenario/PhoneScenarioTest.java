package org.jackfield.simulation.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.ged188.CallEstablishedEvent;
import org.jackfield.protocol.ged188.ControlFailureConf;
import org.jackfield.protocol.ged188.RetrieveCallReq;
import org.jackfield.simulation.world.SimulatedSite;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class PhoneScenarioTest {

    /**
     * Found by the simulator: no event tells that the phone itself rings, as it does when the call
     * came before anybody logged in there. The button is on, and the refusal says what to do.
     */
    @Test
    @Tag("ERR-180")
    void aPhoneThatRangBeforeItsAgentCameIsAnsweredByItsOwnKey() {
        Scene scene = new Scene(5);
        scene.play("phone 20002 dials 20001", 2_000);
        scene.state(0, AgentState.LOGIN);
        scene.answered();

        ControlFailureConf refused = scene.last(ControlFailureConf.class);
        assertThat(refused.peripheralErrorCode()).isEqualTo(20153);
        assertThat(refused.text()).isEqualTo("This phone can only be answered by its own key");

        scene.play("phone 20001 answers", 1_000);
        assertThat(scene.last(CallEstablishedEvent.class).answeringDeviceId()).isEqualTo("20001");
        scene.expectACleanEnd();
    }

    /**
     * Found by the simulator (seed 11, five times in a day): with the phone's key on hold,
     * retrieving the first call made a second talker of one phone, and the reconciler ended a real
     * call.
     */
    @Test
    @Tag("ERR-180")
    void aPhoneOnHoldByItsKeyKeepsBothItsCallsWhenTheFirstIsRetrieved() {
        Scene scene = new Scene(7);
        scene.ready(0);
        scene.play("caller 03023125001 dials 7001", 6_000);
        long call = scene.answered();
        scene.state(1, AgentState.LOGIN);
        scene.consult(call, 0, "20002");
        scene.stage.run(1_000);
        long consultation = scene.answered();
        scene.play("phone 20001 holds", 1_000);
        scene.client.ask(
                RetrieveCallReq.builder()
                        .peripheralId(SimulatedSite.PERIPHERAL)
                        .heldConnectionCallId(call)
                        .heldConnectionDeviceId("20001")
                        .agentInstrument("20001")
                        .build());
        scene.stage.run(1_000);
        scene.play("phone 20001 retrieves", 10_000);

        assertThat(scene.stage.lines().keySet()).noneMatch(each -> each.contains("reconciled"));
        assertThat(scene.stage.opc().calls(SimulatedSite.PERIPHERAL))
                .containsExactly(call, consultation);
        scene.expectACleanEnd();
    }
}
