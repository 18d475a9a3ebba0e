package org.jackfield.peripheral.scripted;

import java.util.List;

/**
 * What people do at their phones without the screen. Rates count per talk, of a hundred.
 *
 * @param answers phones that are answered by hand when they ring
 * @param active phones whose keys are used
 * @param answerPercent so many of a hundred ringing calls are answered; of the others some are
 *     refused and some ring on; default 96
 * @param holdPercent the hold key, and again some seconds later; default 6
 * @param hangUpPercent the phone hangs up; default 15
 * @param blindPercent the transfer key, to one of the numbers; default 2
 * @param attendedPercent dials one of the numbers, then joins the two; default 2
 * @param numbers where they transfer to
 */
public record PhonePeopleSettings(
        List<String> answers,
        List<String> active,
        int answerPercent,
        int holdPercent,
        int hangUpPercent,
        int blindPercent,
        int attendedPercent,
        List<String> numbers) {

    public PhonePeopleSettings {
        answers = List.copyOf(answers);
        active = List.copyOf(active);
        numbers = List.copyOf(numbers);
        if (blindPercent + attendedPercent > 0 && numbers.isEmpty()) {
            throw new IllegalArgumentException("transfers at a phone need numbers to go to");
        }
    }

    /** The usual rates. */
    public static PhonePeopleSettings of(
            List<String> answers, List<String> active, List<String> numbers) {
        int transfers = numbers.isEmpty() ? 0 : 2;
        return new PhonePeopleSettings(answers, active, 96, 6, 15, transfers, transfers, numbers);
    }
}
