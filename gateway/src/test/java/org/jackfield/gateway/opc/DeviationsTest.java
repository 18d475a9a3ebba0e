package org.jackfield.gateway.opc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where the OPC is not as UCCE is, it says so, and why. */
class DeviationsTest {

    private static final int BEHAVIOURS = 515;

    private final List<Map<String, String>> rows = SpecTable.rows("deviations.tsv");

    @Test
    void everyRowSaysWhatDiffersAndWhy() {
        assertThat(rows).isNotEmpty();
        for (Map<String, String> row : rows) {
            assertThat(row.values()).as(row.toString()).doesNotContain("").hasSize(5);
        }
    }

    @Test
    void rowsAreNumberedWithoutAGap() {
        List<String> ids = new ArrayList<>();
        for (int at = 1; at <= rows.size(); at++) {
            ids.add("OPC-DEV-%03d".formatted(at));
        }
        assertThat(rows.stream().map(each -> each.get("id"))).containsExactlyElementsOf(ids);
    }

    @Test
    void everyRowNamesARowOfTheSpecification() {
        Set<String> known = new LinkedHashSet<>();
        for (String table : List.of("call_events", "control_requests", "ucce_limits")) {
            SpecTable.rows("spec/" + table + ".tsv").forEach(each -> known.add(each.get("id")));
        }
        Pattern behaviour = Pattern.compile("BEH-(\\d{3})");
        for (String spec : SpecTable.deviations()) {
            Matcher matcher = behaviour.matcher(spec);
            boolean there =
                    matcher.matches()
                            ? Integer.parseInt(matcher.group(1)) <= BEHAVIOURS
                            : known.contains(spec);
            assertThat(there).as(spec).isTrue();
        }
    }

    @Test
    void noRowOfTheSpecificationIsNamedTwice() {
        assertThat(SpecTable.deviations()).doesNotHaveDuplicates();
    }
}
