package org.jackfield.simulation.traffic;

import org.jackfield.peripheral.scripted.Dice;
import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.ged188.LocalConnectionState;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One automatic agent: what he knows of his state and calls, and what he makes up his mind to do.
 * He knows only what the CTI Server told; {@link #tend} is his second look at what was left lying.
 */
final class AgentDesk {

    private static final long TEND_MS = 15_000;
    private static final long ALONE_ON_HOLD_MS = 20_000;
    private static final long DIALLING_MS = 40_000;
    private static final int THINK_MS_LEAST = 1_000;
    private static final int ANSWER_MS_MAX = 4_000;
    private static final int SCENE_MS_MAX = 15_000;
    private static final int MISS_PERCENT = 1;
    private static final int ALTERNATE_PERCENT = 20;
    private static final int TALK_TIMES_MAX = 10;

    private final AutomaticAgent agent;
    private final AutomaticAgents floor;
    private final AutomaticSettings settings;
    private final Dice dice;
    private final DeskRequests requests;
    private final Map<Long, DeskCall> calls = new LinkedHashMap<>();
    private AgentState state = AgentState.LOGOUT;
    private long consultFrom;

    AgentDesk(AutomaticAgent agent, AutomaticAgents floor, AutomaticSettings settings, Dice dice) {
        this.agent = agent;
        this.floor = floor;
        this.settings = settings;
        this.dice = dice;
        this.requests = new DeskRequests(agent, settings.peripheral());
    }

    AutomaticAgent agent() {
        return agent;
    }

    AgentState state() {
        return state;
    }

    Map<Long, DeskCall> calls() {
        return calls;
    }

    /** The session is open: what was known is of no use any more. */
    void startOver() {
        calls.keySet().forEach(callId -> floor.absent(callId, this));
        calls.clear();
        consultFrom = 0;
        state = AgentState.LOGOUT;
        later(Deed.LOGIN, 0, dice.between(0, settings.loginSpreadMs()));
        later(Deed.TEND, 0, settings.loginSpreadMs() + TEND_MS);
    }

    private void later(Deed deed, long callId, long delayMs) {
        floor.later(this, deed, callId, delayMs);
    }

    private long soonMs() {
        return dice.between(THINK_MS_LEAST, SCENE_MS_MAX);
    }

    // What he is told.

    void onState(AgentState told) {
        if (told == state) {
            return;
        }
        state = told;
        switch (told) {
            case NOT_READY -> later(Deed.READY, 0, breakMs());
            case WORK_READY, WORK_NOT_READY ->
                    later(Deed.READY, 0, dice.untilNextMs(settings.wrapUpMeanMs()));
            case LOGOUT -> later(Deed.LOGIN, 0, breakMs());
            default -> {
                // The call says what to do.
            }
        }
    }

    private long breakMs() {
        boolean real = dice.percent(settings.breakPercent());
        return real ? dice.untilNextMs(settings.breakMeanMs()) : soonMs();
    }

    void onCall(long callId, LocalConnectionState told, long nowMs) {
        if (told == LocalConnectionState.NULL) {
            onGone(callId);
            return;
        }
        DeskCall call = calls.get(callId);
        if (call == null) {
            call = new DeskCall(callId, told, nowMs);
            calls.put(callId, call);
            floor.present(callId, this);
            if (told == LocalConnectionState.INITIATE && consultFrom != 0) {
                call.consultOf = consultFrom;
                consultFrom = 0;
            }
        } else {
            call.moveTo(told, nowMs);
        }
        switch (told) {
            case ALERTING -> onRinging(callId);
            case CONNECT -> onConnected(call);
            case FAIL -> later(Deed.RELEASE, callId, soonMs());
            default -> {
                // The other end acts.
            }
        }
    }

    private void onGone(long callId) {
        calls.remove(callId);
        floor.absent(callId, this);
        for (DeskCall other : calls.values()) {
            if (other.consultOf == callId) {
                other.consultOf = 0;
                later(Deed.RELEASE, other.id, soonMs());
            }
            if (other.is(LocalConnectionState.HOLD)) {
                later(Deed.RETRIEVE, other.id, soonMs());
            }
        }
    }

    private void onRinging(long callId) {
        if (!dice.percent(MISS_PERCENT)) {
            later(Deed.ANSWER, callId, dice.between(THINK_MS_LEAST, ANSWER_MS_MAX));
        }
    }

    /** Two calls became one: it is known by a new id. */
    void onRenamed(long oldCallId, long newCallId) {
        DeskCall old = calls.remove(oldCallId);
        floor.absent(oldCallId, this);
        if (old == null || calls.containsKey(newCallId)) {
            return;
        }
        floor.present(newCallId, this);
        DeskCall renamed = new DeskCall(newCallId, old.state, old.sinceMs);
        renamed.sceneChosen = old.sceneChosen;
        calls.put(newCallId, renamed);
        later(Deed.RELEASE, newCallId, dice.untilNextMs(settings.talkMeanMs()));
    }

    private void onConnected(DeskCall call) {
        if (call.consultOf != 0) {
            later(
                    dice.percent(ALTERNATE_PERCENT) ? Deed.ALTERNATE : Deed.DECIDE,
                    call.id,
                    soonMs());
        } else if (!call.sceneChosen) {
            call.sceneChosen = true;
            if (dice.percent(settings.scenePercent())) {
                later(scene(), call.id, soonMs());
            }
            later(Deed.RELEASE, call.id, THINK_MS_LEAST + dice.untilNextMs(settings.talkMeanMs()));
        }
    }

    private Deed scene() {
        long chance = dice.between(1, 100);
        if (chance <= 30) {
            return Deed.HOLD;
        }
        if (chance <= 55 && !settings.numbers().isEmpty()) {
            return Deed.CONSULT;
        }
        if (chance <= 62 && !settings.numbers().isEmpty()) {
            return Deed.SINGLE_STEP;
        }
        if (chance <= 80) {
            return Deed.DATA;
        }
        return chance <= 90 ? Deed.KEYS : Deed.ASK_STATE;
    }

    // What he does.

    void act(Deed deed, long callId, long nowMs) {
        DeskCall call = calls.get(callId);
        switch (deed) {
            case LOGIN -> {
                if (state == AgentState.LOGOUT) {
                    floor.ask(this, requests.login());
                }
            }
            case READY -> goReady();
            case LOOK -> floor.ask(this, requests.snapshot());
            case ASK_STATE -> {
                if (call != null) {
                    floor.ask(this, requests.state(AgentState.NOT_READY, 1));
                }
            }
            case TEND -> tend(nowMs);
            default -> {
                if (call != null) {
                    act(deed, call, nowMs);
                }
            }
        }
    }

    private void goReady() {
        if (!calls.isEmpty()) {
            return;
        }
        if (state == AgentState.NOT_READY) {
            floor.ask(this, requests.state(AgentState.AVAILABLE, 0));
        } else if (state == AgentState.WORK_READY || state == AgentState.WORK_NOT_READY) {
            boolean pause = dice.percent(settings.breakPercent());
            floor.ask(
                    this,
                    pause
                            ? requests.state(AgentState.NOT_READY, (int) dice.between(1, 4))
                            : requests.state(AgentState.AVAILABLE, 0));
        }
    }

    private void act(Deed deed, DeskCall call, long nowMs) {
        boolean talks = call.is(LocalConnectionState.CONNECT);
        switch (deed) {
            case ANSWER -> {
                if (call.is(LocalConnectionState.ALERTING)) {
                    floor.ask(this, requests.answer(call.id));
                }
            }
            case HOLD -> {
                if (talks) {
                    floor.ask(this, requests.hold(call.id));
                    later(Deed.RETRIEVE, call.id, soonMs());
                }
            }
            case RETRIEVE -> {
                if (call.is(LocalConnectionState.HOLD) && talking() == null) {
                    floor.ask(this, requests.retrieve(call.id));
                }
            }
            case CONSULT -> {
                if (talks && calls.size() == 1) {
                    consultFrom = call.id;
                    floor.ask(this, requests.consult(call.id, dice.oneOf(settings.numbers())));
                }
            }
            case SINGLE_STEP -> {
                if (talks && calls.size() == 1) {
                    floor.ask(this, requests.singleStep(call.id, dice.oneOf(settings.numbers())));
                }
            }
            case KEYS -> {
                if (talks) {
                    floor.ask(this, requests.keys(call.id, dice.between(0, 999) + "#"));
                }
            }
            case DATA -> floor.ask(this, requests.data(call.id, dice.between(0, 99_999)));
            case RELEASE -> release(call, nowMs);
            case ALTERNATE, DECIDE -> consulted(deed, call);
            default -> throw new IllegalStateException(deed + " is not about a call");
        }
    }

    private void consulted(Deed deed, DeskCall call) {
        DeskCall held = calls.get(call.consultOf);
        if (held == null || !call.is(LocalConnectionState.CONNECT)) {
            return;
        }
        if (deed == Deed.ALTERNATE) {
            floor.ask(this, requests.alternate(call.id, held.id));
            return;
        }
        long chance = dice.between(1, 100);
        if (chance <= 50) {
            floor.ask(this, requests.transfer(call.id, held.id));
        } else if (chance <= 75) {
            floor.ask(this, requests.conference(call.id, held.id));
        } else {
            floor.ask(this, requests.reconnect(call.id, held.id));
        }
    }

    private void release(DeskCall call, long nowMs) {
        boolean consults = calls.values().stream().anyMatch(each -> each.consultOf == call.id);
        if (consults || call.is(LocalConnectionState.ALERTING)) {
            return;
        }
        floor.ask(this, requests.clearConnection(call.id));
        later(Deed.TEND, 0, TEND_MS);
    }

    private DeskCall talking() {
        for (DeskCall each : calls.values()) {
            if (each.is(LocalConnectionState.CONNECT) || each.is(LocalConnectionState.INITIATE)) {
                return each;
            }
        }
        return null;
    }

    /** Whatever got lost, by a refusal or a fault, is put right here. */
    private void tend(long nowMs) {
        later(Deed.TEND, 0, TEND_MS);
        if (calls.isEmpty()) {
            switch (state) {
                case LOGOUT -> later(Deed.LOGIN, 0, soonMs());
                case NOT_READY, WORK_READY, WORK_NOT_READY -> tendState();
                case TALKING, HOLD -> later(Deed.LOOK, 0, 0);
                default -> {
                    // Ready, or about to be offered a call.
                }
            }
            return;
        }
        for (DeskCall call : List.copyOf(calls.values())) {
            long age = nowMs - call.sinceMs;
            switch (call.state) {
                case HOLD -> {
                    if (talking() == null && age > ALONE_ON_HOLD_MS) {
                        later(Deed.RETRIEVE, call.id, 0);
                    }
                }
                case INITIATE -> {
                    if (age > DIALLING_MS) {
                        later(Deed.RELEASE, call.id, 0);
                    }
                }
                case CONNECT -> {
                    if (age > (long) settings.talkMeanMs() * TALK_TIMES_MAX) {
                        later(Deed.RELEASE, call.id, 0);
                    }
                }
                default -> {
                    // Rings: answered, or it rings out.
                }
            }
        }
    }

    private void tendState() {
        if (!floor.isDue(this, Deed.READY)) {
            later(Deed.READY, 0, soonMs());
        }
    }
}
