package org.jackfield.peripheral.scripted;

/** A line of a script that cannot be read. */
public final class ScriptException extends RuntimeException {

    ScriptException(int line, String text, String wrong) {
        super("script line " + line + " '" + text + "': " + wrong);
    }
}
