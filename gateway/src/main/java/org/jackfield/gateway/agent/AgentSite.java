package org.jackfield.gateway.agent;

import org.jackfield.protocol.site.ReasonUse;
import org.jackfield.protocol.site.SiteAgent;
import org.jackfield.protocol.site.SiteDeskSettings;
import org.jackfield.protocol.site.SiteDevice;
import org.jackfield.protocol.site.SiteReason;
import org.jackfield.protocol.site.SiteSkillGroup;
import org.jackfield.protocol.site.SiteTeam;
import org.jackfield.protocol.site.WrapUpMode;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The site data of one peripheral that agents depend on. */
final class AgentSite {

    /** What holds for an agent whose desk settings the site does not have. */
    private static final SiteDeskSettings NO_SETTINGS =
            SiteDeskSettings.builder()
                    .wrapUpIncoming(WrapUpMode.OPTIONAL)
                    .wrapUpOutgoing(WrapUpMode.OPTIONAL)
                    .agentToAgent(true)
                    .logoutGraceSeconds(30)
                    .build();

    private record ReasonKey(ReasonUse use, int code) {}

    private final Map<String, SiteAgent> agents = new TreeMap<>();
    private final Map<String, String> idByLoginName = new TreeMap<>();
    private final Map<String, SiteDevice> devices = new TreeMap<>();
    private final Map<String, String> instrumentByExtension = new TreeMap<>();
    private final Map<Integer, SiteSkillGroup> skillGroups = new TreeMap<>();
    private final Map<Integer, SiteTeam> teams = new TreeMap<>();
    private final Map<Integer, SiteDeskSettings> deskSettings = new TreeMap<>();
    private final Map<ReasonKey, SiteReason> reasons = new LinkedHashMap<>();

    void set(SiteAgent agent) {
        SiteAgent old = agents.put(agent.id(), agent);
        if (old != null) {
            idByLoginName.remove(old.loginName(), old.id());
        }
        if (!agent.loginName().isEmpty()) {
            idByLoginName.put(agent.loginName(), agent.id());
        }
    }

    void set(SiteDevice device) {
        SiteDevice old = devices.put(device.instrument(), device);
        if (old != null) {
            instrumentByExtension.remove(old.extension(), old.instrument());
        }
        if (!device.extension().isEmpty()) {
            instrumentByExtension.put(device.extension(), device.instrument());
        }
    }

    void set(SiteSkillGroup skillGroup) {
        skillGroups.put(skillGroup.number(), skillGroup);
    }

    void set(SiteTeam team) {
        teams.put(team.id(), team);
    }

    void set(SiteDeskSettings settings) {
        deskSettings.put(settings.id(), settings);
    }

    void set(SiteReason reason) {
        reasons.put(new ReasonKey(reason.use(), reason.code()), reason);
    }

    /** By AgentID alone; null when there is none. */
    SiteAgent byId(String id) {
        return agents.get(id);
    }

    /** By AgentID, else by login name; null when there is none. */
    SiteAgent agent(String idOrLoginName) {
        SiteAgent byId = agents.get(idOrLoginName);
        if (byId != null) {
            return byId;
        }
        String id = idByLoginName.get(idOrLoginName);
        return id == null ? null : agents.get(id);
    }

    /** By ICMAgentID; null when there is none. */
    SiteAgent agentByIcmId(int icmAgentId) {
        for (SiteAgent each : agents.values()) {
            if (each.icmAgentId() == icmAgentId) {
                return each;
            }
        }
        return null;
    }

    /** By instrument, else by extension; null when there is none. */
    SiteDevice device(String instrumentOrExtension) {
        SiteDevice byInstrument = devices.get(instrumentOrExtension);
        if (byInstrument != null) {
            return byInstrument;
        }
        String instrument = instrumentByExtension.get(instrumentOrExtension);
        return instrument == null ? null : devices.get(instrument);
    }

    /** SkillGroupID of a number; NULL_SKILL_GROUP when the site does not have it. */
    int skillGroupId(int number) {
        SiteSkillGroup group = skillGroups.get(number);
        return group == null ? CallAtDevice.NOT_ROUTED : group.id();
    }

    /** Number of the default skill group (BEH-322); -1 when the site has none. */
    int defaultSkillGroup() {
        for (SiteSkillGroup each : skillGroups.values()) {
            if (each.isDefault()) {
                return each.number();
            }
        }
        return CallAtDevice.NOT_ROUTED;
    }

    SiteDeskSettings settingsOf(SiteAgent agent) {
        SiteDeskSettings settings = deskSettings.get(agent.deskSettings());
        return settings == null ? NO_SETTINGS : settings;
    }

    /** Whether the supervisor may act for the agent: named by the team, or a supervisor in it. */
    boolean supervises(SiteAgent supervisor, SiteAgent agent) {
        SiteTeam team = teams.get(agent.team());
        return supervisor.supervisor()
                && (supervisor.team() == agent.team()
                        || team != null && team.supervisors().contains(supervisor.id()));
    }

    /** Whether a code may be given: the site lists it, or lists none for this use. */
    boolean knowsReason(ReasonUse use, int code) {
        boolean none = true;
        for (ReasonKey each : reasons.keySet()) {
            if (each.use() == use) {
                none = false;
                if (each.code() == code) {
                    return true;
                }
            }
        }
        return none;
    }

    List<SiteAgent> agents() {
        return List.copyOf(agents.values());
    }

    List<SiteDevice> devices() {
        return List.copyOf(devices.values());
    }

    List<SiteSkillGroup> skillGroups() {
        return List.copyOf(skillGroups.values());
    }

    List<SiteTeam> teams() {
        return List.copyOf(teams.values());
    }

    List<SiteDeskSettings> deskSettings() {
        return List.copyOf(deskSettings.values());
    }

    List<SiteReason> reasons() {
        return List.copyOf(reasons.values());
    }
}
