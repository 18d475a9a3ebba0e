package org.jackfield.acceptance.failover;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Prints what the processes of a test said when it failed. */
final class FailureLog implements TestWatcher {

    private final List<Supplier<Object>> processes = new ArrayList<>();

    /**
     * Of processes that the test starts later.
     *
     * @param processes each printed in this order; null when it was not begun
     */
    @SafeVarargs
    FailureLog(Supplier<Object>... processes) {
        for (Supplier<Object> each : processes) {
            this.processes.add(each);
        }
    }

    @Override
    public void testFailed(ExtensionContext context, Throwable cause) {
        processes.forEach(each -> System.out.println("== log\n" + each.get()));
    }
}
