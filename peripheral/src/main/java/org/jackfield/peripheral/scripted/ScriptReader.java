package org.jackfield.peripheral.scripted;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the lines of a {@link Script}. */
final class ScriptReader {

    private static final Pattern WORD = Pattern.compile("\"[^\"]*\"|[^\\s\"]+=\"[^\"]*\",?|\\S+");
    private static final Pattern TIME = Pattern.compile("(\\d{1,9})(ms|s|m|h)");

    private final ScriptedSwitch owner;
    private final ScriptedAcd acd;

    /** The words of the line at hand that were not read yet. */
    private List<String> words = List.of();

    private int line;
    private String text = "";

    ScriptReader(ScriptedSwitch owner, ScriptedAcd acd) {
        this.owner = owner;
        this.acd = acd;
    }

    Script.Step step(int number, String content) {
        line = number;
        text = content;
        words = new ArrayList<>(WORD.matcher(content).results().map(each -> each.group()).toList());
        boolean at = words.getFirst().equals("at");
        boolean after = words.getFirst().equals("after");
        long delayMs = 0;
        if (at || after) {
            words.removeFirst();
            delayMs = time(word("a time such as 500ms, 2s, 1m"));
        }
        Script.Doing doing = doing(word("caller, phone, number, link or switch"));
        if (!words.isEmpty()) {
            throw wrong("too much at the end: " + words.getFirst());
        }
        return new Script.Step(line, text, !at, delayMs, doing);
    }

    private ScriptException wrong(String what) {
        return new ScriptException(line, text, what);
    }

    private String word(String expected) {
        if (words.isEmpty()) {
            throw wrong("expected " + expected);
        }
        return words.removeFirst();
    }

    private void word(String only, String expected) {
        if (!word(expected).equals(only)) {
            throw wrong("expected " + expected);
        }
    }

    private static String unquoted(String word) {
        return word.replace("\"", "");
    }

    private long time(String word) {
        Matcher time = TIME.matcher(word);
        if (!time.matches()) {
            throw wrong("'" + word + "' is no time such as 500ms, 2s, 1m, 1h");
        }
        long count = Long.parseLong(time.group(1));
        return switch (time.group(2)) {
            case "ms" -> count;
            case "s" -> count * 1000;
            case "m" -> count * 60_000;
            default -> count * 3_600_000;
        };
    }

    private Script.Doing doing(String subject) {
        return switch (subject) {
            case "caller" -> caller(word("the caller's number"));
            case "phone" -> phone(word("the phone's name"));
            case "number" -> number(word("a number outside"));
            case "link" -> link(word("cut or healed"));
            case "switch" -> power(word("crashes or restarts"));
            default ->
                    throw wrong(
                            "starts with '"
                                    + subject
                                    + "'; may be caller, phone, number, link, switch");
        };
    }

    private Script.Doing caller(String number) {
        Hands hands = owner.hands();
        switch (word("dials, hangs up or presses")) {
            case "dials" -> {
                ScriptedCaller caller = dialling(ScriptedCaller.of(number, word("a number")));
                return () -> hands.callerDials(caller).isPresent();
            }
            case "hangs" -> {
                word("up", "hangs up");
                return () -> {
                    Optional<String> channel = hands.channelOfNumber(number);
                    return channel.isPresent() && hands.outsideHangsUp(channel.get());
                };
            }
            case "presses" -> {
                String digit = word("a key");
                return () -> {
                    Optional<String> channel = hands.channelOfNumber(number);
                    return channel.isPresent() && hands.outsidePresses(channel.get(), digit);
                };
            }
            default -> throw wrong("a caller dials, hangs up or presses");
        }
    }

    private ScriptedCaller dialling(ScriptedCaller plain) {
        ScriptedCaller caller = plain;
        while (!words.isEmpty()) {
            String next = word("as or with");
            if (next.equals("as")) {
                String name = unquoted(word("a name"));
                caller =
                        new ScriptedCaller(
                                caller.calling(),
                                name,
                                caller.called(),
                                caller.variables(),
                                caller.userToUser());
            } else if (next.equals("with")) {
                caller = withVariables(caller);
            } else {
                throw wrong("expected 'as NAME' or 'with NAME=VALUE, ...', not " + next);
            }
        }
        return caller;
    }

    private ScriptedCaller withVariables(ScriptedCaller plain) {
        ScriptedCaller caller = plain;
        boolean more = true;
        while (more) {
            String pair = word("NAME=VALUE");
            more = pair.endsWith(",");
            String bare = more ? pair.substring(0, pair.length() - 1) : pair;
            int equals = bare.indexOf('=');
            if (equals < 1) {
                throw wrong("'" + pair + "' is not NAME=VALUE");
            }
            caller = caller.with(bare.substring(0, equals), unquoted(bare.substring(equals + 1)));
        }
        return caller;
    }

    private Script.Doing phone(String name) {
        if (owner.phone(name) == null) {
            throw wrong("there is no phone " + name);
        }
        Hands hands = owner.hands();
        switch (word("what the phone does")) {
            case "answers" -> {
                return () -> hands.answer(name);
            }
            case "rejects" -> {
                return () -> hands.reject(name);
            }
            case "holds" -> {
                return () -> hands.hold(name);
            }
            case "retrieves" -> {
                return () -> hands.retrieve(name);
            }
            case "joins" -> {
                return () -> hands.joinCalls(name);
            }
            case "hangs" -> {
                word("up", "hangs up");
                return () -> hands.hangUp(name);
            }
            case "goes" -> {
                return () -> plugged(name, false);
            }
            case "returns" -> {
                return () -> plugged(name, true);
            }
            case "dials" -> {
                String digits = word("a number");
                return () -> hands.dial(name, digits);
            }
            case "presses" -> {
                String digit = word("a key");
                return () -> hands.press(name, digit);
            }
            case "transfers" -> {
                word("to", "transfers to");
                String number = word("a number");
                return () -> hands.transferTo(name, number);
            }
            default ->
                    throw wrong(
                            "a phone answers, rejects, holds, retrieves, joins, hangs up, goes,"
                                    + " returns, dials, presses, transfers to");
        }
    }

    private boolean plugged(String name, boolean inService) {
        owner.inService(name, inService);
        return true;
    }

    private Script.Doing number(String number) {
        word("is", "is");
        OutsideNumber becomes =
                switch (word("busy, unknown, refusing, silent or answering")) {
                    case "busy" -> OutsideNumber.BUSY;
                    case "unknown" -> OutsideNumber.UNKNOWN;
                    case "refusing" -> OutsideNumber.REFUSES;
                    case "silent" -> OutsideNumber.RINGS_ON;
                    case "answering" -> OutsideNumber.ANSWERS;
                    default ->
                            throw wrong("a number is busy, unknown, refusing, silent or answering");
                };
        return () -> {
            owner.outside(number, becomes);
            return true;
        };
    }

    private Script.Doing link(String what) {
        return switch (what) {
            case "cut" -> done(() -> acd.cut("cut by the script"));
            case "healed" -> done(acd::heal);
            default -> throw wrong("the link is cut or healed");
        };
    }

    private Script.Doing power(String what) {
        return switch (what) {
            case "crashes" -> done(owner::crash);
            case "restarts" -> done(owner::restart);
            default -> throw wrong("the switch crashes or restarts");
        };
    }

    private static Script.Doing done(Runnable action) {
        return () -> {
            action.run();
            return true;
        };
    }
}
