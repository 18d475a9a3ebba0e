package org.jackfield.app.demo;

import org.jackfield.gateway.opc.OpcOutput.Severity;
import org.jackfield.gateway.process.GatewayLog;
import org.jackfield.protocol.link.ListenException;
import org.jackfield.protocol.pim.AnswerMode;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

/** {@code jackfield demo}. */
@Command(
        name = "demo",
        description = "Start a whole contact centre in one process.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nPorts:%n",
        footer = {
            "  --port P: pages and CIL on P and P+2, CTI Server side A on P-1, side B on P+999",
            "  (by default 42028, 42030, 42027, 43027).",
            "Exit codes: 0 ended by the visitor or check passed, 1 failed."
        })
public final class DemoCommand implements Callable<Integer> {

    @Mixin private DemoOptions options;

    @Override
    public Integer call() throws Exception {
        options.validate();
        return options.check ? DemoCheck.run(options, System.out) : stay();
    }

    private int stay() throws InterruptedException {
        long startedNs = System.nanoTime();
        DemoSite site = new DemoSite(options.agents(), AnswerMode.DEFERRED);
        DemoSwitch below = demoSwitch(site);
        CountDownLatch ended = new CountDownLatch(1);
        DemoConsoles consoles = new DemoConsoles();
        DemoProcess demo = launch(site, below, consoles.log(warnings()));
        consoles.open(demo);
        Thread closing =
                Thread.ofPlatform()
                        .name("demo-close")
                        .unstarted(
                                () -> {
                                    demo.close();
                                    consoles.close();
                                    ended.countDown();
                                });
        Runtime.getRuntime().addShutdownHook(closing);
        DemoReport report = new DemoReport(demo, options, below.advice());
        if (options.json) {
            report.json(System.out);
        } else {
            report.text(System.out, (System.nanoTime() - startedNs) / 1_000_000);
        }
        ended.await();
        return 0;
    }

    private DemoProcess launch(DemoSite site, DemoSwitch below, GatewayLog log) {
        try {
            return DemoProcess.launch(site, below, options, log);
        } catch (ListenException inUse) {
            throw new IllegalStateException(
                    inUse.getMessage() + "; in the demo all ports follow from --port", inUse);
        }
    }

    private DemoSwitch demoSwitch(DemoSite site) {
        if (options.asterisk) {
            return AsteriskDemoSwitch.start(site, options, System.err);
        }
        return new ScriptedDemoSwitch(site, options, System.currentTimeMillis());
    }

    /** Warnings go to the error stream; what is only worth knowing stays away from visitors. */
    static GatewayLog warnings() {
        boolean all = System.getenv("JACKFIELD_TRACE") != null;
        return (severity, text) -> {
            if (all || severity == Severity.WARNING || severity == Severity.ERROR) {
                System.err.println("demo: " + severity + ": " + text);
            }
        };
    }
}
