package org.jackfield.peripheral.scripted.remote;

import org.jackfield.machine.loop.MonotonicClock;
import org.jackfield.peripheral.scripted.ScriptedCaller;
import org.jackfield.peripheral.scripted.ScriptedSwitch;
import org.jackfield.peripheral.scripted.Traffic;
import org.jackfield.protocol.pim.SnapshotChannel;

import java.util.List;
import java.util.function.Consumer;

/** What a tester can tell a running switch, one line a deed. */
final class SwitchControl {

    static final String USAGE =
            "error: say one of: cut GATEWAY|all MS, silence GATEWAY|all MS, pause MS, restart MS,"
                + " fence on|off, calls-per-hour N, call NUMBER, answer PHONE, hangup PHONE, caller"
                + " NUMBER CALLING [NAME=VALUE]..., leave CHANNEL, status, commands, truth";

    private static final long MS_MAX = 3_600_000;

    private final ScriptedSwitch owner;
    private final Traffic traffic;
    private final SwitchHost host;
    private final MonotonicClock clock;

    SwitchControl(ScriptedSwitch owner, Traffic traffic, SwitchHost host, MonotonicClock clock) {
        this.owner = owner;
        this.traffic = traffic;
        this.host = host;
        this.clock = clock;
    }

    String obey(String line) {
        String[] words = line.strip().split("\\s+");
        try {
            return switch (words[0]) {
                case "cut" -> done(() -> host.cut(words[1], ms(words[2])));
                case "silence" -> done(() -> host.silence(words[1], ms(words[2])));
                case "pause" -> done(() -> host.pause(ms(words[1])));
                case "restart" -> done(() -> host.restart(ms(words[1])));
                case "fence" -> done(() -> owner.fence(onOrOff(words[1])));
                case "calls-per-hour" ->
                        done(() -> traffic.callsPerHour(number(words[1], 3_600_000), nowMs()));
                case "call" -> done(() -> traffic.dialNow(words[1]));
                case "answer" -> atPhone(words[1], owner.hands()::answer);
                case "hangup" -> atPhone(words[1], owner.hands()::hangUp);
                case "caller" -> caller(List.of(words));
                case "leave" -> leave(words[1]);
                case "status" -> status();
                case "commands" -> commands();
                case "truth" -> truth();
                default -> USAGE;
            };
        } catch (IndexOutOfBoundsException missing) {
            return USAGE;
        } catch (IllegalArgumentException wrong) {
            return "error: " + wrong.getMessage();
        }
    }

    private long nowMs() {
        return clock.nowMs();
    }

    private static String done(Runnable deed) {
        deed.run();
        return "ok";
    }

    private String atPhone(String phone, Consumer<String> deed) {
        owner.soon(() -> deed.accept(phone));
        return "ok";
    }

    /** One who stays until he is told to leave, unlike those of the traffic. */
    private String caller(List<String> words) {
        ScriptedCaller caller = ScriptedCaller.of(words.get(2), words.get(1));
        for (String data : words.subList(3, words.size())) {
            int equals = data.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("'" + data + "': say NAME=VALUE");
            }
            caller = caller.with(data.substring(0, equals), data.substring(equals + 1));
        }
        return owner.hands()
                .callerDials(caller)
                .map(channel -> "ok " + channel)
                .orElse("error: the switch is down");
    }

    private String leave(String channel) {
        return owner.hands().outsideHangsUp(channel)
                ? "ok"
                : "error: no caller from outside has the channel '" + channel + "'";
    }

    private static long ms(String word) {
        return number(word, (int) MS_MAX);
    }

    private static int number(String word, int max) {
        if (!word.matches("[0-9]{1,8}") || Integer.parseInt(word) > max) {
            throw new IllegalArgumentException("'" + word + "': give 0 to " + max);
        }
        return Integer.parseInt(word);
    }

    private static boolean onOrOff(String word) {
        if (!List.of("on", "off").contains(word)) {
            throw new IllegalArgumentException("'" + word + "': say on or off");
        }
        return word.equals("on");
    }

    private String status() {
        return "ok callers="
                + traffic.callers()
                + " on-the-line="
                + traffic.onTheLine()
                + " channels="
                + owner.channels().size()
                + " running="
                + owner.running()
                + " gateways="
                + host.gateways();
    }

    /** What came from each gateway: {@code A:Answer=1,Place=2}. */
    private String commands() {
        StringBuilder text = new StringBuilder("ok");
        host.commands()
                .forEach(
                        (gateway, sum) ->
                                text.append(' ')
                                        .append(gateway)
                                        .append(':')
                                        .append(sum.toString().replaceAll("[{} ]", "")));
        return text.toString();
    }

    /** Each leg that gateways were told of: {@code channel/phone/state/bridge}, - for none. */
    private String truth() {
        StringBuilder text = new StringBuilder("ok");
        for (SnapshotChannel leg : owner.listing()) {
            text.append(' ')
                    .append(leg.channel())
                    .append('/')
                    .append(orNone(leg.endpoint()))
                    .append('/')
                    .append(leg.heldByPhone() ? "HELD" : leg.state())
                    .append('/')
                    .append(orNone(leg.bridge()));
        }
        return text.toString();
    }

    private static String orNone(String text) {
        return text.isEmpty() ? "-" : text;
    }
}
