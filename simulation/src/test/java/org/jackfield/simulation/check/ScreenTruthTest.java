package org.jackfield.simulation.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.ctios.session.CtiOsNow;
import org.jackfield.gateway.opc.OpcOutput;
import org.jackfield.gateway.opc.OpcReads;
import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.ged188.AgentStateEvent;
import org.jackfield.protocol.ged188.DeviceIDType;
import org.jackfield.protocol.ged188.Ged188Message;
import org.jackfield.protocol.ged188.LocalConnectionState;
import org.jackfield.protocol.ged188.NamedVariable;
import org.jackfield.protocol.ged188.SnapshotCallConf;
import org.jackfield.protocol.ged188.SnapshotDeviceConf;
import org.jackfield.protocol.record.Arguments;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Agent 1 talks in call 41 at phone 2001, by the OPC, the switch, the desktop and the server. */
class ScreenTruthTest {

    private static final String AGENT = "agent.5000.1";
    private static final String CALL = "call.5000.41.2001";
    private static final long LATER_MS = 15_000;

    private final Findings findings = new Findings();
    private final ScreenTruth truth = new ScreenTruth(5000, findings);
    private final Opc opc = new Opc();
    private final Map<String, Arguments> shown = new TreeMap<>();
    private final Set<String> legs = new TreeSet<>(Set.of("2001"));
    private final List<CtiOsNow.AgentRow> agents = new ArrayList<>();
    private final List<CtiOsNow.CallRow> calls = new ArrayList<>();

    ScreenTruthTest() {
        show(AGENT, "LoggedInHere", true);
        show(AGENT, "AgentID", "1");
        show(AGENT, "AgentState", AgentState.TALKING.value());
        show(AGENT, "EventReasonCode", 0);
        show(AGENT, "AgentInstrument", "2001");
        show(AGENT, "NextAgentState", -1);
        show(CALL, "CallStatus", LocalConnectionState.CONNECT.value());
        show(CALL, "CallVariable1", "Gold");
        show(CALL, "ECC", Arguments.builder().put("user.account", "A1").build());
        agents.add(new CtiOsNow.AgentRow(AGENT, "TALKING", 0, "2001", -1));
        calls.add(new CtiOsNow.CallRow(41, List.of("2001", "7001")));
    }

    /** What the OPC answers. */
    private static final class Opc implements OpcReads {
        private AgentStateEvent agent =
                AgentStateEvent.builder()
                        .agentState(AgentState.TALKING.value())
                        .agentId("1")
                        .agentInstrument("2001")
                        .build();
        private boolean hasCall = true;
        private List<String> parties = List.of("2001", "7001");
        private List<Integer> kinds =
                List.of(DeviceIDType.DEVICE_IDENTIFIER.value(), DeviceIDType.EXTERNAL.value());

        @Override
        public List<PeripheralNow> peripherals() {
            return List.of();
        }

        @Override
        public Ged188Message answer(Ged188Message request) {
            if (request.type().name().equals("SNAPSHOT_CALL_REQ")) {
                return SnapshotCallConf.builder()
                        .callVariable1("Gold")
                        .addNamedVariable(new NamedVariable("user.account", "A1"))
                        .callConnectionDeviceId(parties)
                        .callDeviceType(kinds)
                        .build();
            }
            return SnapshotDeviceConf.builder()
                    .callConnectionCallId(hasCall ? List.of(41L) : List.of())
                    .callState(hasCall ? List.of(LocalConnectionState.CONNECT.value()) : List.of())
                    .build();
        }

        @Override
        public DeviceNow device(int peripheral, String instrument, String extension, String id) {
            return null;
        }

        @Override
        public List<OpcOutput.Emit> agentNow(int peripheral, String agentId) {
            OpcOutput.Scope scope = new OpcOutput.Scope(peripheral, 0, List.of(), agentId);
            return agentId.equals("1") ? List.of(new OpcOutput.Emit(agent, scope)) : List.of();
        }

        @Override
        public List<String> agentsLoggedIn(int peripheral) {
            return agent.agentState() == AgentState.LOGOUT.value() ? List.of() : List.of("1");
        }

        @Override
        public List<Long> calls(int peripheral) {
            return hasCall ? List.of(41L) : List.of();
        }

        @Override
        public OpcOutput.Emit callNow(int peripheral, long callId) {
            return null;
        }
    }

    private void show(String object, String name, Object value) {
        Arguments before = shown.getOrDefault(object, Arguments.EMPTY);
        shown.put(object, before.toBuilder().put(name, value).build());
    }

    private void look(long nowMs) {
        ScreenTruth.Phones phones = new ScreenTruth.Phones(legs, legs);
        truth.look(List.of(screen()), opc, phones, nowMs);
        truth.look(List.of(server()), opc, nowMs);
    }

    private ScreenTruth.Screen screen() {
        return new ScreenTruth.Screen("desk 1", AGENT, shown);
    }

    private ScreenTruth.Server server() {
        return new ScreenTruth.Server(
                "ctios", new CtiOsNow(true, List.of(), agents, calls, List.of()));
    }

    private void expectFound(String... what) {
        look(0);
        assertThat(findings.kept()).isEmpty();
        look(LATER_MS);
        assertThat(findings.kept()).extracting(Findings.Finding::what).containsExactly(what);
    }

    @Test
    void whoAgreesIsNotFoundHoweverLong() {
        look(0);
        look(LATER_MS);
        look(2 * LATER_MS);

        assertThat(findings.kept()).isEmpty();
    }

    @Test
    void anotherAgentStateIsFound() {
        show(AGENT, "AgentState", AgentState.AVAILABLE.value());

        expectFound("desk 1: shows AVAILABLE at 2001 for 0, is TALKING at 2001 for 0");
    }

    @Test
    void anotherReasonOrPhoneIsFound() {
        show(AGENT, "EventReasonCode", 7);
        show(AGENT, "NextAgentState", AgentState.NOT_READY.value());
        agents.set(0, new CtiOsNow.AgentRow(AGENT, "TALKING", 0, "2002", -1));

        expectFound(
                "desk 1: shows TALKING at 2001 for 7 then NOT_READY, is TALKING at 2001 for 0",
                "ctios, agent 1: has TALKING at 2002 for 0, is TALKING at 2001 for 0");
    }

    @Test
    void whyAndWhereSomebodyLoggedOutIsNotCompared() {
        opc.agent = AgentStateEvent.builder().agentState(AgentState.LOGOUT.value()).build();
        opc.hasCall = false;
        legs.clear();
        calls.clear();
        shown.remove(CALL);
        show(AGENT, "AgentState", AgentState.LOGOUT.value());
        show(AGENT, "EventReasonCode", 50_003);
        show(AGENT, "LoggedInHere", false);
        agents.set(0, new CtiOsNow.AgentRow(AGENT, "UNKNOWN", 0, "", -1));
        look(0);
        look(LATER_MS);

        assertThat(findings.kept()).isEmpty();
    }

    @Test
    void aCallThatIsNoneIsFoundOnTheScreenAndInTheServer() {
        opc.hasCall = false;

        expectFound(
                "desk 1, call.5000.41.2001: shows LCS_CONNECT, is none", "ctios, call 41: is none");
    }

    @Test
    void aCallThatIsNotShownIsFoundByTheOpcAndByTheSwitch() {
        shown.remove(CALL);
        calls.clear();

        expectFound(
                "desk 1, call.5000.41.2001: shows nothing, is LCS_CONNECT",
                "desk 1: a leg at phone 2001, no call",
                "ctios, call 41: is not known there");
    }

    @Test
    void aCallInAnotherStateIsFound() {
        show(CALL, "CallStatus", LocalConnectionState.HOLD.value());

        expectFound("desk 1, call.5000.41.2001: shows LCS_HOLD, is LCS_CONNECT");
    }

    @Test
    void aCallWithoutALegAtTheSwitchIsFoundThoughTheOpcHasIt() {
        legs.clear();

        expectFound("desk 1: no leg at phone 2001 for [call.5000.41.2001]");
    }

    @Test
    void otherCallDataAreFound() {
        show(CALL, "CallVariable1", "Silver");
        show(CALL, "ECC", Arguments.builder().put("user.account", "A2").build());

        expectFound(
                "desk 1, call.5000.41.2001: CallVariable1 is 'Silver', in the OPC 'Gold';"
                        + " user.account is 'A2', in the OPC 'A1'");
    }

    @Test
    void aCallOfAnAgentWhoIsNotLoggedInFromThereIsFound() {
        show(AGENT, "LoggedInHere", false);

        expectFound("desk 1, call.5000.41.2001: shows LCS_CONNECT, is none: not logged in here");
    }

    @Test
    void otherPartiesAndAnAgentUnknownToTheServerAreFound() {
        calls.set(0, new CtiOsNow.CallRow(41, List.of("2001")));
        agents.clear();

        expectFound(
                "ctios, agent 1: is logged in, and not known there",
                "ctios, call 41: has [2001], in the OPC [2001, 7001]");
    }

    @Test
    void whoOnlyWaitsInAQueueMayBeUnknownToTheServer() {
        opc.parties = List.of("7001");
        opc.kinds = List.of(DeviceIDType.EXTERNAL.value());
        calls.set(0, new CtiOsNow.CallRow(41, List.of()));
        look(0);
        look(LATER_MS);
        assertThat(findings.kept()).isEmpty();

        calls.set(0, new CtiOsNow.CallRow(41, List.of("2001", "7001")));
        look(2 * LATER_MS);
        look(3 * LATER_MS);
        assertThat(findings.kept()).hasSize(1);
    }

    @Test
    void whatIsRightAgainInBetweenOrWasDisturbedBeginsAnew() {
        show(CALL, "CallStatus", LocalConnectionState.HOLD.value());
        look(0);
        show(CALL, "CallStatus", LocalConnectionState.CONNECT.value());
        look(5_000);
        show(CALL, "CallStatus", LocalConnectionState.HOLD.value());
        look(10_000);
        look(20_000);
        truth.forgive();
        look(25_000);
        look(35_000);
        assertThat(findings.kept()).isEmpty();

        look(36_000);
        assertThat(findings.kept()).hasSize(1);
    }

    @Test
    void aDifferenceThatChangesFromLookToLookIsTheSame() {
        show(AGENT, "AgentState", AgentState.AVAILABLE.value());
        look(0);
        show(AGENT, "AgentState", AgentState.NOT_READY.value());
        look(LATER_MS);

        assertThat(findings.kept()).hasSize(1);
    }

    @Test
    void atTheEndWhatIsLeftIsFoundAtOnceThoughAllAgree() {
        ScreenTruth.Phones phones = new ScreenTruth.Phones(legs, legs);
        truth.finish(List.of(screen()), List.of(server()), opc, phones, 0);

        assertThat(findings.kept())
                .extracting(Findings.Finding::what)
                .containsExactly("call.5000.41.2001 on the screen of desk 1", "call 41 in ctios");
    }
}
