package org.jackfield.codegen.ged188;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Turns the names of the tables into Java names, always in the same way. */
final class JavaNames {

    private JavaNames() {}

    /** CALL_DELIVERED_EVENT becomes CallDeliveredEvent. */
    static String type(String tableName) {
        StringBuilder out = new StringBuilder();
        for (String word : tableName.split("_")) {
            out.append(capital(word.toLowerCase(Locale.ROOT)));
        }
        return out.toString();
    }

    /** ConnectionCallID becomes connectionCallId, MRDID mrdId, ANI ani. */
    static String component(String fieldName) {
        StringBuilder out = new StringBuilder();
        for (String word : words(fieldName)) {
            String lower = word.toLowerCase(Locale.ROOT);
            out.append(out.isEmpty() ? lower : capital(lower));
        }
        return out.toString();
    }

    /** addX for the component x. */
    static String adder(String component) {
        return "add" + capital(component);
    }

    private static String capital(String word) {
        return word.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    private static List<String> words(String name) {
        List<String> words = new ArrayList<>();
        int start = 0;
        for (int i = 1; i <= name.length(); i++) {
            if (i == name.length() || startsWord(name, i)) {
                addWord(words, name.substring(start, i));
                start = i;
            }
        }
        return words;
    }

    private static boolean startsWord(String name, int i) {
        char here = name.charAt(i);
        char before = name.charAt(i - 1);
        if (!Character.isUpperCase(here)) {
            return false;
        }
        if (!Character.isUpperCase(before)) {
            return true;
        }
        // The last capital of a run belongs to the next word, but a plural s does not make a word.
        boolean lowerFollows = i + 1 < name.length() && Character.isLowerCase(name.charAt(i + 1));
        boolean plural = i + 2 == name.length() && name.charAt(i + 1) == 's';
        return lowerFollows && !plural;
    }

    private static void addWord(List<String> words, String word) {
        for (String part : word.split("_")) {
            if (part.length() > 2
                    && part.endsWith("ID")
                    && !part.equals("GUID")
                    && part.equals(part.toUpperCase(Locale.ROOT))) {
                words.add(part.substring(0, part.length() - 2));
                words.add("ID");
            } else if (!part.isEmpty()) {
                words.add(part);
            }
        }
    }

    static void checkIdentifier(TsvTable.Row row, String name) {
        boolean good = !name.isEmpty() && Character.isJavaIdentifierStart(name.charAt(0));
        for (int i = 0; good && i < name.length(); i++) {
            good = Character.isJavaIdentifierPart(name.charAt(i));
        }
        if (!good) {
            throw row.wrong("'" + name + "' is not a name");
        }
    }

    /**
     * The constants of a value table in its order: the prefix that most symbols share is cut, for
     * masks the ending _MASK too. Of two symbols that fall together the earlier bears its value.
     */
    static List<String> constants(Ged188Schema.ValueTable table) {
        String prefix = table.constants() ? "" : prefix(table);
        List<String> names = new ArrayList<>();
        for (Ged188Schema.Value value : table.values()) {
            names.add(constant(value.symbol(), prefix, table.mask()));
        }
        for (int i = 0; i < names.size(); i++) {
            if (names.lastIndexOf(names.get(i)) != i) {
                names.set(i, names.get(i) + "_" + table.values().get(i).value());
            }
        }
        return names;
    }

    private static String constant(String symbol, String prefix, boolean mask) {
        String name = symbol.startsWith(prefix) ? symbol.substring(prefix.length()) : symbol;
        if (mask && name.endsWith("_MASK")) {
            name = name.substring(0, name.length() - "_MASK".length());
        }
        return name.toUpperCase(Locale.ROOT);
    }

    private static String prefix(Ged188Schema.ValueTable table) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (Ged188Schema.Value value : table.values()) {
            String symbol = value.symbol();
            for (int i = symbol.indexOf('_'); i >= 0; i = symbol.indexOf('_', i + 1)) {
                boolean valid = i + 1 < symbol.length() && Character.isLetter(symbol.charAt(i + 1));
                if (valid) {
                    counts.merge(symbol.substring(0, i + 1), 1, Integer::sum);
                }
            }
        }
        int size = table.values().size();
        if (size < 2) {
            return "";
        }
        String best = "";
        // Three quarters settle it; a family of alternatives is content with the larger half.
        for (Map.Entry<String, Integer> entry : counts.entrySet()) {
            if (entry.getValue() * 4 >= size * 3 && entry.getKey().length() > best.length()) {
                best = entry.getKey();
            }
        }
        if (best.isEmpty() && !table.mask()) {
            int most = size / 2;
            for (Map.Entry<String, Integer> entry : counts.entrySet()) {
                if (entry.getValue() > most) {
                    most = entry.getValue();
                    best = entry.getKey();
                }
            }
        }
        return best;
    }
}
