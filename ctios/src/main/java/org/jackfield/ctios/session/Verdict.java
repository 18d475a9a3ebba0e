package org.jackfield.ctios.session;

import org.jackfield.protocol.record.Arguments;

/**
 * Whether a button may be pressed.
 *
 * @param on the request is accepted now
 * @param why a sentence when it is not, else empty
 * @param fix the button of the same agent that would help, or null
 * @param reason a reason code must be given
 * @param data a wrap-up text must come along
 */
record Verdict(boolean on, String why, Button fix, boolean reason, boolean data) {

    static final Verdict ON = new Verdict(true, "", null, false, false);

    static Verdict off(String why) {
        return new Verdict(false, why, null, false, false);
    }

    static Verdict off(String why, Button fix) {
        return new Verdict(false, why, fix, false, false);
    }

    static Verdict on(boolean reason, boolean data) {
        return new Verdict(true, "", null, reason, data);
    }

    Arguments toArguments() {
        Arguments.Builder args = Arguments.builder().put("on", on);
        if (!on) {
            args.put("why", why);
        }
        if (fix != null) {
            args.put("fix", fix.wireName());
        }
        if (reason) {
            args.put("reason", true);
        }
        if (data) {
            args.put("data", true);
        }
        return args.build();
    }
}
