package org.jackfield.node.console;

import java.util.List;

/**
 * Something that a process can be asked.
 *
 * @param names the first is shown, all are taken, whatever the case of their letters
 * @param usage what may follow the name; empty for nothing
 * @param help one sentence
 * @param action gives the answer; it runs on the process's own loop and must not wait for anything
 */
public record ConsoleCommand(List<String> names, String usage, String help, Action action) {

    /** Gives an answer. */
    @FunctionalInterface
    public interface Action {

        /**
         * The answer, lines ended by line feeds.
         *
         * @param arguments what followed the name
         * @throws IllegalArgumentException when they are wrong; its message is the answer
         */
        String run(List<String> arguments);
    }

    public ConsoleCommand {
        names = List.copyOf(names);
    }

    /** A command; further names after a comma. */
    public static ConsoleCommand of(String names, String usage, String help, Action action) {
        return new ConsoleCommand(List.of(names.split(",")), usage, help, action);
    }

    boolean isNamed(String name) {
        return names.stream().anyMatch(name::equalsIgnoreCase);
    }

    String helpLine() {
        String left = String.join(", ", names) + (usage.isEmpty() ? "" : " " + usage);
        return "%-38s %s".formatted(left, help);
    }
}
