package org.jackfield.simulation.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.peripheral.scripted.Script;
import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.ged188.AnswerCallReq;
import org.jackfield.protocol.ged188.BeginCallEvent;
import org.jackfield.protocol.ged188.CallDeliveredEvent;
import org.jackfield.protocol.ged188.ConsultationCallReq;
import org.jackfield.protocol.ged188.Ged188Message;
import org.jackfield.protocol.ged188.SetAgentStateReq;
import org.jackfield.protocol.ged188.TransferCallReq;
import org.jackfield.simulation.world.SimulatedAgents;
import org.jackfield.simulation.world.SimulatedSite;
import org.jackfield.simulation.world.Stage;

import java.util.ArrayList;
import java.util.List;

/** A stage for a scenario: agents 10001 and up at phones 20001 and up, one client that controls. */
final class Scene {

    final Stage stage;
    final SimulatedAgents client;
    final List<String> trace = new ArrayList<>();

    Scene(long seed) {
        this(seed, false);
    }

    /** A stage with a group of three members, or with one gateway that never fails. */
    Scene(long seed, boolean grouped) {
        stage = new Stage(new SimulatedSite(12), seed, 50, grouped, trace::add);
        client = stage.client("scene", 24, null);
        client.keep();
        stage.start();
        stage.run(grouped ? 5_000 : 2_000);
    }

    Script play(String text, long ms) {
        Script script = stage.play(text);
        stage.run(ms);
        return script;
    }

    /** An agent, counted from 0, logs in and goes ready. */
    void ready(int agent) {
        state(agent, AgentState.LOGIN);
        state(agent, AgentState.AVAILABLE);
    }

    void state(int agent, AgentState state) {
        String id = stage.site().agentId(agent);
        client.ask(
                SetAgentStateReq.builder()
                        .peripheralId(SimulatedSite.PERIPHERAL)
                        .agentState(state.value())
                        .agentInstrument(stage.site().phone(agent))
                        .agentId(id)
                        .agentPassword(SimulatedSite.password(id))
                        .build());
        stage.run(300);
    }

    <T extends Ged188Message> T last(Class<T> kind) {
        List<T> found = all(kind);
        assertThat(found).as("%s heard", kind.getSimpleName()).isNotEmpty();
        return found.getLast();
    }

    <T extends Ged188Message> List<T> all(Class<T> kind) {
        return client.heard().stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** The call that rang last, and is answered by the phone it rings at; returns its id. */
    long answered() {
        CallDeliveredEvent ringing = last(CallDeliveredEvent.class);
        String phone = ringing.alertingDeviceId();
        client.ask(
                AnswerCallReq.builder()
                        .peripheralId(SimulatedSite.PERIPHERAL)
                        .connectionCallId(ringing.connectionCallId())
                        .connectionDeviceId(phone)
                        .agentInstrument(phone)
                        .build());
        stage.run(1_000);
        return ringing.connectionCallId();
    }

    void consult(long callId, int agent, String number) {
        String phone = stage.site().phone(agent);
        client.ask(
                ConsultationCallReq.builder()
                        .peripheralId(SimulatedSite.PERIPHERAL)
                        .activeConnectionCallId(callId)
                        .activeConnectionDeviceId(phone)
                        .dialedNumber(number)
                        .agentInstrument(phone)
                        .build());
    }

    void transfer(long activeCallId, long heldCallId, int agent) {
        startTransfer(activeCallId, heldCallId, agent);
        stage.run(500);
    }

    void startTransfer(long activeCallId, long heldCallId, int agent) {
        String phone = stage.site().phone(agent);
        client.ask(
                TransferCallReq.builder()
                        .peripheralId(SimulatedSite.PERIPHERAL)
                        .activeConnectionCallId(activeCallId)
                        .heldConnectionCallId(heldCallId)
                        .activeConnectionDeviceId(phone)
                        .heldConnectionDeviceId(phone)
                        .agentInstrument(phone)
                        .build());
    }

    /** The call that began last. */
    long begun() {
        return last(BeginCallEvent.class).connectionCallId();
    }

    /** Everybody hangs up; then nothing is left and nothing was found. */
    void expectACleanEnd() {
        for (String channel : stage.owner().channels()) {
            stage.owner().soon(() -> hangUp(channel));
        }
        stage.touchSwitch();
        stage.run(30_000);
        stage.expectNothingLeft();
        assertThat(stage.findings().kept())
                .as(
                        () ->
                                String.join(
                                        "\n",
                                        trace.subList(
                                                Math.max(0, trace.size() - 60), trace.size())))
                .isEmpty();
    }

    private void hangUp(String channel) {
        String phone = stage.owner().endpointOf(channel);
        if (!stage.owner().hands().outsideHangsUp(channel) && !phone.isEmpty()) {
            stage.owner().hands().hangUp(phone);
        }
    }
}
