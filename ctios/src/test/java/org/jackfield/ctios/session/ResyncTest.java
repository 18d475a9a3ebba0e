package org.jackfield.ctios.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.client.ctiserver.CtiOutcome;
import org.jackfield.ctios.object.AgentKey;
import org.jackfield.ctios.object.AgentName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.stream.IntStream;

/** Everything is asked for anew after a change of the session with the CTI Server. */
class ResyncTest {

    private static final int AGENTS = 20_000;
    private static final int AT_A_TIME = 32;

    private static Bench withManyAgents() {
        List<AgentName> names =
                IntStream.range(0, AGENTS)
                        .mapToObj(
                                each ->
                                        new AgentName(
                                                new AgentKey(Bench.PERIPHERAL, "" + (2000 + each)),
                                                "",
                                                ""))
                        .toList();
        SessionSettings settings = Bench.settings("ctios-A", "run-1", SecondLogin.WARN);
        return new Bench(settings.withDesktop(settings.desktop().withNames(names)));
    }

    @Test
    @Tag("BEH-351")
    void aLinkThatIsLostInTheMiddleOfItLeavesNothingThatTheNextOneWaitsFor() {
        Bench bench = withManyAgents();
        bench.linkUp();
        assertThat(bench.asked).hasSize(AT_A_TIME);
        bench.put(new CtiOsInput.LinkDown("cut"));
        while (!bench.asked.isEmpty()) {
            long token = bench.asked.poll().token();
            bench.put(new CtiOsInput.Ended(token, new CtiOutcome.SessionLost("cut")));
        }
        bench.linkUp();

        assertThat(bench.asked).hasSize(AT_A_TIME);
    }
}
