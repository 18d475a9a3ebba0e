package org.jackfield.simulation.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.protocol.ged188.BeginCallEvent;
import org.jackfield.protocol.ged188.CallDataUpdateEvent;
import org.jackfield.protocol.ged188.CallTransferredEvent;
import org.jackfield.protocol.ged188.EndCallEvent;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ConsultationScenarioTest {

    @Test
    @Tag("BEH-137")
    void aTransferredCallKeepsItsKeyAndItsDataAtTheOtherEnd() {
        Scene scene = new Scene(1);
        scene.ready(0);
        scene.ready(1);
        scene.play("caller 03023125001 dials 7001 with Var1=A1, Var2=Gold", 6_000);
        long call = scene.answered();
        BeginCallEvent begin = scene.last(BeginCallEvent.class);
        int first = scene.all(BeginCallEvent.class).size();
        int agent = scene.client.calls().at(scene.stage.site().phone(0)).containsKey(call) ? 0 : 1;
        scene.consult(call, agent, scene.stage.site().phone(1 - agent));
        scene.stage.run(1_000);
        assertThat(scene.all(BeginCallEvent.class)).hasSize(first + 1);
        long consult = scene.answered();
        scene.transfer(consult, call, agent);

        CallTransferredEvent transferred = scene.last(CallTransferredEvent.class);
        assertThat(transferred.primaryCallId()).isEqualTo(call);
        assertThat(transferred.secondaryCallId()).isEqualTo(consult);
        CallDataUpdateEvent update = scene.last(CallDataUpdateEvent.class);
        assertThat(update.newConnectionCallId()).isEqualTo(call);
        assertThat(update.callVariable2()).isEqualTo("Gold");
        assertThat(update.routerCallKeyCallId()).isEqualTo(begin.routerCallKeyCallId());
        assertThat(scene.last(EndCallEvent.class).connectionCallId()).isEqualTo(consult);
        scene.expectACleanEnd();
    }

    /** Found by seed 3 with 1000 agents: the agent's leg stayed up for ever, in no call. */
    @Test
    void aCallerWhoHangsUpWhileTheConsultationBeginsLeavesNoLegBehind() {
        for (int ms = 0; ms < 20; ms++) {
            Scene scene = new Scene(100 + ms);
            scene.ready(0);
            scene.play("caller 03023125001 dials 7001", 6_000);
            long call = scene.answered();
            scene.consult(call, 0, scene.stage.site().phone(1));
            scene.stage.run(ms);
            scene.play("caller 03023125001 hangs up", 30_000);

            scene.expectACleanEnd();
        }
    }
}
