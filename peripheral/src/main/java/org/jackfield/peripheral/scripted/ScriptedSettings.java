package org.jackfield.peripheral.scripted;

/**
 * How quick and how orderly the switch is. All delays are drawn from the switch's seed.
 *
 * @param commandDelayMsMax a command takes 1 to so many ms to reach the switch; default 8
 * @param reportDelayMsMax a report takes 0 to so many ms on its way back; default 4
 * @param ringDelayMsMax a dialled phone rings after 20 to so many ms; default 120
 * @param autoAnswerDelayMsMax a phone asked to answer by itself does so 20 to so many ms after it
 *     began to ring; default 150
 * @param answersFirstPercent in so many of a hundred cases the answer to a command comes before the
 *     events it caused; a real switch does either; default 50
 * @param fallbackMs a call that finds no application connected rings so long before the switch's
 *     own announcement ends it; default 10000
 * @param snapshotStepMs so much time lies between the parts of a snapshot; default 0: at once
 * @param outsideAnswerMsMax a number outside answers after 1000 to so many ms; default 6000
 */
public record ScriptedSettings(
        int commandDelayMsMax,
        int reportDelayMsMax,
        int ringDelayMsMax,
        int autoAnswerDelayMsMax,
        int answersFirstPercent,
        int fallbackMs,
        int snapshotStepMs,
        int outsideAnswerMsMax) {

    public static final ScriptedSettings DEFAULT =
            new ScriptedSettings(8, 4, 120, 150, 50, 10_000, 0, 6_000);

    /** Everything takes so many times as long. */
    ScriptedSettings slower(int factor) {
        return new ScriptedSettings(
                commandDelayMsMax * factor,
                reportDelayMsMax * factor,
                ringDelayMsMax * factor,
                autoAnswerDelayMsMax * factor,
                answersFirstPercent,
                fallbackMs,
                snapshotStepMs * factor,
                outsideAnswerMsMax);
    }
}
