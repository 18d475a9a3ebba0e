package org.jackfield.gateway.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.gateway.agent.CallAtDevice.Direction;
import org.jackfield.gateway.agent.CallAtDevice.Phase;
import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.ged188.AgentStateEvent;
import org.jackfield.protocol.log.AgentBookState;
import org.jackfield.protocol.record.RecordReader;
import org.jackfield.protocol.record.RecordWriter;
import org.jackfield.protocol.site.WrapUpMode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Random requests, calls, offers, losses: whatever comes, states stay legal and nobody sticks. */
class AgentBookPropertyTest {

    private static final int STEPS = 4_000;
    private static final String[] AGENTS = {"1001", "1002", "1003", "1004", "1009", "4711"};
    private static final String[] PHONES = {"i1", "i2", "i3", "i4"};
    private static final AgentState[] ASKED = {
        AgentState.LOGIN,
        AgentState.LOGIN,
        AgentState.LOGOUT,
        AgentState.AVAILABLE,
        AgentState.AVAILABLE,
        AgentState.AVAILABLE,
        AgentState.NOT_READY,
        AgentState.WORK_READY,
        AgentState.WORK_NOT_READY,
        AgentState.TALKING
    };

    /** The class comment of AgentBook, said once more and not taken from the code. */
    private static final Map<AgentState, EnumSet<AgentState>> LEGAL = legal();

    private static Map<AgentState, EnumSet<AgentState>> legal() {
        EnumSet<AgentState> onCall = EnumSet.of(AgentState.TALKING, AgentState.HOLD);
        EnumSet<AgentState> work = EnumSet.of(AgentState.WORK_READY, AgentState.WORK_NOT_READY);
        EnumSet<AgentState> idle = EnumSet.of(AgentState.AVAILABLE, AgentState.NOT_READY);
        Map<AgentState, EnumSet<AgentState>> legal = new EnumMap<>(AgentState.class);
        legal.put(AgentState.LOGOUT, EnumSet.of(AgentState.LOGIN));
        legal.put(AgentState.LOGIN, plus(onCall, EnumSet.of(AgentState.NOT_READY)));
        legal.put(
                AgentState.NOT_READY,
                plus(onCall, EnumSet.of(AgentState.AVAILABLE, AgentState.LOGOUT)));
        legal.put(
                AgentState.AVAILABLE,
                plus(onCall, EnumSet.of(AgentState.NOT_READY, AgentState.RESERVED)));
        legal.put(AgentState.RESERVED, plus(plus(onCall, idle), work));
        EnumSet<AgentState> afterCall = plus(plus(idle, work), EnumSet.of(AgentState.RESERVED));
        legal.put(AgentState.TALKING, plus(afterCall, EnumSet.of(AgentState.HOLD)));
        legal.put(AgentState.HOLD, plus(afterCall, EnumSet.of(AgentState.TALKING)));
        legal.put(AgentState.WORK_READY, plus(plus(onCall, idle), work));
        legal.put(AgentState.WORK_NOT_READY, plus(plus(onCall, idle), work));
        return legal;
    }

    private static EnumSet<AgentState> plus(EnumSet<AgentState> one, EnumSet<AgentState> other) {
        EnumSet<AgentState> both = EnumSet.copyOf(one);
        both.addAll(other);
        return both;
    }

    private final Map<String, List<CallAtDevice>> atPhone = new TreeMap<>();
    private final Map<String, AgentState> shown = new TreeMap<>();
    private long nextCallId = 1;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 20261121, 77, -5})
    @Tag("ASK-14")
    void statesStayLegalAndNobodySticksWithoutACall(long seed) {
        Random random = new Random(seed);
        Desk desk = new Desk();
        modes(desk, random);
        for (int step = 0; step < STEPS; step++) {
            act(desk, random);
            check(desk, "seed " + seed + " step " + step);
        }
        for (String phone : PHONES) {
            atPhone.remove(phone);
            desk.calls(phone);
        }
        desk.pass(10_000);
        for (AgentView each : desk.book.agents()) {
            assertThat(AgentState.of(each.state()))
                    .as("seed %d, agent %s", seed, each.agentId())
                    .isNotIn(AgentState.TALKING, AgentState.HOLD, AgentState.RESERVED);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5, 6, 999})
    void aRestoredBookGoesOnAlike(long seed) {
        Random random = new Random(seed);
        Desk desk = new Desk();
        modes(desk, random);
        for (int step = 0; step < STEPS; step++) {
            if (step % 97 == 0) {
                desk.book = restored(desk.book);
            }
            act(desk, random);
        }
        AgentBookPropertyTest other = new AgentBookPropertyTest();
        Random again = new Random(seed);
        Desk straight = new Desk();
        modes(straight, again);
        for (int step = 0; step < STEPS; step++) {
            other.act(straight, again);
        }
        assertThat(desk.told).as("seed " + seed).isEqualTo(straight.told);
        assertThat(desk.order).isEqualTo(straight.order);
        assertThat(bytes(desk.book)).isEqualTo(bytes(straight.book));
    }

    private static AgentBook restored(AgentBook book) {
        byte[] bytes = bytes(book);
        AgentBookState state = AgentBookState.read(new RecordReader(bytes));
        AgentBook restored = AgentBook.restore(state, AgentSettings.DEFAULT);
        assertThat(bytes(restored)).isEqualTo(bytes);
        return restored;
    }

    private static byte[] bytes(AgentBook book) {
        RecordWriter writer = new RecordWriter();
        book.toRecord().write(writer);
        return writer.toBytes();
    }

    private static void modes(Desk desk, Random random) {
        WrapUpMode[] modes = WrapUpMode.values();
        desk.settings(
                modes[random.nextInt(modes.length)],
                modes[random.nextInt(modes.length)],
                random.nextInt(3) * 7);
    }

    private void act(Desk desk, Random random) {
        String phone = PHONES[random.nextInt(PHONES.length)];
        String agentId = AGENTS[random.nextInt(AGENTS.length)];
        switch (random.nextInt(12)) {
            case 0, 1, 2 -> request(desk, random, agentId, phone);
            case 3, 4, 5 -> calls(desk, random, phone);
            case 6 -> {
                if (desk.book.reserve(agentId, 10, nextCallId, desk.nowMs, desk)) {
                    nextCallId++;
                }
            }
            case 7 -> endOffer(desk, random, agentId);
            case 8 -> desk.book.deviceInService(phone, random.nextInt(4) > 0, desk.nowMs, desk);
            case 9 -> {
                if (random.nextInt(8) == 0) {
                    desk.book.sessionClosed(session(random), desk.nowMs, desk);
                } else if (random.nextInt(20) == 0) {
                    modes(desk, random);
                } else {
                    desk.book.wrapUpEntered(phone, 1 + random.nextInt(1 + (int) nextCallId), true);
                }
            }
            default -> desk.pass(random.nextInt(4_000));
        }
    }

    private static org.jackfield.protocol.log.SessionKey session(Random random) {
        return random.nextBoolean() ? Desk.A : Desk.B;
    }

    private static void request(Desk desk, Random random, String agentId, String phone) {
        AgentState asked = ASKED[random.nextInt(ASKED.length)];
        boolean named = asked == AgentState.LOGIN || random.nextInt(4) == 0;
        AgentVerdict verdict =
                desk.ask(
                        session(random),
                        random.nextInt(5) > 0,
                        named ? agentId : "",
                        phone,
                        asked,
                        random.nextInt(3),
                        random.nextInt(15) == 0 ? 1 : 0);
        assertThat(verdict).isNotNull();
        assertThat(verdict.accepted()).isEqualTo(verdict.text().isEmpty());
    }

    /** A call comes, changes or goes at a phone; what is offered there may ring or be answered. */
    private void calls(Desk desk, Random random, String phone) {
        List<CallAtDevice> calls = new ArrayList<>(atPhone.getOrDefault(phone, List.of()));
        AgentView agent = desk.book.agentAt(phone);
        if (calls.isEmpty() || random.nextInt(4) == 0 && calls.size() < 3) {
            boolean routed =
                    agent != null
                            && agent.state() == AgentState.RESERVED.value()
                            && random.nextInt(4) > 0;
            long callId = routed ? nextCallId - 1 : nextCallId++;
            Direction direction = routed ? Direction.IN : Direction.values()[random.nextInt(4)];
            Phase phase = direction.incoming() ? Phase.ALERTING : Phase.INITIATED;
            calls.add(new CallAtDevice(callId, phase, direction, routed ? 10 : -1, false));
        } else {
            int at = random.nextInt(calls.size());
            CallAtDevice call = calls.get(at);
            if (random.nextInt(3) == 0) {
                calls.remove(at);
            } else {
                Phase phase = call.phase() == Phase.ACTIVE ? Phase.HELD : Phase.ACTIVE;
                calls.set(
                        at,
                        new CallAtDevice(
                                call.callId(), phase, call.direction(), call.skillGroup(), true));
            }
        }
        atPhone.put(phone, calls);
        desk.book.callsChanged(phone, calls, desk.nowMs, desk);
    }

    private void endOffer(Desk desk, Random random, String agentId) {
        OfferEnd end = OfferEnd.values()[random.nextInt(OfferEnd.values().length)];
        for (long callId = Math.max(1, nextCallId - 20); callId < nextCallId; callId++) {
            desk.book.offerEnded(agentId, callId, end, desk.nowMs, desk);
        }
    }

    private void check(Desk desk, String where) {
        for (List<AgentStateEvent> change : desk.told) {
            AgentStateEvent first = change.getFirst();
            AgentState from = shown.getOrDefault(first.agentId(), AgentState.LOGOUT);
            AgentState to = AgentState.of(first.agentState());
            assertThat(from == to || LEGAL.get(from).contains(to))
                    .as("%s: agent %s from %s to %s", where, first.agentId(), from, to)
                    .isTrue();
            shown.put(first.agentId(), to);
            checkGroups(change, where);
        }
        desk.told.clear();
        for (String each : AGENTS) {
            assertThat(shown.getOrDefault(each, AgentState.LOGOUT))
                    .as("%s: told and kept state of %s", where, each)
                    .isEqualTo(desk.state(each));
        }
        for (AgentView each : desk.book.agents()) {
            AgentState state = AgentState.of(each.state());
            boolean talks =
                    atPhone.getOrDefault(each.instrument(), List.of()).stream()
                            .anyMatch(c -> c.phase() == Phase.ACTIVE || c.phase() == Phase.HELD);
            boolean said = state == AgentState.TALKING || state == AgentState.HOLD;
            assertThat(said).as("%s: %s is %s", where, each.agentId(), state).isEqualTo(talks);
        }
    }

    private static void checkGroups(List<AgentStateEvent> change, String where) {
        long busy =
                change.stream()
                        .filter(e -> e.skillGroupState() != AgentState.BUSY_OTHER.value())
                        .map(AgentStateEvent::skillGroupState)
                        .distinct()
                        .count();
        assertThat(busy).as("%s: groups of one change", where).isEqualTo(1);
        for (AgentStateEvent each : change) {
            assertThat(each.agentState()).isEqualTo(change.getFirst().agentState());
            assertThat(each.numFltSkillGroups()).isEqualTo(change.size());
        }
    }
}
