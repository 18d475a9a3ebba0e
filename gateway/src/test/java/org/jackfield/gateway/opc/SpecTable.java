package org.jackfield.gateway.opc;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A table of the specification, or of our deviations from it: rows of named cells. */
final class SpecTable {

    private SpecTable() {}

    /** Rows of a table that lies beside the class; {@code spec/} for the specification's own. */
    static List<Map<String, String>> rows(String name) {
        List<Map<String, String>> rows = new ArrayList<>();
        try (InputStream in = SpecTable.class.getResourceAsStream(name);
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            String[] heads = lines.readLine().split("\t", -1);
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] cells = line.split("\t", -1);
                Map<String, String> row = new LinkedHashMap<>();
                for (int at = 0; at < heads.length; at++) {
                    row.put(heads[at], at < cells.length ? cells[at] : "");
                }
                rows.add(row);
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return rows;
    }

    /** The ids of the specification that we say we deviate from. */
    static List<String> deviations() {
        return rows("deviations.tsv").stream().map(each -> each.get("spec")).toList();
    }

    /** {@code AGENT_PRE_CALL} as {@code AgentPreCall}. */
    static String camel(String name) {
        StringBuilder camel = new StringBuilder();
        for (String word : name.split("_")) {
            camel.append(word.charAt(0))
                    .append(word.substring(1).toLowerCase(java.util.Locale.ROOT));
        }
        return camel.toString();
    }
}
