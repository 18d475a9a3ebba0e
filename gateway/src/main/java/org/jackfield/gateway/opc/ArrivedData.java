package org.jackfield.gateway.opc;

import org.jackfield.protocol.ged188.NamedVariable;
import org.jackfield.protocol.site.SiteEcc;

import java.util.Locale;

/** Call data that come by name: with a call from the switch, or from a plan. */
final class ArrivedData {

    /** Characters of a call variable at most. */
    static final int VARIABLE_MAX = 40;

    private ArrivedData() {}

    /** Sets Var1 to Var10 or a configured scalar; what is unknown is left out, too long is cut. */
    static void set(Exchange exchange, CallData data, String name, String value) {
        int number = variable(name);
        if (number != 0) {
            data.setVariable(number, cut(value, VARIABLE_MAX), exchange.numbering.stamp());
            return;
        }
        SiteEcc ecc = exchange.eccs.get(name);
        if (ecc != null && !ecc.isArray()) {
            int max = Math.min(ecc.maxLength(), NamedVariable.MAX_VALUE);
            data.setScalar(name, cut(value, max), exchange.numbering.stamp());
        }
    }

    private static int variable(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (!lower.startsWith("var") || lower.length() > 5 || lower.length() < 4) {
            return 0;
        }
        int number = 0;
        for (int i = 3; i < lower.length(); i++) {
            int digit = lower.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return 0;
            }
            number = number * 10 + digit;
        }
        return number <= 10 ? number : 0;
    }

    static String cut(String text, int max) {
        return text.length() <= max ? text : text.substring(0, max);
    }
}
