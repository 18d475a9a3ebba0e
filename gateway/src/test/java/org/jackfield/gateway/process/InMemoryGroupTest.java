package org.jackfield.gateway.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.gateway.ctiserver.CtiServerInput;
import org.jackfield.gateway.ctiserver.CtiServerMachine;
import org.jackfield.gateway.ctiserver.CtiServerOutput;
import org.jackfield.gateway.ctiserver.CtiServerSettings;
import org.jackfield.gateway.member.Member;
import org.jackfield.gateway.member.MemberInput;
import org.jackfield.gateway.member.MemberOutput;
import org.jackfield.gateway.member.MemberSettings;
import org.jackfield.gateway.opc.OpcMachine;
import org.jackfield.protocol.ged188.Bytes;
import org.jackfield.protocol.ged188.OpenReq;
import org.jackfield.protocol.log.Genesis;
import org.jackfield.protocol.log.Input;
import org.jackfield.protocol.log.PeripheralSet;
import org.jackfield.protocol.log.PimReachable;
import org.jackfield.protocol.site.SitePeripheral;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/** Two sides on one real OPC, in one thread and in the test's time. */
class InMemoryGroupTest {

    private static final int PERIPHERAL = 5000;

    private final OpcMachine opc = new OpcMachine();
    private final InMemoryGroup group = new InMemoryGroup(opc);
    private final List<MemberOutput> atA = new ArrayList<>();
    private final List<MemberOutput> atB = new ArrayList<>();
    private final Member a = member(0, "A");
    private final Member b = member(1, "B");
    private long nowMs = 1_800_000_000_000L;

    private Member member(int source, String side) {
        CtiServerSettings settings = CtiServerSettings.DEFAULTS.servingWhenStandby();
        return new Member(
                MemberSettings.DEFAULTS,
                source,
                1,
                side,
                new CtiServerMachine(source, 1, settings, opc));
    }

    @BeforeEach
    void start() {
        group.add(a, atA::add);
        group.add(b, atB::add);
        group.take(a, new MemberInput.Start(), nowMs);
        group.take(b, new MemberInput.Start(), nowMs);
        offer(new Genesis(nowMs, "test"));
        offer(new PeripheralSet(new SitePeripheral(PERIPHERAL, "test", 17)));
        offer(new PimReachable(PERIPHERAL, true));
    }

    @Test
    void thePimThatReachesItsSwitchIsActivatedOnItsSideOnly() {
        assertThat(atA).anyMatch(MemberOutput.Activate.class::isInstance);
        assertThat(atB).noneMatch(MemberOutput.Activate.class::isInstance);
    }

    @Test
    void aPauseOfTheProcessMovesNoPimAndEndsNoSession() {
        client(a, new CtiServerInput.Connected(1, "127.0.0.1", 1));
        OpenReq open =
                OpenReq.builder()
                        .versionNumber(24)
                        .idleTimeout(0xFFFFFFFFL)
                        .servicesRequested(0x10)
                        .clientId("x")
                        .clientPassword(Bytes.EMPTY)
                        .build();
        client(a, new CtiServerInput.Received(1, open, 0, 24));
        atA.clear();
        nowMs += 60_000;
        group.onTime(nowMs);
        for (int i = 0; i < 40; i++) {
            nowMs += 250;
            group.onTime(nowMs);
        }
        assertThat(atA).noneMatch(MemberOutput.Standby.class::isInstance);
        assertThat(atA).noneMatch(MemberOutput.Activate.class::isInstance);
        assertThat(atA)
                .noneMatch(
                        output ->
                                output instanceof MemberOutput.Client client
                                        && client.output() instanceof CtiServerOutput.Close);
    }

    @Test
    void afterAPauseAnInputIsTakenWithFreshLifeSigns() {
        atA.clear();
        nowMs += 60_000;
        offer(new PimReachable(PERIPHERAL, true));
        assertThat(atA).noneMatch(MemberOutput.Standby.class::isInstance);
        assertThat(a.waiting()).isZero();
    }

    private void offer(Input input) {
        group.take(a, new MemberInput.Offer(input), nowMs);
    }

    private void client(Member member, CtiServerInput input) {
        group.take(member, new MemberInput.Client(input), nowMs);
    }
}
