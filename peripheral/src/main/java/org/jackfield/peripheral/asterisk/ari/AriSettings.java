package org.jackfield.peripheral.asterisk.ari;

import org.jackfield.protocol.pim.Variable;

import java.util.List;
import java.util.regex.Pattern;

/**
 * How calls are made and judged on one Asterisk.
 *
 * @param application name of the Stasis application; one gateway group has one
 * @param technology of the phones, default PJSIP
 * @param trunk endpoint by which numbers outside are reached, default trunk
 * @param autoAnswerHeaders SIP headers that make a phone answer by itself
 * @param requestMs an answer to a request takes so long at most, else the link is dropped; default
 *     2000
 * @param operationMs a goal is seen by events so long after it was asked for at most; default 4000
 * @param settleMs requests not answered when the link was lost fail so long after; default 1000
 * @param requestsMax requests that may be open at once; beyond it commands fail; default 4000
 */
public record AriSettings(
        String application,
        String technology,
        String trunk,
        List<Variable> autoAnswerHeaders,
        int requestMs,
        int operationMs,
        int settleMs,
        int requestsMax) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,40}");

    public AriSettings {
        named("application", application);
        named("technology", technology);
        named("trunk", trunk);
        autoAnswerHeaders = List.copyOf(autoAnswerHeaders);
    }

    /** The defaults. */
    public static AriSettings defaults() {
        return new AriSettings(
                "jackfield",
                "PJSIP",
                "trunk",
                List.of(
                        new Variable("Call-Info", "<sip:jackfield>;answer-after=0"),
                        new Variable(
                                "Alert-Info", "<http://localhost>;info=alert-autoanswer;delay=0")),
                2000,
                4000,
                1000,
                4000);
    }

    private static void named(String what, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    what + " '" + name + "': 1 to 40 letters, digits, - and _ please");
        }
    }
}
