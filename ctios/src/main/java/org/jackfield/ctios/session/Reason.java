package org.jackfield.ctios.session;

/**
 * A reason that a user chooses by its text.
 *
 * @param text at most 42 characters
 * @param code 0 to 65535
 */
public record Reason(String text, int code) {

    public Reason {
        if (text.length() > 42) {
            throw new IllegalArgumentException(
                    "reason text of " + text.length() + " characters; at most 42: " + text);
        }
        if (code < 0 || code > 65535) {
            throw new IllegalArgumentException(
                    "reason code " + code + " of " + text + "; it is 0 to 65535");
        }
    }
}
