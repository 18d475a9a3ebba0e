package org.jackfield.app.demo;

import org.jackfield.gateway.pim.Pim;
import org.jackfield.gateway.pim.PimSink;
import org.jackfield.machine.loop.Loop;
import org.jackfield.peripheral.scripted.PhoneSettings;
import org.jackfield.peripheral.scripted.ScriptedAcd;
import org.jackfield.peripheral.scripted.ScriptedSettings;
import org.jackfield.peripheral.scripted.ScriptedSwitch;
import org.jackfield.peripheral.scripted.Traffic;
import org.jackfield.peripheral.scripted.TrafficSettings;
import org.jackfield.protocol.link.EventLoops;
import org.jackfield.protocol.pim.PimCommand;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A switch in this process that does what a seed says. */
final class ScriptedDemoSwitch implements DemoSwitch {

    private static final int LOOK_FOR_CALLERS_MS = 100;

    private final ScriptedAcd acd;
    private final Traffic traffic;
    private final Queue<String> wanted = new ConcurrentLinkedQueue<>();

    ScriptedDemoSwitch(DemoSite site, DemoOptions options, long nowMs) {
        ScriptedSwitch owner = new ScriptedSwitch(ScriptedSettings.DEFAULT, options.seed, nowMs);
        for (DemoAgent agent : site.agents()) {
            owner.addPhone(PhoneSettings.of(agent.instrument()));
        }
        TrafficSettings callers =
                TrafficSettings.of(options.callsPerHour(), numbers())
                        .accountVariable(DemoSite.ACCOUNT_VARIABLE);
        traffic = new Traffic(owner, callers, options.seed);
        owner.join(traffic);
        acd = new ScriptedAcd(owner);
    }

    /** Billing twice: most visitors sit there. */
    private static List<String> numbers() {
        List<String> numbers = new ArrayList<>();
        DemoSite.QUEUES.forEach(q -> numbers.add(q.number()));
        numbers.add(DemoSite.QUEUES.getFirst().number());
        return numbers;
    }

    @Override
    public Pim pim(Loop loop, EventLoops sockets) {
        return new Wakeable();
    }

    @Override
    public void callerDials(String number) {
        wanted.add(number);
    }

    @Override
    public String advice() {
        return "The switch is a scripted one: phones answer as the screen says, callers come by"
                + " themselves.";
    }

    @Override
    public void close() {
        wanted.clear();
    }

    /** The adapter, on its own loop; callers wanted from outside of it come in with its turns. */
    private final class Wakeable implements Pim {

        private long lookAtMs;

        @Override
        public void start(PimSink sink) {
            acd.start(sink);
        }

        @Override
        public void activate(int epoch) {
            acd.activate(epoch);
        }

        @Override
        public void standby() {
            acd.standby();
        }

        @Override
        public void command(int epoch, PimCommand command) {
            acd.command(epoch, command);
        }

        @Override
        public void onTime(long nowMs) {
            lookAtMs = nowMs + LOOK_FOR_CALLERS_MS;
            for (String number = wanted.poll(); number != null; number = wanted.poll()) {
                traffic.dialNow(number);
            }
            acd.onTime(nowMs);
        }

        @Override
        public long nextDeadlineMs() {
            return Math.min(lookAtMs, acd.nextDeadlineMs());
        }

        @Override
        public void stop() {
            acd.stop();
        }
    }
}
