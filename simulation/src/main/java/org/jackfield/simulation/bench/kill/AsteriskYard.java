package org.jackfield.simulation.bench.kill;

import org.jackfield.simulation.switchyard.AsteriskHost;
import org.jackfield.simulation.switchyard.SipAgent;
import org.jackfield.simulation.switchyard.SipCall;
import org.jackfield.simulation.switchyard.SipPhone;
import org.jackfield.simulation.switchyard.SippCaller;
import org.jackfield.simulation.switchyard.SwitchyardException;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A real Asterisk. 2001, 20002 and 20004 are phones of our own, which tell what they hear; 2004,
 * 2005 and 2006 are desk phones (baresip); the traffic is sipp's. All answer by themselves when
 * they are called, as the desktop's Answer has them called.
 */
final class AsteriskYard implements Yard {

    private static final List<String> PHONES =
            List.of("2001", "2004", "2005", "2006", "20002", "20004");
    private static final List<String> DESK_PHONES = List.of("2004", "2005", "2006");
    private static final String CALLING = "88601";
    private static final int CALLER_HZ = 700;
    private static final int FIRST_HZ = 510;
    private static final int OTHER_HZ = 560;
    private static final int REGISTERED_S = 300;
    private static final int TRAFFIC_EVERY_S = 8;
    private static final int TRAFFIC_STAYS_S = 7;
    private static final int TRAFFIC_MAX = 1_000_000;
    private static final int GONE_WITHIN_MS = 30_000;

    private final AsteriskHost host;
    private final Map<String, Integer> tones = new LinkedHashMap<>();
    private final SipAgent carrier;
    private final SipAgent first;
    private final List<SipAgent> others;
    private volatile SipCall atFirst;
    private volatile boolean closing;
    private SippCaller traffic;

    AsteriskYard(PrintStream out) {
        Path scripts = AsteriskHost.findScripts();
        Path installation = AsteriskHost.install(scripts, out::println);
        host = AsteriskHost.start(scripts, installation, PHONES);
        try {
            carrier = SipAgent.carrier(host, CALLING, CALLER_HZ);
            first = SipAgent.phone(host, "2001", FIRST_HZ);
            others =
                    List.of(
                            SipAgent.phone(host, "20002", OTHER_HZ),
                            SipAgent.phone(host, "20004", OTHER_HZ));
            tones.put("2001", FIRST_HZ);
            for (String number : DESK_PHONES) {
                SipPhone phone = SipPhone.start(host, number, SipPhone.Mode.AUTO);
                tones.put(number, phone.toneHz());
            }
        } catch (RuntimeException failed) {
            host.close();
            throw failed;
        }
        Thread.ofVirtual().name("phone-2001").start(this::answerAtFirst);
    }

    private void answerAtFirst() {
        while (!closing) {
            try {
                SipCall call = first.awaitIncoming();
                call.answer();
                atFirst = call;
            } catch (SwitchyardException nobodyYet) {
                continue;
            }
        }
    }

    private final class Outside implements Caller {

        private final SipCall call;

        private Outside(SipCall call) {
            this.call = call;
        }

        @Override
        public boolean onTheLine() {
            return call.state() != SipCall.State.ENDED;
        }

        @Override
        public boolean hears(String phone) {
            return call.hears(tones.get(phone));
        }

        @Override
        public void hangUp() {
            call.hangUp();
        }
    }

    @Override
    public List<String> gatewayWords() {
        return List.of(
                "--switch",
                "asterisk",
                "--ari",
                host.restAddress().toString(),
                "--ari-user",
                host.user(),
                "--ari-password",
                host.password());
    }

    @Override
    public Caller dials(String number, Map<String, String> data) {
        Map<String, String> headers = new LinkedHashMap<>();
        data.forEach(
                (name, value) ->
                        headers.put(name.startsWith("Var") ? "X-" + name : "X-ECC-" + name, value));
        return new Outside(carrier.call(number, headers));
    }

    @Override
    public boolean heardAtFirst() {
        SipCall call = atFirst;
        return call != null && call.hears(CALLER_HZ);
    }

    @Override
    public int legsAt(List<String> phones) {
        return (int)
                host.console("core show channels concise")
                        .lines()
                        .filter(line -> phones.stream().anyMatch(p -> line.contains("/" + p + "-")))
                        .count();
    }

    @Override
    public void traffic(String number) {
        traffic =
                SippCaller.start(host, number, TRAFFIC_MAX, 1.0 / TRAFFIC_EVERY_S, TRAFFIC_STAYS_S);
    }

    @Override
    public void noTraffic() {
        if (traffic != null) {
            // Who is cut off in a queue would stay on Asterisk's line for ever.
            traffic.callNoMore(GONE_WITHIN_MS / 1_000);
            traffic.close();
        }
        Waiting.until(GONE_WITHIN_MS, () -> legsAt(List.of("2005")) == 0);
    }

    @Override
    public void tend() {
        first.register(REGISTERED_S);
        others.forEach(each -> each.register(REGISTERED_S));
    }

    @Override
    public void close() {
        closing = true;
        host.close();
    }
}
