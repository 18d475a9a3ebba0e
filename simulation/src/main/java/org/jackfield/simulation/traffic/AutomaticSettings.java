package org.jackfield.simulation.traffic;

import java.util.List;

/**
 * How automatic agents work. Percentages count per call.
 *
 * @param peripheral PeripheralID of all of them
 * @param loginSpreadMs they log in spread over so long, at start and after every loss of the
 *     session; default 10000
 * @param talkMeanMs they end a talk after so long on average, unless the caller does; default
 *     120000
 * @param wrapUpMeanMs they work so long after a call; default 8000
 * @param breakMeanMs they stay not ready so long; default 60000
 * @param breakPercent they go not ready after a call in so many of a hundred cases; default 4
 * @param scenePercent something happens in so many of a hundred talks (hold, consultation,
 *     transfer, conference, keys, data); default 45
 * @param numbers whom they consult or transfer to: extensions, routed and outside numbers; empty =
 *     they do neither
 */
public record AutomaticSettings(
        int peripheral,
        int loginSpreadMs,
        int talkMeanMs,
        int wrapUpMeanMs,
        int breakMeanMs,
        int breakPercent,
        int scenePercent,
        List<String> numbers) {

    public AutomaticSettings {
        numbers = List.copyOf(numbers);
    }

    /** The usual ways. */
    public static AutomaticSettings of(int peripheral, List<String> numbers) {
        return new AutomaticSettings(peripheral, 10_000, 120_000, 8_000, 60_000, 4, 45, numbers);
    }

    /** The same with talks of another length. */
    public AutomaticSettings talkMeanMs(int ms) {
        return new AutomaticSettings(
                peripheral,
                loginSpreadMs,
                ms,
                wrapUpMeanMs,
                breakMeanMs,
                breakPercent,
                scenePercent,
                numbers);
    }
}
