package org.jackfield.ctios.session;

import org.jackfield.ctios.object.AgentKey;
import org.jackfield.ctios.object.AgentNow;
import org.jackfield.ctios.object.CallId;
import org.jackfield.ctios.object.Connection;
import org.jackfield.ctios.object.ObjectChange;
import org.jackfield.protocol.cil.Event;
import org.jackfield.protocol.record.Arguments;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Brings changes to those who may see them, with the buttons that they change. */
final class Publisher {

    private final Core core;

    Publisher(Core core) {
        this.core = core;
    }

    /** One input's changes. */
    void publish(List<ObjectChange> changes) {
        Map<AgentKey, Integer> last = new LinkedHashMap<>();
        for (int at = 0; at < changes.size(); at++) {
            if (changes.get(at).agent() != null) {
                last.put(changes.get(at).agent(), at);
            }
        }
        for (int at = 0; at < changes.size(); at++) {
            ObjectChange change = changes.get(at);
            toMonitors(change);
            if (change.agent() != null) {
                boolean lastOfAgent = last.get(change.agent()) == at;
                for (ClientSession each : core.clients.of(change.agent())) {
                    toDesktop(each, change, lastOfAgent);
                }
            }
        }
        for (AgentKey agent : last.keySet()) {
            core.clients.of(agent).forEach(this::settle);
        }
        for (AgentKey agent : core.floor.confirmed()) {
            core.clients.of(agent).forEach(this::settle);
        }
    }

    private void toDesktop(ClientSession session, ObjectChange change, boolean last) {
        boolean own = change.target().equals(change.agent().text());
        if (!session.here && (!own || change.event().startsWith("OnAgentPrecall"))) {
            return;
        }
        Arguments.Builder args = Arguments.builder().putAll(change.args());
        if (change.messageId() != 0) {
            args.put("MessageID", change.messageId());
        }
        if (own) {
            personal(session, args, change.args());
        }
        if (own && change.event().equals("OnPostLogout") && session.lostAt.isEmpty()) {
            args.put("Token", core.clients.token(session));
        }
        // A new call says at once what may be done with it; else the last event of an input does.
        if (last || change.event().equals("OnCallBegin")) {
            buttons(session, change.target(), args);
        }
        emit(session, change.event(), change.target(), args.build());
    }

    /** What only this session's view of its agent has. */
    private void personal(ClientSession session, Arguments.Builder args, Arguments changed) {
        args.put("LoggedInHere", session.here);
        Long reason = changed.number("EventReasonCode");
        if (reason != null) {
            args.put("ReasonText", Sentences.reason(core.settings.desktop(), reason));
        }
        Long next = changed.number("NextReasonCode");
        if (next != null) {
            args.put("NextReasonText", Sentences.reason(core.settings.desktop(), next));
        }
    }

    /**
     * Adds the buttons that changed since they were last told. Those of a call that the client was
     * not shown yet wait for the event that shows it: a client drops what it has no object for.
     */
    private boolean buttons(ClientSession session, String target, Arguments.Builder args) {
        Map<String, Map<Button, Verdict>> now = core.facts.buttons(session);
        session.buttons.keySet().retainAll(now.keySet());
        session.shown.retainAll(now.keySet());
        Arguments.Builder changed = Arguments.builder();
        boolean any = false;
        for (Map.Entry<String, Map<Button, Verdict>> each : now.entrySet()) {
            if (!each.getKey().equals(target) && !session.shown.contains(each.getKey())) {
                continue;
            }
            Arguments buttons = Facts.toArguments(each.getValue());
            if (!buttons.equals(session.buttons.put(each.getKey(), buttons))) {
                changed.put(each.getKey(), buttons);
                any = true;
            }
            if (each.getKey().equals(target)) {
                args.put("EnablementMask", Facts.mask(each.getValue()));
            }
        }
        if (any) {
            args.put("Buttons", changed.build());
        }
        return any;
    }

    /** Buttons and current call, should an event not have brought them. */
    void settle(ClientSession session) {
        Arguments.Builder args = Arguments.builder();
        String target = session.agent.text();
        if (buttons(session, target, args)) {
            emit(
                    session,
                    "OnButtonEnablementChange",
                    target,
                    args.put("UniqueObjectID", target).build());
        }
        AgentNow agent = core.floor.known(session.agent, core.nowMs());
        List<Connection> calls = session.here ? core.floor.callsOf(agent) : List.of();
        boolean there = calls.stream().anyMatch(c -> c.id().text().equals(session.currentCall));
        if (!there) {
            select(session, calls.size() == 1 ? calls.get(0).id().text() : "");
        }
    }

    /** Makes a call the current one; empty for none. */
    void select(ClientSession session, String call) {
        if (!session.currentCall.equals(call)) {
            session.currentCall = call;
            Arguments args = Arguments.builder().put("UniqueObjectID", call).build();
            emit(session, "OnCurrentCallChanged", call, args);
        }
    }

    /** Everything about the session's agent, as if the client knew nothing. */
    void restate(ClientSession session, boolean calls) {
        AgentNow agent = core.floor.known(session.agent, core.nowMs());
        core.floor.given(agent);
        Arguments.Builder query = Arguments.builder().putAll(agent.whole());
        personal(session, query, agent.whole());
        emit(
                session,
                "OnQueryAgentStateConf",
                session.agent.text(),
                query.put("MessageID", 37).build());
        Arguments.Builder mode = Arguments.builder().putAll(agent.whole());
        personal(session, mode, agent.whole());
        mode.putAll(core.settings.desktop().lists())
                .put("NotReadyReasonRequired", agent.settings().notReadyReasonRequired())
                .put("LogoutReasonRequired", agent.settings().logoutReasonRequired())
                .put("AlreadyLoggedIn", agent.loggedIn())
                .put("CurrentCall", session.currentCall)
                .put("CILConnectionID", Long.toString(session.id))
                .put("StatusSystem", core.south.status(session));
        Map<Button, Verdict> verdicts = Enablement.agent(core.facts.agent(session));
        Arguments agentButtons = Facts.toArguments(verdicts);
        session.forgetButtons();
        session.buttons.put(session.agent.text(), agentButtons);
        mode.put("EnablementMask", Facts.mask(verdicts))
                .put(
                        "Buttons",
                        Arguments.builder().put(session.agent.text(), agentButtons).build());
        emit(session, "OnSetAgentMode", session.agent.text(), mode.build());
        if (calls && session.here) {
            restateCalls(session, agent);
        }
    }

    private void restateCalls(ClientSession session, AgentNow agent) {
        validCalls(session);
        for (Connection each : core.floor.callsOf(agent)) {
            show(session, each);
        }
        session.currentCall = "";
        settle(session);
    }

    private void show(ClientSession session, Connection call) {
        String id = call.id().text();
        Map<Button, Verdict> verdicts = core.facts.buttons(session).get(id);
        Arguments buttons = Facts.toArguments(verdicts);
        session.buttons.put(id, buttons);
        Arguments args =
                core.floor.properties(call).toBuilder()
                        .put("MessageID", 83)
                        .put("EnablementMask", Facts.mask(verdicts))
                        .put("Buttons", Arguments.builder().put(id, buttons).build())
                        .build();
        emit(session, "OnSnapshotCallConf", id, args);
    }

    /**
     * Shows the calls of its agent that the client was not shown: one that was asked for before the
     * client came is not asked for again.
     */
    void showRest(ClientSession session) {
        AgentNow agent = core.floor.known(session.agent, core.nowMs());
        core.floor.given(agent);
        for (Connection each : core.floor.callsOf(agent)) {
            if (!session.shown.contains(each.id().text())) {
                show(session, each);
            }
        }
    }

    /** OnSnapshotDeviceConf: calls that are not in the list are gone. */
    void validCalls(ClientSession session) {
        AgentNow agent = core.floor.known(session.agent, core.nowMs());
        List<Object> valid = new ArrayList<>();
        core.floor.callsOf(agent).forEach(each -> valid.add(each.id().text()));
        Arguments args =
                Arguments.builder()
                        .put("UniqueObjectID", session.agent.text())
                        .put("NumCalls", valid.size())
                        .put("ValidCalls", valid)
                        .put("MessageID", 85)
                        .build();
        emit(session, "OnSnapshotDeviceConf", session.agent.text(), args);
    }

    /** The state of the system, to everybody. */
    void systemStatus() {
        core.clients.all().forEach(this::status);
    }

    /** The state of a phone, to whose agent is or was at it. */
    void phoneStatus(long peripheral, String instrument) {
        for (ClientSession each : core.clients.all()) {
            AgentNow agent = each.agent == null ? null : core.floor.agent(each.agent);
            if (agent != null
                    && each.agent.peripheral() == peripheral
                    && agent.instrument().equals(instrument)) {
                status(each);
            }
        }
    }

    private void status(ClientSession session) {
        emit(session, "OnCTIOSFailure", "", core.south.statusEvent(session));
        if (session.mode == ClientSession.Mode.AGENT) {
            settle(session);
        }
    }

    /** An event for one session. */
    void emit(ClientSession session, String name, String target, Arguments args) {
        Event event = session.number(event(name, target, args));
        if (!target.isEmpty()) {
            session.lastRelevant = event.number();
        }
        if (session.mode == ClientSession.Mode.AGENT && shows(name, target, args)) {
            session.shown.add(target);
        }
        if (session.link != 0) {
            core.put(new CtiOsOutput.Frame(session.link, event));
        }
    }

    /** Whether a client has the object from this event on, if it had not. */
    private static boolean shows(String name, String target, Arguments args) {
        return CallId.of(target) == null
                || name.equals("OnCallBegin")
                || name.equals("OnSnapshotCallConf")
                || args.text("OldUniqueObjectID") != null;
    }

    private Event event(String name, String target, Arguments args) {
        return Event.builder().name(name).target(target).args(args).timeMs(core.nowMs()).build();
    }

    private void toMonitors(ObjectChange change) {
        List<CtiOsOutput.Recipient> recipients = new ArrayList<>();
        Event shared = null;
        for (ClientSession each : core.clients.monitors()) {
            if (passes(each.filter, change)) {
                if (shared == null) {
                    Arguments args =
                            change.args().toBuilder()
                                    .put("MessageID", change.messageId())
                                    .put("Monitored", true)
                                    .build();
                    shared = event(change.event(), change.target(), args);
                }
                long number = each.number(shared).number();
                if (each.link != 0) {
                    recipients.add(new CtiOsOutput.Recipient(each.link, number));
                }
            }
        }
        if (!recipients.isEmpty()) {
            core.put(new CtiOsOutput.Share(recipients, shared));
        }
    }

    private boolean passes(Filter filter, ObjectChange change) {
        return filter.passes(key -> value(change, key));
    }

    private String value(ObjectChange change, String key) {
        return switch (key.toLowerCase(java.util.Locale.ROOT)) {
            case "messageid" -> Integer.toString(change.messageId());
            case "uniqueobjectid" -> change.target();
            case "agentid" -> change.agent() == null ? null : change.agent().id();
            default -> {
                String own = change.args().text(key);
                CallId id = CallId.of(change.target());
                Connection call = own == null && id != null ? core.floor.connection(id) : null;
                yield call == null ? own : core.floor.properties(call).text(key);
            }
        };
    }

    /** What a new monitor sees first. */
    void snapshot(ClientSession session) {
        for (AgentNow agent : core.floor.agents()) {
            core.floor.given(agent);
            monitored(
                    session,
                    new ObjectChange(
                            "OnQueryAgentStateConf",
                            37,
                            agent.key(),
                            agent.key().text(),
                            agent.whole()));
            for (Connection each : core.floor.callsOf(agent)) {
                monitored(
                        session,
                        new ObjectChange(
                                "OnSnapshotCallConf",
                                83,
                                agent.key(),
                                each.id().text(),
                                core.floor.properties(each)));
            }
        }
    }

    private void monitored(ClientSession session, ObjectChange change) {
        if (passes(session.filter, change)) {
            Arguments args = change.args().toBuilder().put("MessageID", change.messageId()).build();
            emit(session, change.event(), change.target(), args);
        }
    }
}
