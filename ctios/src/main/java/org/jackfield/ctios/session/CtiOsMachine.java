package org.jackfield.ctios.session;

import org.jackfield.ctios.object.AgentKey;
import org.jackfield.ctios.object.AgentNow;
import org.jackfield.ctios.object.Connection;
import org.jackfield.ctios.object.ObjectChange;
import org.jackfield.protocol.cil.ClientFrame;
import org.jackfield.protocol.cil.ClientHello;
import org.jackfield.protocol.cil.Goodbye;
import org.jackfield.protocol.cil.Ping;
import org.jackfield.protocol.cil.Pong;
import org.jackfield.protocol.cil.Request;
import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.ged188.AgentStateEvent;
import org.jackfield.protocol.ged188.Ged188Message;
import org.jackfield.protocol.ged188.SystemEvent;

import java.util.List;
import java.util.function.Consumer;

/**
 * The CTI OS server without its sockets: one input at a time, what is to be done comes out in
 * order. It has no snapshot of its own: after a restart everything comes from the CTI Server.
 */
public final class CtiOsMachine {

    private final Core core;

    public CtiOsMachine(SessionSettings settings, TokenSigner signer) {
        this.core = new Core(settings, signer);
    }

    /** Takes one input. */
    public void onInput(CtiOsInput input, long nowMs, Consumer<? super CtiOsOutput> out) {
        core.turn(nowMs, out);
        switch (input) {
            case CtiOsInput.LinkUp up -> {
                core.south.up(up.side(), up.conf());
                core.resync.doubt();
                core.publisher.systemStatus();
                core.resync.start();
                core.peers.site();
            }
            case CtiOsInput.LinkDown down -> {
                core.south.down(down.reason());
                core.publisher.systemStatus();
            }
            case CtiOsInput.Happened happened -> happened(happened.message());
            case CtiOsInput.Ended ended -> core.south.ended(ended.token(), ended.outcome());
            case CtiOsInput.Drain drain -> core.requests.refuseMore();
            case CtiOsInput.Opened opened ->
                    core.note("client " + opened.link() + " connected from " + opened.remote());
            case CtiOsInput.Said said -> said(said.link(), said.frame());
            case CtiOsInput.Garbled bad -> core.clients.violation(bad.link(), bad.error());
            case CtiOsInput.Slow slow -> {
                ClientSession session = core.clients.at(slow.link());
                if (session != null) {
                    core.clients.slow(session, "This screen reads too slowly.");
                }
            }
            case CtiOsInput.CutOff cut -> core.clients.cutOff(cut.link());
            case CtiOsInput.Closed closed -> {
                if (!core.peers.closed(closed.link())) {
                    core.clients.lost(closed.link());
                }
            }
            case CtiOsInput.PeerOpened up ->
                    core.peers.at(up.peer()).line.opened(up.attempt(), nowMs);
            case CtiOsInput.PeerSaid said ->
                    core.peers.at(said.peer()).line.said(said.attempt(), said.frame(), nowMs);
            case CtiOsInput.PeerGarbled bad ->
                    core.peers.at(bad.peer()).line.garbled(bad.attempt(), bad.error(), nowMs);
            case CtiOsInput.PeerClosed gone ->
                    core.peers.at(gone.peer()).line.closed(gone.attempt(), gone.reason(), nowMs);
        }
    }

    private void happened(Ged188Message message) {
        core.resync.heard(message);
        if (message instanceof SystemEvent event) {
            if (core.south.take(event)) {
                core.publisher.systemStatus();
            } else if (core.south.takePhone(event)) {
                core.publisher.phoneStatus(event.systemEventArg1(), event.eventDeviceId());
            }
            return;
        }
        if (message instanceof AgentStateEvent event) {
            AgentNow known = core.floor.agent(new AgentKey(event.peripheralId(), event.agentId()));
            if (known != null && known.leftFor(event)) {
                core.clients.loggedOutUnseen(known);
            }
        }
        List<ObjectChange> changes = core.floor.onEvent(message, core.nowMs());
        if (message instanceof AgentStateEvent event) {
            AgentKey agent = new AgentKey(event.peripheralId(), event.agentId());
            if (event.agentState() == AgentState.LOGOUT.value()) {
                core.clients.loggedOut(agent);
            }
            core.publisher.publish(changes);
            core.clients.cameBack(agent);
            core.logins.stateTold(agent);
            core.drafts.look(agent);
            return;
        }
        core.publisher.publish(changes);
    }

    private void said(long link, ClientFrame frame) {
        if (frame instanceof ClientHello hello) {
            core.clients.hello(link, hello);
            return;
        }
        if (core.peers.said(link, frame)) {
            return;
        }
        ClientSession session = core.clients.at(link);
        if (session == null) {
            core.clients.violation(link, "the first frame must be clientHello");
            return;
        }
        switch (frame) {
            case Request request -> {
                core.requests.take(session, request);
                core.clients.alive(session); // One without heartbeats says nothing else.
            }
            case Ping ping -> {
                core.put(new CtiOsOutput.Frame(link, new Pong(ping.number(), core.nowMs())));
                core.clients.alive(session);
            }
            case Goodbye goodbye -> core.clients.goodbye(session);
            case ClientHello again -> core.clients.violation(link, "a second clientHello");
            default ->
                    core.clients.violation(
                            link, "a client does not say " + frame.getClass().getSimpleName());
        }
    }

    /** Fires what is due. */
    public void onTime(long nowMs, Consumer<? super CtiOsOutput> out) {
        core.turn(nowMs, out);
        for (Long id = core.timers.poll(nowMs); id != null; id = core.timers.poll(nowMs)) {
            core.clients.graceOver(id);
        }
        core.publisher.publish(core.floor.onTime(nowMs));
        core.takeOvers.onTime();
        core.chat.onTime();
        core.peers.onTime();
    }

    /** When {@link #onTime} wants to be called next; {@link Long#MAX_VALUE} when never. */
    public long nextDeadlineMs() {
        return Math.min(
                Math.min(
                        core.timers.nextMs(),
                        Math.min(core.takeOvers.nextDeadlineMs(), core.floor.nextDeadlineMs())),
                Math.min(core.chat.nextDeadlineMs(), core.peers.nextDeadlineMs()));
    }

    /** What is known now, for an operator's eyes. */
    public CtiOsNow now() {
        return new CtiOsNow(
                online(),
                core.clients.all().stream()
                        .map(
                                each ->
                                        new CtiOsNow.ClientNow(
                                                each.id,
                                                each.client,
                                                each.mode.name(),
                                                each.link != 0,
                                                each.agent == null ? "" : each.agent.text()))
                        .toList(),
                core.floor.agents().stream()
                        .map(
                                each ->
                                        new CtiOsNow.AgentRow(
                                                each.key().text(),
                                                each.state() == null ? "" : each.state().name(),
                                                each.reason(),
                                                each.instrument(),
                                                each.next()))
                        .toList(),
                core.floor.calls().stream()
                        .map(
                                each ->
                                        new CtiOsNow.CallRow(
                                                each.id(),
                                                each.live().stream()
                                                        .map(Connection::device)
                                                        .toList()))
                        .toList(),
                core.peers.rows());
    }

    /** Requests of connected clients that have no outcome yet. */
    public int openRequests() {
        return core.clients.all().stream().mapToInt(each -> each.requestsOpen).sum();
    }

    /** Whether the CTI Server and all its switches can be reached. */
    public boolean online() {
        return core.south.online();
    }
}
