package org.jackfield.client.cil;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.protocol.cil.Event;
import org.jackfield.protocol.cil.Ping;
import org.jackfield.protocol.cil.ServerFrame;
import org.jackfield.protocol.cil.Welcome;
import org.jackfield.protocol.record.Arguments;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/** How often and how long a silent server is asked is the connection profile's word. */
class ProfileHeartbeatsTest {

    private final List<CilOutput> outputs = new ArrayList<>();
    private final CilMachine machine =
            new CilMachine(CilSettings.of("test", new CilServer("a", 1), new CilServer("b", 2)), 0);
    private long nowMs = 1000;
    private long attempt;
    private long number;

    @BeforeEach
    void connected() {
        machine.onInput(new CilInput.Start(), nowMs, this::take);
        welcomed();
    }

    private void take(CilOutput output) {
        outputs.add(output);
        if (output instanceof CilOutput.Connect connect) {
            attempt = connect.attempt();
        }
    }

    private void welcomed() {
        number = 0;
        machine.onInput(new CilInput.Connected(attempt), nowMs, this::take);
        says(
                Welcome.builder()
                        .server("ctios-A")
                        .token("token-1")
                        .epoch(7)
                        .next(1)
                        .heartbeatMs(5_000)
                        .heartbeatsMax(3)
                        .build());
    }

    private void says(ServerFrame frame) {
        machine.onInput(new CilInput.Said(attempt, frame), nowMs, this::take);
    }

    private void pass(long ms) {
        long untilMs = nowMs + ms;
        while (machine.nextDeadlineMs() <= untilMs) {
            nowMs = machine.nextDeadlineMs();
            machine.onTime(nowMs, this::take);
        }
        nowMs = untilMs;
    }

    private static Arguments profile(long peripheral, int heartbeat, int most) {
        return Arguments.builder()
                .put("PeripheralID", peripheral)
                .put("Heartbeat", heartbeat)
                .put("MaxHeartbeats", most)
                .build();
    }

    private void settingsSay(Arguments... profiles) {
        Arguments login =
                Arguments.builder().put("ConnectionProfiles", List.of((Object[]) profiles)).build();
        happens(
                "OnGlobalSettingsDownloadConf",
                "",
                Arguments.builder().put("Login", login).build());
    }

    private void happens(String name, String target, Arguments args) {
        says(Event.builder().number(++number).name(name).target(target).args(args).build());
    }

    private long asked() {
        return outputs.stream()
                .filter(each -> each instanceof CilOutput.Send(long to, Ping ping))
                .count();
    }

    private void isLeftAfter(long ms, int questions) {
        outputs.clear();
        pass(ms - 1);
        assertThat(asked()).isEqualTo(questions);
        assertThat(machine.state()).isEqualTo(CilMachine.State.LIVE);
        pass(1);
        assertThat(machine.state()).isNotEqualTo(CilMachine.State.LIVE);
    }

    @Test
    @Tag("BEH-281")
    @Tag("BEH-503")
    void aSilentServerIsLeftAfterThirtySecondsWhereTheProfileSaysFiveAndFive() {
        settingsSay(profile(5000, 5, 5));
        isLeftAfter(30_000, 5);
    }

    @Test
    @Tag("BEH-281")
    void theProfileOfTheAgentsPeripheralCountsAndUntilThereIsAnAgentTheFirst() {
        settingsSay(profile(5000, 2, 4), profile(5001, 1, 1));
        isLeftAfter(10_000, 4);

        pass(1_000);
        welcomed();
        happens("OnSetAgentMode", "agent.5001.1001", Arguments.EMPTY);
        isLeftAfter(2_000, 1);
    }

    @Test
    @Tag("BEH-281")
    void theProfileCountsAtTheNextServerToo() {
        settingsSay(profile(5000, 2, 1));
        isLeftAfter(4_000, 1);
        pass(1_000);
        welcomed();
        isLeftAfter(4_000, 1);
    }

    @Test
    @Tag("BEH-281")
    void withoutHeartbeatsNobodyIsAskedOrLeft() {
        settingsSay(profile(5000, 0, 3));
        outputs.clear();
        pass(600_000);
        assertThat(asked()).isZero();
        assertThat(machine.state()).isEqualTo(CilMachine.State.LIVE);
    }

    @Test
    @Tag("BEH-281")
    void aProfileThatSaysNothingLeavesTheServersWord() {
        settingsSay(Arguments.builder().put("PeripheralID", 5000).build());
        isLeftAfter(20_000, 3);
    }
}
