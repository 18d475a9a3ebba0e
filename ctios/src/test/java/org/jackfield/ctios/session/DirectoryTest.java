package org.jackfield.ctios.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.ctios.object.AgentKey;
import org.jackfield.ctios.object.AgentName;
import org.jackfield.protocol.cil.Reply;
import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.ged188.AgentStateEvent;
import org.jackfield.protocol.record.Arguments;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.List;

/** Names of agents, and finding a colleague to call. */
class DirectoryTest {

    private final Bench bench =
            new Bench(
                    Bench.settings("ctios-A", "run-1", SecondLogin.WARN)
                            .withDesktop(
                                    DesktopSettings.EMPTY.withNames(
                                            List.of(
                                                    name("1001", "Anna", "Kowalski"),
                                                    name("1044", "Deniz", "Yilmaz"),
                                                    name("1051", "Denise", "Roy"),
                                                    name("1060", "Emi", "Tanaka")))));

    private static AgentName name(String id, String first, String last) {
        return new AgentName(new AgentKey(Bench.PERIPHERAL, id), first, last);
    }

    @BeforeEach
    void everybodyIsIn() {
        bench.linkUp();
        bench.answerReads(AgentState.LOGOUT.value());
        bench.logIn(1);
        isAt("1044", "2044", AgentState.NOT_READY);
        isAt("1051", "2051", AgentState.AVAILABLE);
    }

    private void isAt(String agent, String extension, AgentState state) {
        bench.happens(
                AgentStateEvent.builder()
                        .peripheralId(Bench.PERIPHERAL)
                        .agentState(state.value())
                        .eventReasonCode(state == AgentState.NOT_READY ? 50003 : 0)
                        .agentId(agent)
                        .agentInstrument(extension)
                        .agentExtension(extension)
                        .build());
    }

    private List<String> found(String text) {
        long id = bench.ask(1, "RequestAgentDirectory", Bench.AGENT, "Find", text);
        Reply reply = bench.reply(1, id);
        return reply.args().list("Agents").stream()
                .map(each -> ((Arguments) each).text("AgentExtension"))
                .toList();
    }

    @Test
    void anAgentsObjectCarriesTheName() {
        Arguments agent = bench.object(1, Bench.AGENT);
        assertThat(agent.text("AgentFirstName")).isEqualTo("Anna");
        assertThat(agent.text("AgentLastName")).isEqualTo("Kowalski");
    }

    @Test
    void whoCanTakeACallStandsFirstAndWhoIsLoggedOutNotAtAll() {
        assertThat(found("")).containsExactly("2051", "2044");
    }

    @Test
    void theBeginningOfANameOrANumberFinds() {
        assertThat(found("yil")).containsExactly("2044");
        assertThat(found("den")).containsExactly("2051", "2044");
        assertThat(found("2044")).containsExactly("2044");
        assertThat(found("105")).containsExactly("2051");
        assertThat(found("tan")).isEmpty();
    }

    @Test
    void anEntryTellsNameStateAndReason() {
        long id = bench.ask(1, "RequestAgentDirectory", Bench.AGENT, "Find", "deniz");
        Arguments entry = (Arguments) bench.reply(1, id).args().list("Agents").getFirst();
        assertThat(entry.text("Name")).isEqualTo("Deniz Yilmaz");
        assertThat(entry.number("AgentState")).isEqualTo(AgentState.NOT_READY.value());
        assertThat(entry.text("ReasonText")).isEqualTo("Phone not reachable");
    }

    @Test
    void noMoreAreToldThanWereAskedFor() {
        long id = bench.ask(1, "RequestAgentDirectory", Bench.AGENT, "Find", "", "Max", 1);
        Reply reply = bench.reply(1, id);
        assertThat(reply.args().list("Agents")).hasSize(1);
        assertThat(reply.args().number("Total")).isEqualTo(2);
    }

    @Test
    void whoIsNotLoggedInFindsNobody() {
        bench.hello(2, null, 0);
        bench.ask(2, "SetAgent", "", "AgentID", "1001", "PeripheralID", Bench.PERIPHERAL);
        bench.answerReads(AgentState.NOT_READY.value());
        long id = bench.ask(2, "RequestAgentDirectory", Bench.AGENT, "Find", "");
        assertThat(bench.reply(2, id).text()).isEqualTo("Log in first.");
    }

    @Test
    @Tag("BEH-351")
    void agentsOfTheDirectoryAreAskedForWhenTheCtiServerComes() {
        Bench fresh =
                new Bench(
                        Bench.settings("ctios-A", "run-1", SecondLogin.WARN)
                                .withDesktop(
                                        DesktopSettings.EMPTY.withNames(
                                                List.of(name("1044", "Deniz", "Yilmaz")))));
        fresh.linkUp();
        assertThat(fresh.question())
                .isInstanceOfSatisfying(
                        org.jackfield.protocol.ged188.QueryAgentStateReq.class,
                        query -> assertThat(query.agentId()).isEqualTo("1044"));
    }
}
