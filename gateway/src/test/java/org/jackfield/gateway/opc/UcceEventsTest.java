package org.jackfield.gateway.opc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The column UCCE of the table of events: what it has is told, what it has not never. */
@Tag("EVT")
@Tag("BEH-356")
@Tag("BEH-358")
class UcceEventsTest {

    private static final Set<String> SHIFT = Shift.messages();
    private static final Set<String> EVER = ever();

    private static Set<String> ever() {
        Set<String> ever = new LinkedHashSet<>(SHIFT);
        for (long seed = 301; seed <= 304; seed++) {
            ever.addAll(Shift.ofChance(seed, 400));
        }
        return ever;
    }

    static List<Map<String, String>> rows() {
        return SpecTable.rows("spec/call_events.tsv");
    }

    @ParameterizedTest
    @MethodSource("rows")
    void anEventIsToldOrNeverAsTheTableSays(Map<String, String> row) {
        String name = row.get("event").replaceAll("_EVENT$", "");
        String message = SpecTable.camel(name) + "Event";
        boolean deviates = SpecTable.deviations().contains(row.get("id"));
        if (row.get("UCCE").equals("Y") && !deviates) {
            assertThat(SHIFT).as(row.get("id")).contains(message);
        } else {
            assertThat(EVER).as(row.get("id")).doesNotContain(message);
        }
    }
}
