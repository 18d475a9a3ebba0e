package org.jackfield.ctios.object;

import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.ged188.AgentStateEvent;
import org.jackfield.protocol.ged188.CallDirection;
import org.jackfield.protocol.ged188.QueryAgentStateConf;
import org.jackfield.protocol.ged188.WrapupMode;
import org.jackfield.protocol.record.Arguments;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongFunction;

/** An agent, as the CTI Server last told. */
public final class AgentNow {

    private static final int SECOND_MS = 1000;

    /** A note that was sent while the wrap-up ended is on its way for so long at most. */
    private static final long LATE_NOTE_MS = 10_000;

    final AgentKey key;
    private final AgentName name;
    String instrument = "";
    String extension = "";
    int peripheralType;
    AgentState state = AgentState.UNKNOWN;
    int reason;
    long sinceMs;
    boolean sinceExact;
    int next = -1;
    private int askedNext = -1;
    private int askedReason;
    DeskSettings settings = DeskSettings.UNKNOWN;
    private List<Object> skillGroups = List.of();

    /** The call that the wrap-up is or will be about, and its direction. */
    CallId lastCall;

    boolean lastCallIncoming = true;

    /** The CTI Server told the direction of the call that is on; no need to guess it. */
    boolean directionTold;

    /** A wrap-up text was given for the last call. */
    boolean wrapUpGiven;

    /** Calls in which the agent spoke, of the present conversation or else of the last one. */
    private final Set<CallId> spokeIn = new LinkedHashSet<>();

    private long wrapUpEndedMs = Long.MIN_VALUE;

    /** The call of the wrap-up that ended last; the next call may be over without one. */
    private CallId wrappedUpCall;

    /** Not confirmed by the present session with the CTI Server. */
    boolean stale;

    /** The present session with the CTI Server has told the skill groups. */
    private boolean groupsTold;

    /** A call was on already when this server learnt of it. */
    boolean talks() {
        return state == AgentState.TALKING || state == AgentState.HOLD;
    }

    AgentNow(AgentName name, long nowMs) {
        this.key = name.key();
        this.name = name;
        this.sinceMs = nowMs;
    }

    public AgentKey key() {
        return key;
    }

    /** Empty when the site's settings do not name the agent. */
    public AgentName name() {
        return name;
    }

    /** When the state began, as far as is known. */
    public long sinceMs() {
        return sinceMs;
    }

    public String instrument() {
        return instrument;
    }

    public String extension() {
        return extension;
    }

    public int peripheralType() {
        return peripheralType;
    }

    /** Logged in, but not there any more, if that was told: a logout lies between. */
    public boolean leftFor(AgentStateEvent told) {
        String there = told.agentInstrument();
        AgentState next = AgentState.of(told.agentState());
        boolean in = next != AgentState.LOGOUT && next != AgentState.UNKNOWN && next != null;
        return loggedIn() && in && there != null && !there.isEmpty() && !there.equals(instrument);
    }

    public AgentState state() {
        return state;
    }

    public int reason() {
        return reason;
    }

    /** NextAgentState; -1 when none is pending. */
    public int next() {
        return next;
    }

    /**
     * A client asked for this state with this reason, and it was taken. The CTI Server tells of a
     * state after the call, but never with which reason.
     */
    void asked(AgentState wanted, int withReason) {
        askedNext = wanted.value();
        askedReason = withReason;
    }

    /** Reason of the state that is pending; 0 when there is none or it is not known. */
    public int nextReason() {
        return next >= 0 && next == askedNext ? askedReason : 0;
    }

    private void pending(int told) {
        boolean over = told < 0 && next >= 0;
        next = told;
        if (over || state.value() == askedNext) {
            askedNext = -1;
        }
    }

    public DeskSettings settings() {
        return settings;
    }

    /** Logged in somewhere, as far as is known. */
    public boolean loggedIn() {
        return state != AgentState.LOGOUT && state != AgentState.UNKNOWN;
    }

    /** The present session with the CTI Server has told the state, and tells every change of it. */
    public boolean told() {
        return !stale && state != AgentState.UNKNOWN;
    }

    /** As {@link #told}, with all that a question for the state would bring. */
    public boolean toldWhole() {
        return told() && (groupsTold || !loggedIn());
    }

    /** Nothing counts any more until it is told again. */
    void doubt() {
        stale = true;
        groupsTold = false;
    }

    /** Logged in when the session with the CTI Server before this one ended; not told since. */
    public boolean doubtful() {
        return stale && loggedIn();
    }

    public boolean inWrapUp() {
        return state == AgentState.WORK_READY || state == AgentState.WORK_NOT_READY;
    }

    /** The call that the present wrap-up is about, or null. */
    public CallId wrapUpCall() {
        return inWrapUp() ? lastCall : null;
    }

    /** The call that a note may be about: wrap-up is on, or was until just now; or null. */
    public CallId notedCall(long nowMs) {
        boolean justNow =
                nowMs <= wrapUpEndedMs + LATE_NOTE_MS
                        && lastCall != null
                        && lastCall.equals(wrappedUpCall);
        return inWrapUp() || justNow ? lastCall : null;
    }

    /** Whether the last call was incoming: the wrap-up mode hangs on it. */
    public boolean lastCallIncoming() {
        return lastCallIncoming;
    }

    /** Whether a wrap-up text was given for the last call. */
    public boolean wrapUpGiven() {
        return wrapUpGiven;
    }

    /**
     * The agent speaks in a call.
     *
     * @param first in no other one that is still at the phone
     */
    void spoke(CallId call, boolean first) {
        if (first) {
            spokeIn.clear();
        }
        spokeIn.add(call);
    }

    /** A call goes on under another id: what counts of the old one counts of the new one. */
    void renamed(CallId from, CallId to) {
        if (spokeIn.contains(from)) {
            spokeIn.add(to);
        }
        if (from.equals(lastCall)) {
            lastCall = to;
        }
    }

    /**
     * Whether a text about a call is about the present conversation, or about the wrap-up: the rule
     * by which the gateway counts.
     *
     * @param present the call is at the phone
     * @param rings what is at the phone only rings
     */
    boolean isAbout(CallId call, boolean present, boolean rings) {
        boolean spoke = spokeIn.contains(call);
        if (inWrapUp()) {
            return spoke || lastCall == null || lastCall.equals(call);
        }
        return present || spoke && !rings;
    }

    /** Takes an event; one of several of a change, for each skill group, comes out the same. */
    void update(AgentStateEvent event, long nowMs) {
        if (event.direction() != null) {
            directionTold = true;
            lastCallIncoming =
                    event.direction() == CallDirection.IN.value()
                            || event.direction() == CallDirection.OTHER_IN.value();
        }
        AgentState told = AgentState.of(event.agentState());
        long duration = event.duration() == null ? event.stateDuration() : event.duration();
        enter(told == null ? AgentState.UNKNOWN : told, event.eventReasonCode(), nowMs);
        long since = nowMs - duration * SECOND_MS;
        if (!sinceExact || Math.abs(since - sinceMs) > SECOND_MS) {
            sinceMs = Math.min(since, nowMs);
            sinceExact = true;
        }
        pending(event.nextAgentState() == null ? -1 : event.nextAgentState());
        peripheralType = event.peripheralType();
        place(event.agentInstrument(), event.agentExtension());
        if (!event.fltSkillGroupNumber().isEmpty()) {
            groups(
                    event.fltSkillGroupNumber().size(),
                    i -> event.fltSkillGroupNumber().get((int) i).longValue(),
                    i -> at(event.fltSkillGroupId(), i),
                    i -> at(event.fltSkillGroupPriority(), i),
                    i -> at(event.fltSkillGroupState(), i));
        }
        stale = false;
    }

    /** Takes a state that was asked for; how long it lasts is not told. */
    void update(QueryAgentStateConf conf, long nowMs) {
        AgentState told = AgentState.of(conf.agentState());
        if (told != state) {
            enter(told == null ? AgentState.UNKNOWN : told, 0, nowMs);
            sinceExact = false;
        }
        place(conf.agentInstrument(), conf.agentExtension());
        groups(
                conf.skillGroupNumber().size(),
                i -> conf.skillGroupNumber().get((int) i),
                i -> at(conf.skillGroupId(), i),
                i -> at(conf.skillGroupPriority(), i),
                i -> at(conf.skillGroupState(), i));
        stale = false;
    }

    private void enter(AgentState told, int toldReason, long nowMs) {
        boolean wrappedUp = inWrapUp();
        if (told != state || toldReason != reason) {
            state = told;
            reason = toldReason;
            sinceMs = nowMs;
            sinceExact = true;
        }
        if (wrappedUp && !inWrapUp()) {
            wrapUpEndedMs = nowMs;
            wrappedUpCall = lastCall;
        }
        if (told == AgentState.LOGOUT) {
            next = -1;
            askedNext = -1;
            lastCall = null;
            spokeIn.clear();
        }
    }

    private void place(String atInstrument, String atExtension) {
        if (atInstrument != null && !atInstrument.isEmpty()) {
            instrument = atInstrument;
        }
        if (atExtension != null && !atExtension.isEmpty()) {
            extension = atExtension;
        }
    }

    private static long at(List<? extends Number> list, long index) {
        return index < list.size() ? list.get((int) index).longValue() : 0;
    }

    private void groups(
            int count,
            LongFunction<Long> number,
            LongFunction<Long> id,
            LongFunction<Long> priority,
            LongFunction<Long> groupState) {
        List<Object> groups = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            groups.add(
                    Arguments.builder()
                            .put("SkillGroupNumber", number.apply(i))
                            .put("SkillGroupID", id.apply(i))
                            .put("SkillGroupPriority", priority.apply(i))
                            .put("SkillGroupState", groupState.apply(i))
                            .build());
        }
        skillGroups = List.copyOf(groups);
        groupsTold = true;
    }

    /** The agent's properties but for those that hang on who looks. */
    public Arguments whole() {
        boolean wrapping = inWrapUp();
        WrapupMode mode = settings.wrapUp(lastCallIncoming);
        boolean forced = mode == WrapupMode.REQUIRED || mode == WrapupMode.REQUIRED_WITH_DATA;
        boolean timed = wrapping && forced && settings.wrapUpSeconds() > 0;
        return Arguments.builder()
                .put("UniqueObjectID", key.text())
                .put("PeripheralID", key.peripheral())
                .put("PeripheralType", peripheralType)
                .put("AgentID", key.id())
                .put("AgentFirstName", name.first())
                .put("AgentLastName", name.last())
                .put("AgentInstrument", instrument)
                .put("AgentExtension", extension)
                .put("AgentState", state.value())
                .put("EventReasonCode", reason)
                .put("StateSinceMs", sinceMs)
                .put("StateSinceExact", sinceExact)
                .put("NextAgentState", next)
                .put("NextReasonCode", nextReason())
                .put("SkillGroup", skillGroups)
                .put("NumSkillGroups", skillGroups.size())
                .put("WrapupCall", wrapping && lastCall != null ? lastCall.text() : "")
                .put("WrapupDirection", lastCallIncoming ? "in" : "out")
                .put("WrapupRequired", forced)
                .put("WrapupDataRequired", mode == WrapupMode.REQUIRED_WITH_DATA)
                .put("WrapupDataGiven", wrapping && wrapUpGiven)
                .put("WrapupEndsMs", timed ? sinceMs + settings.wrapUpSeconds() * 1000L : 0L)
                .build();
    }
}
