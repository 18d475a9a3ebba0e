package org.jackfield.simulation.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.ged188.CallEstablishedEvent;
import org.jackfield.protocol.ged188.ControlFailureConf;
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
}
