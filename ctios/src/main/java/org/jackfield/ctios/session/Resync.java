package org.jackfield.ctios.session;

import org.jackfield.client.ctiserver.CtiOutcome;
import org.jackfield.ctios.object.AgentKey;
import org.jackfield.ctios.object.AgentNow;
import org.jackfield.ctios.object.CallId;
import org.jackfield.ctios.object.CallNow;
import org.jackfield.ctios.object.Connection;
import org.jackfield.ctios.object.DeskSettings;
import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.ged188.Ged188Message;
import org.jackfield.protocol.ged188.QueryAgentStateConf;
import org.jackfield.protocol.ged188.QueryAgentStateReq;
import org.jackfield.protocol.ged188.SnapshotCallConf;
import org.jackfield.protocol.ged188.SnapshotCallReq;
import org.jackfield.protocol.ged188.SnapshotDeviceConf;
import org.jackfield.protocol.ged188.SnapshotDeviceReq;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Asks the CTI Server for what is: after every change of its session for what may be otherwise than
 * it was, and for a single agent who comes. A few questions at a time, and those about an agent one
 * behind the other: when thousands come at once, who came first is done first.
 *
 * <p>A new session may tell by itself what is so ({@link ToldByItself}); ours does: each agent who
 * is logged in, each call with all that take part. Answers come in order with events, so with the
 * first answer all of that is here. Then these may be otherwise, and are asked for:
 *
 * <ul>
 *   <li>an agent who was logged in, of whom nothing is known, or who has a desktop, and was not
 *       told with all that the answer would bring: his state;
 *   <li>a phone at which something was that was not told again, or anything while the session does
 *       not tell calls by itself: its calls, and each of them;
 *   <li>a call that was not told again with all that take part: the call;
 *   <li>an agent who was logged out and has no desktop: his state, unless the session tells agents
 *       by itself and none of those asked for was left out;
 *   <li>desk settings, last: {@link SettingsCheck}.
 * </ul>
 *
 * <p>A session that tells nothing by itself is asked for everything (BEH-351). Until all is
 * answered, buttons hang on what this session told only.
 */
final class Resync {

    private static final int AT_A_TIME = 32;
    private static final int VOICE = 1;

    private record Question(Ged188Message request, Consumer<Ged188Message> answered) {}

    private final Core core;
    private final Deque<Question> questions = new ArrayDeque<>();
    private final Set<Long> askedCalls = new LinkedHashSet<>();
    private final List<AgentKey> loggedOut = new ArrayList<>();
    private final List<AgentKey> unaskedPhones = new ArrayList<>();
    private final ToldByItself told = new ToldByItself();
    private final SettingsCheck settingsCheck;
    private int underWay;
    private boolean pumping;
    private boolean whole;
    private long session;
    private int asked;

    Resync(Core core) {
        this.core = core;
        this.settingsCheck = new SettingsCheck(core, this::askLast);
    }

    /** What was so before a new session with a CTI Server does not count until it is told again. */
    void doubt() {
        whole = true;
        told.begin();
        core.floor.doubt();
    }

    /** Something may be otherwise than it was, and it was not told yet. */
    boolean doubts() {
        return whole;
    }

    /** An event of the session with the CTI Server, before it is taken. */
    void heard(Ged188Message event) {
        told.heard(event);
    }

    /** A new session with a CTI Server: what it does not tell by itself is asked for anew. */
    void start() {
        List<Question> unasked = List.copyOf(questions);
        questions.clear();
        askedCalls.clear();
        loggedOut.clear();
        unaskedPhones.clear();
        settingsCheck.forget();
        session++;
        asked = 0;
        // Who waits before a screen comes first.
        Set<AgentKey> agents = new LinkedHashSet<>(core.clients.agents());
        core.floor.agents().forEach(each -> agents.add(each.key()));
        core.settings.desktop().names().forEach(each -> agents.add(each.key()));
        if (!agents.isEmpty()) {
            first(agents);
        }
        // Somebody waits for these too: they end, or go on by asking anew.
        unasked.forEach(each -> each.answered().accept(null));
        pump();
    }

    /** The first question goes alone: its answer shows that what is told by itself was told. */
    private void first(Set<AgentKey> agents) {
        AgentKey key = agents.iterator().next();
        long at = session;
        underWay++;
        asked++;
        core.south.ask(
                stateReq(key),
                outcome -> {
                    underWay--;
                    if (at == session) {
                        begun(agents, outcome);
                    }
                    pump();
                });
    }

    private void begun(Set<AgentKey> agents, CtiOutcome outcome) {
        boolean answered = outcome.done() || outcome instanceof CtiOutcome.Refused;
        AgentKey first = agents.iterator().next();
        if (outcome instanceof CtiOutcome.Done(QueryAgentStateConf conf)) {
            told(first, conf);
        }
        told.over(answered);
        core.publisher.publish(core.floor.settle(core.nowMs()));
        for (AgentKey each : agents) {
            AgentNow agent = core.floor.agent(each);
            boolean desktop = !core.clients.of(each).isEmpty();
            if (answered && each.equals(first)) {
                settings(each, () -> {});
            } else if (agent != null && agent.toldWhole()) {
                toldAlready(agent, desktop);
            } else if (desktop || agent == null || agent.state() != AgentState.LOGOUT) {
                agent(each, () -> {});
            } else {
                loggedOut.add(each);
            }
        }
    }

    private void toldAlready(AgentNow agent, boolean desktop) {
        if (desktop && agent.settings() == DeskSettings.UNKNOWN) {
            questions.add(settingsOf(agent.key(), () -> {}));
        } else {
            settings(agent.key(), () -> {});
        }
    }

    private static QueryAgentStateReq stateReq(AgentKey key) {
        return QueryAgentStateReq.builder()
                .peripheralId(key.peripheral())
                .mrdId(VOICE)
                .agentId(key.id())
                .build();
    }

    /** Asks for one agent with all that is at the phone; then calls back, whatever came of it. */
    void agent(AgentKey key, Runnable then) {
        questions.add(
                new Question(
                        stateReq(key),
                        answer -> {
                            if (answer instanceof QueryAgentStateConf conf) {
                                told(key, conf);
                            }
                            settings(key, then);
                        }));
        pump();
    }

    private void told(AgentKey key, QueryAgentStateConf conf) {
        AgentNow agent = core.floor.agent(key);
        boolean out = conf.agentState() == AgentState.LOGOUT.value();
        if (!out && (agent == null || !agent.told())) {
            told.leftOutAgent(key.peripheral());
        }
        if (out && agent != null && agent.loggedIn()) {
            core.clients.loggedOutUnseen(agent);
        }
        core.publisher.publish(core.floor.onAgent(key, conf, core.nowMs()));
    }

    /** As {@link #agent}, for one whose state the CTI Server tells all the time. */
    void returning(AgentKey key) {
        AgentNow agent = core.floor.agent(key);
        if (agent == null || !agent.told()) {
            agent(key, () -> {});
        } else {
            questions.add(settingsOf(key, () -> {}));
            pump();
        }
    }

    private void settings(AgentKey key, Runnable then) {
        if (core.clients.of(key).isEmpty()) {
            phone(key, then);
            return;
        }
        AgentNow agent = core.floor.agent(key);
        if (!whole || agent == null || agent.settings() == DeskSettings.UNKNOWN) {
            next(settingsOf(key, then));
            return;
        }
        // They hardly ever change: screens go on by what is known, and hear the rest at the end.
        core.logins.known(key, true);
        phone(key, then);
        settingsCheck.due(key);
        pump();
    }

    private void askLast(Ged188Message request, Consumer<Ged188Message> answered) {
        questions.add(new Question(request, answered));
    }

    private Question settingsOf(AgentKey key, Runnable then) {
        return new Question(
                SettingsCheck.request(key),
                answer -> {
                    settingsCheck.told(key, answer);
                    core.logins.known(key, whole);
                    phone(key, then);
                });
    }

    /** As {@link #device}, without a question when the present session has told it all. */
    private void phone(AgentKey key, Runnable then) {
        AgentNow agent = core.floor.agent(key);
        boolean there = agent != null && agent.loggedIn();
        if (whole && there && told.allCalls(key.peripheral()) && !core.floor.phoneInDoubt(agent)) {
            unaskedPhones.add(key);
            finished(key);
            then.run();
        } else {
            device(key, then);
        }
    }

    /** Asks for what is at an agent's phone. */
    private void device(AgentKey key, Runnable then) {
        AgentNow agent = core.floor.agent(key);
        if (agent == null || !agent.loggedIn() || agent.instrument().isEmpty()) {
            then.run();
            return;
        }
        String instrument = agent.instrument();
        SnapshotDeviceReq request =
                SnapshotDeviceReq.builder()
                        .peripheralId(key.peripheral())
                        .agentInstrument(instrument)
                        .build();
        ask(
                request,
                answer -> {
                    if (answer instanceof SnapshotDeviceConf conf) {
                        onDevice(key, instrument, conf, then);
                    } else {
                        then.run();
                    }
                });
    }

    private void onDevice(AgentKey key, String instrument, SnapshotDeviceConf conf, Runnable then) {
        List<Long> ids = conf.callConnectionCallId();
        core.publisher.publish(core.floor.onDevice(key.peripheral(), instrument, ids));
        int[] open = {ids.size()};
        Runnable counted =
                () -> {
                    open[0]--;
                    if (open[0] <= 0) {
                        finished(key);
                        then.run();
                    }
                };
        if (ids.isEmpty()) {
            counted.run();
        }
        for (int i = 0; i < ids.size(); i++) {
            int type =
                    i < conf.callConnectionDeviceIdType().size()
                            ? conf.callConnectionDeviceIdType().get(i)
                            : 0;
            String device =
                    i < conf.callConnectionDeviceId().size()
                            ? conf.callConnectionDeviceId().get(i)
                            : instrument;
            call(key.peripheral(), ids.get(i), type, device, counted);
        }
    }

    private void finished(AgentKey key) {
        for (ClientSession each : core.clients.of(key)) {
            if (each.here) {
                core.publisher.validCalls(each);
                core.publisher.showRest(each);
                core.publisher.settle(each);
            }
        }
    }

    /** Asks for one call. */
    void call(long peripheral, long callId, int deviceIdType, String device, Runnable then) {
        if (whole && !askedCalls.add(callId)) {
            then.run();
            return;
        }
        SnapshotCallReq request =
                SnapshotCallReq.builder()
                        .peripheralId(peripheral)
                        .connectionCallId(callId)
                        .connectionDeviceIdType(deviceIdType)
                        .connectionDeviceId(device)
                        .build();
        ask(
                request,
                answer -> {
                    if (answer instanceof SnapshotCallConf conf) {
                        if (!core.floor.told(peripheral, callId)) {
                            told.leftOutCall(peripheral);
                        }
                        core.publisher.publish(
                                core.floor.onCall(peripheral, callId, conf, core.nowMs()));
                    }
                    then.run();
                });
    }

    /** What follows from an answer goes before those who have not begun. */
    private void ask(Ged188Message request, Consumer<Ged188Message> answered) {
        next(new Question(request, answered));
    }

    private void next(Question question) {
        questions.addFirst(question);
        pump();
    }

    /** Called again by an answer that comes at once, it leaves the rest to who is at it. */
    private void pump() {
        if (pumping) {
            return;
        }
        pumping = true;
        try {
            while (underWay < AT_A_TIME && !questions.isEmpty()) {
                Question next = questions.poll();
                underWay++;
                asked++;
                core.south.ask(next.request(), outcome -> ended(next, outcome));
            }
        } finally {
            pumping = false;
        }
        if (underWay == 0 && questions.isEmpty() && whole) {
            done();
        }
    }

    private void ended(Question question, CtiOutcome outcome) {
        underWay--;
        question.answered()
                .accept(outcome instanceof CtiOutcome.Done done ? done.confirmation() : null);
        pump();
    }

    /**
     * A call that no phone named may have moved while the phones were asked: it is asked for by
     * itself, once.
     */
    private boolean askForLeftOver() {
        boolean ask = false;
        for (CallNow each : core.floor.callsInDoubt()) {
            List<Connection> live = each.live();
            if (!live.isEmpty() && !askedCalls.contains(each.id())) {
                Connection at = live.getFirst();
                CallId id = at.id();
                call(id.peripheral(), id.call(), at.deviceIdType(), at.device(), () -> {});
                ask = true;
            }
        }
        return ask;
    }

    /** Somebody was not told: then others may not have been told either. */
    private boolean askForThoseLeftOut() {
        boolean ask = false;
        for (AgentKey each : List.copyOf(loggedOut)) {
            if (!core.floor.agent(each).told() && !told.allAgents(each.peripheral())) {
                loggedOut.remove(each);
                agent(each, () -> {});
                ask = true;
            }
        }
        for (AgentKey each : List.copyOf(unaskedPhones)) {
            if (!told.allCalls(each.peripheral())) {
                unaskedPhones.remove(each);
                device(each, () -> {});
                ask = true;
            }
        }
        return ask;
    }

    /** What nobody told again is gone. */
    private void done() {
        if (core.south.open() && (askForThoseLeftOut() || askForLeftOver())) {
            return;
        }
        whole = false;
        if (asked > 0) {
            core.note(asked + " questions followed what the CTI Server told by itself");
        }
        askedCalls.clear();
        if (core.south.open()) {
            List<CallNow> gone = core.floor.doubtfulCalls();
            if (!gone.isEmpty()) {
                core.note(gone.size() + " calls ended while the CTI Server was away");
            }
            core.publisher.publish(core.floor.dropDoubtful());
        }
    }
}
