package org.jackfield.ctios.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * A message filter: {@code key1=v1,v2;key2=v3}. Commas are or, semicolons are and; what follows a
 * star matches anything. Keys and values are compared without regard to case.
 */
final class Filter {

    private record Clause(String key, List<String> values) {}

    private final List<Clause> clauses;

    private Filter(List<Clause> clauses) {
        this.clauses = clauses;
    }

    /**
     * Reads a filter.
     *
     * @throws IllegalArgumentException naming the part that is none
     */
    static Filter of(String text) {
        List<Clause> clauses = new ArrayList<>();
        for (String part : text.split(";")) {
            if (part.isBlank()) {
                continue;
            }
            int equals = part.indexOf('=');
            if (equals <= 0 || equals == part.length() - 1) {
                throw new IllegalArgumentException(
                        "filter part `" + part.strip() + "` is not of the form key=value");
            }
            List<String> values = new ArrayList<>();
            for (String value : part.substring(equals + 1).split(",")) {
                values.add(value.strip().toLowerCase(Locale.ROOT));
            }
            clauses.add(new Clause(part.substring(0, equals).strip(), List.copyOf(values)));
        }
        if (clauses.isEmpty()) {
            throw new IllegalArgumentException("the filter is empty; MessageID=* lets all through");
        }
        return new Filter(List.copyOf(clauses));
    }

    /**
     * Whether something passes.
     *
     * @param value gives the text of a key, or null
     */
    boolean passes(Function<String, String> value) {
        for (Clause clause : clauses) {
            if (!passes(clause, value.apply(clause.key()))) {
                return false;
            }
        }
        return true;
    }

    private static boolean passes(Clause clause, String value) {
        if (value == null) {
            return false;
        }
        String text = value.toLowerCase(Locale.ROOT);
        for (String wanted : clause.values()) {
            int star = wanted.indexOf('*');
            if (star < 0 ? text.equals(wanted) : text.startsWith(wanted.substring(0, star))) {
                return true;
            }
        }
        return false;
    }
}
