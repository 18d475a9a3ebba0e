package org.jackfield.acceptance.browser;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import com.microsoft.playwright.Page;

import org.jackfield.client.cil.CilReply;
import org.jackfield.client.cil.CilServer;
import org.jackfield.client.cil.CilSettings;
import org.jackfield.client.ctiserver.CtiServerAddress;
import org.jackfield.client.run.CtiOsSession;
import org.jackfield.ctios.process.CtiOsProcess;
import org.jackfield.ctios.process.CtiOsSettings;
import org.jackfield.ctios.process.DefaultDesktop;
import org.jackfield.ctios.session.DesktopSettings;
import org.jackfield.ctios.session.Reason;
import org.jackfield.gateway.pim.Pim;
import org.jackfield.gateway.pim.PimSink;
import org.jackfield.gateway.process.GatewayProcess;
import org.jackfield.gateway.process.GatewaySettings;
import org.jackfield.gateway.process.HostedPim;
import org.jackfield.gateway.process.PasswordHash;
import org.jackfield.gateway.process.SiteData;
import org.jackfield.node.console.ConsoleCommand;
import org.jackfield.peripheral.scripted.PhoneSettings;
import org.jackfield.peripheral.scripted.Script;
import org.jackfield.peripheral.scripted.ScriptedAcd;
import org.jackfield.peripheral.scripted.ScriptedSettings;
import org.jackfield.peripheral.scripted.ScriptedSwitch;
import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.link.EventLoops;
import org.jackfield.protocol.link.TlsIdentity;
import org.jackfield.protocol.pim.AnswerMode;
import org.jackfield.protocol.pim.PimCommand;
import org.jackfield.protocol.record.Arguments;
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

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The real road in one process: scripted switch, gateway, two CTI OS servers. Agents 1001 to 1003
 * at phones 2001 to 2003, password {@code secret-ID}; calls to 7001 are queued for them.
 */
final class CallCentre implements AutoCloseable {

    /** The number of {@link #talking}'s customer. */
    static final String CALLER = "03023125001";

    private static final int PERIPHERAL = 5000;
    private static final int BILLING = 10;
    private static final int PATIENCE_MS = 20_000;
    private static final String HOST = "127.0.0.1";
    private static final List<String> AGENTS = List.of("1001", "1002", "1003");

    private final Deque<Runnable> open = new ArrayDeque<>();
    private final ScriptablePim pim = new ScriptablePim();
    private final GatewayProcess gateway;
    private final String address;
    private final int portA;

    CallCentre() {
        this(null);
    }

    /**
     * @param identity both CTI OS servers show it, by https and wss; null: http and ws
     */
    CallCentre(TlsIdentity identity) {
        this(IntUnaryOperator.identity(), each -> each.withTls(identity));
    }

    /**
     * A centre whose CTI OS servers are wired and set otherwise.
     *
     * @param wire for the port of a server, the one that pages and the other server connect to
     * @param tuned settings of each server
     */
    CallCentre(IntUnaryOperator wire, UnaryOperator<CtiOsSettings> tuned) {
        EventLoops loops = EventLoops.start("call-centre");
        open.push(loops::close);
        gateway =
                GatewayProcess.launch(
                        GatewaySettings.demo(0, 0),
                        site(),
                        List.of(new HostedPim(PERIPHERAL, pim)),
                        loops,
                        (severity, line) -> {});
        open.push(gateway::close);
        List<CtiServerAddress> sides =
                List.of(
                        new CtiServerAddress("A", HOST, gateway.port("A")),
                        new CtiServerAddress("B", HOST, gateway.port("B")));
        CtiOsProcess serverB = CtiOsProcess.launch(tuned.apply(server("ctios-B", sides, 0)));
        open.push(serverB::close);
        int portB = wire.applyAsInt(serverB.port());
        CtiOsSettings settingsA =
                tuned.apply(server("ctios-A", sides, portB)).withPeers(List.of(HOST + ":" + portB));
        CtiOsProcess serverA = CtiOsProcess.launch(settingsA);
        open.push(serverA::close);
        portA = serverA.port();
        String scheme = settingsA.tls() == null ? "http" : "https";
        address = scheme + "://" + HOST + ":" + wire.applyAsInt(serverA.port()) + "/";
    }

    private static CtiOsSettings server(String name, List<CtiServerAddress> sides, int peer) {
        return CtiOsSettings.of(name, HOST, 0, sides, "key-of-both-servers", desktop(peer));
    }

    private static DesktopSettings desktop(int peer) {
        Arguments profile = DefaultDesktop.profile("Test", PERIPHERAL, "", 0, HOST, peer);
        Arguments tree =
                DefaultDesktop.tree(List.of(profile)).toBuilder()
                        .put(
                                "SkillGroups",
                                List.of(
                                        Arguments.builder()
                                                .put("PeripheralID", PERIPHERAL)
                                                .put("SkillGroupNumber", BILLING)
                                                .put("Name", "Billing")
                                                .build()))
                        .put(
                                "ScreenPop",
                                Arguments.builder()
                                        .put("Url", "https://crm.example/?phone={ANI}")
                                        .build())
                        .build();
        return new DesktopSettings(
                tree,
                List.of(new Reason("Break", 1), new Reason("Lunch", 2)),
                List.of(),
                List.of("Invoice explained", "Payment arranged"),
                DesktopSettings.EMPTY.capabilities(),
                List.of("2003"));
    }

    private static SiteData site() {
        SiteDeskSettings desk =
                SiteDeskSettings.builder()
                        .id(1)
                        .wrapUpIncoming(WrapUpMode.OPTIONAL)
                        .wrapUpOutgoing(WrapUpMode.OPTIONAL)
                        .wrapUpSeconds(60)
                        .reasonNeededNotReady(true)
                        .reasonNeededLogout(false)
                        .ringNoAnswerSeconds(20)
                        .agentToAgent(true)
                        .logoutGraceSeconds(30)
                        .build();
        SitePlan plan =
                SitePlan.builder()
                        .number("7001")
                        .callType(1)
                        .name("Billing")
                        .service(BILLING)
                        .music("default")
                        .steps(List.of(new QueueTo(BILLING, 5, 60)))
                        .variables(List.of())
                        .build();
        return new SiteData(
                List.of(new SitePeripheral(PERIPHERAL, "Test", 17)),
                AGENTS.stream().map(CallCentre::phone).toList(),
                AGENTS.stream().map(CallCentre::agent).toList(),
                List.of(
                        new SiteSkillGroup(PERIPHERAL, 1, 5001, "Outside routing", true),
                        new SiteSkillGroup(PERIPHERAL, BILLING, 5010, "Billing", false)),
                List.of(new SiteTeam(1, "Billing", List.of())),
                List.of(desk),
                List.of(
                        new SiteReason(ReasonUse.NOT_READY, 1, "Break"),
                        new SiteReason(ReasonUse.NOT_READY, 2, "Lunch")),
                List.of(new SiteEcc("user.account", 5001, false, 30)),
                List.of(plan),
                AGENTS.stream()
                        .collect(
                                Collectors.toMap(
                                        id -> id,
                                        id ->
                                                PasswordHash.of(
                                                        "secret-" + id,
                                                        PasswordHash.Cost.PUBLIC))));
    }

    /** Phone of an agent: 2001 for 1001. Phone 2003 can be answered by itself only. */
    static String phoneOf(String agent) {
        return "2" + agent.substring(1);
    }

    private static SiteDevice phone(String agent) {
        String phone = phoneOf(agent);
        AnswerMode mode = phone.equals("2003") ? AnswerMode.PHONE : AnswerMode.DEFERRED;
        return new SiteDevice(PERIPHERAL, phone, phone, phone, mode);
    }

    private static SiteAgent agent(String id) {
        return SiteAgent.builder()
                .peripheral(PERIPHERAL)
                .id(id)
                .icmAgentId(Integer.parseInt(id))
                .loginName("agent" + id)
                .firstName("Agent")
                .lastName(id)
                .deskSettings(1)
                .team(1)
                .skills(List.of(new SkillMembership(BILLING, 1)))
                .build();
    }

    String address() {
        return address;
    }

    /** The wrap-up texts that the gateway keeps, as its operator reads them, with single blanks. */
    String notes() {
        ConsoleCommand command =
                gateway.consoleCommands().stream()
                        .filter(each -> each.names().contains("list_notes"))
                        .findFirst()
                        .orElseThrow();
        CompletableFuture<String> text = new CompletableFuture<>();
        gateway.offer(() -> text.complete(command.action().run(List.of())));
        return text.orTimeout(PATIENCE_MS, MILLISECONDS).join().replaceAll(" +", " ");
    }

    /** The states of an agent from now on, as the CTI Server tells them to whoever looks on. */
    List<AgentState> statesToldOf(String id) {
        List<AgentState> told = new CopyOnWriteArrayList<>();
        CtiOsSession monitor =
                CtiOsSession.create(CilSettings.of("monitor", new CilServer(HOST, portA)));
        open.addLast(monitor::close);
        monitor.connect();
        if (!monitor.await(CtiOsSession::connected, PATIENCE_MS)) {
            throw new AssertionError("no monitor");
        }
        CilReply filtered =
                monitor.setMessageFilter("MessageID=*").orTimeout(PATIENCE_MS, MILLISECONDS).join();
        if (!filtered.done()) {
            throw new AssertionError(filtered.toString());
        }
        monitor.addListener(
                event -> {
                    Arguments args = event.args();
                    if (event.is("OnAgentStateChange") && event.target().endsWith("." + id)) {
                        told.add(AgentState.of((int) args.number("AgentState", -1)));
                    }
                });
        return told;
    }

    /** Agent 1001 logs in on a page and talks to a gold customer. */
    AgentPage talking(Page page) {
        AgentPage agent = new AgentPage(page).open(address).login("1001", "secret-1001", "2001");
        agent.ready();
        play(caller(CALLER, Map.of("Var1", "Gold")));
        agent.row("Ringing");
        agent.press("answer");
        agent.row("Talking");
        return agent;
    }

    /** People at the switch act: lines of {@link Script}. */
    void play(String script) {
        pim.scripts.add(script);
    }

    /** The server of the pages ends, as for maintenance; the other one stays. */
    void stopServerA() {
        open.pop().run();
    }

    @Override
    public void close() {
        while (!open.isEmpty()) {
            open.pop().run();
        }
    }

    /** The switch, which takes scripts while it runs; they begin on its own loop. */
    private static final class ScriptablePim implements Pim {

        private static final int LOOK_MS = 50;

        private final Queue<String> scripts = new ConcurrentLinkedQueue<>();
        private final ScriptedSwitch owner =
                new ScriptedSwitch(ScriptedSettings.DEFAULT, 1, System.currentTimeMillis());
        private final ScriptedAcd acd = new ScriptedAcd(owner);
        private long lookAtMs;

        ScriptablePim() {
            AGENTS.forEach(id -> owner.addPhone(PhoneSettings.of(phoneOf(id))));
        }

        @Override
        public void start(PimSink sink) {
            acd.start(sink);
        }

        @Override
        public void activate(int epoch) {
            acd.activate(epoch);
        }

        @Override
        public void standby() {
            acd.standby();
        }

        @Override
        public void command(int epoch, PimCommand command) {
            acd.command(epoch, command);
        }

        @Override
        public void onTime(long nowMs) {
            lookAtMs = nowMs + LOOK_MS;
            acd.onTime(nowMs);
            for (String next = scripts.poll(); next != null; next = scripts.poll()) {
                owner.join(Script.of(next, owner, acd));
            }
        }

        @Override
        public long nextDeadlineMs() {
            return Math.min(lookAtMs, acd.nextDeadlineMs());
        }

        @Override
        public void stop() {
            acd.stop();
        }
    }

    /** What a caller brings along, as the call data show it. */
    static String caller(String number, Map<String, String> variables) {
        String with =
                variables.entrySet().stream()
                        .map(each -> each.getKey() + "=\"" + each.getValue() + "\"")
                        .sorted()
                        .collect(Collectors.joining(", "));
        return "caller " + number + " dials 7001" + (with.isEmpty() ? "" : " with " + with);
    }
}
