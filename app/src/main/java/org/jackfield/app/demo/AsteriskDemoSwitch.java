package org.jackfield.app.demo;

import org.jackfield.gateway.pim.Pim;
import org.jackfield.machine.loop.Loop;
import org.jackfield.peripheral.asterisk.AsteriskPim;
import org.jackfield.peripheral.asterisk.AsteriskSettings;
import org.jackfield.protocol.link.EventLoops;
import org.jackfield.simulation.switchyard.AsteriskHost;
import org.jackfield.simulation.switchyard.SipPhone;
import org.jackfield.simulation.switchyard.SippCaller;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A real Asterisk on loopback, with a SIP phone for every agent and callers from a trunk. */
final class AsteriskDemoSwitch implements DemoSwitch {

    private static final int CALLS_MAX = 1_000_000;
    private static final double STAY_SECONDS = 60;

    private final AsteriskHost host;
    private final String freePhone;
    private final PrintStream progress;
    private final ExecutorService callers =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().name("demo-callers").daemon(true).factory());

    private AsteriskDemoSwitch(AsteriskHost host, String freePhone, PrintStream progress) {
        this.host = host;
        this.freePhone = freePhone;
        this.progress = progress;
    }

    /** Installs Asterisk on first use, starts it with phones and callers, telling how it goes. */
    static AsteriskDemoSwitch start(DemoSite site, DemoOptions options, PrintStream progress) {
        Path scripts = AsteriskHost.findScripts();
        progress.println("demo: Asterisk (fetched on first use, half a minute) ...");
        Path installation =
                AsteriskHost.install(scripts, line -> progress.println("demo:   " + line));
        List<String> numbers = site.agents().stream().map(DemoAgent::instrument).toList();
        AsteriskHost host = AsteriskHost.start(scripts, installation, numbers);
        try {
            String free = site.visitors().getLast().instrument();
            List<String> played = new ArrayList<>(numbers);
            played.remove(free);
            progress.println("demo: " + played.size() + " SIP phones ...");
            played.forEach(number -> SipPhone.start(host, number, SipPhone.Mode.AUTO));
            AsteriskDemoSwitch below = new AsteriskDemoSwitch(host, free, progress);
            below.callersCome(options.callsPerHour());
            return below;
        } catch (RuntimeException failed) {
            host.close();
            throw failed;
        }
    }

    private void callersCome(int callsPerHour) {
        if (callsPerHour == 0) {
            return;
        }
        double perSecond = callsPerHour / 3600.0 / DemoSite.QUEUES.size();
        for (DemoSite.Queue queue : DemoSite.QUEUES) {
            SippCaller.start(host, queue.number(), CALLS_MAX, perSecond, STAY_SECONDS);
        }
    }

    @Override
    public Pim pim(Loop loop, EventLoops sockets) {
        return new AsteriskPim(
                AsteriskSettings.of(host.restAddress(), host.user(), host.password()),
                sockets,
                loop::offer,
                loop::nowMs,
                line -> progress.println("demo: switch: " + line));
    }

    @Override
    public void callerDials(String number) {
        callers.execute(() -> SippCaller.start(host, number, 1, 1, STAY_SECONDS));
    }

    @Override
    public String advice() {
        return ("The switch is a real Asterisk; phones answer by themselves when you press"
                        + " Answer.%n  Your own softphone can be phone %s: SIP server 127.0.0.1:%d,"
                        + " user %s, password pw-%s.")
                .formatted(freePhone, host.sipPort(), freePhone, freePhone);
    }

    @Override
    public void close() {
        callers.shutdownNow();
        host.close();
    }
}
