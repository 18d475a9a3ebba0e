package org.jackfield.gateway.router;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.gateway.agent.AgentBook;
import org.jackfield.gateway.agent.AgentOutput;
import org.jackfield.gateway.agent.AgentSettings;
import org.jackfield.gateway.agent.AgentStateRequest;
import org.jackfield.gateway.agent.AgentVerdict;
import org.jackfield.gateway.agent.AgentView;
import org.jackfield.gateway.agent.CallAtDevice;
import org.jackfield.gateway.agent.CallAtDevice.Direction;
import org.jackfield.gateway.agent.CallAtDevice.Phase;
import org.jackfield.gateway.agent.RoutableAgent;
import org.jackfield.machine.Timers;
import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.ged188.Ged188Message;
import org.jackfield.protocol.log.SessionKey;
import org.jackfield.protocol.pim.AnswerMode;
import org.jackfield.protocol.site.QueueTo;
import org.jackfield.protocol.site.SiteAgent;
import org.jackfield.protocol.site.SiteDeskSettings;
import org.jackfield.protocol.site.SiteDevice;
import org.jackfield.protocol.site.SitePeripheral;
import org.jackfield.protocol.site.SitePlan;
import org.jackfield.protocol.site.SkillMembership;
import org.jackfield.protocol.site.WrapUpMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Agents and router as the OPC wires them, a morning of traffic, a phone here and there silent. */
class OfficeDayTest implements AgentOutput {

    private static final int AGENTS = 20;
    private static final int CALLS = 1_500;
    private static final SessionKey SESSION = new SessionKey(0, 1, 1);

    private sealed interface Turn {}

    private record Caller(long callId) implements Turn {}

    private record Patience(long callId) implements Turn {}

    private record PickUp(long callId, String agentId) implements Turn {}

    private record HangUp(long callId, String agentId) implements Turn {}

    private record Back(String agentId) implements Turn {}

    private final AgentBook book =
            new AgentBook(new SitePeripheral(1, "acd", 17), AgentSettings.DEFAULT);
    private final Router router = new Router(RouterSettings.DEFAULT);
    private final Timers<Turn> world = new Timers<>();
    private final Deque<Runnable> agenda = new ArrayDeque<>();
    private final Map<Long, String> ringing = new TreeMap<>();
    private final Map<Long, String> talking = new TreeMap<>();
    private Random random;
    private long nowMs;
    private int answered;
    private int abandoned;
    private int missed;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyCallerIsAnsweredOrGivesUpAndEveryAgentIsFreeInTheEnd(long seed) {
        random = new Random(seed);
        open();
        for (int call = 1; call <= CALLS; call++) {
            world.set(new Caller(call), call * 6_000L + random.nextInt(4_000));
        }
        while (!world.isEmpty()) {
            step();
        }
        for (int more = 0; more < 10_000 && next() != Long.MAX_VALUE; more++) {
            step();
        }
        assertThat(answered + abandoned).as("seed " + seed).isEqualTo(CALLS);
        assertThat(answered).isGreaterThan(CALLS * 3 / 4);
        assertThat(missed).isPositive();
        assertThat(router.waiting(10)).isZero();
        assertThat(ringing).isEmpty();
        assertThat(book.agents())
                .hasSize(AGENTS)
                .extracting(each -> AgentState.of(each.state()))
                .isSubsetOf(AgentState.AVAILABLE, AgentState.NOT_READY);
        assertThat(router.idleAgents(10)).isEqualTo(inState(AgentState.AVAILABLE));
    }

    private int inState(AgentState state) {
        return (int) book.agents().stream().filter(a -> a.state() == state.value()).count();
    }

    private void open() {
        router.setPlan(
                SitePlan.builder()
                        .number("500")
                        .music("m")
                        .steps(List.of(new QueueTo(10, 5, 0)))
                        .build());
        book.setDeskSettings(
                SiteDeskSettings.builder()
                        .id(1)
                        .wrapUpIncoming(WrapUpMode.REQUIRED)
                        .wrapUpOutgoing(WrapUpMode.OPTIONAL)
                        .wrapUpSeconds(10)
                        .ringNoAnswerSeconds(12)
                        .build());
        for (int at = 0; at < AGENTS; at++) {
            String id = "a" + at;
            book.setDevice(
                    new SiteDevice(1, "i" + id, "2" + at, "e" + at, AnswerMode.DEFERRED), 0, this);
            book.setAgent(
                    SiteAgent.builder()
                            .id(id)
                            .deskSettings(1)
                            .skills(List.of(new SkillMembership(10, 1)))
                            .build(),
                    0,
                    this);
            ask(id, AgentState.LOGIN);
            ask(id, AgentState.AVAILABLE);
        }
        settle();
    }

    private void ask(String agentId, AgentState state) {
        AgentStateRequest.Asked asked = new AgentStateRequest.Asked(state.value(), 0, 0, 0);
        book.request(
                new AgentStateRequest(SESSION, 1, true, agentId, "i" + agentId, "", asked),
                nowMs,
                this);
    }

    private long next() {
        return Math.min(book.nextDeadlineMs(), router.nextDeadlineMs());
    }

    private void step() {
        nowMs = Math.max(nowMs, Math.min(world.nextMs(), next()));
        book.onTime(nowMs, this);
        settle();
        router.onTime(nowMs, this::queue);
        settle();
        for (Turn turn = world.poll(nowMs); turn != null; turn = world.poll(nowMs)) {
            take(turn);
            settle();
        }
        assertThat(Math.min(router.waiting(10), inState(AgentState.AVAILABLE)))
                .as("calls wait beside agents at " + nowMs)
                .isZero();
    }

    private void settle() {
        for (int done = 0; !agenda.isEmpty(); done++) {
            assertThat(done).isLessThan(1_000);
            agenda.poll().run();
        }
    }

    private void take(Turn turn) {
        switch (turn) {
            case Caller caller -> {
                long callId = caller.callId();
                world.set(new Patience(callId), nowMs + 60_000 + random.nextInt(60_000));
                assertThat(router.callArrived(callId, "500", nowMs, this::queue)).isTrue();
            }
            case Patience over -> {
                if (router.holds(over.callId())) {
                    abandoned++;
                    router.callGone(over.callId(), nowMs, this::queue);
                }
            }
            case PickUp up -> {
                if (up.agentId().equals(ringing.get(up.callId()))) {
                    ringing.remove(up.callId());
                    answered++;
                    router.offerAnswered(up.callId(), nowMs);
                    talking.put(up.callId(), up.agentId());
                    show(up.callId(), up.agentId(), Phase.ACTIVE);
                    long talkMs = 20_000 + random.nextInt(120_000);
                    world.set(new HangUp(up.callId(), up.agentId()), nowMs + talkMs);
                }
            }
            case HangUp down -> {
                talking.remove(down.callId());
                book.callsChanged("i" + down.agentId(), List.of(), nowMs, this);
            }
            case Back back -> ask(back.agentId(), AgentState.AVAILABLE);
        }
    }

    private void show(long callId, String agentId, Phase phase) {
        CallAtDevice call =
                new CallAtDevice(callId, phase, Direction.IN, 10, phase == Phase.ACTIVE);
        book.callsChanged("i" + agentId, List.of(call), nowMs, this);
    }

    private void queue(RouterAction action) {
        agenda.add(() -> carryOut(action));
    }

    private void carryOut(RouterAction action) {
        switch (action) {
            case RouterAction.OfferTo offer -> {
                long callId = offer.callId();
                String agentId = offer.agentId();
                boolean kept = book.reserve(agentId, offer.skillGroup(), callId, nowMs, this);
                assertThat(kept).as("reserved " + offer).isTrue();
                assertThat(talking.containsValue(agentId)).isFalse();
                ringing.put(callId, agentId);
                show(callId, agentId, Phase.ALERTING);
                router.offerArrived(callId, nowMs);
                if (random.nextInt(10) > 0) {
                    world.set(new PickUp(callId, agentId), nowMs + 1_000 + random.nextInt(5_000));
                }
            }
            case RouterAction.EndOffer end -> {
                ringing.remove(end.callId());
                book.callsChanged("i" + end.agentId(), List.of(), nowMs, this);
                book.offerEnded(end.agentId(), end.callId(), end.end(), nowMs, this);
                AgentView agent = book.agent(end.agentId());
                if (agent.state() == AgentState.NOT_READY.value()) {
                    missed++;
                    assertThat(agent.reason()).isEqualTo(32767);
                    world.set(new Back(end.agentId()), nowMs + 30_000);
                }
            }
            default -> {
                // what callers hear
            }
        }
    }

    @Override
    public void answered(AgentStateRequest request, AgentVerdict verdict) {
        assertThat(verdict.accepted()).as(verdict.text()).isTrue();
    }

    @Override
    public void agentEvents(String agentId, String instrument, List<Ged188Message> events) {
        assertThat(events).hasSize(1);
    }

    @Override
    public void routable(RoutableAgent agent) {
        agenda.add(() -> router.agentRoutable(agent, nowMs, this::queue));
    }

    @Override
    public void notRoutable(String agentId) {
        agenda.add(() -> router.agentNotRoutable(agentId));
    }

    @Override
    public void info(String text) {
        assertThat(text).isNotEmpty();
    }

    @Override
    public void warning(String text) {
        throw new AssertionError(text);
    }
}
