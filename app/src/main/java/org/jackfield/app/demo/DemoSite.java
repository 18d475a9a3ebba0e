package org.jackfield.app.demo;

import org.jackfield.gateway.process.PasswordHash;
import org.jackfield.gateway.process.SiteData;
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
import java.util.Map;
import java.util.TreeMap;

/**
 * The site that the demo runs: four teams, four skill groups, four routed numbers. Six agents are
 * the visitor's, with better skills than the automatic ones, so that the next call is theirs.
 */
public final class DemoSite {

    /** PeripheralID of the first switch. */
    public static final int PERIPHERAL = 5000;

    static final int PERIPHERAL_TYPE_ENTERPRISE_AGENT = 17;
    static final int DESK_SETTINGS = 1;
    static final int DESK_SETTINGS_AUTOMATIC = 2;
    static final int DEFAULT_SKILL_GROUP = 1;
    static final String ACCOUNT_VARIABLE = "user.account";

    /**
     * Every team's, the primary one first: visitors may chat with them, as a site has it by
     * default.
     */
    private static final List<String> SUPERVISORS = List.of("1001");

    private static final int VISITOR_PRIORITY = 1;
    private static final int AUTOMATIC_PRIORITY = 2;

    /** A skill group with the number that leads to it. */
    record Queue(int skillGroup, String name, String number, int team) {}

    static final List<Queue> QUEUES =
            List.of(
                    new Queue(10, "Billing", "7001", 1),
                    new Queue(11, "Sales", "7002", 2),
                    new Queue(12, "Support", "7003", 3),
                    new Queue(13, "Second line", "7004", 4));

    private static final List<String> FIRST_NAMES =
            List.of(
                    "Anna", "Ben", "Cleo", "Deniz", "Emi", "Farid", "Greta", "Hugo", "Ines",
                    "Jonas", "Kira", "Lea", "Milan", "Nora", "Omar", "Pia", "Quentin", "Rosa",
                    "Sven", "Tara");

    private static final List<String> LAST_NAMES =
            List.of(
                    "Kowalski",
                    "Okafor",
                    "Meyer",
                    "Yilmaz",
                    "Tanaka",
                    "Haddad",
                    "Lund",
                    "Marchand",
                    "Silva",
                    "Brandt",
                    "Novak",
                    "Rossi",
                    "Petrov");

    private final int peripheral;
    private final List<DemoAgent> agents = new ArrayList<>();
    private final AnswerMode visitorPhones;

    /**
     * A site with six visitors and some automatic agents.
     *
     * @param visitorPhones how the visitors' phones answer
     */
    public DemoSite(int automaticAgents, AnswerMode visitorPhones) {
        this(PERIPHERAL, automaticAgents, visitorPhones);
    }

    /** The same people and phones at another switch. */
    public DemoSite(int peripheral, int automaticAgents, AnswerMode visitorPhones) {
        this.peripheral = peripheral;
        this.visitorPhones = visitorPhones;
        for (int i = 0; i < 6; i++) {
            agents.add(visitor(i));
        }
        for (int i = 0; i < automaticAgents; i++) {
            agents.add(automatic(i));
        }
    }

    private static DemoAgent visitor(int index) {
        String id = Integer.toString(1001 + index);
        Queue home = QUEUES.get(index < 3 ? 0 : index - 2);
        return new DemoAgent(
                id,
                "demo-" + id,
                FIRST_NAMES.get(index),
                LAST_NAMES.get(index),
                Integer.toString(2001 + index),
                home.team(),
                false,
                List.of(DEFAULT_SKILL_GROUP, home.skillGroup()));
    }

    private static DemoAgent automatic(int index) {
        Queue home = QUEUES.get(index % QUEUES.size());
        String id = Integer.toString(10001 + index);
        return new DemoAgent(
                id,
                "demo-" + id,
                FIRST_NAMES.get((index + 6) % FIRST_NAMES.size()),
                LAST_NAMES.get((index * 5 + 6) % LAST_NAMES.size()),
                Integer.toString(20001 + index),
                home.team(),
                true,
                List.of(DEFAULT_SKILL_GROUP, home.skillGroup()));
    }

    /** As a gateway starts with it. */
    public SiteData siteData() {
        Map<String, String> hashes = new TreeMap<>();
        for (DemoAgent agent : agents) {
            hashes.put(agent.id(), PasswordHash.of(agent.password(), PasswordHash.Cost.PUBLIC));
        }
        return new SiteData(
                List.of(peripheral()),
                devices(),
                siteAgents(),
                skillGroups(),
                teams(),
                deskSettings(),
                reasons(),
                eccs(),
                plans(),
                hashes);
    }

    List<DemoAgent> agents() {
        return List.copyOf(agents);
    }

    List<DemoAgent> visitors() {
        return agents.stream().filter(a -> !a.automatic()).toList();
    }

    SitePeripheral peripheral() {
        return new SitePeripheral(peripheral, "Jackfield demo", PERIPHERAL_TYPE_ENTERPRISE_AGENT);
    }

    /** 0 for the first switch: ids that hold for the whole site must differ at the others. */
    private int elsewhere() {
        return peripheral - PERIPHERAL;
    }

    List<SiteDevice> devices() {
        return agents.stream()
                .map(
                        a ->
                                new SiteDevice(
                                        peripheral,
                                        a.instrument(),
                                        a.instrument(),
                                        a.instrument(),
                                        a.automatic() ? AnswerMode.DEFERRED : visitorPhones))
                .toList();
    }

    List<SiteAgent> siteAgents() {
        List<SiteAgent> site = new ArrayList<>();
        for (DemoAgent agent : agents) {
            site.add(siteAgent(agent));
        }
        return site;
    }

    private SiteAgent siteAgent(DemoAgent agent) {
        int priority = agent.automatic() ? AUTOMATIC_PRIORITY : VISITOR_PRIORITY;
        return SiteAgent.builder()
                .peripheral(peripheral)
                .id(agent.id())
                .icmAgentId(Integer.parseInt(agent.id()) + elsewhere() * 100_000)
                .loginName(agent.firstName().toLowerCase(java.util.Locale.ROOT) + agent.id())
                .firstName(agent.firstName())
                .lastName(agent.lastName())
                .deskSettings(agent.automatic() ? DESK_SETTINGS_AUTOMATIC : DESK_SETTINGS)
                .team(agent.team())
                .supervisor(SUPERVISORS.contains(agent.id()))
                .skills(
                        agent.skillGroups().stream()
                                .map(g -> new SkillMembership(g, priority))
                                .toList())
                .build();
    }

    List<SiteSkillGroup> skillGroups() {
        List<SiteSkillGroup> groups = new ArrayList<>();
        groups.add(group(DEFAULT_SKILL_GROUP, "Outside routing", true));
        QUEUES.forEach(q -> groups.add(group(q.skillGroup(), q.name(), false)));
        return groups;
    }

    private SiteSkillGroup group(int number, String name, boolean isDefault) {
        return new SiteSkillGroup(
                peripheral, number, PERIPHERAL + elsewhere() * 1_000 + number, name, isDefault);
    }

    List<SiteTeam> teams() {
        return QUEUES.stream().map(q -> new SiteTeam(q.team(), q.name(), SUPERVISORS)).toList();
    }

    List<SiteDeskSettings> deskSettings() {
        SiteDeskSettings visitor =
                SiteDeskSettings.builder()
                        .id(DESK_SETTINGS)
                        .wrapUpIncoming(WrapUpMode.REQUIRED)
                        .wrapUpOutgoing(WrapUpMode.OPTIONAL)
                        .wrapUpSeconds(30)
                        .reasonNeededNotReady(true)
                        .reasonNeededLogout(false)
                        .ringNoAnswerSeconds(20)
                        .agentToAgent(true)
                        .logoutGraceSeconds(30)
                        .build();
        SiteDeskSettings automatic =
                visitor.toBuilder()
                        .id(DESK_SETTINGS_AUTOMATIC)
                        .wrapUpSeconds(10)
                        .reasonNeededNotReady(false)
                        .build();
        return List.of(visitor, automatic);
    }

    List<SiteReason> reasons() {
        return List.of(
                new SiteReason(ReasonUse.NOT_READY, 1, "Break"),
                new SiteReason(ReasonUse.NOT_READY, 2, "Lunch"),
                new SiteReason(ReasonUse.NOT_READY, 3, "Training"),
                new SiteReason(ReasonUse.NOT_READY, 4, "Meeting"),
                new SiteReason(ReasonUse.LOGOUT, 11, "End of shift"),
                new SiteReason(ReasonUse.LOGOUT, 12, "Change of place"));
    }

    List<SiteEcc> eccs() {
        return List.of(new SiteEcc(ACCOUNT_VARIABLE, 5001, false, 30));
    }

    List<SitePlan> plans() {
        List<SitePlan> plans = new ArrayList<>();
        for (Queue queue : QUEUES) {
            List<PlanStep> steps = new ArrayList<>();
            steps.add(new PlayGreeting("hello-world"));
            steps.add(new QueueTo(queue.skillGroup(), 5, 60));
            if (queue.skillGroup() != 13) {
                steps.add(new QueueTo(13, 7, 0));
            }
            plans.add(
                    SitePlan.builder()
                            .number(queue.number())
                            .callType(PERIPHERAL + queue.skillGroup())
                            .name(queue.name())
                            .service(queue.skillGroup())
                            .music("default")
                            .steps(steps)
                            .variables(List.of(new Variable("Var10", queue.name())))
                            .build());
        }
        return plans;
    }
}
