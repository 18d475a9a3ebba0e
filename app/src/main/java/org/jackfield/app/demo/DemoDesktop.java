package org.jackfield.app.demo;

import org.jackfield.ctios.object.AgentKey;
import org.jackfield.ctios.object.AgentName;
import org.jackfield.ctios.process.DefaultDesktop;
import org.jackfield.ctios.session.ChatSettings;
import org.jackfield.ctios.session.DesktopSettings;
import org.jackfield.ctios.session.Reason;
import org.jackfield.protocol.pim.AnswerMode;
import org.jackfield.protocol.record.Arguments;
import org.jackfield.protocol.site.ReasonUse;
import org.jackfield.protocol.site.SiteAgent;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the desktops of the demo's site download. */
public final class DemoDesktop {

    /** PeripheralID of the demo's switch. */
    public static final int PERIPHERAL = DemoSite.PERIPHERAL;

    private static final List<String> WRAP_UP_STRINGS =
            List.of(
                    "Invoice explained",
                    "Payment arranged",
                    "Callback promised",
                    "Passed to second line",
                    "Wrong number");

    private DemoDesktop() {}

    /** For a CTI OS server in a process of its own. */
    public static DesktopSettings settings(String host, int port, int peerPort) {
        return settings(new DemoSite(0, AnswerMode.DEFERRED), host, port, peerPort);
    }

    static DesktopSettings settings(DemoSite site, String host, int portA, int portB) {
        Arguments profile =
                DefaultDesktop.profile(
                        "Jackfield demo", DemoSite.PERIPHERAL, host, portA, host, portB);
        return new DesktopSettings(
                tree(site, profile),
                reasons(site, ReasonUse.NOT_READY),
                reasons(site, ReasonUse.LOGOUT),
                WRAP_UP_STRINGS,
                DesktopSettings.EMPTY.capabilities(),
                site.devices().stream()
                        .filter(d -> d.answerMode() == AnswerMode.PHONE)
                        .map(d -> d.instrument())
                        .toList(),
                names(site));
    }

    /** Who may chat with whom, for a CTI OS server in a process of its own. */
    public static ChatSettings chat() {
        return chat(new DemoSite(0, AnswerMode.DEFERRED));
    }

    static ChatSettings chat(DemoSite site) {
        SortedMap<Integer, List<String>> teams = new TreeMap<>();
        site.teams().forEach(each -> teams.put(each.id(), each.supervisors()));
        List<ChatSettings.Person> people = new ArrayList<>();
        for (SiteAgent each : site.siteAgents()) {
            people.add(
                    new ChatSettings.Person(
                            new AgentKey(each.peripheral(), each.id()),
                            each.loginName(),
                            each.team(),
                            each.supervisor()));
        }
        return new ChatSettings(
                ChatSettings.DEFAULTS.agents(), ChatSettings.DEFAULTS.supervisors(), people, teams);
    }

    private static List<AgentName> names(DemoSite site) {
        return site.siteAgents().stream()
                .map(
                        each ->
                                new AgentName(
                                        new AgentKey(each.peripheral(), each.id()),
                                        each.firstName(),
                                        each.lastName()))
                .toList();
    }

    /** The default grids, and the names of this site's queues. */
    private static Arguments tree(DemoSite site, Arguments profile) {
        List<Object> groups = new ArrayList<>();
        for (var group : site.skillGroups()) {
            groups.add(
                    Arguments.builder()
                            .put("PeripheralID", group.peripheral())
                            .put("SkillGroupNumber", group.number())
                            .put("Name", group.name())
                            .build());
        }
        return DefaultDesktop.tree(List.of(profile)).toBuilder().put("SkillGroups", groups).build();
    }

    private static List<Reason> reasons(DemoSite site, ReasonUse use) {
        List<Reason> reasons = new ArrayList<>();
        for (var reason : site.reasons()) {
            if (reason.use() == use) {
                reasons.add(new Reason(reason.text(), reason.code()));
            }
        }
        return reasons;
    }
}
