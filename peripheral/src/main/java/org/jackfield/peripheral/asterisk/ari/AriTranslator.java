package org.jackfield.peripheral.asterisk.ari;

import org.jackfield.protocol.pim.FailReason;
import org.jackfield.protocol.pim.LegState;
import org.jackfield.protocol.pim.TransferAsked;
import org.jackfield.protocol.pim.TransferKind;
import org.jackfield.protocol.pim.Variable;
import org.jackfield.protocol.record.Arguments;
import org.jackfield.protocol.record.Octets;

import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asterisk's words to ours and back. Whatever a user typed passes here before it reaches a channel
 * string, a header or a path of the REST interface, and is refused or cleaned (Ask 40).
 */
final class AriTranslator {

    private static final Pattern NUMBER = Pattern.compile("\\+?[0-9*#]{1,32}");
    private static final Pattern PHONE = Pattern.compile("[A-Za-z0-9_.-]{1,64}");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_.:;-]{1,128}");
    private static final Pattern KEYS = Pattern.compile("[0-9*#A-D]{1,64}");
    private static final Pattern SOUND = Pattern.compile("[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)*");
    private static final Pattern SPOKEN = Pattern.compile("(digits|number|characters):[0-9]{1,32}");
    private static final Pattern TONE = Pattern.compile("tone:[a-z]{1,16}");
    private static final Pattern MUSIC = Pattern.compile("[A-Za-z0-9_-]{1,40}");
    private static final Pattern VARIABLE_NAME = Pattern.compile("[A-Za-z0-9_.-]{1,64}");
    private static final Pattern CALL_VARIABLE = Pattern.compile("(?i)var(10|[1-9])");
    private static final Pattern HEX = Pattern.compile("([0-9a-fA-F]{2})+");
    private static final Pattern UNFIT_IN_NAME = Pattern.compile("[^\\p{L}\\p{N} .,'&()-]");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
    private static final Pattern TIME =
            Pattern.compile(
                    "(\\d{4})-(\\d\\d)-(\\d\\d)T(\\d\\d):(\\d\\d):(\\d\\d)\\.(\\d{3})"
                            + "([+-])(\\d\\d):?(\\d\\d)");
    private static final List<String> PSEUDO =
            List.of("Snoop/", "UnicastRTP/", "WebSocket/", "Announcer/", "Recorder/");
    private static final String VARIABLE_HEADER = "X-";
    private static final String ECC_HEADER = "X-ECC-";
    private static final int VALUE_MAX = 255;
    private static final int NAME_MAX = 64;

    private AriTranslator() {}

    static boolean isNumber(String text) {
        return NUMBER.matcher(text).matches();
    }

    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    static boolean isKeys(String text) {
        return KEYS.matcher(text).matches();
    }

    static boolean isMusic(String text) {
        return MUSIC.matcher(text).matches();
    }

    /** The channel string of a phone; null when the name is none that a phone can have. */
    static String phone(String technology, String endpoint) {
        String prefix = technology + "/";
        String name = endpoint.startsWith(prefix) ? endpoint.substring(prefix.length()) : endpoint;
        return PHONE.matcher(name).matches() ? prefix + name : null;
    }

    /** The channel string of a number outside; null when it is no number. */
    static String outside(String technology, String trunk, String number) {
        return isNumber(number) ? technology + "/" + number + "@" + trunk : null;
    }

    /** What Asterisk plays for the name of an announcement; null when it is none. */
    static String media(String name) {
        if (SPOKEN.matcher(name).matches() || TONE.matcher(name).matches()) {
            return name;
        }
        String sound = name.startsWith("sound:") ? name.substring("sound:".length()) : name;
        return SOUND.matcher(sound).matches() ? "sound:" + sound : null;
    }

    /** A number to be shown; empty when it is none. */
    static String shownNumber(String number) {
        return isNumber(number) ? number : "";
    }

    /** A name to be shown, without what has a meaning in SIP. */
    static String shownName(String name) {
        return cut(UNFIT_IN_NAME.matcher(name).replaceAll(" ").strip(), NAME_MAX);
    }

    private static String cut(String text, int max) {
        return text.length() <= max ? text : text.substring(0, max);
    }

    /** The SIP header for a call variable (Var1 to Var10, or an ECC name); null when unfit. */
    static String headerOf(String variable) {
        if (!VARIABLE_NAME.matcher(variable).matches()) {
            return null;
        }
        boolean peripheral = CALL_VARIABLE.matcher(variable).matches();
        return (peripheral ? VARIABLE_HEADER : ECC_HEADER) + variable;
    }

    /** The call variable that a SIP header carries; null when it carries none. */
    static String variableOf(String header) {
        if (header.regionMatches(true, 0, ECC_HEADER, 0, ECC_HEADER.length())) {
            String name = header.substring(ECC_HEADER.length());
            return VARIABLE_NAME.matcher(name).matches() ? name : null;
        }
        if (!header.regionMatches(true, 0, VARIABLE_HEADER, 0, VARIABLE_HEADER.length())) {
            return null;
        }
        Matcher variable = CALL_VARIABLE.matcher(header.substring(VARIABLE_HEADER.length()));
        return variable.matches() ? "Var" + variable.group(1) : null;
    }

    /** A value as it may stand in a header. */
    static String headerValue(String value) {
        return cut(CONTROL.matcher(value).replaceAll(" ").strip(), VALUE_MAX);
    }

    /** Variables of a new channel that become headers of its INVITE. */
    static void headers(List<Variable> variables, Arguments.Builder out) {
        for (Variable each : variables) {
            String header = headerOf(each.name());
            if (header != null) {
                header(header, headerValue(each.value()), out);
            }
        }
    }

    static void header(String name, String value, Arguments.Builder out) {
        out.put("PJSIP_HEADER(add," + name + ")", value);
    }

    /** The bytes of a User-to-User header (RFC 7433: hex unless it says otherwise). */
    static Octets userToUser(String header) {
        int end = header.indexOf(';');
        String data = (end < 0 ? header : header.substring(0, end)).strip();
        boolean saysHex = end < 0 || header.substring(end).contains("encoding=hex");
        if (saysHex && HEX.matcher(data).matches()) {
            return Octets.of(HexFormat.of().parseHex(data));
        }
        byte[] bytes = new byte[data.length()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) data.charAt(i);
        }
        return Octets.of(bytes);
    }

    static LegState state(String state) {
        return switch (state) {
            case "Up" -> LegState.UP;
            case "Ring", "Ringing" -> LegState.RINGING;
            default -> LegState.DIALLING;
        };
    }

    /** The device of a channel name such as PJSIP/1001-0000002a. */
    static String device(String channelName) {
        int dash = channelName.lastIndexOf('-');
        return dash < 0 ? channelName : channelName.substring(0, dash);
    }

    /** Channels that are parts of Asterisk's own machinery, and no leg of anybody. */
    static boolean isPseudo(String channelName) {
        return PSEUDO.stream().anyMatch(channelName::startsWith);
    }

    /** Why a dialled channel ended before it was answered. */
    static FailReason reason(int cause) {
        return switch (cause) {
            case 17 -> FailReason.BUSY;
            case 21 -> FailReason.REJECTED;
            case 18, 19 -> FailReason.NO_ANSWER;
            case 28 -> FailReason.BAD_NUMBER;
            default -> FailReason.UNREACHABLE;
        };
    }

    /**
     * What a ChannelTransfer event asks for; null for the echo of our own progress report and for
     * what names no target.
     */
    static TransferAsked transfer(Arguments event) {
        if (event.has("state")) {
            return null;
        }
        String source = event.nested("referred_by").nested("source_channel").text("id", "");
        Arguments target = event.nested("refer_to");
        String second = target.nested("destination_channel").text("id");
        if (second != null) {
            return new TransferAsked(TransferKind.ATTENDED, source, second, null);
        }
        String number = target.nested("requested_destination").text("destination");
        return number == null ? null : new TransferAsked(TransferKind.BLIND, source, null, number);
    }

    /** Milliseconds since 1970 of a time such as 2026-11-21T21:28:38.754+0000; 0 if it is none. */
    static long timeMs(String text) {
        Matcher time = TIME.matcher(text);
        if (!time.matches()) {
            return 0;
        }
        long[] part = new long[8];
        for (int i = 1; i <= 7; i++) {
            part[i] = Long.parseLong(time.group(i));
        }
        long minutes = daysSince1970(part[1], part[2], part[3]) * 1440 + part[4] * 60 + part[5];
        long offset = Long.parseLong(time.group(9)) * 60 + Long.parseLong(time.group(10));
        minutes -= time.group(8).equals("-") ? -offset : offset;
        return (minutes * 60 + part[6]) * 1000 + part[7];
    }

    private static long daysSince1970(long year, long month, long day) {
        // The year begins in March, so that the leap day is its last.
        long y = month <= 2 ? year - 1 : year;
        long m = month <= 2 ? month + 9 : month - 3;
        return 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 719_469;
    }
}
