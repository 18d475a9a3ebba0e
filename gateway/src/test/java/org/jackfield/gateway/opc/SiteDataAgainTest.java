package org.jackfield.gateway.opc;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.log.AgentSet;
import org.jackfield.protocol.log.DeskSettingsSet;
import org.jackfield.protocol.log.DeviceSet;
import org.jackfield.protocol.log.EccSet;
import org.jackfield.protocol.log.Envelope;
import org.jackfield.protocol.log.Input;
import org.jackfield.protocol.log.OpcSnapshot;
import org.jackfield.protocol.log.PeripheralSet;
import org.jackfield.protocol.log.PlanSet;
import org.jackfield.protocol.log.ReasonSet;
import org.jackfield.protocol.log.SettingSet;
import org.jackfield.protocol.log.SkillGroupSet;
import org.jackfield.protocol.log.TeamSet;
import org.jackfield.protocol.pim.AnswerMode;
import org.jackfield.protocol.record.RecordReader;
import org.jackfield.protocol.site.ReasonUse;
import org.jackfield.protocol.site.SiteDevice;
import org.jackfield.protocol.site.SiteReason;
import org.jackfield.protocol.site.SiteTeam;
import org.junit.jupiter.api.Test;

import java.util.List;

/** Every member hands in the site's data at each of its starts. */
class SiteDataAgainTest {

    private final OpcBench bench = new OpcBench();

    private List<Input> site() {
        return bench.inputs().stream()
                .map(Envelope::input)
                .filter(
                        each ->
                                each instanceof PeripheralSet
                                        || each instanceof DeskSettingsSet
                                        || each instanceof SkillGroupSet
                                        || each instanceof DeviceSet
                                        || each instanceof AgentSet
                                        || each instanceof EccSet
                                        || each instanceof PlanSet
                                        || each instanceof ReasonSet
                                        || each instanceof TeamSet
                                        || each instanceof SettingSet)
                .toList();
    }

    @Test
    void whatIsSoAlreadyIsKnownAndHandedInAgainSaysAndChangesNothing() {
        bench.input(new TeamSet(new SiteTeam(1, "one", List.of("2001"))));
        bench.input(new ReasonSet(new SiteReason(ReasonUse.LOGOUT, 7, "lunch")));
        bench.input(new SettingSet("WrapUpSeconds", "5"));
        bench.ready(1);
        List<Input> site = site();
        assertThat(site).hasSizeGreaterThan(15).allMatch(bench.machine::knows);
        bench.outputs.clear();
        OpcSnapshot before = stateButCounts();

        site.forEach(bench::input);

        assertThat(bench.outputs).isEmpty();
        assertThat(stateButCounts()).isEqualTo(before);
    }

    /** The state without the count of inputs taken. */
    private OpcSnapshot stateButCounts() {
        return OpcSnapshot.read(new RecordReader(bench.machine.snapshot())).toBuilder()
                .sources(List.of())
                .build();
    }

    @Test
    void whatDiffersIsNotKnownAndTakesEffect() {
        SiteDevice other =
                new SiteDevice(OpcBench.PERIPHERAL, "1001", "399", "PJSIP/1001", AnswerMode.PHONE);
        assertThat(bench.machine.knows(new DeviceSet(other))).isFalse();
        assertThat(
                        bench.machine.knows(
                                new AgentSet(
                                        OpcBench.agent(1).toBuilder().deskSettings(2).build())))
                .isFalse();

        bench.login(1);
        bench.input(new DeviceSet(other));

        assertThat(bench.state(1)).isEqualTo(AgentState.LOGOUT.value());
        assertThat(bench.machine.device(OpcBench.PERIPHERAL, "", "399", "").instrument())
                .isEqualTo("1001");
    }
}
