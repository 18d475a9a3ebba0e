package org.jackfield.simulation.check;

import org.jackfield.ctios.session.CtiOsNow;
import org.jackfield.gateway.opc.OpcReads;
import org.jackfield.protocol.ged188.DeviceIDType;
import org.jackfield.protocol.ged188.LocalConnectionState;
import org.jackfield.protocol.ged188.SnapshotCallConf;
import org.jackfield.protocol.record.Arguments;
import org.jackfield.simulation.check.Lasting.Difference;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares what desktops show and what CTI OS servers know with what the OPC has, and with the legs
 * at the switch. Goal: whatever happened, every screen is right again soon, and nobody is left with
 * a call that is none. Who cannot know it at the moment is not brought here; a difference counts
 * when it lasts.
 */
public final class ScreenTruth {

    private static final String AGENT = "a desktop shows its agent as the OPC has him";
    private static final String CALLS = "a desktop shows the calls that the OPC has at the phone";
    private static final String DATA = "a desktop shows a call's data as the OPC has them";
    private static final String LEGS = "a desktop shows a call where the phone has a leg";
    private static final String SERVER_AGENTS = "a CTI OS server has every agent as the OPC has";
    private static final String SERVER_CALLS = "a CTI OS server has the calls that the OPC has";
    private static final String ENDS = "every begun call ends everywhere";

    /**
     * A desktop that is live.
     *
     * @param name whose it is
     * @param agent UniqueObjectID of its agent
     * @param objects all that it shows, by UniqueObjectID
     */
    public record Screen(String name, String agent, Map<String, Arguments> objects) {}

    /** A CTI OS server that runs and is in touch. */
    public record Server(String name, CtiOsNow now) {}

    /**
     * Phones at the switch.
     *
     * @param withLegs those that have a leg
     * @param announced those with a leg that the gateway was told of
     */
    public record Phones(Set<String> withLegs, Set<String> announced) {}

    private final Findings findings;
    private final int peripheral;
    private final Lasting ofScreens;
    private final Lasting ofServers;

    /**
     * A checker that has seen nothing yet.
     *
     * @param peripheral PeripheralID of all agents
     */
    public ScreenTruth(int peripheral, Findings findings) {
        this.peripheral = peripheral;
        this.findings = findings;
        this.ofScreens = new Lasting(findings);
        this.ofServers = new Lasting(findings);
    }

    /** Differences seen so far mean nothing any more: there was a fault. */
    public void forgive() {
        ofScreens.forgive();
        ofServers.forgive();
    }

    /** Looks at desktops; to be called every few seconds with those that had time to know. */
    public void look(List<Screen> screens, OpcReads opc, Phones phones, long nowMs) {
        ofScreens.look(ofScreens(screens, new OpcSays(opc, peripheral), phones), nowMs);
    }

    /** Looks at servers; to be called now and then with those that had time to know. */
    public void look(List<Server> servers, OpcReads opc, long nowMs) {
        ofServers.look(ofServers(servers, new OpcSays(opc, peripheral)), nowMs);
    }

    /** At the very end everybody agrees at once, and nobody has a call. */
    public void finish(
            List<Screen> screens, List<Server> servers, OpcReads opc, Phones phones, long nowMs) {
        OpcSays says = new OpcSays(opc, peripheral);
        ofScreens(screens, says, phones).forEach(each -> each.tell(findings, nowMs));
        ofServers(servers, says).forEach(each -> each.tell(findings, nowMs));
        for (Screen each : screens) {
            for (String left : callsOn(each).keySet()) {
                findings.add(nowMs, ENDS, left + " on the screen of " + each.name());
            }
        }
        for (Server each : servers) {
            for (CtiOsNow.CallRow left : each.now().calls()) {
                findings.add(nowMs, ENDS, "call " + left.call() + " in " + each.name());
            }
        }
    }

    private List<Difference> ofScreens(List<Screen> screens, OpcSays opc, Phones phones) {
        List<Difference> seen = new ArrayList<>();
        for (Screen each : screens) {
            Arguments agent = each.objects().getOrDefault(each.agent(), Arguments.EMPTY);
            AgentAs shown = AgentAs.of(agent);
            ofAgent(each, shown, opc.agent(agent.text("AgentID", "")), seen);
            String phone = agent.truth("LoggedInHere") ? shown.instrument() : "";
            ofCalls(each, phone, opc, seen);
            if (!phone.isEmpty()) {
                ofLegs(each, phone, phones, seen);
            }
        }
        return seen;
    }

    private static void ofAgent(Screen screen, AgentAs shown, AgentAs told, List<Difference> to) {
        if (!shown.equals(told)) {
            to.add(new Difference(AGENT, screen.name(), "shows " + shown + ", is " + told));
        }
    }

    /**
     * Calls on a screen.
     *
     * @param phone where the agent is logged in from there; empty for nowhere
     */
    private void ofCalls(Screen screen, String phone, OpcSays opc, List<Difference> to) {
        Map<String, Arguments> shown = callsOn(screen);
        Set<String> known = new LinkedHashSet<>();
        opc.callsAt(phone)
                .forEach(
                        (call, state) -> {
                            String id = "call." + peripheral + "." + call + "." + phone;
                            known.add(id);
                            ofCall(screen, id, shown.get(id), state, to);
                            ofData(screen, id, shown.get(id), opc.call(call), to);
                        });
        for (Map.Entry<String, Arguments> each : shown.entrySet()) {
            if (!known.contains(each.getKey())) {
                String why = phone.isEmpty() ? ", is none: not logged in here" : ", is none";
                String how = "shows " + state(each.getValue()) + why;
                to.add(new Difference(CALLS, screen.name() + ", " + each.getKey(), how));
            }
        }
    }

    private static void ofLegs(Screen screen, String phone, Phones phones, List<Difference> to) {
        Map<String, Arguments> shown = callsOn(screen);
        boolean needsLeg = shown.values().stream().anyMatch(ScreenTruth::needsLeg);
        if (needsLeg && !phones.withLegs().contains(phone)) {
            String how = "no leg at phone " + phone + " for " + shown.keySet();
            to.add(new Difference(LEGS, screen.name(), how));
        }
        if (shown.isEmpty() && phones.announced().contains(phone)) {
            to.add(new Difference(LEGS, screen.name(), "a leg at phone " + phone + ", no call"));
        }
    }

    private static void ofCall(
            Screen screen, String id, Arguments shown, int state, List<Difference> to) {
        String is = LocalConnectionState.nameOf(state);
        String shows = shown == null ? "nothing" : state(shown);
        if (!shows.equals(is)) {
            String how = "shows " + shows + ", is " + is;
            to.add(new Difference(CALLS, screen.name() + ", " + id, how));
        }
    }

    private static void ofData(
            Screen screen, String id, Arguments shown, SnapshotCallConf call, List<Difference> to) {
        if (shown != null && call != null) {
            List<String> different = CallData.differences(shown, call);
            if (!different.isEmpty()) {
                String how = String.join("; ", different);
                to.add(new Difference(DATA, screen.name() + ", " + id, how));
            }
        }
    }

    private static Map<String, Arguments> callsOn(Screen screen) {
        Map<String, Arguments> calls = new LinkedHashMap<>();
        screen.objects()
                .forEach(
                        (id, object) -> {
                            if (id.startsWith("call.")) {
                                calls.put(id, object);
                            }
                        });
        return calls;
    }

    private static String state(Arguments call) {
        return LocalConnectionState.nameOf(call.number("CallStatus", -1));
    }

    private static boolean needsLeg(Arguments call) {
        long status = call.number("CallStatus", -1);
        return status == LocalConnectionState.CONNECT.value()
                || status == LocalConnectionState.HOLD.value();
    }

    private List<Difference> ofServers(List<Server> servers, OpcSays opc) {
        List<Difference> seen = new ArrayList<>();
        Map<String, AgentAs> told = new LinkedHashMap<>();
        if (!servers.isEmpty()) {
            opc.loggedIn().forEach(each -> told.put(each, opc.agent(each)));
        }
        for (Server each : servers) {
            ofAgents(each, told, seen);
            ofCalls(each, opc, seen);
        }
        return seen;
    }

    /**
     * Agents of a server.
     *
     * @param told what the OPC says of each who is logged in
     */
    private void ofAgents(Server server, Map<String, AgentAs> told, List<Difference> to) {
        String prefix = "agent." + peripheral + ".";
        Set<String> unknown = new LinkedHashSet<>(told.keySet());
        for (CtiOsNow.AgentRow each : server.now().agents()) {
            String id = each.agent().substring(prefix.length());
            unknown.remove(id);
            AgentAs has = AgentAs.of(each);
            AgentAs is = told.getOrDefault(id, AgentAs.OUT);
            if (!has.equals(is)) {
                String where = server.name() + ", agent " + id;
                to.add(new Difference(SERVER_AGENTS, where, "has " + has + ", is " + is));
            }
        }
        for (String id : unknown) {
            String where = server.name() + ", agent " + id;
            to.add(new Difference(SERVER_AGENTS, where, "is logged in, and not known there"));
        }
    }

    private static void ofCalls(Server server, OpcSays opc, List<Difference> to) {
        Set<Long> missing = opc.calls();
        for (CtiOsNow.CallRow each : server.now().calls()) {
            String where = server.name() + ", call " + each.call();
            SnapshotCallConf call = missing.remove(each.call()) ? opc.call(each.call()) : null;
            if (call == null) {
                to.add(new Difference(SERVER_CALLS, where, "is none"));
                continue;
            }
            List<String> there = call.callConnectionDeviceId();
            boolean same = new LinkedHashSet<>(there).equals(new LinkedHashSet<>(each.devices()));
            boolean fewer = there.containsAll(each.devices());
            if (!same && !(fewer && onlyWaits(call))) {
                String how = "has " + each.devices() + ", in the OPC " + there;
                to.add(new Difference(SERVER_CALLS, where, how));
            }
        }
        for (long call : missing) {
            String where = server.name() + ", call " + call;
            to.add(new Difference(SERVER_CALLS, where, "is not known there"));
        }
    }

    /**
     * Nobody but who called takes part, for whom no event stands until the call reaches a phone.
     */
    private static boolean onlyWaits(SnapshotCallConf call) {
        return call.callDeviceType().stream()
                .allMatch(each -> each == DeviceIDType.EXTERNAL.value());
    }
}
