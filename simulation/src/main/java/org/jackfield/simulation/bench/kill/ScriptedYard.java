package org.jackfield.simulation.bench.kill;

import org.jackfield.simulation.bench.roles.CentreRoles;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The scripted switch, a process among the others. Who hears whom is who is in a bridge with whom.
 */
final class ScriptedYard implements Yard {

    private static final int HEARD_WITHIN_MS = 5_000;
    private static final int TRAFFIC_CALLS_PER_HOUR = 400;

    private final CentreRoles roles;
    private int callers;

    ScriptedYard(CentreRoles roles) {
        this.roles = roles;
    }

    /** A leg as the switch tells it. */
    private record Leg(String channel, String phone, String state, String bridge) {}

    private final class Outside implements Caller {

        private final String channel;

        private Outside(String channel) {
            this.channel = channel;
        }

        @Override
        public boolean onTheLine() {
            return legs().stream().anyMatch(leg -> leg.channel().equals(channel));
        }

        @Override
        public boolean hears(String phone) {
            return Waiting.until(HEARD_WITHIN_MS, () -> joined(channel, phone));
        }

        @Override
        public void hangUp() {
            // An error says that the caller has gone already.
            ask("leave " + channel);
        }
    }

    private String ask(String words) {
        try {
            return roles.role("switch").ask(words);
        } catch (IOException silent) {
            throw new UncheckedIOException("the scripted switch does not answer", silent);
        }
    }

    private List<Leg> legs() {
        List<Leg> legs = new ArrayList<>();
        for (String word : ask("truth").split(" ")) {
            String[] parts = word.split("/");
            if (parts.length == 4) {
                legs.add(new Leg(parts[0], parts[1], parts[2], parts[3]));
            }
        }
        return legs;
    }

    private boolean joined(String channel, String phone) {
        List<Leg> legs = legs();
        String bridge =
                legs.stream()
                        .filter(leg -> leg.channel().equals(channel) && leg.state().equals("UP"))
                        .map(Leg::bridge)
                        .findFirst()
                        .orElse("-");
        return !bridge.equals("-")
                && legs.stream()
                        .anyMatch(
                                leg ->
                                        leg.phone().equals(phone)
                                                && leg.state().equals("UP")
                                                && leg.bridge().equals(bridge));
    }

    @Override
    public List<String> gatewayWords() {
        return List.of();
    }

    @Override
    public Caller dials(String number, Map<String, String> data) {
        callers++;
        StringBuilder line =
                new StringBuilder("caller " + number + " 0302312" + (5_000 + callers % 1_000));
        data.forEach((name, value) -> line.append(' ').append(name).append('=').append(value));
        String answer = ask(line.toString());
        if (!answer.startsWith("ok ")) {
            throw new StoryBroken("nobody could dial: " + answer);
        }
        return new Outside(answer.substring("ok ".length()));
    }

    @Override
    public boolean heardAtFirst() {
        return Waiting.until(
                HEARD_WITHIN_MS,
                () ->
                        legs().stream()
                                .filter(leg -> leg.phone().equals("-"))
                                .anyMatch(leg -> joined(leg.channel(), "2001")));
    }

    @Override
    public int legsAt(List<String> phones) {
        return (int) legs().stream().filter(leg -> phones.contains(leg.phone())).count();
    }

    @Override
    public void traffic(String number) {
        // The switch is started with this number for its traffic.
        ask("calls-per-hour " + TRAFFIC_CALLS_PER_HOUR);
    }

    @Override
    public void noTraffic() {
        ask("calls-per-hour 0");
        Waiting.until(120_000, () -> ask("status").contains("on-the-line=0 "));
    }

    @Override
    public void tend() {
        // These phones need nothing.
    }

    @Override
    public void close() {
        // Ends with the other processes.
    }
}
