package org.jackfield.app.run;

import org.jackfield.peripheral.scripted.PhoneSettings;
import org.jackfield.peripheral.scripted.ScriptedSettings;
import org.jackfield.peripheral.scripted.TrafficSettings;
import org.jackfield.peripheral.scripted.remote.SwitchProcess;
import org.jackfield.peripheral.scripted.remote.SwitchProcessSettings;
import org.jackfield.protocol.link.EventLoops;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

/** {@code run switch}: a scripted switch that several gateways can reach. */
@Command(
        name = "switch",
        description = "A scripted switch with callers; gateways reach it at tcp:HOST:PORT.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nControl, one line each on standard input, answered by ok or error:%n",
        footer = {
            "  cut GATEWAY|all MS      break the lines of a gateway (A, B) for so long",
            "  silence GATEWAY|all MS  let nothing through, and tell nobody",
            "  pause MS                stand still; what comes waits",
            "  restart MS              die with every call, be back after so long",
            "  fence on|off            refuse what comes late over a replaced line (off)",
            "  calls-per-hour N, call NUMBER, answer PHONE, hangup PHONE",
            "  caller NUMBER CALLING [NAME=VALUE]...  one who stays; answers ok CHANNEL",
            "  leave CHANNEL           that caller hangs up",
            "  status                  callers, channels, gateways",
            "  commands                how many commands came from each gateway, by name",
            "  truth                   each leg: channel/phone/state/bridge",
            "The end of standard input changes nothing."
        })
public final class SwitchCommand implements Callable<Integer> {

    private static final int AGENTS_MAX = 5000;
    private static final int VISITORS = 6;
    private static final int VISITOR_PHONE_FIRST = 2001;
    private static final int AGENT_PHONE_FIRST = 20_001;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "45000",
            description = "Where gateways connect; 0: any free one (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "Address of the listener (default: ${DEFAULT-VALUE}).")
    private String bind;

    @Option(
            names = "--agents",
            paramLabel = "N",
            defaultValue = "40",
            description =
                    "Phones 20001 and up, as many as automatic agents, 0 to 5000 (default:"
                            + " ${DEFAULT-VALUE}); 2001 to 2006 are there besides.")
    private int agents;

    @Option(
            names = "--calls-per-hour",
            paramLabel = "N",
            defaultValue = "1200",
            description = "Callers from outside, 0 to 1000000 (default: ${DEFAULT-VALUE}).")
    private int callsPerHour;

    @Option(
            names = "--numbers",
            paramLabel = "NUMBER",
            split = ",",
            defaultValue = "7001,7002,7003,7004,7001",
            description = "What they dial, each as often as named (default: ${DEFAULT-VALUE}).")
    private List<String> numbers;

    @Option(
            names = "--talk",
            paramLabel = "SECONDS",
            defaultValue = "90",
            description = "Length of a talk on average (default: ${DEFAULT-VALUE}).")
    private int talkSeconds;

    @Option(
            names = "--answer-after",
            paramLabel = "MS",
            defaultValue = "-1",
            description =
                    "Phones that only their own key can answer are lifted after so long; -1: never"
                            + " (default: ${DEFAULT-VALUE}).")
    private int answerAfterMs;

    @Option(
            names = "--seed",
            paramLabel = "SEED",
            defaultValue = "1",
            description = "Seed of everything that happens by chance (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--fence",
            description = "Refuse what comes late over a replaced line; a real switch does not.")
    private boolean fence;

    @Override
    public Integer call() throws InterruptedException {
        if (agents < 0 || agents > AGENTS_MAX) {
            throw new IllegalArgumentException("--agents: 0 to " + AGENTS_MAX + ", not " + agents);
        }
        EventLoops sockets = EventLoops.start("switch-io");
        SwitchProcess process =
                SwitchProcess.launch(
                        settings(), sockets, line -> System.err.println("switch: " + line));
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(
                        Thread.ofPlatform()
                                .name("switch-close")
                                .unstarted(
                                        () -> {
                                            process.close();
                                            sockets.close();
                                            ended.countDown();
                                        }));
        System.out.println("switch: ready at tcp:" + bind + ":" + process.port());
        Thread.ofVirtual().name("control").start(() -> control(process));
        ended.await();
        return 0;
    }

    private SwitchProcessSettings settings() {
        List<PhoneSettings> phones = new ArrayList<>();
        for (int i = 0; i < VISITORS; i++) {
            phones.add(phone(VISITOR_PHONE_FIRST + i));
        }
        for (int i = 0; i < agents; i++) {
            phones.add(phone(AGENT_PHONE_FIRST + i));
        }
        TrafficSettings traffic =
                TrafficSettings.of(callsPerHour, numbers)
                        .talkMeanMs(talkSeconds * 1000)
                        .accountVariable("user.account");
        return new SwitchProcessSettings(
                bind, port, phones, traffic, ScriptedSettings.DEFAULT, seed, fence);
    }

    private PhoneSettings phone(int number) {
        return PhoneSettings.of(Integer.toString(number)).answeredAfter(answerAfterMs);
    }

    private static void control(SwitchProcess process) {
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                System.out.println(process.control(line));
            }
        } catch (IOException gone) {
            System.err.println("switch: no more control lines: " + gone.getMessage());
        }
    }
}
