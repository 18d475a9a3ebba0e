package org.jackfield.node.ems;

import java.util.Locale;

/**
 * Whose log it is: the triple that a process is known by.
 *
 * @param instance of the customer, such as acme
 * @param node such as PG1A
 * @param process such as opc; the files' prefix
 */
public record EmsIdentity(String instance, String node, String process) {

    public EmsIdentity {
        for (String each : new String[] {instance, node, process}) {
            if (!each.matches("[A-Za-z0-9][A-Za-z0-9.-]{0,31}")) {
                throw new IllegalArgumentException(
                        "'"
                                + each
                                + "' cannot name an instance, node or process: letters, digits,"
                                + " dots and hyphens, 32 at most");
            }
        }
    }

    /** Node as lines show it: small letters, the side's letter a capital. */
    static String shortNode(String node) {
        int last = node.length() - 1;
        return last < 1
                ? node.toLowerCase(Locale.ROOT)
                : node.substring(0, last).toLowerCase(Locale.ROOT) + node.charAt(last);
    }

    @Override
    public String toString() {
        return instance + " " + node + " " + process;
    }
}
