package org.jackfield.peripheral.scripted;

import org.jackfield.protocol.pim.Variable;
import org.jackfield.protocol.record.Octets;

import java.util.ArrayList;
import java.util.List;

/**
 * Invents callers. Their numbers are from the ranges that regulators keep for fiction, so that none
 * of them belongs to anybody.
 */
final class CallerBook {

    private record Range(String prefix, int digits, int most) {}

    private static final List<Range> FICTION =
            List.of(
                    new Range("03023125", 3, 999),
                    new Range("06990009", 3, 999),
                    new Range("04066969", 3, 999),
                    new Range("08999998", 3, 999),
                    new Range("00442079460", 3, 999),
                    new Range("00447700900", 3, 999),
                    new Range("0012025550", 3, 199));

    private static final List<String> FIRST_NAMES =
            List.of("Ada", "Björn", "Chloé", "Dilek", "Edgar", "Fatou", "Gül", "Hanna", "Ivo");

    private static final List<String> LAST_NAMES =
            List.of("Abel", "Brügge", "Castro", "Diallo", "Engel", "Fuchs", "Groß", "Horvat");

    private static final List<String> TIERS = List.of("Gold", "Silver", "Basic", "Basic", "Basic");
    private static final List<String> LANGUAGES = List.of("de", "de", "en", "fr", "tr");
    private static final List<String> REASONS =
            List.of("invoice", "order", "fault", "contract", "password", "delivery");

    private static final int WITHHELD_PERCENT = 4;
    private static final int ORDER_PERCENT = 40;
    private static final int EMPTY_VALUE_PERCENT = 5;

    private final Dice dice;
    private final TrafficSettings settings;

    CallerBook(Dice dice, TrafficSettings settings) {
        this.dice = dice;
        this.settings = settings;
    }

    ScriptedCaller caller(String called) {
        String name = dice.oneOf(FIRST_NAMES) + " " + dice.oneOf(LAST_NAMES);
        boolean withheld = dice.percent(WITHHELD_PERCENT);
        String account = "A" + (1_000_000 + dice.between(0, 8_999_999));
        List<Variable> variables = new ArrayList<>();
        variables.add(new Variable("Var1", account));
        variables.add(new Variable("Var2", dice.oneOf(TIERS)));
        variables.add(new Variable("Var3", dice.oneOf(LANGUAGES)));
        variables.add(
                new Variable("Var4", dice.percent(EMPTY_VALUE_PERCENT) ? "" : dice.oneOf(REASONS)));
        variables.add(new Variable("Var5", name));
        if (dice.percent(ORDER_PERCENT)) {
            variables.add(new Variable("Var6", "O-" + dice.between(10_000, 99_999)));
        }
        if (!settings.accountVariable().isEmpty()) {
            variables.add(new Variable(settings.accountVariable(), account));
        }
        return new ScriptedCaller(
                withheld ? "" : number(), withheld ? "" : name, called, variables, Octets.EMPTY);
    }

    String number() {
        Range range = dice.oneOf(FICTION);
        String digits = Long.toString(dice.between(range.most() == 199 ? 100 : 0, range.most()));
        return range.prefix() + "0".repeat(range.digits() - digits.length()) + digits;
    }
}
