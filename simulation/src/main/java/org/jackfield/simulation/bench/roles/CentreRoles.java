package org.jackfield.simulation.bench.roles;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A contact centre as processes: switch, gateways A, B and C, CTI OS servers 1 and 2. */
public final class CentreRoles implements AutoCloseable {

    public static final List<String> SIDES = List.of("A", "B", "C");
    public static final List<String> SERVERS = List.of("ctios-1", "ctios-2");

    private static final String LOOPBACK = "127.0.0.1";
    private static final int READY_SECONDS = 180;
    private static final int MEMBER_PORTS = 10;

    private final CentreSettings settings;
    private final Map<String, Role> roles = Collections.synchronizedMap(new LinkedHashMap<>());
    private final Map<String, Integer> ports = new LinkedHashMap<>();
    private final String members;
    private final Thread ending =
            Thread.ofPlatform()
                    .name("end of roles")
                    .unstarted(() -> List.copyOf(roles.values()).forEach(Role::kill));

    /** Starts nothing yet. */
    public CentreRoles(CentreSettings settings) throws IOException {
        this.settings = settings;
        List<String> names = List.of("switch", "A", "B", "C", "ctios-1", "ctios-2");
        int membersPorts = SIDES.size() * MEMBER_PORTS;
        int first = FreePorts.inARow(membersPorts + names.size(), ProcessHandle.current().pid());
        for (String name : names) {
            ports.put(name, first + membersPorts + ports.size());
        }
        List<String> each = new ArrayList<>();
        for (int i = 0; i < SIDES.size(); i++) {
            each.add(SIDES.get(i) + "=" + LOOPBACK + ":" + (first + i * MEMBER_PORTS));
        }
        members = String.join(",", each);
        // Told to end in the middle, it leaves no process behind.
        Runtime.getRuntime().addShutdownHook(ending);
    }

    /** Starts all, the switch first and the others at once, and waits until each is ready. */
    public void startAll() throws IOException {
        if (settings.otherSwitch().isEmpty()) {
            start("switch");
        }
        SIDES.forEach(this::begin);
        SERVERS.forEach(this::begin);
        for (String name : with(SERVERS, SIDES.toArray(String[]::new))) {
            roles.get(name).awaitReady(READY_SECONDS);
        }
    }

    /** Starts one role, again after it was killed, and waits until it is ready. */
    public void start(String name) throws IOException {
        begin(name);
        roles.get(name).awaitReady(READY_SECONDS);
    }

    /** Starts one role, and does not wait. */
    public void begin(String name) {
        try {
            roles.put(
                    name,
                    Role.start(
                            name,
                            settings.program(),
                            settings.javaOptions(),
                            mark(name),
                            words(name)));
        } catch (IOException failed) {
            throw new IllegalStateException(name + " cannot be started", failed);
        }
    }

    private static String mark(String name) {
        return switch (name) {
            case "switch" -> "switch: ready";
            case "A", "B", "C" -> "gateway " + name + " of group";
            default -> "CTI OS at";
        };
    }

    private List<String> words(String name) {
        String port = Integer.toString(ports.get(name));
        return switch (name) {
            case "switch" ->
                    with(
                            settings.switchWords(),
                            "switch",
                            "--port",
                            port,
                            "--agents",
                            agents(),
                            "--calls-per-hour",
                            "0");
            case "A", "B", "C" -> gatewayWords(name, port);
            default -> serverWords(name, port);
        };
    }

    private String agents() {
        return Integer.toString(settings.agents());
    }

    private static List<String> with(List<String> further, String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(further);
        return all;
    }

    private List<String> gatewayWords(String name, String port) {
        return with(
                settings.otherSwitch().isEmpty()
                        ? List.of("--switch", "tcp:" + LOOPBACK + ":" + ports.get("switch"))
                        : settings.otherSwitch(),
                "gateway",
                "--side",
                name,
                "--group",
                "bench",
                "--members",
                members,
                "--folder",
                settings.folder().resolve(name).toString(),
                "--site",
                "demo",
                "--agents",
                agents(),
                "--port",
                port);
    }

    private List<String> serverWords(String name, String port) {
        return with(
                settings.serverWords(),
                "ctios",
                "--name",
                name,
                "--port",
                port,
                "--cti-server-a",
                LOOPBACK + ":" + ports.get("A"),
                "--cti-server-b",
                LOOPBACK + ":" + ports.get("B"),
                "--token-key",
                "a key for this measurement");
    }

    /** A role by its name: switch, A, B, C, ctios-1, ctios-2. */
    public Role role(String name) {
        return roles.get(name);
    }

    /** All that were started. */
    public Collection<Role> roles() {
        return roles.values();
    }

    /** Where a role listens on loopback. */
    public int port(String name) {
        return ports.get(name);
    }

    /** Where the desktops connect, as {@code PORT,PORT}. */
    public String serverPorts() {
        return port("ctios-1") + "," + port("ctios-2");
    }

    /** The side whose line the scripted switch listens to, or empty. */
    public String activeSide() throws IOException {
        String status = role("switch").ask("status");
        for (String side : SIDES) {
            if (status.contains(side + " (active)")) {
                return side;
            }
        }
        return "";
    }

    /** The member that leads, as the members last said, or empty. */
    public String leader() {
        for (String side : SIDES) {
            String said = roles.get(side).lastWith(" leads");
            if (roles.get(side).alive() && !said.isEmpty() && !said.contains("no longer")) {
                return side;
            }
        }
        return "";
    }

    /** Every leg that the scripted switch knows, as it says. */
    public String truth() throws IOException {
        return role("switch").ask("truth");
    }

    @Override
    public void close() {
        List<Role> all = List.copyOf(roles.values());
        all.forEach(Role::end);
        all.forEach(Role::close);
    }
}
