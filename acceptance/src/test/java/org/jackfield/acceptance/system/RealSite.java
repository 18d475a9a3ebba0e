package org.jackfield.acceptance.system;

import org.jackfield.gateway.process.PasswordHash;
import org.jackfield.gateway.process.SiteData;
import org.jackfield.protocol.pim.AnswerMode;
import org.jackfield.protocol.site.QueueTo;
import org.jackfield.protocol.site.SiteAgent;
import org.jackfield.protocol.site.SiteDeskSettings;
import org.jackfield.protocol.site.SiteDevice;
import org.jackfield.protocol.site.SiteEcc;
import org.jackfield.protocol.site.SitePeripheral;
import org.jackfield.protocol.site.SitePlan;
import org.jackfield.protocol.site.SiteSkillGroup;
import org.jackfield.protocol.site.SkillMembership;
import org.jackfield.protocol.site.WrapUpMode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The site of {@link RealCentre}. */
final class RealSite {

    static final int PERIPHERAL = 5000;
    static final String NUMBER = "7001";
    static final List<String> PHONES = List.of("2001", "2002", "2003");

    /** The agent 1003 has so long to answer; the others longer. */
    static final int QUICK_RING_SECONDS = 4;

    private static final int SLOW_RING_SECONDS = 20;

    private RealSite() {}

    static SiteData data() {
        List<SiteDevice> devices = new ArrayList<>();
        List<SiteAgent> agents = new ArrayList<>();
        Map<String, String> passwords = new TreeMap<>();
        for (String phone : PHONES) {
            String id = "1" + phone.substring(1);
            devices.add(new SiteDevice(PERIPHERAL, phone, phone, phone, AnswerMode.DEFERRED));
            agents.add(agent(id));
            passwords.put(id, PasswordHash.of("pw-" + id, PasswordHash.Cost.PUBLIC));
        }
        return new SiteData(
                List.of(new SitePeripheral(PERIPHERAL, "Real centre", 17)),
                devices,
                agents,
                List.of(
                        new SiteSkillGroup(PERIPHERAL, 1, 5001, "Outside routing", true),
                        new SiteSkillGroup(PERIPHERAL, 10, 5010, "Billing", false)),
                List.of(),
                List.of(desk(1, SLOW_RING_SECONDS), desk(2, QUICK_RING_SECONDS)),
                List.of(),
                List.of(new SiteEcc("user.account", 5001, false, 30)),
                List.of(
                        SitePlan.builder()
                                .number(NUMBER)
                                .callType(1)
                                .name("Billing")
                                .service(1)
                                .music("hold")
                                .steps(List.of(new QueueTo(10, 1, 0)))
                                .build()),
                passwords);
    }

    private static SiteAgent agent(String id) {
        return SiteAgent.builder()
                .peripheral(PERIPHERAL)
                .id(id)
                .icmAgentId(Integer.parseInt(id))
                .loginName("agent" + id)
                .firstName("Anna")
                .lastName("Number " + id)
                .deskSettings(id.equals("1003") ? 2 : 1)
                .team(1)
                .skills(List.of(new SkillMembership(10, 1)))
                .build();
    }

    private static SiteDeskSettings desk(int id, int ringSeconds) {
        return SiteDeskSettings.builder()
                .id(id)
                .wrapUpIncoming(WrapUpMode.OPTIONAL)
                .wrapUpOutgoing(WrapUpMode.OPTIONAL)
                .wrapUpSeconds(0)
                .ringNoAnswerSeconds(ringSeconds)
                .agentToAgent(true)
                .logoutGraceSeconds(30)
                .build();
    }
}
