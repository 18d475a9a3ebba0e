package org.jackfield.app;

import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Tells a user what went wrong in one line; the stack only when JACKFIELD_TRACE is set. */
final class FailureReport implements IExecutionExceptionHandler {

    @Override
    public int handleExecutionException(
            Exception failure, CommandLine commandLine, ParseResult parsed) {
        String text = failure.getMessage();
        if (text == null || text.isBlank() || failure instanceof NullPointerException) {
            text = failure.toString();
        }
        commandLine.getErr().println("jackfield " + commandLine.getCommandName() + ": " + text);
        if (System.getenv("JACKFIELD_TRACE") != null) {
            failure.printStackTrace(commandLine.getErr());
        }
        return CommandLine.ExitCode.SOFTWARE;
    }
}
