package org.jackfield.gateway.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.ged188.AgentStateEvent;
import org.jackfield.protocol.ged188.AnswerCallConf;
import org.jackfield.protocol.ged188.AnswerCallReq;
import org.jackfield.protocol.ged188.BeginCallEvent;
import org.jackfield.protocol.ged188.Bytes;
import org.jackfield.protocol.ged188.CallDeliveredEvent;
import org.jackfield.protocol.ged188.CallEstablishedEvent;
import org.jackfield.protocol.ged188.ControlFailureConf;
import org.jackfield.protocol.ged188.EndCallEvent;
import org.jackfield.protocol.ged188.FailureConf;
import org.jackfield.protocol.ged188.FailureEvent;
import org.jackfield.protocol.ged188.Ged188Codec;
import org.jackfield.protocol.ged188.Ged188Message;
import org.jackfield.protocol.ged188.OpenConf;
import org.jackfield.protocol.ged188.OpenReq;
import org.jackfield.protocol.ged188.ServiceMask;
import org.jackfield.protocol.ged188.SetAgentStateConf;
import org.jackfield.protocol.ged188.SetAgentStateReq;
import org.jackfield.protocol.ged188.StatusCode;
import org.jackfield.protocol.link.EventLoops;
import org.jackfield.protocol.pim.AnswerMode;
import org.jackfield.protocol.site.QueueTo;
import org.jackfield.protocol.site.SiteAgent;
import org.jackfield.protocol.site.SiteDeskSettings;
import org.jackfield.protocol.site.SiteDevice;
import org.jackfield.protocol.site.SitePeripheral;
import org.jackfield.protocol.site.SitePlan;
import org.jackfield.protocol.site.SiteSkillGroup;
import org.jackfield.protocol.site.SkillMembership;
import org.jackfield.protocol.site.WrapUpMode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** The whole gateway: real OPC, a scripted switch, clients over TCP on both sides. */
@Timeout(60)
class GatewayProcessTest {

    private static final int PERIPHERAL = 5000;
    private static final int ALL_EVENTS = 0x10;
    private static final int CLIENT_CONTROL = 0x04;

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final ScriptedPim pim = new ScriptedPim();
    private EventLoops loops;
    private GatewayProcess gateway;

    @BeforeEach
    void launch() {
        loops = EventLoops.start("test-io");
        gateway =
                GatewayProcess.launch(
                        GatewaySettings.demo(0, 0),
                        site(),
                        List.of(new HostedPim(PERIPHERAL, pim)),
                        loops,
                        (severity, text) -> lines.add(severity + " " + text));
    }

    @AfterEach
    void close() {
        gateway.close();
        loops.close();
        assertThat(lines).noneMatch(line -> line.startsWith("ERROR"));
    }

    @Test
    void aWrongPasswordIsRefused() throws IOException {
        try (RawClient client = new RawClient(gateway.port("A"))) {
            client.open(ALL_EVENTS | CLIENT_CONTROL);
            ask(client, state(AgentState.LOGIN).agentPassword("wrong").build());
            ControlFailureConf failure = wait(client, ControlFailureConf.class);
            assertThat(failure.failureCode()).isIn(256, 257, 258);
        }
    }

    @Test
    @Tag("BEH-250")
    @Tag("PRC-014")
    @Tag("PRC-015")
    @Tag("PRC-017")
    void aCallFromOutsideIsAnsweredByRequestAndSeenAlikeOnBothSides() throws IOException {
        try (RawClient desk = new RawClient(gateway.port("A"));
                RawClient witness = new RawClient(gateway.port("B"))) {
            desk.open(ALL_EVENTS | CLIENT_CONTROL);
            witness.open(ALL_EVENTS);
            ask(desk, state(AgentState.LOGIN).agentPassword("right").build());
            wait(desk, SetAgentStateConf.class);
            ask(desk, state(AgentState.AVAILABLE).build());
            awaitState(witness, AgentState.AVAILABLE);

            pim.call("c1", "0301234567", "8000");
            BeginCallEvent begin = wait(witness, BeginCallEvent.class);
            assertThat(begin.ani()).isEqualTo("0301234567");
            CallDeliveredEvent ringing = awaitRinging(desk);
            ask(
                    desk,
                    AnswerCallReq.builder()
                            .invokeId(77)
                            .peripheralId(PERIPHERAL)
                            .connectionCallId(ringing.connectionCallId())
                            .connectionDeviceIdType(ringing.connectionDeviceIdType())
                            .connectionDeviceId(ringing.connectionDeviceId())
                            .agentInstrument("P1")
                            .build());
            AnswerCallConf confirmed = firstOf(desk);
            assertThat(confirmed.invokeId()).isEqualTo(77);
            wait(desk, CallEstablishedEvent.class);
            CallEstablishedEvent seen = wait(witness, CallEstablishedEvent.class);
            assertThat(seen.connectionCallId()).isEqualTo(begin.connectionCallId());

            pim.hangUp("c1");
            assertThat(wait(witness, EndCallEvent.class).connectionCallId())
                    .isEqualTo(begin.connectionCallId());
            wait(desk, EndCallEvent.class);
        }
    }

    /** The group would not keep that its switch can be reached, and nobody would say it again. */
    @Test
    void aSwitchIsNotTakenUpBeforeTheGroupKnowsItsPeripheral() throws IOException {
        List<String> said = new CopyOnWriteArrayList<>();
        GatewayProcess two =
                GatewayProcess.launch(
                        GatewaySettings.demo(0, 0),
                        site(),
                        List.of(
                                new HostedPim(4_999, new ScriptedPim()),
                                new HostedPim(PERIPHERAL, new ScriptedPim())),
                        loops,
                        (severity, text) -> said.add(text));
        try (RawClient client = new RawClient(two.port("A"))) {
            client.open(ALL_EVENTS | CLIENT_CONTROL);
            ask(client, state(AgentState.LOGIN).agentPassword("right").build());
            wait(client, SetAgentStateConf.class);
            awaitLine(said, "switch of peripheral 5000 can be reached");
        } finally {
            two.close();
        }
        assertThat(said).noneMatch(line -> line.startsWith("switch of peripheral 4999"));
    }

    private static void awaitLine(List<String> said, String begin) {
        long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (said.stream().noneMatch(line -> line.startsWith(begin))) {
            assertThat(System.nanoTime()).as("no '%s' in %s", begin, said).isLessThan(deadlineNs);
            Thread.onSpinWait();
        }
    }

    @Test
    void aClientThatComesInMidCallLearnsAgentAndCallOnce() throws IOException {
        try (RawClient desk = new RawClient(gateway.port("A"))) {
            desk.open(ALL_EVENTS | CLIENT_CONTROL);
            ask(desk, state(AgentState.LOGIN).agentPassword("right").build());
            wait(desk, SetAgentStateConf.class);
            ask(desk, state(AgentState.AVAILABLE).build());
            pim.call("c1", "0301234567", "8000");
            awaitRinging(desk);
            try (RawClient late = new RawClient(gateway.port("A"))) {
                late.open(ALL_EVENTS);
                assertThat(wait(late, AgentStateEvent.class).agentId()).isEqualTo("1001");
                assertThat(wait(late, BeginCallEvent.class).ani()).isEqualTo("0301234567");
                pim.hangUp("c1");
                assertThat(awaitEnd(late)).as("BEGIN_CALL_EVENTs after the first").isZero();
            }
        }
    }

    @Test
    void aPhoneHasOneSessionWhicheverSideAnotherClientComesTo() throws IOException {
        try (RawClient first = new RawClient(gateway.port("A"));
                RawClient second = new RawClient(gateway.port("B"))) {
            ask(first, ofPhone("desk one"));
            assertThat(read(first)).isInstanceOf(OpenConf.class);
            ask(second, ofPhone("desk two"));
            assertThat(wait(second, FailureConf.class).status())
                    .isEqualTo(StatusCode.DEVICE_IN_USE.value());
            assertThat(second.isClosed()).isTrue();
        }
    }

    @Test
    void theSameClientAtTheOtherSideTakesThePlaceOfItsOlderSession() throws IOException {
        try (RawClient older = new RawClient(gateway.port("A"));
                RawClient newer = new RawClient(gateway.port("B"))) {
            ask(older, ofPhone("desk one"));
            assertThat(read(older)).isInstanceOf(OpenConf.class);
            ask(newer, ofPhone("desk one"));
            assertThat(wait(newer, OpenConf.class).agentInstrument()).isEqualTo("P1");
            assertThat(wait(older, FailureEvent.class).status())
                    .isEqualTo(StatusCode.NEW_SESSION_OPENED.value());
            assertThat(older.isClosed()).isTrue();
        }
    }

    private static OpenReq ofPhone(String clientId) {
        return OpenReq.builder()
                .invokeId(1)
                .versionNumber(RawClient.VERSION)
                .idleTimeout(20)
                .peripheralId(PERIPHERAL)
                .servicesRequested(ServiceMask.CLIENT_EVENTS)
                .clientId(clientId)
                .clientPassword(Bytes.EMPTY)
                .agentInstrument("P1")
                .build();
    }

    private static SetAgentStateReq.Builder state(AgentState state) {
        return SetAgentStateReq.builder()
                .invokeId(10 + state.value())
                .peripheralId(PERIPHERAL)
                .agentState(state.value())
                .agentInstrument("P1")
                .agentId("1001");
    }

    private static void ask(RawClient client, Ged188Message request) throws IOException {
        client.send(Ged188Codec.encode(request, RawClient.VERSION));
    }

    private static Ged188Message read(RawClient client) throws IOException {
        return Ged188Codec.decode(client.next().bytes(), RawClient.VERSION).message();
    }

    private static <T extends Ged188Message> T wait(RawClient client, Class<T> type)
            throws IOException {
        for (int i = 0; i < 1_000; i++) {
            Ged188Message message = read(client);
            if (type.isInstance(message)) {
                return type.cast(message);
            }
        }
        throw new AssertionError("no " + type.getSimpleName() + " among 1000 messages");
    }

    /** The established event must not come before the confirmation. */
    private static AnswerCallConf firstOf(RawClient client) throws IOException {
        for (int i = 0; i < 1_000; i++) {
            Ged188Message message = read(client);
            assertThat(message).isNotInstanceOf(CallEstablishedEvent.class);
            if (message instanceof AnswerCallConf conf) {
                return conf;
            }
        }
        throw new AssertionError("no confirmation among 1000 messages");
    }

    private static CallDeliveredEvent awaitRinging(RawClient client) throws IOException {
        for (int i = 0; i < 1_000; i++) {
            CallDeliveredEvent event = wait(client, CallDeliveredEvent.class);
            if ("P1".equals(event.alertingDeviceId()) || "P1".equals(event.connectionDeviceId())) {
                return event;
            }
        }
        throw new AssertionError("P1 does not ring");
    }

    private static void awaitState(RawClient client, AgentState state) throws IOException {
        for (int i = 0; i < 1_000; i++) {
            if (wait(client, AgentStateEvent.class).agentState() == state.value()) {
                return;
            }
        }
        throw new AssertionError("never " + state);
    }

    private static int awaitEnd(RawClient client) throws IOException {
        int begun = 0;
        for (int i = 0; i < 1_000; i++) {
            switch (read(client)) {
                case BeginCallEvent again -> begun++;
                case EndCallEvent end -> {
                    return begun;
                }
                default -> {}
            }
        }
        throw new AssertionError("no END_CALL_EVENT among 1000 messages");
    }

    private static SiteData site() {
        SiteAgent agent =
                SiteAgent.builder()
                        .peripheral(PERIPHERAL)
                        .id("1001")
                        .icmAgentId(1001)
                        .loginName("anna")
                        .deskSettings(1)
                        .skills(List.of(new SkillMembership(10, 1)))
                        .build();
        SiteDeskSettings desk =
                SiteDeskSettings.builder()
                        .id(1)
                        .wrapUpIncoming(WrapUpMode.OPTIONAL)
                        .wrapUpOutgoing(WrapUpMode.OPTIONAL)
                        .ringNoAnswerSeconds(30)
                        .agentToAgent(true)
                        .build();
        SitePlan plan =
                SitePlan.builder()
                        .number("8000")
                        .callType(7)
                        .name("sales")
                        .service(70)
                        .music("queue")
                        .steps(List.of(new QueueTo(10, 5, 0)))
                        .variables(List.of())
                        .build();
        return new SiteData(
                List.of(new SitePeripheral(PERIPHERAL, "test", 17)),
                List.of(new SiteDevice(PERIPHERAL, "P1", "2001", "P1", AnswerMode.DEFERRED)),
                List.of(agent),
                List.of(
                        new SiteSkillGroup(PERIPHERAL, 1, 6001, "default", true),
                        new SiteSkillGroup(PERIPHERAL, 10, 6010, "sales", false)),
                List.of(),
                List.of(desk),
                List.of(),
                List.of(),
                List.of(plan),
                Map.of("1001", PasswordHash.of("right", PasswordHash.Cost.PUBLIC)));
    }
}
