package org.jackfield.ctios.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.protocol.cil.Outcome;
import org.jackfield.protocol.ged188.AgentState;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class MonitorTest {

    private final Bench bench = new Bench();

    private long monitor(long link, String filter) {
        bench.hello(link, null, 0);
        return bench.ask(link, "SetMessageFilter", "", "Filter", filter);
    }

    @Test
    @Tag("BEH-015")
    void aMonitorSeesWhatItsFilterLetsThrough() {
        bench.linkUp();
        bench.logIn(1);
        monitor(2, "MessageID=30");
        monitor(3, "MessageId=23,24;AgentID=10*");
        bench.agentState(AgentState.AVAILABLE, 0);
        Calls.ring(bench, 41, "2001");

        assertThat(bench.eventNames(2))
                .containsExactly(
                        "OnCTIOSFailure", "OnMonitorModeEstablished", "OnAgentStateChange");
        assertThat(bench.eventNames(3))
                .containsExactly("OnCTIOSFailure", "OnMonitorModeEstablished", "OnCallBegin");
    }

    @Test
    void aMonitorThatComesInMidCallSeesItOnce() {
        bench.linkUp();
        bench.logIn(1);
        Calls.ring(bench, 41, "2001");
        monitor(2, "MessageID=*");

        assertThat(bench.eventNames(2))
                .containsOnlyOnce("OnSnapshotCallConf", "OnQueryAgentStateConf")
                .endsWith("OnMonitorModeEstablished");
    }

    @Test
    void aMonitorThatComesAgainGetsWhatItMissed() {
        bench.linkUp();
        bench.logIn(1);
        monitor(2, "MessageID=30");
        long last = bench.lastEvent(2);
        String token = bench.welcome(2).token();
        bench.put(new CtiOsInput.Closed(2));
        bench.agentState(AgentState.AVAILABLE, 0);
        bench.hello(3, token, last);

        assertThat(bench.welcome(3).resumed()).isTrue();
        assertThat(bench.eventNames(3)).containsExactly("OnAgentStateChange");
        assertThat(bench.events(3).get(0).number()).isEqualTo(last + 1);
    }

    @Test
    @Tag("BEH-235")
    void theEighthMonitorIsRefused() {
        bench.linkUp();
        for (int link = 1; link <= 7; link++) {
            assertThat(bench.reply(link, monitor(link, "MessageID=*")).outcome())
                    .isEqualTo(Outcome.DONE);
        }

        assertThat(bench.reply(8, monitor(8, "MessageID=*")).code()).isEqualTo(14);
    }

    @Test
    void aFilterThatIsNoneIsNamed() {
        bench.linkUp();

        assertThat(bench.reply(1, monitor(1, "nonsense")).text())
                .isEqualTo("Filter: filter part `nonsense` is not of the form key=value.");
    }
}
