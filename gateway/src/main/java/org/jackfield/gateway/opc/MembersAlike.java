package org.jackfield.gateway.opc;

import org.jackfield.gateway.opc.OpcOutput.Severity;

import java.util.Map;
import java.util.TreeMap;

/**
 * Compares what each member says of its settings that must be the same on all: opening hours must
 * not depend on who leads, nor the machine's settings on who was started last. What each said is
 * kept as a setting of the machine, one for each member.
 */
public final class MembersAlike {

    private static final String SUFFIX = "/alike";

    private final Exchange exchange;

    MembersAlike(Exchange exchange) {
        this.exchange = exchange;
    }

    /** The setting in which a member says them. */
    public static String name(String side) {
        return side + SUFFIX;
    }

    /** True for a setting in which a member says them; said again, it is compared again. */
    static boolean isSaid(String setting) {
        return setting.endsWith(SUFFIX);
    }

    /** Settings by name as the text that a member says. */
    public static String text(Map<String, String> settings) {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(settings)
                .forEach((name, value) -> text.append(name).append('=').append(value).append('\n'));
        return text.toString();
    }

    /** Says in the log where a member differs from the others; what only one has is no matter. */
    private void check(String side) {
        Map<String, String> own = read(exchange.settings.get(name(side)));
        for (Map.Entry<String, String> each : exchange.settings.entrySet()) {
            if (isSaid(each.getKey()) && !each.getKey().equals(name(side))) {
                String other = each.getKey().substring(0, each.getKey().length() - SUFFIX.length());
                Map<String, String> others = read(each.getValue());
                own.forEach(
                        (name, value) -> {
                            String there = others.get(name);
                            if (there != null && !there.equals(value)) {
                                differs(name, side + " has " + value, other + " has " + there);
                            }
                        });
            }
        }
    }

    /** True, and checked, when a setting is what a member says of its settings. */
    boolean takes(String setting) {
        if (!isSaid(setting)) {
            return false;
        }
        check(setting.substring(0, setting.length() - SUFFIX.length()));
        return true;
    }

    private void differs(String name, String one, String other) {
        exchange.log(
                Severity.ERROR,
                "members of the group are set differently: of "
                        + name
                        + ", "
                        + one
                        + " and "
                        + other
                        + "; set the same in the registry of all members");
    }

    private static Map<String, String> read(String text) {
        Map<String, String> settings = new TreeMap<>();
        if (text != null) {
            for (String line : text.split("\n")) {
                int equal = line.indexOf('=');
                if (equal > 0) {
                    settings.put(line.substring(0, equal), line.substring(equal + 1));
                }
            }
        }
        return settings;
    }
}
