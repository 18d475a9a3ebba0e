package org.jackfield.app.console;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A command line of the trade: words, and options that begin with a slash or two hyphens. */
final class ConsoleWords {

    private final List<String> plain = new ArrayList<>();
    private final Map<String, String> options = new TreeMap<>();

    /**
     * Reads the words.
     *
     * @param valued options that want a value
     * @param flags options that do not
     * @throws IllegalArgumentException naming what is wrong
     */
    ConsoleWords(List<String> words, List<String> valued, List<String> flags) {
        Deque<String> left = new ArrayDeque<>(words);
        while (!left.isEmpty()) {
            String word = left.removeFirst();
            String option =
                    word.startsWith("--")
                            ? word.substring(2).toLowerCase(Locale.ROOT)
                            : word.startsWith("/") && word.indexOf('/', 1) < 0
                                    ? word.substring(1).toLowerCase(Locale.ROOT)
                                    : null;
            if (option == null) {
                plain.add(word);
            } else if (flags.contains(option)) {
                options.put(option, "");
            } else if (!valued.contains(option)) {
                throw new IllegalArgumentException("there is no option " + word + "; /help tells");
            } else if (left.isEmpty()) {
                throw new IllegalArgumentException(word + " wants a value after it");
            } else {
                options.put(option, left.removeFirst());
            }
        }
    }

    List<String> plain() {
        return plain;
    }

    boolean has(String option) {
        return options.containsKey(option);
    }

    String value(String option, String otherwise) {
        return options.getOrDefault(option, otherwise);
    }
}
