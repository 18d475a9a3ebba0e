package org.jackfield.ctios.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.protocol.cil.Outcome;
import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.ged188.SetAgentStateConf;
import org.junit.jupiter.api.Test;

/** A server that is about to end. */
class DrainTest {

    private final Bench bench = new Bench();

    @Test
    void whatWasPressedGetsItsOutcomeAndWhatIsPressedFromThenOnIsRefusedInWords() {
        bench.linkUp();
        bench.logIn(1);
        bench.agentState(AgentState.NOT_READY, 0);
        assertThat(bench.machine.openRequests()).isZero();
        int ready = AgentState.AVAILABLE.value();
        long pressed = bench.ask(1, "SetAgentState", Bench.AGENT, "AgentState", ready);
        assertThat(bench.machine.openRequests()).isEqualTo(1);

        bench.put(new CtiOsInput.Drain());
        long late = bench.ask(1, "SetAgentState", Bench.AGENT, "AgentState", ready);
        assertThat(bench.reply(1, late).outcome()).isEqualTo(Outcome.FAILED);
        assertThat(bench.reply(1, late).text()).contains("being shut down");
        assertThat(bench.unanswered()).isEqualTo(1);
        assertThat(bench.machine.openRequests()).isEqualTo(1);
        bench.confirm(SetAgentStateConf.builder().build());
        assertThat(bench.reply(1, pressed).outcome()).isEqualTo(Outcome.DONE);
        assertThat(bench.machine.openRequests()).isZero();
    }
}
