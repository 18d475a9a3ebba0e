package org.jackfield.simulation.world;

import org.jackfield.protocol.log.AgentSet;
import org.jackfield.protocol.log.Calendar;
import org.jackfield.protocol.log.DeskSettingsSet;
import org.jackfield.protocol.log.DeviceSet;
import org.jackfield.protocol.log.EccSet;
import org.jackfield.protocol.log.Genesis;
import org.jackfield.protocol.log.Input;
import org.jackfield.protocol.log.PeripheralSet;
import org.jackfield.protocol.log.PlanSet;
import org.jackfield.protocol.log.ReasonSet;
import org.jackfield.protocol.log.SkillGroupSet;
import org.jackfield.protocol.log.TeamSet;
import org.jackfield.protocol.pim.AnswerMode;
import org.jackfield.protocol.pim.Variable;
import org.jackfield.protocol.site.PlanStep;
import org.jackfield.protocol.site.PlayGreeting;
import org.jackfield.protocol.site.QueueTo;
import org.jackfield.protocol.site.ReasonUse;
import org.jackfield.protocol.site.SiteAgent;
import org.jackfield.protocol.site.SiteDeskSettings;
import org.jackfield.protocol.site.SiteDevice;
import org.jackfield.protocol.site.SiteEcc;
import org.jackfield.protocol.site.SitePeripheral;
import org.jackfield.protocol.site.SitePlan;
import org.jackfield.protocol.site.SiteReason;
import org.jackfield.protocol.site.SiteSkillGroup;
import org.jackfield.protocol.site.SiteTeam;
import org.jackfield.protocol.site.SkillMembership;
import org.jackfield.protocol.site.WrapUpMode;

import java.util.ArrayList;
import java.util.List;

/**
 * The site that is simulated: a skill group for every 25 agents, a number for each, a second skill
 * group for half of the agents, all wrap-up modes, and every tenth phone one that only its own keys
 * can answer.
 */
public final class SimulatedSite {

    /** PeripheralID. */
    public static final int PERIPHERAL = 5000;

    /** Reasons for not ready: 1 to this. */
    static final int REASONS = 4;

    private static final int ENTERPRISE_AGENT = 17;
    private static final int DEFAULT_GROUP = 1;
    private static final int FIRST_GROUP = 10;
    private static final int AGENTS_A_GROUP = 25;
    private static final int FIRST_AGENT = 10_001;
    private static final int FIRST_PHONE = 20_001;
    private static final int FIRST_NUMBER = 7001;
    private static final int DESKS = 4;
    private static final int BY_PHONE_EVERY = 10;
    private static final int MINUTES_A_DAY = 1_440;
    private static final long MINUTE_MS = 60_000;

    /** Monday, 1 June 2026, 00:00 UTC. */
    public static final long START_MS = 1_780_272_000_000L;

    private final int agents;

    public SimulatedSite(int agents) {
        this.agents = agents;
    }

    private int groups() {
        return Math.max(1, (agents + AGENTS_A_GROUP - 1) / AGENTS_A_GROUP);
    }

    /** AgentID of an agent, counted from 0. */
    public String agentId(int agent) {
        return Integer.toString(FIRST_AGENT + agent);
    }

    /** What an agent logs in with. */
    public static String password(String agentId) {
        return "pw-" + agentId;
    }

    /** Instrument, extension and endpoint of an agent's phone. */
    public String phone(int agent) {
        return Integer.toString(FIRST_PHONE + agent);
    }

    /** True for a phone that only its own keys can answer. */
    public boolean answersByPhone(int agent) {
        return agent % BY_PHONE_EVERY == BY_PHONE_EVERY - 1;
    }

    public int agents() {
        return agents;
    }

    /** Numbers that lead to a queue. */
    public List<String> numbers() {
        List<String> numbers = new ArrayList<>();
        for (int group = 0; group < groups(); group++) {
            numbers.add(Integer.toString(FIRST_NUMBER + group));
        }
        return numbers;
    }

    /** The first inputs of the group, in order. */
    List<Input> inputs() {
        List<Input> inputs = new ArrayList<>();
        inputs.add(new Genesis(1_000_000, "simulated"));
        inputs.add(calendar(START_MS));
        inputs.add(
                new PeripheralSet(new SitePeripheral(PERIPHERAL, "Simulated", ENTERPRISE_AGENT)));
        inputs.add(new EccSet(new SiteEcc("user.account", 5001, false, 30)));
        for (int code = 1; code <= REASONS; code++) {
            inputs.add(new ReasonSet(new SiteReason(ReasonUse.NOT_READY, code, "Break " + code)));
        }
        for (int desk = 0; desk < DESKS; desk++) {
            inputs.add(new DeskSettingsSet(desk(desk)));
        }
        inputs.add(new TeamSet(new SiteTeam(1, "All", List.of())));
        inputs.add(new SkillGroupSet(group(DEFAULT_GROUP, "Outside routing", true)));
        for (int group = 0; group < groups(); group++) {
            inputs.add(new SkillGroupSet(group(FIRST_GROUP + group, "Group " + group, false)));
            inputs.add(new PlanSet(plan(group)));
        }
        for (int agent = 0; agent < agents; agent++) {
            inputs.add(new DeviceSet(device(agent)));
            inputs.add(new AgentSet(agent(agent)));
        }
        return inputs;
    }

    /** The local time of the site at a moment. */
    static Calendar calendar(long wallMs) {
        long minutes = Math.floorDiv(wallMs, MINUTE_MS);
        int day = (int) Math.floorDiv(minutes, MINUTES_A_DAY);
        int weekday = Math.floorMod(day + 3, 7);
        return new Calendar(wallMs, day, Math.floorMod(minutes, MINUTES_A_DAY), weekday, 0);
    }

    private static SiteSkillGroup group(int number, String name, boolean isDefault) {
        return new SiteSkillGroup(PERIPHERAL, number, PERIPHERAL + number, name, isDefault);
    }

    private static SiteDeskSettings desk(int desk) {
        WrapUpMode mode =
                switch (desk) {
                    case 0 -> WrapUpMode.REQUIRED;
                    case 1 -> WrapUpMode.OPTIONAL;
                    case 2 -> WrapUpMode.NOT_ALLOWED;
                    default -> WrapUpMode.REQUIRED;
                };
        return SiteDeskSettings.builder()
                .id(desk + 1)
                .wrapUpIncoming(mode)
                .wrapUpOutgoing(desk == 0 ? WrapUpMode.OPTIONAL : mode)
                .wrapUpSeconds(desk == 0 ? 0 : 15 + desk)
                .ringNoAnswerSeconds(15)
                .agentToAgent(true)
                .logoutGraceSeconds(60)
                .build();
    }

    private SitePlan plan(int group) {
        List<PlanStep> steps = new ArrayList<>();
        if (group % 2 == 0) {
            steps.add(new PlayGreeting("welcome"));
        }
        steps.add(new QueueTo(FIRST_GROUP + group, 5, 30));
        steps.add(new QueueTo(FIRST_GROUP + (group + 1) % groups(), 7, 0));
        return SitePlan.builder()
                .number(Integer.toString(FIRST_NUMBER + group))
                .callType(PERIPHERAL + group)
                .name("Plan " + group)
                .service(FIRST_GROUP + group)
                .music("default")
                .steps(steps)
                .variables(List.of(new Variable("Var10", "plan " + group)))
                .build();
    }

    private SiteDevice device(int agent) {
        String phone = phone(agent);
        return new SiteDevice(
                PERIPHERAL,
                phone,
                phone,
                phone,
                answersByPhone(agent) ? AnswerMode.PHONE : AnswerMode.DEFERRED);
    }

    private SiteAgent agent(int agent) {
        int home = agent / AGENTS_A_GROUP;
        List<SkillMembership> skills = new ArrayList<>();
        skills.add(new SkillMembership(FIRST_GROUP + home, 1));
        if (agent % 2 == 0 && groups() > 1) {
            skills.add(new SkillMembership(FIRST_GROUP + (home + 1) % groups(), 2));
        }
        String id = agentId(agent);
        return SiteAgent.builder()
                .peripheral(PERIPHERAL)
                .id(id)
                .icmAgentId(Integer.parseInt(id))
                .loginName("agent" + id)
                .firstName("First")
                .lastName("Last" + agent)
                .deskSettings(agent % DESKS + 1)
                .team(1)
                .skills(skills)
                .build();
    }
}
