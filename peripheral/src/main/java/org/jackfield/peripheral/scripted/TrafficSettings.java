package org.jackfield.peripheral.scripted;

import java.util.List;

/**
 * How many callers come and what they are like.
 *
 * @param callsPerHour on average; 0 = nobody comes by himself
 * @param numbers which numbers they dial, each as often as it stands here
 * @param patienceMeanMs a caller who talks with nobody hangs up after so long, on average; least
 *     time 15 s; default 120000
 * @param talkMeanMs a talk lasts so long on average, if the agent does not end it; default 90000
 * @param callerEndsPercent in so many of a hundred talks the caller hangs up first; the others
 *     leave it to the agent and hang up only when he does not; default 60
 * @param accountVariable name of an ECC variable that carries the account; empty = none
 */
public record TrafficSettings(
        int callsPerHour,
        List<String> numbers,
        int patienceMeanMs,
        int talkMeanMs,
        int callerEndsPercent,
        String accountVariable) {

    public TrafficSettings {
        numbers = List.copyOf(numbers);
        if (callsPerHour < 0 || callsPerHour > 3_600_000) {
            throw new IllegalArgumentException(
                    "callsPerHour " + callsPerHour + ": give 0 to 3600000");
        }
        if (callsPerHour > 0 && numbers.isEmpty()) {
            throw new IllegalArgumentException("callers need a number to dial: name at least one");
        }
    }

    /** So many calls an hour to these numbers, by callers of the usual kind. */
    public static TrafficSettings of(int callsPerHour, List<String> numbers) {
        return new TrafficSettings(callsPerHour, numbers, 120_000, 90_000, 60, "");
    }

    /** The same with talks of another length. */
    public TrafficSettings talkMeanMs(int ms) {
        return new TrafficSettings(
                callsPerHour, numbers, patienceMeanMs, ms, callerEndsPercent, accountVariable);
    }

    /** The same with an account in an ECC variable. */
    public TrafficSettings accountVariable(String name) {
        return new TrafficSettings(
                callsPerHour, numbers, patienceMeanMs, talkMeanMs, callerEndsPercent, name);
    }
}
