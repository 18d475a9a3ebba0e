package org.jackfield.node.ems;

import java.util.function.Consumer;

/**
 * Where lines go besides the files.
 *
 * @param screen standard output, when EMSDisplayToScreen says so
 * @param systemLog the log of the operating system, from EMSNTEventLogLevel up
 * @param debugger what happens at a break
 */
public record EmsOutlets(
        Consumer<String> screen, Consumer<EmsEvent> systemLog, Consumer<String> debugger) {

    /**
     * The real ones. The system's log is what systemd takes from standard error, with its marks for
     * the priority; without systemd it is standard error with the severity's name.
     */
    public static EmsOutlets ofSystem(EmsIdentity identity) {
        boolean journal = System.getenv("JOURNAL_STREAM") != null;
        return new EmsOutlets(
                System.out::println,
                event -> System.err.println(systemLine(identity, event, journal)),
                reason -> System.err.println(identity + ": " + reason + "\n" + allStacks()));
    }

    private static String systemLine(EmsIdentity identity, EmsEvent event, boolean journal) {
        int priority =
                switch (event.severity()) {
                    case TRACE -> 7;
                    case INFORMATIONAL -> 6;
                    case WARNING -> 4;
                    case ERROR -> 3;
                };
        String mark = journal ? "<" + priority + ">" : event.severity() + ": ";
        return mark + identity + ": " + event.text();
    }

    private static String allStacks() {
        StringBuilder text = new StringBuilder();
        Thread.getAllStackTraces()
                .forEach(
                        (thread, stack) -> {
                            text.append(thread.getName()).append('\n');
                            for (StackTraceElement each : stack) {
                                text.append("    at ").append(each).append('\n');
                            }
                        });
        return text.toString();
    }
}
