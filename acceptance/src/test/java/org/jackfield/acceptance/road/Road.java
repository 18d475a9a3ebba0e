package org.jackfield.acceptance.road;

import org.jackfield.client.cil.CilServer;
import org.jackfield.client.cil.CilSettings;
import org.jackfield.client.ctiserver.CtiServerAddress;
import org.jackfield.client.run.CtiOsSession;
import org.jackfield.ctios.process.CtiOsProcess;
import org.jackfield.ctios.process.CtiOsSettings;
import org.jackfield.ctios.session.DesktopSettings;
import org.jackfield.ctios.session.SessionSettings;
import org.jackfield.gateway.process.GatewayProcess;
import org.jackfield.gateway.process.GatewaySettings;
import org.jackfield.gateway.process.HostedPim;
import org.jackfield.gateway.process.PasswordHash;
import org.jackfield.gateway.process.SiteData;
import org.jackfield.peripheral.scripted.Actor;
import org.jackfield.peripheral.scripted.Hands;
import org.jackfield.peripheral.scripted.PhoneSettings;
import org.jackfield.peripheral.scripted.ScriptedAcd;
import org.jackfield.peripheral.scripted.ScriptedCaller;
import org.jackfield.peripheral.scripted.ScriptedSettings;
import org.jackfield.peripheral.scripted.ScriptedSwitch;
import org.jackfield.protocol.link.EventLoops;
import org.jackfield.protocol.pim.AnswerMode;
import org.jackfield.protocol.pim.PimReport;
import org.jackfield.protocol.record.Arguments;
import org.jackfield.protocol.site.QueueTo;
import org.jackfield.protocol.site.SiteAgent;
import org.jackfield.protocol.site.SiteDeskSettings;
import org.jackfield.protocol.site.SiteDevice;
import org.jackfield.protocol.site.SitePeripheral;
import org.jackfield.protocol.site.SitePlan;
import org.jackfield.protocol.site.SiteSkillGroup;
import org.jackfield.protocol.site.SkillMembership;
import org.jackfield.protocol.site.WrapUpMode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;
import java.util.function.UnaryOperator;

/**
 * A small site with everything on it: agents 1001 to 1003 at 2001 to 2003, number 7001. Agent 1003
 * must give a reason for not ready.
 */
final class Road implements AutoCloseable {

    static final long PERIPHERAL = 5000;
    static final String NUMBER = "7001";
    static final String CALLER = "03023125001";

    private static final int TICK_MS = 10;

    private final EventLoops loops = EventLoops.start("road");
    private final ScriptedSwitch owner =
            new ScriptedSwitch(ScriptedSettings.DEFAULT, 7, System.currentTimeMillis());
    private final Queue<Consumer<Hands>> deeds = new ConcurrentLinkedQueue<>();
    private final GatewayProcess gateway;
    private final Queue<String> gatewayLines = new ConcurrentLinkedQueue<>();
    private final List<CtiOsSession> sessions = new ArrayList<>();
    CtiOsProcess ctiosA;
    CtiOsProcess ctiosB;

    Road(SessionSettings.Closed closed) {
        this(IntUnaryOperator.identity(), each -> each.withClosed(closed), Map.of());
    }

    /**
     * A site whose CTI OS servers are wired and set otherwise.
     *
     * @param wire for the port of a side's CTI Server, the one that CTI OS connects to
     * @param tuned settings of each server
     * @param machine settings of the OPC, by name
     */
    Road(IntUnaryOperator wire, UnaryOperator<CtiOsSettings> tuned, Map<String, String> machine) {
        for (String phone : List.of("2001", "2002", "2003")) {
            owner.addPhone(PhoneSettings.of(phone));
        }
        owner.join(new People());
        ScriptedAcd acd = new ScriptedAcd(owner);
        gateway =
                GatewayProcess.launch(
                        GatewaySettings.demo(0, 0).withIdleTimeoutMin(1).withMachine(machine),
                        site(),
                        List.of(new HostedPim((int) PERIPHERAL, acd)),
                        loops,
                        (severity, text) -> gatewayLines.add(text));
        Map<String, CtiServerAddress> sides = new TreeMap<>();
        for (String name : List.of("A", "B")) {
            int port = wire.applyAsInt(gateway.port(name));
            sides.put(name, new CtiServerAddress(name, "127.0.0.1", port));
        }
        ctiosA = ctios("ctios-A", tuned, sides.get("A"), sides.get("B"));
        ctiosB = ctios("ctios-B", tuned, sides.get("B"), sides.get("A"));
    }

    /** Whoever stands at the phones: does what a test says, on the switch's own thread. */
    private final class People implements Actor {
        private long nextMs;

        @Override
        public void happened(PimReport report, long nowMs) {
            // nobody here reacts to the switch
        }

        @Override
        public void onTime(long nowMs) {
            for (Consumer<Hands> deed = deeds.poll(); deed != null; deed = deeds.poll()) {
                deed.accept(owner.hands());
            }
            nextMs = nowMs + TICK_MS;
        }

        @Override
        public long nextDeadlineMs() {
            return nextMs;
        }
    }

    private static CtiOsProcess ctios(
            String name,
            UnaryOperator<CtiOsSettings> tuned,
            CtiServerAddress first,
            CtiServerAddress second) {
        return CtiOsProcess.launch(
                tuned.apply(
                        CtiOsSettings.of(
                                name,
                                "127.0.0.1",
                                0,
                                List.of(first, second),
                                "a key that both servers share",
                                DesktopSettings.EMPTY)));
    }

    /** Where a side's CTI Server listens. */
    int ctiServerPort(String side) {
        return gateway.port(side);
    }

    /** What the gateway logged so far. */
    List<String> gatewayLines() {
        return List.copyOf(gatewayLines);
    }

    /** Somebody at a phone or outside does something. */
    void hands(Consumer<Hands> deed) {
        deeds.add(deed);
    }

    void callerDials(String number) {
        hands(hands -> hands.callerDials(ScriptedCaller.of(CALLER, number).with("Var1", "Gold")));
    }

    /** A phone loses its registration, or has it again. */
    void phoneInService(String phone, boolean inService) {
        hands(any -> owner.inService(phone, inService));
    }

    /** The switch dies, and every call with it. */
    void switchCrashes() {
        hands(any -> owner.crash());
    }

    /** It is there again, with nothing but its phones. */
    void switchRestarts() {
        hands(any -> owner.restart());
    }

    /** A session that knows both servers, the named one first where the seed says so. */
    CtiOsSession session() {
        return session(ctiosA.port(), ctiosB.port());
    }

    /** A session that knows its two servers by these ports. */
    CtiOsSession session(int portA, int portB) {
        CtiOsSession session =
                CtiOsSession.create(
                        CilSettings.of(
                                "road",
                                new CilServer("127.0.0.1", portA),
                                new CilServer("127.0.0.1", portB)),
                        loops);
        sessions.add(session);
        session.connect();
        return session;
    }

    private static SiteData site() {
        List<SiteDevice> devices = new ArrayList<>();
        List<SiteAgent> agents = new ArrayList<>();
        Map<String, String> passwords = new TreeMap<>();
        for (int i = 1; i <= 3; i++) {
            String phone = "200" + i;
            String id = "100" + i;
            devices.add(new SiteDevice((int) PERIPHERAL, phone, phone, phone, AnswerMode.DEFERRED));
            agents.add(
                    SiteAgent.builder()
                            .peripheral((int) PERIPHERAL)
                            .id(id)
                            .icmAgentId(1000 + i)
                            .loginName("agent" + i)
                            .firstName("Anna")
                            .lastName("Number " + i)
                            .deskSettings(i == 3 ? 2 : 1)
                            .team(1)
                            .skills(List.of(new SkillMembership(10, 1)))
                            .build());
            passwords.put(id, PasswordHash.of("pw-" + id, PasswordHash.Cost.PUBLIC));
        }
        return new SiteData(
                List.of(new SitePeripheral((int) PERIPHERAL, "Road", 17)),
                devices,
                agents,
                List.of(
                        new SiteSkillGroup((int) PERIPHERAL, 1, 5001, "Outside routing", true),
                        new SiteSkillGroup((int) PERIPHERAL, 10, 5010, "Billing", false)),
                List.of(),
                List.of(deskSettings(1, false), deskSettings(2, true)),
                List.of(),
                List.of(),
                List.of(
                        SitePlan.builder()
                                .number(NUMBER)
                                .callType(1)
                                .name("Billing")
                                .service(1)
                                .music("default")
                                .steps(List.of(new QueueTo(10, 1, 0)))
                                .build()),
                passwords);
    }

    private static SiteDeskSettings deskSettings(int id, boolean reasonNeeded) {
        return SiteDeskSettings.builder()
                .id(id)
                .wrapUpIncoming(WrapUpMode.REQUIRED)
                .wrapUpOutgoing(WrapUpMode.OPTIONAL)
                .wrapUpSeconds(0)
                .ringNoAnswerSeconds(20)
                .agentToAgent(true)
                .logoutGraceSeconds(30)
                .reasonNeededNotReady(reasonNeeded)
                .build();
    }

    /** A variable by its name. */
    static Arguments data(String name, String value) {
        return Arguments.builder().put(name, value).build();
    }

    @Override
    public void close() {
        sessions.forEach(CtiOsSession::close);
        ctiosA.close();
        ctiosB.close();
        gateway.close();
        loops.close();
    }
}
