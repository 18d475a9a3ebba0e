package org.jackfield.gateway.opc;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.protocol.log.SettingSet;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

/** Settings that must be the same on all members, as each says them when it starts. */
class MembersAlikeTest {

    private final OpcBench bench = new OpcBench();

    private List<String> said(String side, Map<String, String> settings) {
        bench.outputs.clear();
        bench.input(new SettingSet(MembersAlike.name(side), MembersAlike.text(settings)));
        return bench.outputs.stream()
                .filter(OpcOutput.LogLine.class::isInstance)
                .map(each -> (OpcOutput.LogLine) each)
                .map(each -> each.severity() + " " + each.text())
                .toList();
    }

    @Test
    void whereMembersDifferEachDifferenceIsNamedWithBothValues() {
        assertThat(said("A", Map.of("TimeZone", "Europe/Berlin", "RouterAnswerMaxMs", "9000")))
                .isEmpty();
        assertThat(said("C", Map.of("TimeZone", "Etc/UTC")))
                .containsExactly(
                        "ERROR members of the group are set differently: of TimeZone, C has Etc/UTC"
                                + " and A has Europe/Berlin; set the same in the registry of all"
                                + " members");
        assertThat(said("B", Map.of("TimeZone", "Europe/Berlin", "RouterAnswerMaxMs", "8000")))
                .hasSize(2)
                .anyMatch(line -> line.contains("RouterAnswerMaxMs, B has 8000 and A has 9000"))
                .anyMatch(line -> line.contains("TimeZone, B has Europe/Berlin and C has Etc/UTC"));
    }

    @Test
    void itIsSaidAgainAtEachStartUntilTheyAreAlike() {
        said("A", Map.of("TimeZone", "Europe/Berlin"));
        assertThat(said("B", Map.of("TimeZone", "Etc/UTC"))).hasSize(1);
        assertThat(said("B", Map.of("TimeZone", "Etc/UTC"))).hasSize(1);
        assertThat(said("B", Map.of("TimeZone", "Europe/Berlin"))).isEmpty();
        assertThat(said("A", Map.of("TimeZone", "Europe/Berlin"))).isEmpty();
    }

    @Test
    void itIsKnownFromASnapshotToo() {
        said("A", Map.of("TimeZone", "Europe/Berlin"));
        byte[] state = bench.machine.snapshot();
        bench.machine.restore(state);
        assertThat(said("B", Map.of("TimeZone", "Etc/UTC"))).hasSize(1);
    }
}
