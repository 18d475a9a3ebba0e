package org.jackfield.ctios.session;

import org.jackfield.client.ctiserver.CtiOutcome;
import org.jackfield.ctios.object.AgentKey;
import org.jackfield.ctios.object.AgentNow;
import org.jackfield.ctios.object.CallId;
import org.jackfield.ctios.object.CallNow;
import org.jackfield.ctios.object.Connection;
import org.jackfield.ctios.object.DeskSettings;
import org.jackfield.protocol.ged188.AgentDeskSettingsConf;
import org.jackfield.protocol.ged188.AgentDeskSettingsReq;
import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.ged188.Ged188Message;
import org.jackfield.protocol.ged188.QueryAgentStateConf;
import org.jackfield.protocol.ged188.QueryAgentStateReq;
import org.jackfield.protocol.ged188.SnapshotCallConf;
import org.jackfield.protocol.ged188.SnapshotCallReq;
import org.jackfield.protocol.ged188.SnapshotDeviceConf;
import org.jackfield.protocol.ged188.SnapshotDeviceReq;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Asks the CTI Server for what is, after every change of its session and for a single agent who
 * comes: agent, desk settings, device, each call. A few questions at a time, and those about an
 * agent one behind the other: when thousands come at once, who came first is done first.
 */
final class Resync {

    private static final int AT_A_TIME = 32;
    private static final int VOICE = 1;

    private record Question(Ged188Message request, Consumer<Ged188Message> answered) {}

    private final Core core;
    private final Deque<Question> questions = new ArrayDeque<>();
    private final Set<Long> askedCalls = new LinkedHashSet<>();
    private int underWay;
    private boolean pumping;
    private boolean whole;

    Resync(Core core) {
        this.core = core;
    }

    /** What was so before a new session with a CTI Server does not count until it is told again. */
    void doubt() {
        whole = true;
        core.floor.doubt();
    }

    /** Something may be otherwise than it was, and it was not told yet. */
    boolean doubts() {
        return whole;
    }

    /** A new session with a CTI Server: everything is asked for anew. */
    void start() {
        List<Question> unasked = List.copyOf(questions);
        questions.clear();
        askedCalls.clear();
        // Who waits before a screen comes first.
        Set<AgentKey> agents = new LinkedHashSet<>(core.clients.agents());
        core.floor.agents().forEach(each -> agents.add(each.key()));
        core.settings.desktop().names().forEach(each -> agents.add(each.key()));
        for (AgentKey each : agents) {
            agent(each, () -> {});
        }
        // Somebody waits for these too: they end, or go on by asking anew.
        unasked.forEach(each -> each.answered().accept(null));
        pump();
    }

    /** Asks for one agent with all that is at the phone; then calls back, whatever came of it. */
    void agent(AgentKey key, Runnable then) {
        QueryAgentStateReq request =
                QueryAgentStateReq.builder()
                        .peripheralId(key.peripheral())
                        .mrdId(VOICE)
                        .agentId(key.id())
                        .build();
        questions.add(
                new Question(
                        request,
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
            device(key, then);
            return;
        }
        AgentNow agent = core.floor.agent(key);
        if (!whole || agent == null || agent.settings() == DeskSettings.UNKNOWN) {
            next(settingsOf(key, then));
            return;
        }
        // They hardly ever change: screens go on by what is known, and hear the rest at the end.
        core.logins.known(key, true);
        device(key, then);
        questions.add(new Question(settingsReq(key), answer -> onSettings(key, answer)));
        pump();
    }

    private static AgentDeskSettingsReq settingsReq(AgentKey key) {
        return AgentDeskSettingsReq.builder()
                .peripheralId(key.peripheral())
                .agentId(key.id())
                .build();
    }

    private void onSettings(AgentKey key, Ged188Message answer) {
        if (answer instanceof AgentDeskSettingsConf conf) {
            core.publisher.publish(core.floor.onSettings(key, conf, core.nowMs()));
        }
    }

    private Question settingsOf(AgentKey key, Runnable then) {
        return new Question(
                settingsReq(key),
                answer -> {
                    onSettings(key, answer);
                    core.logins.known(key, whole);
                    device(key, then);
                });
    }

    /** Asks for what is at an agent's phone. */
    void device(AgentKey key, Runnable then) {
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
        boolean asked = false;
        for (CallNow each : core.floor.doubtfulCalls()) {
            List<Connection> live = each.live();
            if (!live.isEmpty() && !askedCalls.contains(each.id())) {
                Connection at = live.getFirst();
                CallId id = at.id();
                call(id.peripheral(), id.call(), at.deviceIdType(), at.device(), () -> {});
                asked = true;
            }
        }
        return asked;
    }

    /** What nobody told again is gone. */
    private void done() {
        if (core.south.open() && askForLeftOver()) {
            return;
        }
        whole = false;
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
