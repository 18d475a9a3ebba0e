package org.jackfield.peripheral.scripted;

/**
 * What kind of phone stands on the desk.
 *
 * @param endpoint as the switch names it
 * @param linesMax calls it can have at once, 1 to 8; default 2
 * @param answerAfterMs somebody answers it after it rang so long; -1 = nobody does; default -1
 * @param obeysAutoAnswer answers by itself when the switch asks it to; default true
 * @param resumesByItself takes the held call back when its other call ends; default false
 */
public record PhoneSettings(
        String endpoint,
        int linesMax,
        int answerAfterMs,
        boolean obeysAutoAnswer,
        boolean resumesByItself) {

    public PhoneSettings {
        if (endpoint.isEmpty() || linesMax < 1 || linesMax > 8 || answerAfterMs < -1) {
            throw new IllegalArgumentException(
                    "phone '"
                            + endpoint
                            + "': needs a name, 1 to 8 lines (has "
                            + linesMax
                            + "), answerAfterMs of -1 or more (has "
                            + answerAfterMs
                            + ")");
        }
    }

    /** Two lines, nobody answers it by hand, obeys auto-answer. */
    public static PhoneSettings of(String endpoint) {
        return new PhoneSettings(endpoint, 2, -1, true, false);
    }

    /** The same, answered by hand after so long. */
    public PhoneSettings answeredAfter(int ms) {
        return new PhoneSettings(endpoint, linesMax, ms, obeysAutoAnswer, resumesByItself);
    }
}
