package org.jackfield.peripheral.scripted;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.gateway.pim.PimSink;
import org.jackfield.protocol.pim.Answer;
import org.jackfield.protocol.pim.Answered;
import org.jackfield.protocol.pim.Arrived;
import org.jackfield.protocol.pim.Clear;
import org.jackfield.protocol.pim.Dial;
import org.jackfield.protocol.pim.Dialled;
import org.jackfield.protocol.pim.Digit;
import org.jackfield.protocol.pim.Ended;
import org.jackfield.protocol.pim.Held;
import org.jackfield.protocol.pim.PimReport;
import org.jackfield.protocol.pim.Place;
import org.jackfield.protocol.pim.Retrieved;
import org.jackfield.protocol.pim.Seat;
import org.jackfield.protocol.pim.TransferAsked;
import org.jackfield.protocol.pim.TransferProgress;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

class TrafficTest {

    private static final int HOUR_MS = 3_600_000;

    /** A gateway that gives every caller the next phone and clears whoever is left alone. */
    private static final class Operator implements PimSink {
        private final ScriptedSwitch owner;
        private final ScriptedAcd acd;
        private final List<PimReport> heard = new ArrayList<>();
        private final Map<String, String> partner = new LinkedHashMap<>();
        private final Set<String> callers = new LinkedHashSet<>();
        private int operations;
        private int phone;

        Operator(ScriptedSwitch owner) {
            this.owner = owner;
            this.acd = new ScriptedAcd(owner);
            acd.start(this);
            acd.activate(1);
        }

        @Override
        public void reachable(boolean reachable, String reason) {}

        @Override
        public void report(int epoch, PimReport report) {
            heard.add(report);
            switch (report) {
                case Arrived arrived -> {
                    callers.add(arrived.channel());
                    acd.command(1, new Answer(++operations, arrived.channel()));
                }
                case Dialled dialled ->
                        acd.command(1, new Clear(++operations, dialled.channel(), 1));
                case Answered answered -> answered(answered.channel());
                case TransferAsked asked ->
                        acd.command(1, new TransferProgress(++operations, asked.channel(), false));
                case Ended ended -> {
                    String left = partner.remove(ended.channel());
                    if (left != null) {
                        partner.remove(left);
                        acd.command(1, new Clear(++operations, left, 16));
                    }
                }
                default -> {
                    // What an operator need not know.
                }
            }
        }

        private void answered(String channel) {
            if (callers.contains(channel)) {
                String leg = "k-" + (++operations);
                partner.put(channel, leg);
                partner.put(leg, channel);
                phone++;
                acd.command(
                        1,
                        Dial.builder()
                                .operation(operations)
                                .channel(leg)
                                .endpoint("p" + phone % 100)
                                .timeoutMs(20_000)
                                .autoAnswer(phone % 2 == 0)
                                .build());
            } else if (partner.containsKey(channel)) {
                Seat one = new Seat(channel, "b-" + channel, null, false);
                Seat other = new Seat(partner.get(channel), "b-" + channel, null, false);
                acd.command(1, new Place(++operations, List.of(one, other)));
            }
        }

        void run(long fromMs, long ms) {
            while (acd.nextDeadlineMs() <= fromMs + ms) {
                acd.onTime(Math.max(fromMs, acd.nextDeadlineMs()));
            }
        }

        <T extends PimReport> List<T> all(Class<T> kind) {
            return heard.stream().filter(kind::isInstance).map(kind::cast).toList();
        }
    }

    private static Operator hour(int callsPerHour, long seed) {
        ScriptedSwitch owner = new ScriptedSwitch(ScriptedSettings.DEFAULT, seed, 0);
        List<String> byHand = new ArrayList<>();
        for (int phone = 0; phone < 100; phone++) {
            owner.addPhone(PhoneSettings.of("p" + phone));
            byHand.add("p" + phone);
        }
        Traffic traffic =
                new Traffic(
                        owner,
                        TrafficSettings.of(callsPerHour, List.of("7001", "7002"))
                                .accountVariable("user.account"),
                        seed + 1);
        owner.join(traffic);
        owner.join(
                new PhonePeople(
                        owner,
                        PhonePeopleSettings.of(byHand, byHand, List.of("p1", "7001")),
                        seed));
        Operator operator = new Operator(owner);
        operator.run(0, HOUR_MS);
        traffic.callsPerHour(0, HOUR_MS);
        operator.run(HOUR_MS, HOUR_MS);
        assertThat(traffic.onTheLine()).isZero();
        return operator;
    }

    @Test
    void callersComeAtTheRateAskedForAndEveryCallEnds() {
        Operator operator = hour(900, 11);

        List<Arrived> arrived = operator.all(Arrived.class);
        assertThat(arrived.size()).isBetween(800, 1000);
        assertThat(operator.owner.channels()).isEmpty();
        assertThat(operator.all(Ended.class)).extracting(Ended::channel).doesNotHaveDuplicates();
        assertThat(arrived).extracting(Arrived::called).containsOnly("7001", "7002");
    }

    @Test
    void peopleUseTheKeysOfTheirPhones() {
        Operator operator = hour(900, 12);

        assertThat(operator.all(Held.class)).isNotEmpty();
        assertThat(operator.all(Retrieved.class)).isNotEmpty();
        assertThat(operator.all(TransferAsked.class)).isNotEmpty();
        assertThat(operator.all(Digit.class)).isNotEmpty();
        assertThat(operator.all(Ended.class)).extracting(Ended::byFarEnd).contains(true, false);
    }

    @Test
    void callersBringNumbersForFictionAndDataThatFitsTheWire() {
        for (Arrived arrived : hour(600, 13).all(Arrived.class)) {
            assertThat(arrived.calling()).matches("|0\\d{9,13}");
            assertThat(arrived.variables())
                    .extracting("name")
                    .contains("Var1", "Var2", "user.account")
                    .doesNotHaveDuplicates();
            assertThat(arrived.variables()).allMatch(each -> each.value().length() <= 40);
        }
    }

    @Test
    void aQuietSiteHasNoCallersButThoseWhoAreWanted() {
        ScriptedSwitch owner = new ScriptedSwitch(ScriptedSettings.DEFAULT, 1, 0);
        Traffic traffic = new Traffic(owner, TrafficSettings.of(0, List.of()), 1);
        owner.join(traffic);
        Operator operator = new Operator(owner);
        operator.run(0, HOUR_MS);
        assertThat(operator.all(Arrived.class)).isEmpty();

        traffic.dialNow("7001");
        operator.run(HOUR_MS, 1_000);
        assertThat(operator.all(Arrived.class)).hasSize(1);
    }

    @Test
    void theSameSeedGivesTheSameHour() {
        assertThat(hour(300, 5).heard).isEqualTo(hour(300, 5).heard);
    }
}
