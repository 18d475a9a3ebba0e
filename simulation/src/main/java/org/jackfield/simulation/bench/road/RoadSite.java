package org.jackfield.simulation.bench.road;

import org.jackfield.gateway.process.PasswordHash;
import org.jackfield.gateway.process.SiteData;
import org.jackfield.protocol.pim.AnswerMode;
import org.jackfield.protocol.site.QueueTo;
import org.jackfield.protocol.site.SiteAgent;
import org.jackfield.protocol.site.SiteDeskSettings;
import org.jackfield.protocol.site.SiteDevice;
import org.jackfield.protocol.site.SitePeripheral;
import org.jackfield.protocol.site.SitePlan;
import org.jackfield.protocol.site.SiteSkillGroup;
import org.jackfield.protocol.site.SiteTeam;
import org.jackfield.protocol.site.SkillMembership;
import org.jackfield.protocol.site.WrapUpMode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The measured site: skill groups of 25, each with a number; phones answered at the phone. */
final class RoadSite {

    static final int PERIPHERAL = 5000;
    static final String PASSWORD = "road";

    private static final int ENTERPRISE_AGENT = 17;
    private static final int GROUP_SIZE = 25;
    private static final int FIRST_AGENT = 10_001;
    private static final int FIRST_PHONE = 20_001;
    private static final int FIRST_NUMBER = 70_001;
    private static final int FIRST_GROUP = 10;

    private RoadSite() {}

    static String agent(int index) {
        return Integer.toString(FIRST_AGENT + index);
    }

    static String phone(int index) {
        return Integer.toString(FIRST_PHONE + index);
    }

    static int indexOfPhone(String phone) {
        return Integer.parseInt(phone) - FIRST_PHONE;
    }

    static List<String> numbers(int agents) {
        List<String> numbers = new ArrayList<>();
        for (int group = 0; group * GROUP_SIZE < agents; group++) {
            numbers.add(Integer.toString(FIRST_NUMBER + group));
        }
        return numbers;
    }

    static SiteData of(int agents) {
        List<SiteDevice> devices = new ArrayList<>();
        List<SiteAgent> people = new ArrayList<>();
        List<SiteSkillGroup> groups = new ArrayList<>();
        List<SitePlan> plans = new ArrayList<>();
        Map<String, String> hashes = new TreeMap<>();
        String hash = PasswordHash.of(PASSWORD, PasswordHash.Cost.PUBLIC);
        groups.add(new SiteSkillGroup(PERIPHERAL, 1, PERIPHERAL + 1, "Outside routing", true));
        List<String> numbers = numbers(agents);
        for (int group = 0; group < numbers.size(); group++) {
            int number = FIRST_GROUP + group;
            groups.add(
                    new SiteSkillGroup(
                            PERIPHERAL, number, PERIPHERAL + number, "Group " + group, false));
            plans.add(plan(numbers.get(group), number));
        }
        for (int index = 0; index < agents; index++) {
            String phone = phone(index);
            devices.add(new SiteDevice(PERIPHERAL, phone, phone, phone, AnswerMode.PHONE));
            people.add(agentOf(index));
            hashes.put(agent(index), hash);
        }
        return new SiteData(
                List.of(new SitePeripheral(PERIPHERAL, "Road", ENTERPRISE_AGENT)),
                devices,
                people,
                groups,
                List.of(new SiteTeam(1, "All", List.of())),
                List.of(desk()),
                List.of(),
                List.of(),
                plans,
                hashes);
    }

    private static SitePlan plan(String number, int group) {
        return SitePlan.builder()
                .number(number)
                .callType(PERIPHERAL + group)
                .name("Plan " + group)
                .service(group)
                .music("default")
                .steps(List.of(new QueueTo(group, 5, 0)))
                .build();
    }

    private static SiteDeskSettings desk() {
        return SiteDeskSettings.builder()
                .id(1)
                .wrapUpIncoming(WrapUpMode.NOT_ALLOWED)
                .wrapUpOutgoing(WrapUpMode.NOT_ALLOWED)
                .ringNoAnswerSeconds(30)
                .agentToAgent(true)
                .logoutGraceSeconds(60)
                .build();
    }

    private static SiteAgent agentOf(int index) {
        String id = agent(index);
        return SiteAgent.builder()
                .peripheral(PERIPHERAL)
                .id(id)
                .icmAgentId(Integer.parseInt(id))
                .loginName("agent" + id)
                .firstName("First")
                .lastName("Last" + index)
                .deskSettings(1)
                .team(1)
                .skills(List.of(new SkillMembership(FIRST_GROUP + index / GROUP_SIZE, 1)))
                .build();
    }
}
