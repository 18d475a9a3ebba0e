package org.jackfield.ctios.session;

import org.jackfield.ctios.object.AgentKey;
import org.jackfield.ctios.peer.PeerGate;
import org.jackfield.ctios.peer.PeerIdentity;
import org.jackfield.ctios.peer.PeerLine;
import org.jackfield.ctios.peer.PeerSettings;
import org.jackfield.protocol.cil.ClientFrame;
import org.jackfield.protocol.cil.Closing;
import org.jackfield.protocol.cil.Goodbye;
import org.jackfield.protocol.cil.PeerChat;
import org.jackfield.protocol.cil.PeerChatEnd;
import org.jackfield.protocol.cil.PeerDesk;
import org.jackfield.protocol.cil.PeerDeskState;
import org.jackfield.protocol.cil.PeerHello;
import org.jackfield.protocol.cil.PeerLogin;
import org.jackfield.protocol.cil.PeerProof;
import org.jackfield.protocol.cil.PeerSite;
import org.jackfield.protocol.cil.Ping;
import org.jackfield.protocol.cil.Pong;
import org.jackfield.protocol.cil.ServerFrame;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The other CTI OS servers of the site. Each is asked by a line of its own, and asks by a
 * connection of its own; what it says of desktops is believed while that line is up. That a line is
 * down changes no agent.
 */
final class Peers {

    private static final int DESKS_MAX = 100_000;

    private final Core core;
    private final PeerIdentity self;
    private final List<Peer> peers = new ArrayList<>();
    private final Map<Long, PeerGate> gates = new TreeMap<>();
    private final Map<AgentKey, PeerDeskState> told = new TreeMap<>();
    private long greetings;

    Peers(Core core) {
        this.core = core;
        SessionSettings own = core.settings;
        this.self =
                new PeerIdentity(
                        own.server(),
                        own.incarnation(),
                        text -> core.signer.sign(text),
                        text -> core.signer.verified(text));
        for (String address : own.peers().addresses()) {
            peers.add(new Peer(peers.size(), address, own.peers()));
        }
    }

    /** What this server hears of one peer. */
    final class Peer implements PeerLine.Owner {

        final PeerLine line;
        private final int index;
        private final String address;
        private final Map<AgentKey, PeerDeskState> desks = new TreeMap<>();
        private String server = "";

        private Peer(int index, String address, PeerSettings settings) {
            this.index = index;
            this.address = address;
            this.line = new PeerLine(settings, self, this);
        }

        @Override
        public void connect(long attempt) {
            core.put(new CtiOsOutput.PeerConnect(index, address, attempt));
        }

        @Override
        public void send(long attempt, ClientFrame frame) {
            core.put(new CtiOsOutput.PeerSend(index, attempt, frame));
        }

        @Override
        public void drop(long attempt, String reason) {
            core.put(new CtiOsOutput.PeerDrop(index, attempt, reason));
        }

        @Override
        public void up(String name) {
            server = name;
            core.note("peer " + this + " is up");
        }

        @Override
        public void down(String reason) {
            core.note("peer " + this + " is down: " + reason + "; nobody is logged out by that");
            List<AgentKey> had = List.copyOf(desks.keySet());
            desks.clear();
            had.forEach(core.logins::leftToUs);
        }

        @Override
        public void unreached(String reason) {
            core.note("peer " + this + " cannot be reached: " + reason);
        }

        @Override
        public void desk(PeerDesk desk) {
            AgentKey agent = new AgentKey(desk.peripheral(), desk.agent());
            if (desk.state() != PeerDeskState.GONE && desks.size() < DESKS_MAX) {
                desks.put(agent, desk.state());
            } else if (desks.remove(agent) != null && !here(agent)) {
                core.logins.leftToUs(agent);
                core.logins.leftByAll(agent);
            }
        }

        @Override
        public void ended(PeerChatEnd end) {
            core.chat.ended(end);
        }

        private CtiOsNow.PeerRow row() {
            return new CtiOsNow.PeerRow(
                    address, server, line.up(), desks.size(), line.trouble(), callsUs());
        }

        private boolean callsUs() {
            return gates.values().stream()
                    .anyMatch(each -> each.open() && each.server().equals(server));
        }

        @Override
        public String toString() {
            return server.isEmpty() ? address : server + " (" + address + ")";
        }
    }

    /** The peer of that number, in the order of the settings. */
    Peer at(int index) {
        return peers.get(index);
    }

    /** For an operator's eyes. */
    List<CtiOsNow.PeerRow> rows() {
        return peers.stream().map(Peer::row).toList();
    }

    // What peers say

    /** Whether every other server of the site was asked; false where none is named. */
    boolean allUp() {
        return !peers.isEmpty() && peers.stream().allMatch(each -> each.line.up());
    }

    /** Whether a server of the site is not there to be asked. */
    boolean someDown() {
        return peers.stream().anyMatch(each -> !each.line.up());
    }

    /** Whether the agent has a connected desktop at a peer. */
    boolean live(AgentKey agent) {
        return says(agent, PeerDeskState.LIVE::equals);
    }

    /** Whether the agent has a desktop at a peer, be it in its grace. */
    boolean here(AgentKey agent) {
        return says(agent, state -> true);
    }

    private boolean says(AgentKey agent, Predicate<PeerDeskState> wanted) {
        for (Peer each : peers) {
            PeerDeskState state = each.desks.get(agent);
            if (state != null && wanted.test(state)) {
                return true;
            }
        }
        return false;
    }

    // What peers are told

    /** The agent logged in here too; who has a desktop of the agent elsewhere shall see it. */
    void secondLogin(AgentKey agent) {
        toDesks(agent, new PeerLogin(agent.peripheral(), agent.id()));
    }

    /** Sends a line to every peer at which the agent has a desktop, and says to how many. */
    int chat(AgentKey to, PeerChat line) {
        return toDesks(to, line);
    }

    private int toDesks(AgentKey agent, ClientFrame frame) {
        int sent = 0;
        for (Peer each : peers) {
            if (each.desks.containsKey(agent) && each.line.send(frame)) {
                sent++;
            }
        }
        return sent;
    }

    /** Something changed about an agent's desktops here. */
    void touched(AgentKey agent) {
        PeerDeskState now = PeerDeskState.GONE;
        for (ClientSession each : core.clients.of(agent)) {
            if (each.here) {
                boolean live = each.link != 0 || now == PeerDeskState.LIVE;
                now = live ? PeerDeskState.LIVE : PeerDeskState.WAITING;
            }
        }
        PeerDeskState before =
                now == PeerDeskState.GONE ? told.remove(agent) : told.put(agent, now);
        if (now != (before == null ? PeerDeskState.GONE : before)) {
            PeerDesk desk = new PeerDesk(agent.peripheral(), agent.id(), now);
            gates.forEach(
                    (link, gate) -> {
                        if (gate.open()) {
                            core.put(new CtiOsOutput.Frame(link, desk));
                        }
                    });
        }
    }

    // Peers as our clients

    /** Takes what a peer's connection said; false when the connection is no peer's. */
    boolean said(long link, ClientFrame frame) {
        PeerGate gate = gates.get(link);
        if (gate == null) {
            if (frame instanceof PeerHello hello && core.clients.at(link) == null) {
                greeted(link, hello);
                return true;
            }
            return false;
        }
        switch (frame) {
            case PeerProof proof -> judge(link, gate, proof);
            case Ping ping -> answer(link, new Pong(ping.number(), core.nowMs()));
            case Goodbye ignored -> refuse(link, new Closing("goodbye", "", false));
            case PeerSite site when gate.open() ->
                    refuse(link, gate.site(site.peripherals(), core.south.switches()));
            case PeerLogin login when gate.open() ->
                    core.logins.secondElsewhere(new AgentKey(login.peripheral(), login.agent()));
            case PeerChat line when gate.open() ->
                    answer(link, new PeerChatEnd(line.id(), core.chat.deliver(line)));
            default -> {
                core.clients.violation(
                        link, "a peer does not say " + frame.getClass().getSimpleName() + " now");
                gates.remove(link);
            }
        }
        return true;
    }

    private void answer(long link, ServerFrame frame) {
        core.put(new CtiOsOutput.Frame(link, frame));
    }

    private void greeted(long link, PeerHello hello) {
        PeerGate gate = PeerGate.of(self, hello, ++greetings);
        if (gate == null) {
            refuse(link, PeerGate.refusal(hello));
        } else {
            gates.put(link, gate);
            answer(link, gate.challenge());
        }
    }

    private void judge(long link, PeerGate gate, PeerProof proof) {
        ServerFrame verdict = gate.judge(proof, core.south.switches());
        if (verdict instanceof Closing refusal) {
            refuse(link, refusal);
            return;
        }
        for (Long other : List.copyOf(gates.keySet())) {
            if (other != link && gates.get(other).run().equals(gate.run())) {
                refuse(other, new Closing("replaced", "You came again meanwhile.", true));
            }
        }
        core.note("peer " + gate.server() + " connected");
        answer(link, verdict);
        told.forEach(
                (agent, state) ->
                        answer(link, new PeerDesk(agent.peripheral(), agent.id(), state)));
    }

    /** Ends a peer's connection; with null nothing is done. */
    private void refuse(long link, Closing last) {
        if (last != null) {
            PeerGate gate = gates.remove(link);
            String who = gate == null ? "connection " + link : gate.server();
            core.note("peer " + who + " is closed: " + last.reason() + " " + last.text());
            core.put(new CtiOsOutput.Close(link, last));
        }
    }

    /** A connection is gone; false when it was no peer's. */
    boolean closed(long link) {
        PeerGate gate = gates.remove(link);
        if (gate != null) {
            core.note("peer " + gate.server() + " disconnected");
        }
        return gate != null;
    }

    // Time, and the CTI Server

    /** The session with a CTI Server is a new one: who has other switches is no peer (BEH-273). */
    void site() {
        List<Long> own = core.south.switches();
        peers.forEach(each -> each.line.site(own));
        for (Map.Entry<Long, PeerGate> each : new TreeMap<>(gates).entrySet()) {
            if (each.getValue().open()) {
                refuse(each.getKey(), each.getValue().site(own));
            }
        }
    }

    void onTime() {
        peers.forEach(each -> each.line.onTime(core.nowMs()));
    }

    long nextDeadlineMs() {
        long next = Long.MAX_VALUE;
        for (Peer each : peers) {
            next = Math.min(next, each.line.nextDeadlineMs());
        }
        return next;
    }
}
