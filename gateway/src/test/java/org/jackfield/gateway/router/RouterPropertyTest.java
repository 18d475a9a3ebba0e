package org.jackfield.gateway.router;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.gateway.agent.OfferEnd;
import org.jackfield.gateway.agent.RoutableAgent;
import org.jackfield.protocol.log.RouterState;
import org.jackfield.protocol.record.RecordReader;
import org.jackfield.protocol.record.RecordWriter;
import org.jackfield.protocol.site.CheckHours;
import org.jackfield.protocol.site.PlayGreeting;
import org.jackfield.protocol.site.QueueTo;
import org.jackfield.protocol.site.ReleaseCall;
import org.jackfield.protocol.site.SitePlan;
import org.jackfield.protocol.site.SkillMembership;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Random callers and agents: nobody is offered twice at once, no call waits beside an idle agent.
 */
class RouterPropertyTest {

    private static final int STEPS = 5_000;
    private static final String[] NUMBERS = {"500", "501", "502", "0890"};
    private static final OfferEnd[] FAILURES = {
        OfferEnd.NO_ANSWER,
        OfferEnd.DECLINED,
        OfferEnd.BUSY,
        OfferEnd.UNREACHABLE,
        OfferEnd.NOT_ARRIVED,
        OfferEnd.WITHDRAWN
    };

    private Router router = new Router(RouterSettings.DEFAULT);
    private final List<RouterAction> log = new ArrayList<>();
    private final TreeSet<Long> live = new TreeSet<>();
    private final TreeSet<Long> announced = new TreeSet<>();
    private final Map<Long, String> offered = new TreeMap<>();
    private final TreeSet<String> idle = new TreeSet<>();
    private long nextCallId = 1;
    private long nowMs = 1_000;

    private RouterPropertyTest plans() {
        plan("500", new PlayGreeting("hi"), new QueueTo(10, 5, 20), new QueueTo(11, 4, 0));
        plan(
                "501",
                new CheckHours(60, 1400, 0b1111110, "closed"),
                new QueueTo(11, 1, 15),
                new PlayGreeting("wait"),
                new QueueTo(12, 1, 90),
                new ReleaseCall("sorry"));
        plan("502", new QueueTo(12, 2, 0), new QueueTo(10, 2, 0));
        return this;
    }

    private void plan(String number, org.jackfield.protocol.site.PlanStep... steps) {
        router.setPlan(SitePlan.builder().number(number).music("m").steps(List.of(steps)).build());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void everyCallIsServedOrEndsAndNoneWaitsBesideAnIdleAgent(long seed) {
        plans();
        Random random = new Random(seed);
        for (int step = 0; step < STEPS; step++) {
            act(random);
            check("seed " + seed + " step " + step);
        }
        for (long callId : List.copyOf(live)) {
            router.callGone(callId, nowMs, out());
            live.remove(callId);
        }
        for (int group = 10; group <= 12; group++) {
            assertThat(router.waiting(group)).isZero();
        }
        assertThat(offered).isEmpty();
        assertThat(router.nextDeadlineMs()).isEqualTo(Long.MAX_VALUE);
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void aRestoredRouterGoesOnAlike(long seed) {
        RouterPropertyTest straight = new RouterPropertyTest().plans();
        plans();
        Random one = new Random(seed);
        Random other = new Random(seed);
        for (int step = 0; step < STEPS; step++) {
            if (step % 53 == 0) {
                restore();
            }
            act(one);
            straight.act(other);
        }
        assertThat(log).isEqualTo(straight.log);
        assertThat(bytes()).isEqualTo(straight.bytes());
    }

    private void restore() {
        byte[] before = bytes();
        RouterState state = RouterState.read(new RecordReader(before));
        router = Router.restore(state, RouterSettings.DEFAULT);
        assertThat(bytes()).isEqualTo(before);
    }

    private byte[] bytes() {
        RecordWriter writer = new RecordWriter();
        router.toRecord().write(writer);
        return writer.toBytes();
    }

    private Consumer<RouterAction> out() {
        return this::take;
    }

    private void take(RouterAction action) {
        log.add(action);
        switch (action) {
            case RouterAction.OfferTo offer -> {
                assertThat(idle.remove(offer.agentId())).as("idle " + offer).isTrue();
                assertThat(offered.put(offer.callId(), offer.agentId())).isNull();
            }
            case RouterAction.EndOffer end ->
                    assertThat(offered.remove(end.callId())).isEqualTo(end.agentId());
            case RouterAction.PlayGreeting play -> announced.add(play.callId());
            case RouterAction.Release release -> assertThat(live.remove(release.callId())).isTrue();
            case RouterAction.MoveTo move -> {
                if (!move.planned()) {
                    assertThat(live.remove(move.callId())).isTrue();
                }
            }
            default -> {}
        }
    }

    private void act(Random random) {
        switch (random.nextInt(10)) {
            case 0, 1, 2 -> arrive(random);
            case 3, 4 -> agent(random);
            case 5 -> offerGoesOn(random);
            case 6 -> {
                Long call = pick(announced, random);
                if (call != null) {
                    announced.remove(call);
                    router.greetingEnded(call, nowMs, out());
                }
            }
            case 7 -> {
                Long call = pick(live, random);
                if (call != null && random.nextInt(3) == 0) {
                    router.callGone(call, nowMs, out());
                    live.remove(call);
                }
            }
            case 8 -> {
                String agent = "a" + random.nextInt(12);
                router.agentNotRoutable(agent);
                idle.remove(agent);
                router.calendar(random.nextInt(1440), random.nextInt(7));
            }
            default -> pass(random.nextInt(6_000));
        }
    }

    private void arrive(Random random) {
        long callId = nextCallId++;
        live.add(callId);
        if (!router.callArrived(callId, NUMBERS[random.nextInt(4)], nowMs, out())) {
            live.remove(callId);
        }
    }

    private void agent(Random random) {
        String id = "a" + random.nextInt(12);
        List<SkillMembership> skills = new ArrayList<>();
        for (int group = 10; group <= 12; group++) {
            if (random.nextInt(3) > 0) {
                skills.add(new SkillMembership(group, random.nextInt(3)));
            }
        }
        long since = nowMs - random.nextInt(1_000);
        String number = NUMBERS[random.nextInt(4)];
        if (offered.containsValue(id)) {
            return;
        }
        idle.add(id);
        RoutableAgent agent =
                new RoutableAgent(
                        id, "i" + id, since, skills, 8_000, random.nextInt(3) == 0 ? number : "");
        router.agentRoutable(agent, nowMs, out());
    }

    private void offerGoesOn(Random random) {
        Long call = pick(new TreeSet<>(offered.keySet()), random);
        if (call == null) {
            return;
        }
        switch (random.nextInt(3)) {
            case 0 -> router.offerArrived(call, nowMs);
            case 1 -> {
                router.offerAnswered(call, nowMs);
                offered.remove(call);
                live.remove(call);
            }
            default ->
                    router.offerFailed(
                            call, FAILURES[random.nextInt(FAILURES.length)], nowMs, out());
        }
    }

    private static Long pick(TreeSet<Long> from, Random random) {
        return from.isEmpty() ? null : List.copyOf(from).get(random.nextInt(from.size()));
    }

    private void pass(long ms) {
        long untilMs = nowMs + ms;
        int fired = 0;
        while (router.nextDeadlineMs() <= untilMs) {
            nowMs = Math.max(nowMs, router.nextDeadlineMs());
            router.onTime(nowMs, out());
            assertThat(++fired).isLessThan(10_000);
        }
        nowMs = untilMs;
    }

    private void check(String where) {
        for (long callId : live) {
            assertThat(router.holds(callId)).as("%s: call %d", where, callId).isTrue();
            assertThat(router.offeredTo(callId)).isEqualTo(offered.get(callId));
        }
        for (int group = 10; group <= 12; group++) {
            assertThat(Math.min(router.waiting(group), router.idleAgents(group)))
                    .as("%s: calls and agents waiting for each other in %d", where, group)
                    .isZero();
        }
    }
}
