package org.jackfield.peripheral.scripted;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.gateway.pim.Pim;
import org.jackfield.gateway.pim.PimSink;
import org.jackfield.protocol.pim.Arrived;
import org.jackfield.protocol.pim.Dial;
import org.jackfield.protocol.pim.PimCommand;
import org.jackfield.protocol.pim.PimReport;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A scripted switch on the bench: phones 2001 to 2003, a gateway that writes down what it hears.
 */
final class Bench implements PimSink {

    static final long START_MS = 1_000_000;

    final ScriptedSwitch owner;
    final Pim acd;
    private final BenchLink link;
    final List<PimReport> heard = new ArrayList<>();
    final List<String> reachable = new ArrayList<>();
    long nowMs = START_MS;
    private long operations;

    Bench(long seed) {
        this(ScriptedSettings.DEFAULT, seed);
    }

    Bench(ScriptedSettings settings, long seed) {
        this(settings, seed, BenchLink.Direct::new);
    }

    Bench(ScriptedSettings settings, long seed, Function<Bench, BenchLink> links) {
        owner = new ScriptedSwitch(settings, seed, START_MS);
        owner.addPhone(PhoneSettings.of("2001"));
        owner.addPhone(PhoneSettings.of("2002"));
        owner.addPhone(PhoneSettings.of("2003"));
        link = links.apply(this);
        acd = link.pim("A");
        acd.start(this);
        acd.activate(1);
        run(100);
        heard.clear();
    }

    @Override
    public void reachable(boolean yes, String reason) {
        reachable.add(yes + " " + reason);
    }

    @Override
    public void report(int epoch, PimReport report) {
        heard.add(report);
    }

    /** Lets so much time pass, deadline by deadline. */
    void run(long ms) {
        long untilMs = nowMs + ms;
        while (link.nextDeadlineMs() <= untilMs) {
            nowMs = Math.max(nowMs, link.nextDeadlineMs());
            link.onTime(nowMs);
        }
        nowMs = untilMs;
    }

    /** Another gateway's link to the same switch. */
    Pim another(String name) {
        return link.pim(name);
    }

    /** The link between gateway and switch breaks. */
    void cut(String reason) {
        link.cut(reason);
    }

    /** It can be made again. */
    void heal() {
        link.heal();
    }

    /** The link with faults of its own, where it has some. */
    BenchLink link() {
        return link;
    }

    long operation() {
        return ++operations;
    }

    /** Gives a command and lets it do its work. */
    void order(PimCommand command) {
        acd.command(1, command);
        run(50);
    }

    long dial(String channel, String endpoint, boolean autoAnswer) {
        long operation = operation();
        acd.command(
                1,
                Dial.builder()
                        .operation(operation)
                        .channel(channel)
                        .endpoint(endpoint)
                        .calling("03023125001")
                        .callingName("")
                        .timeoutMs(10_000)
                        .autoAnswer(autoAnswer)
                        .callRef("call-1")
                        .build());
        return operation;
    }

    /** A caller dials 7000; returns his channel. */
    String arrive() {
        owner.soon(() -> owner.hands().callerDials(ScriptedCaller.of("03023125001", "7000")));
        run(20);
        return only(Arrived.class).channel();
    }

    <T extends PimReport> List<T> all(Class<T> kind) {
        return heard.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    <T extends PimReport> T only(Class<T> kind) {
        List<T> found = all(kind);
        assertThat(found).as("%s in %s", kind.getSimpleName(), heard).hasSize(1);
        return found.getFirst();
    }
}
