package org.jackfield.acceptance.failover;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.simulation.switchyard.AsteriskHost;
import org.jackfield.simulation.switchyard.SipAgent;
import org.jackfield.simulation.switchyard.SipCall;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** A gateway with switches of two kinds, a scripted one and a real Asterisk. */
@Tag("asterisk")
@Timeout(180)
class TwoKindsTest {

    private static final int SCRIPTED = RawDesk.PERIPHERAL;
    private static final int ASTERISK = 5001;
    private static final String PHONE = "2001";
    private static final int CALLER_HZ = 700;
    private static final int PHONE_HZ = 510;
    private static final int MUSIC_HZ = 1000;

    @TempDir private Path folder;
    private AsteriskHost host;
    private Members group;

    @RegisterExtension private final FailureLog log = new FailureLog(() -> group);

    @AfterEach
    void end() throws InterruptedException {
        if (group != null) {
            group.close();
        }
        if (host != null) {
            host.close();
        }
    }

    @Test
    @Tag("BEH-346")
    void aCallOnEachIsAnsweredAtItsOwnPhoneAndBothGoOnWhenTheLeaderThatCommandsBothIsKilled()
            throws Exception {
        Path scripts = AsteriskHost.findScripts();
        host =
                AsteriskHost.start(
                        scripts, AsteriskHost.install(scripts, line -> {}), List.of(PHONE));
        group = Members.of(folder, "ABC").withAsterisk(ASTERISK, host);
        group.start("ABC");
        try (SipAgent carrier = SipAgent.carrier(host, "88601", CALLER_HZ);
                SipAgent phone = SipAgent.phone(host, PHONE, PHONE_HZ)) {
            String leader = theLeaderCommandsBoth();
            long scripted;
            long real;
            SipCall[] caller = new SipCall[1];
            try (RawDesk desk = group.serving(leader)) {
                scripted = desk.talk(SCRIPTED, () -> group.below().ask("caller 7001 0305551234"));
                assertThat(legsOfAsterisk()).isZero();
                FutureTask<SipCall> pickedUp = new FutureTask<>(() -> pickUp(phone));
                Thread.ofVirtual().name("phone").start(pickedUp);
                real = desk.talk(ASTERISK, () -> caller[0] = carrier.call("7001"));
                assertThat(pickedUp.get(20, TimeUnit.SECONDS).hears(CALLER_HZ)).isTrue();
                assertThat(caller[0].hears(PHONE_HZ)).isTrue();
                assertThat(group.below().ask("truth")).containsOnlyOnce("/" + PHONE + "/");
                group.member(leader).kill();
            }
            try (RawDesk desk = group.serving(leader.equals("A") ? "B" : "A")) {
                assertThat(caller[0].hears(PHONE_HZ)).isTrue();
                desk.holdKnown(SCRIPTED, scripted);
                desk.holdKnown(ASTERISK, real);
                assertThat(caller[0].hears(MUSIC_HZ)).isTrue();
                assertThat(group.below().ask("truth")).containsOnlyOnce("/" + PHONE + "/");
                assertThat(legsOfAsterisk()).isOne();
            }
        }
    }

    private String theLeaderCommandsBoth() throws Exception {
        group.awaitJoined("ABC");
        for (String side : List.of("A", "B")) {
            group.member(side).await("peripheral 5000 can be reached: .*scripted", 60);
            group.member(side).await("peripheral 5001 can be reached: connected", 60);
        }
        String leader = group.aSideLeads();
        for (int peripheral : new int[] {SCRIPTED, ASTERISK}) {
            group.procmon(leader, "move_side " + peripheral + " " + leader, Members.ANY_EXIT);
        }
        assertThat(group.procmon(leader, "list_sides", 0))
                .containsPattern(SCRIPTED + " +" + leader + " +yes +reached")
                .containsPattern(ASTERISK + " +" + leader + " +yes +reached");
        return leader;
    }

    private static SipCall pickUp(SipAgent phone) {
        SipCall call = phone.awaitIncoming();
        call.answer();
        return call;
    }

    /** Channels of Asterisk at the phone. */
    private long legsOfAsterisk() {
        return host.console("core show channels concise")
                .lines()
                .filter(line -> line.contains("/" + PHONE + "-"))
                .count();
    }
}
