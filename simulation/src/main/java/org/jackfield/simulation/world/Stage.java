package org.jackfield.simulation.world;

import org.jackfield.client.ctiserver.CtiServerAddress;
import org.jackfield.ctios.session.SecondLogin;
import org.jackfield.ctios.session.SessionSettings;
import org.jackfield.gateway.opc.OpcMachine;
import org.jackfield.gateway.opc.OpcOutput;
import org.jackfield.peripheral.scripted.Dice;
import org.jackfield.peripheral.scripted.PhoneSettings;
import org.jackfield.peripheral.scripted.Script;
import org.jackfield.peripheral.scripted.ScriptedAcd;
import org.jackfield.peripheral.scripted.ScriptedSettings;
import org.jackfield.peripheral.scripted.ScriptedSwitch;
import org.jackfield.protocol.log.ActiveSideAsked;
import org.jackfield.simulation.check.DataTruth;
import org.jackfield.simulation.check.DesktopTruth;
import org.jackfield.simulation.check.Findings;
import org.jackfield.simulation.check.MemoryTruth;
import org.jackfield.simulation.check.SwitchTruth;
import org.jackfield.simulation.traffic.AutomaticAgents;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A switch, a gateway and the network between, in virtual time, with nobody on it yet: a simulation
 * brings its traffic, a scenario its script.
 */
public final class Stage {

    private static final long MINUTE_MS = 60_000;
    private static final int LINES_MAX = 4;

    /** By then the site's data are known everywhere. */
    private static final long BEFORE_TRAFFIC_MS = 4_000;

    private static final CtiServerAddress SIDE_A = new CtiServerAddress("A", "A", 42027);
    private static final CtiServerAddress SIDE_B = new CtiServerAddress("B", "B", 43027);

    private final VirtualTime time = new VirtualTime(SimulatedSite.START_MS);
    private final Trace trace;
    private final Dice dice;
    private final SimulatedSite site;
    private final SimulatedNet net;
    private final SimulatedGateway gateway;
    private final SimulatedGroup group;
    private final List<CtiServerAddress> ctiServers;
    private final ScriptedSwitch owner;
    private final VirtualTime.Watch ownerWatch;
    private final List<ScriptedAcd> links = new ArrayList<>();
    private final Findings findings = new Findings();
    private final MemoryTruth memory;
    private final SwitchTruth truth;
    private final DataTruth data;
    private final DesktopTruth desktops;
    private final List<SimulatedAgents> clients = new ArrayList<>();
    private final List<CtiOsHost> servers = new ArrayList<>();
    private final Map<String, Long> lines = new TreeMap<>();

    /**
     * A stage.
     *
     * @param snapshotEvery so many inputs lie between two replacements of the OPC; 0 = never
     * @param lines takes a line for everything that passes; null when nobody reads them
     */
    public Stage(SimulatedSite site, long seed, int snapshotEvery, Consumer<String> lines) {
        this(site, seed, snapshotEvery, false, lines);
    }

    /**
     * A stage.
     *
     * @param grouped three members instead of one gateway that never fails
     */
    public Stage(
            SimulatedSite site,
            long seed,
            int snapshotEvery,
            boolean grouped,
            Consumer<String> lines) {
        this.site = site;
        this.trace = new Trace(time, lines);
        this.dice = new Dice(seed);
        net = new SimulatedNet(time, dice.part());
        Dice logDice = dice.part();
        owner = new ScriptedSwitch(ScriptedSettings.DEFAULT, seed(), time.nowMs());
        ownerWatch = time.watch(timed(owner));
        links.add(new ScriptedAcd(owner));
        int replay = SessionSettings.Limits.DEFAULTS.replayEventsMax() * site.agents();
        memory = new MemoryTruth(findings, site.agents(), Map.of("ClientSession.replay", replay));
        truth = new SwitchTruth(findings);
        data = new DataTruth(truth, findings);
        desktops = new DesktopTruth(findings);
        owner.join(truth);
        for (int agent = 0; agent < site.agents(); agent++) {
            owner.addPhone(PhoneSettings.of(site.phone(agent)));
        }
        if (grouped) {
            links.add(new ScriptedAcd(owner));
            group = new SimulatedGroup(this, links, snapshotEvery);
            gateway = group;
            ctiServers = List.of(SIDE_A, SIDE_B);
        } else {
            group = null;
            gateway = lone(logDice, snapshotEvery);
            ctiServers = List.of(SIDE_A);
        }
    }

    private static VirtualTime.Timed timed(ScriptedSwitch owner) {
        return new VirtualTime.Timed() {
            @Override
            public void onTime(long nowMs) {
                owner.onTime(nowMs);
            }

            @Override
            public long nextDeadlineMs() {
                return owner.nextDeadlineMs();
            }
        };
    }

    private LoneGateway lone(Dice logDice, int snapshotEvery) {
        SimulatedLog log = new SimulatedLog(time, logDice, snapshotEvery);
        SimulatedSide.Parts parts =
                new SimulatedSide.Parts(
                        time, net, log, links.getFirst(), this::touchSwitch, this::line, trace);
        return new LoneGateway(log, new SimulatedSide(parts, new SimulatedSide.Life(0, "A", 1, 0)));
    }

    void line(OpcOutput.Severity severity, String text) {
        if (text.startsWith("reconciled: ") && !text.startsWith("reconciled: channel ")) {
            findings.add(time.nowMs(), "nothing within the gateway needs repair", text);
        }
        if (text.startsWith("fault in the machine")) {
            findings.add(time.nowMs(), "the machine takes every input without a fault", text);
        }
        if (severity != OpcOutput.Severity.TRACE && severity != OpcOutput.Severity.INFO) {
            lines.merge(severity + " " + text.replaceAll("[0-9]+", "N"), 1L, Long::sum);
        }
    }

    /** A seed of its own for one more thing. */
    public long seed() {
        return dice.between(0, 1L << 40);
    }

    /**
     * A client of the CTI Server: all events and client control.
     *
     * @param version protocol version
     * @param agents who act through it; null when none do
     */
    public SimulatedAgents client(String name, int version, AutomaticAgents agents) {
        SimulatedAgents client =
                new SimulatedAgents(
                        time,
                        net,
                        new SimulatedAgents.Link(name, ctiServers, version, seed(), trace),
                        agents,
                        clients.isEmpty() ? data : null,
                        findings);
        clients.add(client);
        memory.of(client::machines);
        return client;
    }

    /**
     * A CTI OS server.
     *
     * @param name also its address
     * @param secondLogin what becomes of a second login of an agent
     * @param peers names of the servers that it connects to
     */
    public void ctios(String name, SecondLogin secondLogin, String... peers) {
        SimulatedCtiOs.Parts parts =
                new SimulatedCtiOs.Parts(time, net, site, trace, secondLogin, List.of(peers));
        CtiOsHost host =
                new CtiOsHost(
                        name, life -> new SimulatedCtiOs(parts, name, life, ctiServers, seed()));
        servers.add(host);
        memory.of(host::machines);
    }

    /** Hosts of the CTI OS servers. */
    List<CtiOsHost> servers() {
        return servers;
    }

    /** Starts the gateway and every client. */
    public void start() {
        gateway.start(site.inputs());
        memory.of(gateway::machines);
        time.after(BEFORE_TRAFFIC_MS, memory::begin);
        touchSwitch();
        time.after(MINUTE_MS, this::everyMinute);
        clients.forEach(SimulatedAgents::start);
        servers.forEach(CtiOsHost::start);
    }

    private void everyMinute() {
        gateway.calendar(SimulatedSite.calendar(time.nowMs()));
        truth.tidy();
        time.after(MINUTE_MS, this::everyMinute);
    }

    /** Lets people act by a script, from now on. */
    public Script play(String text) {
        owner.onTime(time.nowMs());
        Script script = Script.of(text, owner, links.getFirst());
        owner.join(script);
        touchSwitch();
        return script;
    }

    /** A phone hangs up whatever it has. */
    public void hangUp(String phone) {
        owner.soon(
                () -> {
                    for (int call = 0; call < LINES_MAX; call++) {
                        owner.hands().hangUp(phone);
                    }
                });
        touchSwitch();
    }

    /** Lets so much time pass. */
    public void run(long ms) {
        time.runUntil(time.nowMs() + ms);
    }

    /** No call anywhere, and every member knows it. */
    boolean quiet() {
        boolean clientsQuiet = clients.stream().allMatch(each -> each.calls().open().isEmpty());
        return clientsQuiet
                && owner.channels().isEmpty()
                && gateway.opc().calls(SimulatedSite.PERIPHERAL).isEmpty()
                && (group == null || group.allJoined());
    }

    /** Everything that may be left over, at a time when nothing should be. */
    public void expectNothingLeft() {
        long nowMs = time.nowMs();
        truth.finish(nowMs);
        memory.finish(nowMs);
        for (SimulatedAgents each : clients) {
            each.requests().finish(nowMs);
            each.states().finish(nowMs);
            for (long call : each.calls().open()) {
                unended("call " + call + " never ended for a client");
            }
        }
        for (long call : gateway.opc().calls(SimulatedSite.PERIPHERAL)) {
            unended("call " + call + " in the OPC");
        }
        if (group != null) {
            group.expectAgreement();
        }
        if (!owner.channels().isEmpty()) {
            unended("legs at the switch: " + owner.channels());
        }
    }

    private void unended(String what) {
        findings.add(time.nowMs(), "every begun call ends everywhere", what);
    }

    public VirtualTime time() {
        return time;
    }

    public SimulatedSite site() {
        return site;
    }

    public ScriptedSwitch owner() {
        return owner;
    }

    /** Links of the gateway to the switch, one a side. */
    List<ScriptedAcd> links() {
        return links;
    }

    /** To be called after something was done to the switch from outside. */
    public void touchSwitch() {
        ownerWatch.look();
    }

    /** Kills the process of a member of the group. */
    public void kill(String member) {
        group.members().get(SimulatedGroup.NAMES.indexOf(member)).kill();
    }

    /** The member of the group that leads; empty while none does. */
    public String leader() {
        int leader = group.model().leader();
        return leader == ReplicationModel.NOBODY ? "" : SimulatedGroup.NAMES.get(leader);
    }

    /** Everything of a member takes so much longer; 0 for no longer. */
    public void farAway(String member, int ms) {
        group.model().slow(SimulatedGroup.NAMES.indexOf(member), ms);
    }

    /** A member and the others do not hear one another, or do again; the switch hears all. */
    public void cutOff(String member, boolean cut) {
        int one = SimulatedGroup.NAMES.indexOf(member);
        for (int other = 0; other < ReplicationModel.SIZE; other++) {
            if (other != one) {
                group.model().cut(one, other, cut);
                group.model().cut(other, one, cut);
            }
        }
    }

    /** The side of the group that commanded the switch last. */
    public String commander() {
        return group.commander();
    }

    /** An operator wants this side to command the switch, and says so at any member that runs. */
    public void moveTo(String side) {
        ActiveSideAsked asked =
                new ActiveSideAsked(SimulatedSite.PERIPHERAL, SimulatedGroup.NAMES.indexOf(side));
        group.members().stream()
                .filter(SimulatedMember::awake)
                .findFirst()
                .orElseThrow()
                .offer(asked);
    }

    /** Starts the process of a member that was killed. */
    public void startAgain(String member) {
        group.start(group.members().get(SimulatedGroup.NAMES.indexOf(member)));
    }

    /** The members of the gateway's group; null when there is one gateway that never fails. */
    SimulatedGroup group() {
        return group;
    }

    public SimulatedNet net() {
        return net;
    }

    public OpcMachine opc() {
        return gateway.opc();
    }

    /** Inputs that the gateway took so far. */
    long applied() {
        return gateway.applied();
    }

    public List<SimulatedAgents> clients() {
        return clients;
    }

    public Findings findings() {
        return findings;
    }

    Trace trace() {
        return trace;
    }

    MemoryTruth memory() {
        return memory;
    }

    SwitchTruth truth() {
        return truth;
    }

    DataTruth data() {
        return data;
    }

    DesktopTruth desktops() {
        return desktops;
    }

    Dice dice() {
        return dice;
    }

    /** Warnings and errors that the gateway logged, numbers replaced by N, and how often. */
    public Map<String, Long> lines() {
        return lines;
    }
}
