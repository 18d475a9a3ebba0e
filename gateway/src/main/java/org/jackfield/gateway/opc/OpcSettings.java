package org.jackfield.gateway.opc;

import org.jackfield.gateway.agent.AgentSettings;
import org.jackfield.gateway.opc.OpcOutput.Severity;
import org.jackfield.gateway.router.RouterSettings;

import java.util.Map;
import java.util.TreeMap;

/**
 * The settings that the machine reads, by name, as they were set by inputs: the same on every
 * member. A value that cannot be read counts as absent.
 *
 * <pre>
 * name                                        range       default   what
 * ------------------------------------------  ----------  --------  -----------------------------
 * AgentDeviceGraceMs                          0-600000    4000      {@link AgentSettings}
 * AgentOfferArrivesMs                         1-120000    5000      {@link AgentSettings}
 * AgentsComeBack                              0 or 1      0         {@link AgentSettings#comeBack}
 * forceNotReadyOnSessionCloseReason           0-65535     0         REG-036; 0 gives 50002
 * forceLogoutOnSessionCloseReason             0-65535     0         REG-035; 0 gives 50002
 * RouterOfferArrivesMs                        1-120000    4000      {@link RouterSettings}
 * RouterAnswerMaxMs                           1-120000    15000     {@link RouterSettings}
 * RouterMediaMaxMs                            1-3600000   300000    {@link RouterSettings}
 * CalledPartyRingMs                           1-3600000   60000     how long a called party rings
 * IPCCConference_SupportsMultipleControllers  0 or 1      1         REG-054, BEH-264: 0 = only who
 *                                                                   began it adds parties
 * HoldMusic                                   text        default   class of music while held
 * </pre>
 */
final class OpcSettings {

    /** What a number may be. */
    private record Range(long least, long most, long absent) {}

    private static final Map<String, Range> NUMBERS = numbers();

    private final Exchange exchange;

    OpcSettings(Exchange exchange) {
        this.exchange = exchange;
    }

    private static Map<String, Range> numbers() {
        Map<String, Range> numbers = new TreeMap<>();
        numbers.put("AgentDeviceGraceMs", new Range(0, 600_000, 4_000));
        numbers.put("AgentOfferArrivesMs", new Range(1, 120_000, 5_000));
        numbers.put("AgentsComeBack", new Range(0, 1, 0));
        numbers.put("forceNotReadyOnSessionCloseReason", new Range(0, 65_535, 0));
        numbers.put("forceLogoutOnSessionCloseReason", new Range(0, 65_535, 0));
        numbers.put("RouterOfferArrivesMs", new Range(1, 120_000, 4_000));
        numbers.put("RouterAnswerMaxMs", new Range(1, 120_000, 15_000));
        numbers.put("RouterMediaMaxMs", new Range(1, 3_600_000, 300_000));
        numbers.put("CalledPartyRingMs", new Range(1, 3_600_000, 60_000));
        numbers.put("IPCCConference_SupportsMultipleControllers", new Range(0, 1, 1));
        return numbers;
    }

    /** Says in the log what is wrong with a setting, if anything is. */
    void check(String name) {
        Range range = NUMBERS.get(name);
        String value = exchange.settings.get(name);
        if (range != null && value != null && read(range, value) < 0) {
            exchange.log(
                    Severity.WARNING,
                    "setting "
                            + name
                            + " is `"
                            + value
                            + "`; it must be a number from "
                            + range.least()
                            + " to "
                            + range.most()
                            + ", "
                            + range.absent()
                            + " holds");
        }
    }

    /** The number, or -1 when it is none or out of its range. */
    private static long read(Range range, String value) {
        String digits = value.strip();
        boolean number =
                !digits.isEmpty()
                        && digits.length() <= 9
                        && digits.chars().allMatch(each -> each >= '0' && each <= '9');
        long read = number ? Long.parseLong(digits) : -1;
        return read < range.least() || read > range.most() ? -1 : read;
    }

    private long number(String name) {
        Range range = NUMBERS.get(name);
        String value = exchange.settings.get(name);
        long read = value == null ? -1 : read(range, value);
        return read < 0 ? range.absent() : read;
    }

    private int reason(String name, int absent) {
        int reason = (int) number(name);
        return reason == 0 ? absent : reason;
    }

    AgentSettings agents() {
        AgentSettings absent = AgentSettings.DEFAULT;
        return new AgentSettings(
                number("AgentDeviceGraceMs"),
                number("AgentOfferArrivesMs"),
                reason("forceNotReadyOnSessionCloseReason", absent.lostNotReadyReason()),
                reason("forceLogoutOnSessionCloseReason", absent.lostLogoutReason()),
                number("AgentsComeBack") == 1);
    }

    RouterSettings router() {
        return new RouterSettings(
                number("RouterOfferArrivesMs"),
                number("RouterAnswerMaxMs"),
                number("RouterMediaMaxMs"));
    }

    /** How long a called party may ring, milliseconds. */
    int ringMs() {
        return (int) number("CalledPartyRingMs");
    }

    /** Whether any phone of a conference may add parties (LIM-036, BEH-264). */
    boolean everybodyAddsParties() {
        return number("IPCCConference_SupportsMultipleControllers") == 1;
    }

    /** Class of music for a caller whom everybody holds. */
    String holdMusic() {
        return exchange.settings.getOrDefault("HoldMusic", "default");
    }
}
