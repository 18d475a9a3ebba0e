package org.jackfield.ctios.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.protocol.cil.Goodbye;
import org.jackfield.protocol.cil.Outcome;
import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.ged188.QueryAgentStateConf;
import org.jackfield.protocol.ged188.QueryAgentStateReq;
import org.jackfield.protocol.ged188.SetAgentStateConf;
import org.jackfield.protocol.ged188.SetAgentStateReq;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A session acts for the one agent whose password was given, whatever crosses on the way. */
class OneAgentTest {

    private static final String OTHER = "agent.5000.1002";

    private final Bench bench = new Bench();

    private void set(int agentState) {
        bench.linkUp();
        bench.hello(1, null, 0);
        setAgent("1001");
        bench.answerReads(agentState);
    }

    private long setAgent(String id) {
        return bench.ask(1, "SetAgent", "", "AgentID", id, "PeripheralID", Bench.PERIPHERAL);
    }

    private long login() {
        return bench.ask(1, "Login", Bench.AGENT, "AgentPassword", "p", "AgentInstrument", "2001");
    }

    private void queried(int state) {
        QueryAgentStateReq query = (QueryAgentStateReq) bench.question();
        bench.confirm(
                QueryAgentStateConf.builder()
                        .agentState(state)
                        .agentId(query.agentId())
                        .agentInstrument("2001")
                        .agentExtension("2001")
                        .build());
    }

    private boolean here(String agent) {
        return bench.object(1, agent).truth("LoggedInHere");
    }

    @Test
    @Tag("BEH-224")
    void aLoginThatIsAnsweredAfterAnotherAgentWasSetCountsForNobody() {
        set(AgentState.LOGOUT.value());
        setAgent("1002");
        long login = login();
        queried(AgentState.NOT_READY.value());
        assertThat(((SetAgentStateReq) bench.question()).agentId()).isEqualTo("1001");
        bench.confirm(SetAgentStateConf.builder().build());
        bench.answerReads(AgentState.NOT_READY.value());

        assertThat(bench.reply(1, login).outcome()).isEqualTo(Outcome.FAILED);
        assertThat(here(OTHER)).isFalse();
        assertThat(here(Bench.AGENT)).isFalse();
    }

    @Test
    @Tag("BEH-224")
    void anotherAgentCannotBeSetOnceTheLoginIsAnswered() {
        set(AgentState.LOGOUT.value());
        login();
        long other = setAgent("1002");
        bench.confirm(SetAgentStateConf.builder().build());
        assertThat(bench.question()).isInstanceOf(QueryAgentStateReq.class);
        queried(AgentState.NOT_READY.value());
        bench.answerReads(AgentState.NOT_READY.value());

        assertThat(bench.reply(1, other).outcome()).isEqualTo(Outcome.FAILED);
        assertThat(here(OTHER)).isFalse();
        assertThat(here(Bench.AGENT)).isTrue();
    }

    @Test
    @Tag("BEH-312")
    void aSecondLoginThatIsAnsweredAfterAnotherAgentWasSetCountsForNobody() {
        set(AgentState.NOT_READY.value());
        setAgent("1002");
        long login = login();
        queried(AgentState.NOT_READY.value());
        bench.confirm(SetAgentStateConf.builder().build());
        bench.answerReads(AgentState.NOT_READY.value());

        assertThat(bench.reply(1, login).outcome()).isEqualTo(Outcome.FAILED);
        assertThat(here(OTHER)).isFalse();
    }

    @Test
    void theSecondOfTwoAgentsThatAreSetCountsAndTheFirstIsAnsweredToo() {
        bench.linkUp();
        bench.hello(1, null, 0);
        long first = setAgent("1001");
        long second = setAgent("1002");
        bench.answerReads(AgentState.LOGOUT.value());

        assertThat(bench.reply(1, first).outcome()).isEqualTo(Outcome.FAILED);
        assertThat(bench.reply(1, second).outcome()).isEqualTo(Outcome.DONE);
    }

    @Test
    void aConnectionThatBreaksBeforeItsAgentIsKnownLeavesNothingBehind() {
        bench.linkUp();
        bench.hello(1, null, 0);
        setAgent("1001");
        bench.put(new CtiOsInput.Closed(1));
        bench.answerReads(AgentState.LOGOUT.value());
        bench.put(new CtiOsInput.LinkDown("cut"));
        bench.linkUp();

        assertThat(bench.asked).as("questions as for a desktop that is there").isEmpty();
    }

    @Test
    @Tag("REG-034")
    void whoEndsTheSessionWhileTheLoginIsUnderWayLeavesNoReadyAgentBehind() {
        set(AgentState.LOGOUT.value());
        login();
        bench.put(new CtiOsInput.Said(1, new Goodbye("closed")));
        bench.confirm(SetAgentStateConf.builder().build());
        bench.answerReads(AgentState.NOT_READY.value());
        assertThat(bench.asked).isEmpty();
        bench.agentState(AgentState.AVAILABLE, 0);

        SetAgentStateReq out = (SetAgentStateReq) bench.question();
        assertThat(out.agentState()).isEqualTo(AgentState.NOT_READY.value());
    }
}
