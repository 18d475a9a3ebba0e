package org.jackfield.gateway.opc;

import org.jackfield.gateway.agent.AgentSettings;
import org.jackfield.gateway.opc.OpcOutput.Severity;
import org.jackfield.gateway.router.RouterSettings;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The settings that the machine reads, by name, as they were set by inputs: the same on every
 * member. A value that cannot be read counts as absent.
 */
public final class OpcSettings {

    /**
     * A number that the machine reads.
     *
     * @param name registry value name
     * @param absent what holds when it is not set
     * @param unit of the number; empty for none
     * @param sentence what it does
     * @param spec id in the specification, or empty
     */
    public record Known(
            String name,
            long least,
            long most,
            long absent,
            String unit,
            String sentence,
            String spec) {}

    /** The one text among them: class of music for a caller whom everybody holds. */
    public static final String HOLD_MUSIC = "HoldMusic";

    static final String HOLD_MUSIC_ABSENT = "default";

    private static final String MS = "milliseconds";

    /** All numbers. */
    public static final List<Known> NUMBERS =
            List.of(
                    new Known(
                            "AgentDeviceGraceMs",
                            0,
                            600_000,
                            4_000,
                            MS,
                            "A phone that is out of service for so long logs its agent out.",
                            ""),
                    new Known(
                            "AgentOfferArrivesMs",
                            1,
                            120_000,
                            5_000,
                            MS,
                            "A reservation whose call does not show at the phone for so long is"
                                    + " taken back.",
                            ""),
                    new Known(
                            "AgentsComeBack",
                            0,
                            1,
                            0,
                            "",
                            "1: agents whom phone or switch logged out come back with it; 0: they"
                                    + " log in by hand.",
                            ""),
                    new Known(
                            "forceNotReadyOnSessionCloseReason",
                            0,
                            65_535,
                            0,
                            "",
                            "Reason of not ready when an agent's session is gone; 0: 50002.",
                            ""),
                    new Known(
                            "forceLogoutOnSessionCloseReason",
                            0,
                            65_535,
                            0,
                            "",
                            "Reason of the logout that follows; 0: 50002.",
                            ""),
                    new Known(
                            "RouterOfferArrivesMs",
                            1,
                            120_000,
                            4_000,
                            MS,
                            "An offer that does not ring at the phone for so long did not arrive.",
                            ""),
                    new Known(
                            "RouterAnswerMaxMs",
                            1,
                            120_000,
                            15_000,
                            MS,
                            "An offer that the agent accepted is given up when phone and switch"
                                    + " take so long over it.",
                            ""),
                    new Known(
                            "RouterMediaMaxMs",
                            1,
                            3_600_000,
                            300_000,
                            MS,
                            "An announcement whose end is not told for so long is taken as"
                                    + " ended.",
                            ""),
                    new Known(
                            "CalledPartyRingMs",
                            1,
                            3_600_000,
                            60_000,
                            MS,
                            "How long a called party rings.",
                            ""),
                    new Known(
                            "IPCCConference_SupportsMultipleControllers",
                            0,
                            1,
                            1,
                            "",
                            "1: any party adds parties to a conference; 0: only who began it.",
                            "REG-054"));

    private static final Map<String, Known> BY_NAME = byName();

    private final Exchange exchange;

    OpcSettings(Exchange exchange) {
        this.exchange = exchange;
    }

    private static Map<String, Known> byName() {
        Map<String, Known> all = new TreeMap<>();
        NUMBERS.forEach(each -> all.put(each.name(), each));
        return all;
    }

    /** Says in the log what is wrong with a setting, if anything is. */
    void check(String name) {
        Known range = BY_NAME.get(name);
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
    private static long read(Known range, String value) {
        String digits = value.strip();
        boolean number =
                !digits.isEmpty()
                        && digits.length() <= 9
                        && digits.chars().allMatch(each -> each >= '0' && each <= '9');
        long read = number ? Long.parseLong(digits) : -1;
        return read < range.least() || read > range.most() ? -1 : read;
    }

    private long number(String name) {
        Known range = BY_NAME.get(name);
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
        return exchange.settings.getOrDefault(HOLD_MUSIC, HOLD_MUSIC_ABSENT);
    }
}
