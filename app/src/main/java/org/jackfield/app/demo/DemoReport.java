package org.jackfield.app.demo;

import tools.jackson.databind.json.JsonMapper;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the demo prints when it is ready: for people, or as one line of JSON. */
final class DemoReport {

    private static final int LOGINS_SHOWN = 3;

    private final DemoProcess demo;
    private final DemoOptions options;
    private final String advice;

    DemoReport(DemoProcess demo, DemoOptions options, String advice) {
        this.demo = demo;
        this.options = options;
        this.advice = advice;
    }

    /** One line, {@code {"ready": true, ...}}. */
    void json(PrintStream out) {
        Map<String, Object> site = new LinkedHashMap<>();
        site.put("ready", true);
        site.put("desktop", address(demo.servers().portA()));
        site.put(
                "ctios",
                List.of(server("A", demo.servers().portA()), server("B", demo.servers().portB())));
        site.put(
                "ctiServers",
                List.of(
                        server("A", demo.ctiServerPort("A")),
                        server("B", demo.ctiServerPort("B"))));
        site.put("switch", options.asterisk ? "asterisk" : "scripted");
        site.put("peripheralId", DemoSite.PERIPHERAL);
        site.put("peripheralType", DemoSite.PERIPHERAL_TYPE_ENTERPRISE_AGENT);
        site.put("seed", options.seed);
        site.put("callsPerHour", options.callsPerHour());
        site.put("agents", demo.site().agents().stream().map(DemoReport::agent).toList());
        site.put("skillGroups", skillGroups());
        site.put("routedNumbers", numbers());
        site.put("notReadyReasons", reasons());
        out.println(JsonMapper.shared().writeValueAsString(site));
        out.flush();
    }

    private Map<String, Object> server(String side, int port) {
        Map<String, Object> server = new LinkedHashMap<>();
        server.put("side", side);
        server.put("host", options.bind);
        server.put("port", port);
        return server;
    }

    private static Map<String, Object> agent(DemoAgent agent) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", agent.id());
        fields.put("password", agent.password());
        fields.put("name", agent.name());
        fields.put("instrument", agent.instrument());
        fields.put("extension", agent.instrument());
        fields.put("team", agent.team());
        fields.put("skillGroups", agent.skillGroups());
        fields.put("automatic", agent.automatic());
        return fields;
    }

    private static List<Map<String, Object>> skillGroups() {
        List<Map<String, Object>> groups = new ArrayList<>();
        groups.add(group(DemoSite.DEFAULT_SKILL_GROUP, "Outside routing", true));
        DemoSite.QUEUES.forEach(q -> groups.add(group(q.skillGroup(), q.name(), false)));
        return groups;
    }

    private static Map<String, Object> group(int number, String name, boolean isDefault) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("number", number);
        fields.put("name", name);
        fields.put("default", isDefault);
        return fields;
    }

    private static List<Map<String, Object>> numbers() {
        List<Map<String, Object>> numbers = new ArrayList<>();
        for (DemoSite.Queue queue : DemoSite.QUEUES) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("number", queue.number());
            fields.put("name", queue.name());
            fields.put("skillGroup", queue.skillGroup());
            numbers.add(fields);
        }
        return numbers;
    }

    private List<Map<String, Object>> reasons() {
        List<Map<String, Object>> reasons = new ArrayList<>();
        for (var reason : demo.site().reasons()) {
            if (reason.use() == org.jackfield.protocol.site.ReasonUse.NOT_READY) {
                reasons.add(Map.of("code", reason.code(), "text", reason.text()));
            }
        }
        return reasons;
    }

    private String address(int port) {
        return "http://" + options.bind + ":" + port + "/";
    }

    /** A screenful. */
    void text(PrintStream out, long startedInMs) {
        out.println();
        out.printf("Jackfield demo, ready after %.1f s.%n%n", startedInMs / 1000.0);
        out.println("  Open   " + address(demo.servers().portA()));
        out.println("         (second server: " + address(demo.servers().portB()) + ")");
        out.println();
        out.println("  Log in as        password     phone");
        for (DemoAgent agent : demo.site().visitors().subList(0, LOGINS_SHOWN)) {
            out.printf(
                    "    %s %-14s %-12s %s%n",
                    agent.id(), agent.name(), agent.password(), agent.instrument());
        }
        out.println();
        out.println("  Go ready, and a caller rings within seconds.");
        out.println("  " + advice);
        out.printf(
                "  GED-188 clients: side A on port %d, side B on port %d, peripheral %d.%n",
                demo.ctiServerPort("A"), demo.ctiServerPort("B"), DemoSite.PERIPHERAL);
        out.printf(
                "  %d automatic agents, %d calls an hour, seed %d. Ctrl+C ends it.%n%n",
                options.agents(), options.callsPerHour(), options.seed);
        out.flush();
    }
}
