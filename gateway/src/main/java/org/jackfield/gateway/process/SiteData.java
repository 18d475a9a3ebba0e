package org.jackfield.gateway.process;

import org.jackfield.protocol.log.AgentSet;
import org.jackfield.protocol.log.DeskSettingsSet;
import org.jackfield.protocol.log.DeviceSet;
import org.jackfield.protocol.log.EccSet;
import org.jackfield.protocol.log.Input;
import org.jackfield.protocol.log.PeripheralSet;
import org.jackfield.protocol.log.PlanSet;
import org.jackfield.protocol.log.ReasonSet;
import org.jackfield.protocol.log.SkillGroupSet;
import org.jackfield.protocol.log.TeamSet;
import org.jackfield.protocol.site.SiteAgent;
import org.jackfield.protocol.site.SiteDeskSettings;
import org.jackfield.protocol.site.SiteDevice;
import org.jackfield.protocol.site.SiteEcc;
import org.jackfield.protocol.site.SitePeripheral;
import org.jackfield.protocol.site.SitePlan;
import org.jackfield.protocol.site.SiteReason;
import org.jackfield.protocol.site.SiteSkillGroup;
import org.jackfield.protocol.site.SiteTeam;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a site is made of, as the gateway starts with it.
 *
 * @param passwordHashes by AgentID, as {@link PasswordHash} writes them; they stay at the edge and
 *     never enter the log
 */
public record SiteData(
        List<SitePeripheral> peripherals,
        List<SiteDevice> devices,
        List<SiteAgent> agents,
        List<SiteSkillGroup> skillGroups,
        List<SiteTeam> teams,
        List<SiteDeskSettings> deskSettings,
        List<SiteReason> reasons,
        List<SiteEcc> eccs,
        List<SitePlan> plans,
        Map<String, String> passwordHashes) {

    /**
     * Nothing: the group knows its site already, or another member tells it. Of passwords nobody
     * tells it: a side that starts so refuses every login with one.
     */
    public static final SiteData NONE =
            new SiteData(
                    List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
                    List.of(), List.of(), Map.of());

    public SiteData {
        peripherals = List.copyOf(peripherals);
        devices = List.copyOf(devices);
        agents = List.copyOf(agents);
        skillGroups = List.copyOf(skillGroups);
        teams = List.copyOf(teams);
        deskSettings = List.copyOf(deskSettings);
        reasons = List.copyOf(reasons);
        eccs = List.copyOf(eccs);
        plans = List.copyOf(plans);
        passwordHashes = Map.copyOf(passwordHashes);
    }

    /** Both together; what both have alike is there once. */
    public SiteData and(SiteData other) {
        Map<String, String> hashes = new TreeMap<>(passwordHashes);
        hashes.putAll(other.passwordHashes);
        return new SiteData(
                both(peripherals, other.peripherals),
                both(devices, other.devices),
                both(agents, other.agents),
                both(skillGroups, other.skillGroups),
                both(teams, other.teams),
                both(deskSettings, other.deskSettings),
                both(reasons, other.reasons),
                both(eccs, other.eccs),
                both(plans, other.plans),
                hashes);
    }

    private static <T> List<T> both(List<T> one, List<T> other) {
        return Stream.concat(one.stream(), other.stream()).distinct().toList();
    }

    /** As inputs of the log: what others refer to comes first. */
    List<Input> inputs() {
        List<Input> inputs = new ArrayList<>();
        peripherals.forEach(each -> inputs.add(new PeripheralSet(each)));
        skillGroups.forEach(each -> inputs.add(new SkillGroupSet(each)));
        deskSettings.forEach(each -> inputs.add(new DeskSettingsSet(each)));
        teams.forEach(each -> inputs.add(new TeamSet(each)));
        reasons.forEach(each -> inputs.add(new ReasonSet(each)));
        eccs.forEach(each -> inputs.add(new EccSet(each)));
        devices.forEach(each -> inputs.add(new DeviceSet(each)));
        agents.forEach(each -> inputs.add(new AgentSet(each)));
        plans.forEach(each -> inputs.add(new PlanSet(each)));
        return inputs;
    }

    @Override
    public String toString() {
        return "SiteData[" + agents.size() + " agents, " + plans.size() + " plans]";
    }
}
