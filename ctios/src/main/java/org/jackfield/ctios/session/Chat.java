package org.jackfield.ctios.session;

import org.jackfield.ctios.object.AgentKey;
import org.jackfield.machine.Timers;
import org.jackfield.protocol.cil.PeerChat;
import org.jackfield.protocol.cil.PeerChatEnd;
import org.jackfield.protocol.cil.Request;
import org.jackfield.protocol.ged188.ControlFailureCode;
import org.jackfield.protocol.record.Arguments;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * SendChatMessage: a line from one agent's desktop to another's, here or at a peer. The level is
 * judged where it is sent (BEH-514). Nothing is kept for who has no desktop.
 */
final class Chat {

    /** Longest line, as the client library promises. */
    static final int TEXT_BYTES_MAX = 255;

    /** A peer that does not answer for so long has not delivered, in milliseconds. */
    static final int PEER_ANSWER_MS = 2_000;

    private static final int INVALID_ARGUMENT = -103;

    private static final class Waiting {
        private final ClientSession session;
        private final Request request;
        private int peers;

        private Waiting(ClientSession session, Request request, int peers) {
            this.session = session;
            this.request = request;
            this.peers = peers;
        }
    }

    private final Core core;
    private final Map<Long, Waiting> waiting = new TreeMap<>();
    private final Timers<Long> timers = new Timers<>();
    private long lines;

    Chat(Core core) {
        this.core = core;
    }

    /** A desktop's request; it is the agent's. */
    void send(ClientSession session, Request request) {
        Arguments args = request.args();
        String text = args.text("Message", "");
        String target = args.text("Target", "").strip();
        String wrong = wrong(args.text("Distribution", "agent"), text, target);
        ChatSettings rules = core.settings.chat();
        AgentKey to = rules.addressee(session.agent.peripheral(), target);
        if (wrong != null) {
            core.requests.fail(session, request, INVALID_ARGUMENT, wrong);
        } else if (rules.level(session.agent) == ChatLevel.DISABLED) {
            refuse(session, request, "Chat is switched off here.");
        } else if (!core.requests.may(session, request, Button.CHAT, null)) {
            return;
        } else if (!rules.allowed(session.agent, to)) {
            refuse(session, request, "You may not chat with " + target + ".");
        } else {
            send(session, request, to, text);
        }
    }

    private static String wrong(String distribution, String text, String target) {
        if (!distribution.equalsIgnoreCase("agent")) {
            return "Distribution must be agent.";
        }
        if (target.isEmpty()) {
            return "Target: to whom? Give an agent's number or login name.";
        }
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        return text.isBlank() || bytes > TEXT_BYTES_MAX
                ? "Message must have 1 to " + TEXT_BYTES_MAX + " bytes; this has " + bytes + "."
                : null;
    }

    private void refuse(ClientSession session, Request request, String text) {
        int code = ControlFailureCode.PRIVILEGE_VIOLATION_ON_CALLED_DEVICE.value();
        core.requests.fail(session, request, code, text);
    }

    private void send(ClientSession session, Request request, AgentKey to, String text) {
        AgentKey from = session.agent;
        PeerChat line = new PeerChat(++lines, to.peripheral(), from.id(), to.id(), text);
        boolean here = deliver(line);
        int peers = core.peers.chat(to, line);
        if (here) {
            core.requests.done(session, request, Arguments.EMPTY);
        } else if (peers == 0) {
            nowhere(session, request, to);
        } else {
            waiting.put(line.id(), new Waiting(session, request, peers));
            timers.set(line.id(), core.nowMs() + PEER_ANSWER_MS);
        }
    }

    private void nowhere(ClientSession session, Request request, AgentKey to) {
        String doubt =
                core.peers.someDown()
                        ? " Another server cannot be asked now, and may have this agent."
                        : "";
        String text = to.id() + " has no desktop now; nothing was sent." + doubt;
        int code = ControlFailureCode.OBJECT_NOT_KNOWN.value();
        core.requests.fail(session, request, code, text);
    }

    /** Brings a line to the agent's desktops here; false when there is none. */
    boolean deliver(PeerChat line) {
        AgentKey to = new AgentKey(line.peripheral(), line.to());
        Arguments args =
                Arguments.builder()
                        .put("Distribution", "agent")
                        .put("AgentID", line.to())
                        .put("Target", line.to())
                        .put("Message", line.text())
                        .put("Source", line.from())
                        .build();
        boolean delivered = false;
        for (ClientSession each : core.clients.of(to)) {
            if (each.here) {
                core.publisher.emit(each, "OnChatMessage", "", args);
                delivered = true;
            }
        }
        return delivered;
    }

    /** A peer answered. */
    void ended(PeerChatEnd end) {
        Waiting open = waiting.get(end.id());
        if (open == null) {
            return;
        }
        open.peers--;
        if (end.delivered() || open.peers == 0) {
            waiting.remove(end.id());
            timers.cancel(end.id());
            if (end.delivered()) {
                core.requests.done(open.session, open.request, Arguments.EMPTY);
            } else {
                String target = open.request.args().text("Target", "").strip();
                long peripheral = open.session.agent.peripheral();
                nowhere(
                        open.session,
                        open.request,
                        core.settings.chat().addressee(peripheral, target));
            }
        }
    }

    /** Gives up on peers that do not answer. */
    void onTime() {
        for (Long id = timers.poll(core.nowMs()); id != null; id = timers.poll(core.nowMs())) {
            Waiting open = waiting.remove(id);
            core.requests.fail(
                    open.session,
                    open.request,
                    ControlFailureCode.RESOURCE_OUT_OF_SERVICE.value(),
                    "The other server does not answer; the line may be lost. Ask whether it came.");
        }
    }

    long nextDeadlineMs() {
        return timers.nextMs();
    }
}
