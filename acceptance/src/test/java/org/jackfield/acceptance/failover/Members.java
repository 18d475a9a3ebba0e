package org.jackfield.acceptance.failover;

import org.jackfield.protocol.ged188.OpenConf;
import org.jackfield.simulation.switchyard.AsteriskHost;

import java.io.File;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A switch and the members of a group, each a process on loopback. */
final class Members {

    /** Of a command that may be refused. */
    static final int ANY_EXIT = -1;

    private static final int PORTS_APART = 10;
    private static final int START_S = 90;

    private final Path folder;
    private final String names;
    private final List<String> options;
    private final int basePort = freePorts();
    private final Map<String, Child> members = new TreeMap<>();
    private final Child below;
    private Child second;
    private boolean inRegistry;
    private final String switchAddress;
    private List<String> javaOptions = List.of();
    private String leaderTimeoutMs = "500";
    private final Map<String, String> changed = new TreeMap<>();
    private final Map<String, String> hosts = new TreeMap<>();
    private int agents;
    private int ctiServerPort;
    private Map<String, String> environment = Map.of();

    private Members(Path folder, String names, List<String> options)
            throws IOException, InterruptedException {
        this.folder = folder;
        this.names = names;
        this.options = options;
        below = newSwitch();
        switchAddress = address(below);
    }

    private static Child newSwitch() throws IOException {
        return Child.start(
                List.of(),
                List.of("run", "switch", "--port", "0", "--agents", "0", "--calls-per-hour", "0"));
    }

    private static String address(Child below) throws InterruptedException {
        return below.await("ready at (tcp:\\S+)", START_S).group(1);
    }

    /** A second switch, as another peripheral; the sides find both in the registry. */
    Members withSecondSwitch(int peripheral) throws IOException, InterruptedException {
        second = newSwitch();
        return withSwitches(peripheral, address(second), "");
    }

    /** An Asterisk besides, as another peripheral; the sides find both in the registry. */
    Members withAsterisk(int peripheral, AsteriskHost host) throws IOException {
        return withSwitches(
                peripheral,
                "asterisk",
                "\"AriAddress\"=\"%s\"\n\"AriUser\"=\"%s\"\n\"AriPassword\"=\"%s\"\n"
                        .formatted(host.restAddress(), host.user(), host.password()));
    }

    private Members withSwitches(int peripheral, String kind, String more) throws IOException {
        StringBuilder registry = new StringBuilder("REGEDIT4\n");
        for (String side : List.of("A", "B")) {
            registry.append(pim(side, "first", RawDesk.PERIPHERAL, switchAddress));
            registry.append(pim(side, "second", peripheral, kind)).append(more);
        }
        Path data = folder.resolve("data");
        Files.createDirectories(data.resolve("registry"));
        Files.writeString(data.resolve("registry/site.reg"), registry);
        inRegistry = true;
        return withConsoles();
    }

    /** The sides' registries have these time zones. */
    Members withTimeZones(String ofA, String ofB) throws IOException {
        Path registry = Files.createDirectories(folder.resolve("data/registry"));
        Files.writeString(
                registry.resolve("zones.reg"), "REGEDIT4\n" + zone("A", ofA) + zone("B", ofB));
        return withConsoles();
    }

    private static String zone(String side, String zone) {
        return inGroup(side, "\"TimeZone\"=\"" + zone + "\"");
    }

    private static String inGroup(String side, String values) {
        return ("[HKEY_LOCAL_MACHINE\\SOFTWARE\\Cisco Systems, Inc.\\ICM\\jackfield\\PG1%s\\PG"
                        + "\\CurrentVersion\\Group]\n%s\n")
                .formatted(side, values);
    }

    /** Members keep little of the log, and take a snapshot after so little: 64 kB, 128 kB. */
    Members withSmallLog() throws IOException {
        String values =
                """
                "ClusterSegmentBytes"=dword:00010000
                "ClusterSnapshotLogBytes"=dword:00020000
                "ClusterLogKeepBytes"=dword:00010000\
                """;
        StringBuilder text = new StringBuilder("REGEDIT4\n");
        for (String side : names.split("")) {
            text.append(inGroup(side, values));
        }
        Path registry = Files.createDirectories(folder.resolve("data/registry"));
        Files.writeString(registry.resolve("small.reg"), text);
        return withConsoles();
    }

    private static String pim(String side, String name, int peripheral, String address) {
        return ("[HKEY_LOCAL_MACHINE\\SOFTWARE\\Cisco Systems, Inc.\\ICM\\jackfield\\PG1%s\\PG"
                        + "\\CurrentVersion\\PIMS\\%s]\n\"PeripheralID\"=dword:%08x\n"
                        + "\"Switch\"=\"%s\"\n")
                .formatted(side, name, peripheral, address);
    }

    /**
     * Starts a switch, and no member yet.
     *
     * @param names of all members: A, or ABC
     */
    static Members of(Path folder, String names, String... options)
            throws IOException, InterruptedException {
        return new Members(folder, names, List.of(options));
    }

    /**
     * The engine's leader is always this member, when it is there; where the leader never changes,
     * a busy machine may take its time.
     */
    Members ledBy(String name) {
        javaOptions = List.of("-Daeron.cluster.appointed.leader.id=" + "ABC".indexOf(name));
        leaderTimeoutMs = "2000";
        return this;
    }

    /** Java has this option in members. */
    Members withJava(String option) {
        javaOptions = List.of(option);
        return this;
    }

    /** The demo's site with so many agents more, at every start of a member. */
    Members withAgents(int many) {
        agents = many;
        return this;
    }

    /** The CTI Server of the only member listens where it did, after a new start too. */
    Members atOnePort() throws IOException {
        for (int port = basePort + 3 * PORTS_APART; port < basePort + 100; port++) {
            try (ServerSocket socket =
                    new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                ctiServerPort = socket.getLocalPort();
                return this;
            } catch (BindException taken) {
                continue;
            }
        }
        throw new IOException("no free port above " + basePort);
    }

    /** The program of this member is changed by these classes. */
    Members changedBy(String name, Path classes) {
        changed.put(name, classes.toString());
        return this;
    }

    /** The list of members names hosts, not addresses; what the names mean is up to Java. */
    Members atHosts(String name, String host) {
        hosts.put(name, host);
        return this;
    }

    /** Members have a console each, as under a node manager. */
    Members withConsoles() {
        environment = Map.of("JACKFIELD_DATA", folder.resolve("data").toString());
        return this;
    }

    /** Says one command to a member's console by {@code procmon}, and gives what it printed. */
    String procmon(String name, String command, int exit) throws Exception {
        Child asking = run("procmon", "jackfield", "PG1" + name, "gateway", "/c", command);
        int code = asking.exit(START_S);
        asking.await("end of output", START_S);
        if (exit != ANY_EXIT && code != exit) {
            throw new AssertionError(
                    "'" + command + "' ended with " + code + ", not " + exit + ":\n" + asking);
        }
        return asking.toString();
    }

    /** Starts the program with these words, beside the members' registry. */
    Child run(String... words) throws IOException {
        return Child.start(List.of(), List.of(words), environment);
    }

    /** Starts members that do not run. */
    void start(String which) throws IOException {
        start(which, List.of());
    }

    /** Starts members that get what processor time all others leave. */
    void startBehindAllOthers(String which) throws IOException {
        start(which, List.of("nice", "-n", "19"));
    }

    private void start(String which, List<String> before) throws IOException {
        for (String name : which.split("")) {
            String path = System.getProperty("java.class.path");
            String first = changed.get(name);
            members.put(
                    name,
                    Child.start(
                            before,
                            javaOptions,
                            words(name),
                            environment,
                            first == null ? path : first + File.pathSeparator + path));
        }
    }

    /** The command line of a member. */
    List<String> words(String name) {
        List<String> all = new ArrayList<>();
        for (String each : names.split("")) {
            all.add(each + "=" + hosts.getOrDefault(each, "127.0.0.1") + ":" + port(each));
        }
        List<String> words =
                new ArrayList<>(
                        List.of(
                                "run",
                                "gateway",
                                "--side",
                                name,
                                "--members",
                                String.join(",", all),
                                "--folder",
                                folder(name).toString(),
                                "--site",
                                "demo",
                                "--agents",
                                Integer.toString(agents),
                                "--leader-timeout",
                                leaderTimeoutMs,
                                "--port",
                                Integer.toString(ctiServerPort)));
        if (!inRegistry) {
            words.addAll(List.of("--switch", switchAddress));
        }
        words.addAll(options);
        return words;
    }

    /** Which member it is, as {@code run gateway} and {@code cluster} want to be told. */
    List<String> memberWords(String name) {
        List<String> words = words(name);
        return words.subList(words.indexOf("--side"), words.indexOf("--site"));
    }

    Path folder(String name) {
        return folder.resolve(name);
    }

    private int port(String name) {
        return basePort + "ABC".indexOf(name) * PORTS_APART;
    }

    private static int freePorts() {
        int from = 20_000 + (int) (ProcessHandle.current().pid() % 100) * 100;
        for (int base = from; base < from + 9_000; base += 100) {
            if (free(base) && free(base + PORTS_APART) && free(base + 2 * PORTS_APART)) {
                return base;
            }
        }
        throw new IllegalStateException("no free ports from " + from);
    }

    private static boolean free(int port) {
        for (int each = port; each < port + 6; each++) {
            try (DatagramSocket socket =
                    new DatagramSocket(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), each))) {
                socket.getLocalPort();
            } catch (SocketException taken) {
                return false;
            }
        }
        return true;
    }

    Child member(String name) {
        return members.get(name);
    }

    /** The scripted switch. */
    Child below() {
        return below;
    }

    /** The second one, as another peripheral. */
    Child second() {
        return second;
    }

    /** Waits until these members are in the order of inputs. */
    void awaitJoined(String which) throws InterruptedException {
        for (String name : which.split("")) {
            members.get(name).await("side " + name + " is in the order of inputs", START_S);
        }
    }

    /** Where a member's CTI Server listens. */
    int ctiServerPort(String name) throws InterruptedException {
        if (ctiServerPort != 0) {
            return ctiServerPort;
        }
        return Integer.parseInt(
                members.get(name).await("CTI Server at 127.0.0.1:(\\d+)", START_S).group(1));
    }

    /** Who leads, by what each said last. */
    String leader() {
        String leader = leaderOf(names);
        if (leader.isEmpty()) {
            throw new AssertionError("nobody leads");
        }
        return leader;
    }

    /** Who of these leads, by what each said last; empty when none does. */
    String leaderOf(String which) {
        for (String name : which.split("")) {
            Child member = members.get(name);
            String said = member.last(" leads", "no longer leads");
            if (member.alive() && said.endsWith(" leads") && !said.contains("no longer")) {
                return name;
            }
        }
        return "";
    }

    /** The side that leads; a witness that led first sleeps until one does. */
    String aSideLeads() throws Exception {
        if (leader().equals("C")) {
            members.get("C").signal("STOP");
            try {
                long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
                while (leaderOf("AB").isEmpty()) {
                    if (System.nanoTime() > deadlineNs) {
                        throw new AssertionError("nobody else leads\n" + this);
                    }
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
                }
            } finally {
                members.get("C").signal("CONT");
            }
            members.get("C").await("no longer leads", 30);
        }
        return leaderOf("AB");
    }

    /** How many commands of each name the switch got from a side. */
    String commandsOf(String side) throws Exception {
        for (String each : below.ask("commands").split(" ")) {
            if (each.startsWith(side + ":")) {
                return each;
            }
        }
        return "";
    }

    /** Opens a session as soon as the side serves. */
    RawDesk serving(String side) throws Exception {
        long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (System.nanoTime() < deadlineNs) {
            RawDesk desk = served(side);
            if (desk != null) {
                return desk;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
        throw new AssertionError("side " + side + " does not serve\n" + this);
    }

    /** The side that accepts clients, as only one does. */
    String activeSide() throws Exception {
        long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (System.nanoTime() < deadlineNs) {
            for (String side : List.of("A", "B")) {
                RawDesk desk = served(side);
                if (desk != null) {
                    desk.close();
                    return side;
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            }
        }
        throw new AssertionError("no side serves\n" + this);
    }

    /** A session there; null when the side does not serve, or does not run: one may have ended. */
    private RawDesk served(String side) throws Exception {
        RawDesk desk;
        try {
            desk = new RawDesk(ctiServerPort(side));
        } catch (ConnectException ended) {
            return null;
        }
        try {
            desk.open();
            desk.await(OpenConf.class, 5);
            return desk;
        } catch (AssertionError notYet) {
            desk.close();
            return null;
        }
    }

    /** Kills what still runs. */
    void close() throws InterruptedException {
        for (Child each : members.values()) {
            each.close();
        }
        below.close();
        if (second != null) {
            second.close();
        }
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        members.forEach(
                (name, child) -> text.append("== ").append(name).append('\n').append(child));
        return text.toString();
    }
}
