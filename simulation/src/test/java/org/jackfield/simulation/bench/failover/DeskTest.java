package org.jackfield.simulation.bench.failover;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.client.cil.CilInput;
import org.jackfield.client.cil.CilOutput;
import org.jackfield.client.cil.CilServer;
import org.jackfield.protocol.cil.Event;
import org.jackfield.protocol.cil.Request;
import org.jackfield.protocol.cil.ServerFrame;
import org.jackfield.protocol.cil.Welcome;
import org.jackfield.protocol.record.Arguments;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/** When a desktop counts as working and as right. */
class DeskTest {

    private static final String AGENT = "agent.5000.10001";
    private static final String CALL = "call.5000.77.20001";

    private final DeskCount count = new DeskCount();
    private final List<CilOutput> wanted = new ArrayList<>();
    private final Desk desk =
            new Desk(0, List.of(new CilServer("127.0.0.1", 1)), wanted::add, count);
    private long attempt;
    private long nowMs = 1_000;
    private long number;

    @BeforeEach
    void connect() {
        desk.input(new CilInput.Start(), nowMs);
        greet();
        status(true);
        tell(
                "OnQueryAgentStateConf",
                AGENT,
                Arguments.builder().put("LoggedInHere", true).put("AgentState", 3));
    }

    private void greet() {
        attempt =
                wanted.stream()
                        .filter(CilOutput.Connect.class::isInstance)
                        .mapToLong(each -> ((CilOutput.Connect) each).attempt())
                        .max()
                        .orElseThrow();
        desk.input(new CilInput.Connected(attempt), nowMs);
        number = 0;
        say(
                Welcome.builder()
                        .server("s")
                        .token("t")
                        .epoch(1)
                        .next(1)
                        .heartbeatMs(5_000)
                        .heartbeatsMax(3)
                        .build());
    }

    private void say(ServerFrame frame) {
        desk.input(new CilInput.Said(attempt, frame), nowMs);
    }

    private void tell(String name, String target, Arguments.Builder args) {
        number++;
        say(
                Event.builder()
                        .number(number)
                        .name(name)
                        .target(target)
                        .args(args.build())
                        .timeMs(nowMs)
                        .build());
    }

    private void status(boolean online) {
        tell(
                "OnCTIOSFailure",
                "",
                Arguments.builder()
                        .put("StatusSystem", Arguments.builder().put("Online", online).build()));
    }

    private List<String> requests() {
        return wanted.stream()
                .filter(CilOutput.Send.class::isInstance)
                .map(each -> ((CilOutput.Send) each).frame())
                .filter(Request.class::isInstance)
                .map(each -> ((Request) each).name())
                .toList();
    }

    @Test
    void itWorksWhenConnectedOnlineAndItsAgentIsLoggedInHere() {
        assertThat(desk.live()).isTrue();
        status(false);
        assertThat(desk.live()).isFalse();
        status(true);
        desk.input(new CilInput.Lost(attempt, "broken"), nowMs);
        assertThat(desk.live()).isFalse();
    }

    @Test
    void aTalkingPhoneNeedsATalkingScreenWithACall() {
        assertThat(desk.right(0)).isTrue();
        assertThat(desk.right(1)).isFalse();

        tell("OnCallEstablished", CALL, Arguments.builder().put("DeviceID", "20001"));
        tell("OnAgentStateChange", AGENT, Arguments.builder().put("AgentState", 4));
        assertThat(desk.right(1)).isTrue();
        assertThat(desk.right(0)).as("a phantom").isFalse();
    }

    @Test
    void aCallThatCanBeAnsweredIsAnswered() {
        Arguments on = Arguments.builder().put("on", true).build();
        tell(
                "OnCallDelivered",
                CALL,
                Arguments.builder()
                        .put("DeviceID", "20001")
                        .put(
                                "Buttons",
                                Arguments.builder()
                                        .put(CALL, Arguments.builder().put("Answer", on).build())
                                        .build()));

        assertThat(requests()).containsOnlyOnce("Answer").startsWith("SetAgent");
    }
}
