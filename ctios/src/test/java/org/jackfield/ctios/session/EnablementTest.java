package org.jackfield.ctios.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jackfield.protocol.ged188.LocalConnectionState.ALERTING;
import static org.jackfield.protocol.ged188.LocalConnectionState.CONNECT;
import static org.jackfield.protocol.ged188.LocalConnectionState.FAIL;
import static org.jackfield.protocol.ged188.LocalConnectionState.HOLD;
import static org.jackfield.protocol.ged188.LocalConnectionState.INITIATE;

import org.jackfield.ctios.object.DeskSettings;
import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.ged188.LocalConnectionState;
import org.jackfield.protocol.ged188.WrapupMode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The documented scenarios row by row, and all states that can be reached. */
class EnablementTest {

    /** A row of button_enablement.tsv. */
    record Row(String bit, String scenario, String state, String status, String enabled) {}

    /** What a scenario means to the function. */
    record Case(AgentFacts agent, CallFacts call) {}

    /** Bits of features that this server does not have yet, in whatever scenario. */
    private static final List<String> NOT_OFFERED =
            List.of(
                    "ENABLE_SUPERVISOR_ASSIST",
                    "ENABLE_EMERGENCY_CALL",
                    "ENABLE_BAD_LINE_CALL",
                    "ENABLE_STATISTICS",
                    "ENABLE_RECORD");

    private static final Map<String, Long> BITS = bits();

    private static Map<String, Long> bits() {
        Map<String, Long> bits = new TreeMap<>();
        bits.put("ENABLE_ANSWER", 0x1L);
        bits.put("ENABLE_RELEASE", 0x2L);
        bits.put("ENABLE_HOLD", 0x4L);
        bits.put("ENABLE_RETRIEVE", 0x8L);
        bits.put("ENABLE_MAKECALL", 0x10L);
        bits.put("ENABLE_TRANSFER_INIT", 0x20L);
        bits.put("ENABLE_TRANSFER_COMPLETE", 0x40L);
        bits.put("ENABLE_SINGLE_STEP_TRANSFER", 0x80L);
        bits.put("ENABLE_CONFERENCE_INIT", 0x100L);
        bits.put("ENABLE_CONFERENCE_COMPLETE", 0x200L);
        bits.put("ENABLE_ALTERNATE", 0x800L);
        bits.put("ENABLE_RECONNECT", 0x1000L);
        bits.put("ENABLE_CHAT", 0x10_0000L);
        bits.put("ENABLE_LOGIN", 0x0100_0000L);
        bits.put("ENABLE_LOGOUT", 0x0200_0000L);
        bits.put("ENABLE_LOGOUT_WITH_REASON", 0x0400_0000L);
        bits.put("ENABLE_READY", 0x0800_0000L);
        bits.put("ENABLE_NOTREADY", 0x1000_0000L);
        bits.put("ENABLE_NOTREADY_WITH_REASON", 0x2000_0000L);
        bits.put("ENABLE_WORKREADY", 0x4000_0000L);
        bits.put("ENABLE_WORKNOTREADY", 0x8000_0000L);
        return bits;
    }

    private static AgentFacts agent(AgentState state, WrapupMode mode, int calls, boolean reasons) {
        return new AgentFacts(
                true,
                state != AgentState.LOGOUT,
                state,
                new DeskSettings(mode, mode, 30, reasons, reasons),
                true,
                calls,
                false,
                false,
                AgentFacts.UCCE);
    }

    private static CallFacts call(LocalConnectionState status, LocalConnectionState partner) {
        CallFacts.Leg leg =
                partner == null
                        ? CallFacts.Leg.NONE
                        : status == HOLD ? CallFacts.Leg.ORIGINAL : CallFacts.Leg.CONSULT;
        return new CallFacts(
                status, partner, "2002", "2003", false, 2, false, leg, true, false, false, false);
    }

    private static Case talking(WrapupMode mode) {
        return new Case(agent(AgentState.TALKING, mode, 1, false), call(CONNECT, null));
    }

    private static Case consulting(LocalConnectionState active, boolean selectHeld) {
        CallFacts call = selectHeld ? call(HOLD, active) : call(active, HOLD);
        return new Case(agent(AgentState.TALKING, WrapupMode.OPTIONAL, 2, false), call);
    }

    private static Case scenario(Row row) {
        boolean reason = row.bit().endsWith("_WITH_REASON");
        WrapupMode optional = WrapupMode.OPTIONAL;
        return switch (row.scenario()) {
            case "not logged in" -> new Case(agent(AgentState.LOGOUT, optional, 0, false), null);
            case "idle not ready" ->
                    new Case(agent(AgentState.NOT_READY, optional, 0, reason), null);
            case "idle ready" -> new Case(agent(AgentState.AVAILABLE, optional, 0, reason), null);
            case "incoming call alerting" ->
                    new Case(agent(AgentState.RESERVED, optional, 1, false), call(ALERTING, null));
            case "call answered", "call retrieved", "consult answered (receiver)" ->
                    talking(optional);
            case "call on hold" ->
                    new Case(agent(AgentState.HOLD, optional, 1, false), call(HOLD, null));
            case "wrap-up state" ->
                    new Case(agent(AgentState.WORK_READY, optional, 0, false), null);
            case "consult conference started, target ringing (initiator)",
                    "consult transfer started, target ringing (initiator)" ->
                    consulting(INITIATE, false);
            case "held original selected while consult (conference or transfer) rings" ->
                    consulting(INITIATE, true);
            case "consult conference answered (initiator)",
                    "consult transfer answered (initiator)",
                    "supervisor assist / emergency consult answered" ->
                    consulting(CONNECT, false);
            case "wrap-up mode OPTIONAL, on call" -> talking(optional);
            case "wrap-up mode REQUIRED / REQUIRED_WITH_DATA, on call" ->
                    talking(WrapupMode.REQUIRED);
            case "wrap-up mode NOT_ALLOWED, on call", "wrap-up mode NOT_ALLOWED" ->
                    talking(WrapupMode.NOT_ALLOWED);
            default -> null;
        };
    }

    private static long mask(Case of) {
        long mask = Facts.mask(Enablement.agent(of.agent()));
        return of.call() == null ? mask : mask | Facts.mask(Enablement.call(of.agent(), of.call()));
    }

    /** Rows that this server does not follow; each with its reason at {@link Enablement}. */
    private static boolean deviates(Row row) {
        boolean dialInReady =
                row.bit().equals("ENABLE_MAKECALL") && row.scenario().equals("idle ready");
        boolean afterCallWish =
                row.enabled().equals("no (default)")
                        && row.scenario().equals("wrap-up mode NOT_ALLOWED, on call");
        return dialInReady || afterCallWish;
    }

    static List<Row> rows() throws IOException {
        List<Row> rows = new ArrayList<>();
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(
                                EnablementTest.class.getResourceAsStream("button_enablement.tsv"),
                                StandardCharsets.UTF_8))) {
            lines.readLine();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] cells = line.split("\t", -1);
                Row row = new Row(cells[0], cells[1], cells[2], cells[3], cells[5]);
                if (scenario(row) != null && !NOT_OFFERED.contains(row.bit())) {
                    rows.add(row);
                }
            }
        }
        return rows;
    }

    @ParameterizedTest
    @MethodSource("rows")
    void aDocumentedScenarioComesOutAsDocumented(Row row) {
        Long bit = BITS.get(row.bit());
        assertThat(bit).as(row.bit()).isNotNull();
        boolean on = (mask(scenario(row)) & bit) != 0;
        boolean wanted = row.enabled().equals("yes");
        assertThat(on).isEqualTo(deviates(row) != wanted);
    }

    @Test
    void mostOfTheTableIsTried() throws IOException {
        assertThat(rows()).hasSize(62);
    }

    @Test
    @Tag("BEH-513")
    void whileTalkingWithRequiredWrapUpNoStateButtonIsOn() {
        Map<Button, Verdict> verdicts = Enablement.agent(talking(WrapupMode.REQUIRED).agent());

        for (Button each : List.of(Button.READY, Button.NOT_READY, Button.WORK_READY)) {
            assertThat(verdicts.get(each).on()).isFalse();
            assertThat(verdicts.get(each).why())
                    .isEqualTo("Wrap-up follows this call. Choose then.");
        }
    }

    private static List<AgentFacts> everyAgent() {
        List<AgentFacts> all = new ArrayList<>();
        for (AgentState state : AgentState.values()) {
            for (WrapupMode mode : WrapupMode.values()) {
                for (int bits = 0; bits < 64; bits++) {
                    boolean reasons = (bits & 1) != 0;
                    all.add(
                            new AgentFacts(
                                    (bits & 2) != 0,
                                    (bits & 4) != 0,
                                    state,
                                    new DeskSettings(mode, mode, 0, reasons, reasons),
                                    (bits & 8) != 0,
                                    (bits & 16) != 0 ? 1 : 0,
                                    reasons,
                                    (bits & 32) != 0,
                                    AgentFacts.UCCE));
                }
            }
        }
        return all;
    }

    private static List<CallFacts> everyCall() {
        List<LocalConnectionState> states =
                List.of(INITIATE, ALERTING, CONNECT, HOLD, FAIL, LocalConnectionState.NULL);
        List<LocalConnectionState> partners = new ArrayList<>(states);
        partners.add(null);
        List<CallFacts> all = new ArrayList<>();
        for (LocalConnectionState status : states) {
            for (LocalConnectionState partner : partners) {
                for (int bits = 0; bits < 96; bits++) {
                    all.add(
                            new CallFacts(
                                    status,
                                    partner,
                                    "2002",
                                    "2003",
                                    (bits & 1) != 0,
                                    (bits & 2) != 0 ? 3 : 2,
                                    (bits & 4) != 0,
                                    CallFacts.Leg.values()[bits / 32],
                                    (bits & 8) != 0,
                                    (bits & 16) != 0,
                                    (bits & 16) != 0 && (bits & 1) != 0,
                                    (bits & 2) != 0));
                }
            }
        }
        return all;
    }

    @Test
    void everyButtonThatIsOffSaysWhyAndEveryRemedyIsOn() {
        for (AgentFacts agent : everyAgent()) {
            Map<Button, Verdict> verdicts = Enablement.agent(agent);
            assertThat(verdicts).hasSize(10);
            verdicts.forEach(
                    (button, verdict) -> {
                        assertThat(verdict.on() == verdict.why().isEmpty())
                                .as("%s of %s: %s", button, agent, verdict)
                                .isTrue();
                        if (verdict.fix() != null) {
                            assertThat(verdicts.get(verdict.fix()).on())
                                    .as("remedy of %s for %s", button, agent)
                                    .isTrue();
                        }
                    });
        }
    }

    @Test
    void callButtonsSayWhyInEveryState() {
        AgentFacts talking = agent(AgentState.TALKING, WrapupMode.OPTIONAL, 1, false);
        for (CallFacts call : everyCall()) {
            Map<Button, Verdict> verdicts = Enablement.call(talking, call);
            assertThat(verdicts).hasSize(15);
            verdicts.forEach(
                    (button, verdict) ->
                            assertThat(verdict.on() == verdict.why().isEmpty())
                                    .as("%s of %s: %s", button, call, verdict)
                                    .isTrue());
            assertThat(verdicts.get(Button.ANSWER).on() && verdicts.get(Button.HOLD).on())
                    .isFalse();
        }
    }

    @Test
    void afterASwapTheConsultationMustBeActiveAgainToBeCompleted() {
        AgentFacts talking = agent(AgentState.TALKING, WrapupMode.OPTIONAL, 2, false);
        CallFacts swapped =
                new CallFacts(
                        HOLD,
                        CONNECT,
                        "Maria",
                        "2002",
                        true,
                        2,
                        false,
                        CallFacts.Leg.CONSULT,
                        true,
                        false,
                        false,
                        false);
        Verdict transfer = Enablement.call(Button.TRANSFER, talking, swapped);

        assertThat(transfer.why()).isEqualTo("Swap back to 2002 first.");
        assertThat(transfer.fix()).isEqualTo(Button.ALTERNATE);
        assertThat(Enablement.call(Button.ALTERNATE, talking, swapped).on()).isTrue();
    }

    @Test
    void nothingIsOnWhileThePhoneSystemIsAwayOrNobodyIsLoggedIn() {
        for (AgentFacts agent : everyAgent()) {
            boolean mayAct = agent.online() && agent.here() && agent.loggedIn();
            if (!mayAct) {
                Enablement.agent(agent)
                        .forEach(
                                (button, verdict) -> {
                                    boolean login = button == Button.LOGIN && agent.online();
                                    assertThat(verdict.on())
                                            .as("%s %s", button, agent)
                                            .isEqualTo(login);
                                });
            }
        }
    }
}
