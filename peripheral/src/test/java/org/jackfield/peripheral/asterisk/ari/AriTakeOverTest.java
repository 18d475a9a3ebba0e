package org.jackfield.peripheral.asterisk.ari;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.protocol.pim.Answer;
import org.jackfield.protocol.pim.Clear;
import org.jackfield.protocol.pim.Dial;
import org.jackfield.protocol.pim.Done;
import org.jackfield.protocol.pim.Dtmf;
import org.jackfield.protocol.pim.Failed;
import org.jackfield.protocol.pim.PimCommand;
import org.jackfield.protocol.pim.Place;
import org.jackfield.protocol.pim.Play;
import org.jackfield.protocol.pim.Played;
import org.jackfield.protocol.pim.Seat;
import org.jackfield.protocol.pim.StopPlay;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The adapter dies after each request to Asterisk, with and without what Asterisk still said to it.
 * Another one takes up from a listing and is given the open command again: the goal is reached, and
 * what people see and hear of it happens once.
 */
class AriTakeOverTest {

    private static final int REQUESTS_MAX = 40;

    /** What is wanted, from where, and what happens at Asterisk for it, in any order. */
    enum Goal {
        ANSWER(
                t -> t.arrives(),
                List.of(new Answer(10, "caller")),
                t -> t.isUp("caller"),
                "caller is answered"),
        MUSIC(
                t -> t.waits(),
                List.of(place(10, alone("caller", "hold"))),
                t -> t.hears("caller", "hold")),
        RINGING(
                t -> t.waits(),
                List.of(place(10, new Seat("caller", null, null, true))),
                t -> t.hears("caller", "ringing")),
        CALL_A_PHONE(
                t -> t.waits(),
                List.of(dial(10, "agent", "1001")),
                t -> t.isUp("agent"),
                "agent is made",
                "agent rings"),
        JOIN(
                t -> t.reached(),
                List.of(place(10, in("caller", "b1"), in("agent", "b1"))),
                t -> t.talk("b1", "caller", "agent"),
                "caller enters b1",
                "agent enters b1"),
        HOLD(
                t -> t.talk(),
                List.of(place(10, alone("agent", null), alone("caller", "hold"))),
                t -> t.hears("caller", "hold"),
                "agent leaves b1",
                "caller leaves b1"),
        RETRIEVE(
                t -> t.hold(),
                List.of(place(10, in("caller", "b1"), in("agent", "b1"))),
                t -> t.talk("b1", "caller", "agent"),
                "caller enters b1",
                "agent enters b1"),
        CLEAR(
                t -> t.talk(),
                List.of(new Clear(10, "agent", 16)),
                t -> assertThat(t.world.legs).doesNotContainKey("agent"),
                "agent ends"),
        CONSULT(
                t -> t.hold(),
                List.of(dial(10, "third", "1002"), place(11, in("agent", "b2"), in("third", "b2"))),
                t -> {
                    t.talk("b2", "agent", "third");
                    t.hears("caller", "hold");
                },
                "third is made",
                "third rings",
                "agent enters b2",
                "third enters b2"),
        ALTERNATE(
                t -> t.consult(),
                List.of(place(10, in("caller", "b1"), in("agent", "b1"), alone("third", "hold"))),
                t -> {
                    t.talk("b1", "caller", "agent");
                    t.hears("third", "hold");
                },
                "third leaves b2",
                "agent enters b1",
                "caller enters b1"),
        TRANSFER(
                t -> t.consult(),
                List.of(
                        place(10, alone("agent", null), in("caller", "b3"), in("third", "b3")),
                        new Clear(11, "agent", 16)),
                t -> t.talk("b3", "caller", "third"),
                "agent leaves b2",
                "caller enters b3",
                "third enters b3",
                "agent ends"),
        CONFERENCE(
                t -> t.consult(),
                List.of(place(10, in("agent", "b2"), in("third", "b2"), in("caller", "b2"))),
                t -> t.talk("b2", "agent", "third", "caller"),
                "caller enters b2"),
        SEND_ON(
                t -> t.talk(),
                List.of(
                        place(10, alone("agent", null), new Seat("caller", null, null, true)),
                        dial(11, "third", "1002"),
                        place(12, in("caller", "b4"), in("third", "b4")),
                        new Clear(13, "agent", 16)),
                t -> t.talk("b4", "caller", "third"),
                "agent leaves b1",
                "caller leaves b1",
                "third is made",
                "third rings",
                "caller enters b4",
                "third enters b4",
                "agent ends"),
        ANNOUNCEMENT(
                t -> t.waits(),
                List.of(new Play(10, "caller", "hello")),
                t -> t.heardToItsEnd(),
                "caller hears sound:hello");

        private final Consumer<AriTakeOverTest> prepare;
        private final List<PimCommand> commands;
        private final Consumer<AriTakeOverTest> reached;
        private final List<String> happens;

        Goal(
                Consumer<AriTakeOverTest> prepare,
                List<PimCommand> commands,
                Consumer<AriTakeOverTest> reached,
                String... happens) {
            this.prepare = prepare;
            this.commands = commands;
            this.reached = reached;
            this.happens = List.of(happens);
        }
    }

    /** What becomes of what was asked for while nobody listens. */
    enum Meanwhile {
        ANSWERS_ARE_HEARD,
        ANSWERS_ARE_LOST,
        ANSWERS_ARE_LOST_AND_THE_WORLD_GOES_ON
    }

    private FakeAsterisk world;

    private static Seat in(String channel, String bridge) {
        return new Seat(channel, bridge, null, false);
    }

    private static Seat alone(String channel, String music) {
        return new Seat(channel, null, music, false);
    }

    private static Place place(long operation, Seat... seats) {
        return new Place(operation, List.of(seats));
    }

    private static Dial dial(long operation, String channel, String phone) {
        return new Dial(
                operation, channel, phone, null, "88601", "Bob", 20_000, false, "r", List.of());
    }

    private void arrives() {
        world.connect();
        world.callerArrives("caller", "70001");
        world.run();
    }

    private void waits() {
        arrives();
        world.command(new Answer(1, "caller"));
    }

    private void reached() {
        waits();
        world.command(dial(2, "agent", "1001"));
        goesOn();
    }

    private void talk() {
        reached();
        world.command(place(3, in("caller", "b1"), in("agent", "b1")));
    }

    private void hold() {
        talk();
        world.command(place(4, alone("agent", null), alone("caller", "hold")));
    }

    private void consult() {
        hold();
        world.command(dial(5, "third", "1002"));
        goesOn();
        world.command(place(6, in("agent", "b2"), in("third", "b2")));
    }

    /** Phones that ring are picked up, and announcements begin. */
    private void goesOn() {
        for (FakeAsterisk.Leg each : List.copyOf(world.legs.values())) {
            if (each.state.equals("Ringing")) {
                world.state(each.id, "Up");
            }
        }
        List.copyOf(world.playbacks.keySet()).forEach(each -> world.playbackIs(each, "playing"));
        world.run();
    }

    private void isUp(String channel) {
        assertThat(world.legs.get(channel).state).isEqualTo("Up");
    }

    private void hears(String channel, String what) {
        assertThat(world.legs.get(channel).bridge).isEmpty();
        assertThat(world.legs.get(channel).hears).isEqualTo(what);
    }

    private void talk(String bridge, String... channels) {
        assertThat(world.legs.values())
                .filteredOn(each -> each.bridge.equals(bridge))
                .extracting(each -> each.id)
                .containsExactlyInAnyOrder(channels);
        for (String each : channels) {
            assertThat(world.legs.get(each).hears).isEmpty();
        }
    }

    private void heardToItsEnd() {
        List.copyOf(world.playbacks.keySet()).forEach(each -> world.playbackIs(each, "done"));
        world.run();
        assertThat(world.reports).containsOnlyOnce(new Played(10, true));
        assertThat(world.count(Played.class)).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void whereverTheAdapterDiesTheNextOneReachesTheGoalAndNothingHappensTwice(Goal goal) {
        for (Meanwhile meanwhile : Meanwhile.values()) {
            boolean died = true;
            for (int heard = 0; died; heard++) {
                assertThat(heard).as("requests of " + goal).isLessThan(REQUESTS_MAX);
                died = dies(goal, heard, meanwhile);
            }
        }
    }

    /** False when the goal was reached before the adapter died. */
    private boolean dies(Goal goal, int heard, Meanwhile meanwhile) {
        String when = goal + " after " + heard + " requests, " + meanwhile;
        world = new FakeAsterisk();
        goal.prepare.accept(this);
        world.happened.clear();
        world.reports.clear();
        world.heardRequests = heard;
        world.losesTheRest = meanwhile != Meanwhile.ANSWERS_ARE_HEARD;
        boolean dead = false;
        for (PimCommand command : goal.commands) {
            give(command);
            if (!dead && world.heardRequests <= 0) {
                dead = true;
                takeOver(meanwhile);
                if (!isOver(command)) {
                    give(command);
                }
            }
        }
        try {
            goal.reached.accept(this);
        } catch (AssertionError wrong) {
            throw new AssertionError(when + ": " + wrong.getMessage(), wrong);
        }
        assertThat(world.happened).as(when).containsExactlyInAnyOrderElementsOf(goal.happens);
        assertThat(world.count(Failed.class)).as(when + ": " + world.reports).isZero();
        for (PimCommand command : goal.commands) {
            assertThat(isOver(command)).as(when + ": " + world.reports).isTrue();
        }
        return dead;
    }

    private void give(PimCommand command) {
        world.command(command);
        if (world.heardRequests > 0) {
            goesOn();
        }
    }

    private void takeOver(Meanwhile meanwhile) {
        if (meanwhile == Meanwhile.ANSWERS_ARE_LOST_AND_THE_WORLD_GOES_ON) {
            goesOn();
        }
        world.connect();
        goesOn();
    }

    /** The gateway has its outcome, once. */
    private boolean isOver(PimCommand command) {
        long operation =
                switch (command) {
                    case Answer one -> one.operation();
                    case Dial one -> one.operation();
                    case Place one -> one.operation();
                    case Clear one -> one.operation();
                    case Play one -> one.operation();
                    default -> -1;
                };
        List<Object> outcomes = new ArrayList<>(world.reports);
        outcomes.removeIf(each -> !each.equals(new Done(operation)));
        assertThat(outcomes.size()).as("outcomes of " + command).isLessThan(2);
        return operation < 0 || !outcomes.isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anAnnouncementThatWasBegunBeforeIsSilencedByTheNextOne(boolean givenAgain) {
        world = new FakeAsterisk();
        waits();
        world.command(new Play(10, "caller", "hello"));
        goesOn();
        world.connect();
        if (givenAgain) {
            world.command(new Play(10, "caller", "hello"));
        }
        world.command(new StopPlay(10, "caller"));
        assertThat(world.playbacks).isEmpty();
        assertThat(world.happened).containsOnlyOnce("caller hears sound:hello");
        assertThat(world.reports.contains(new Played(10, false))).isEqualTo(givenAgain);
    }

    @Test
    void anAnnouncementThatNobodyBeganIsNotHeardWhenItWasSilencedMeanwhile() {
        world = new FakeAsterisk();
        waits();
        world.connect();
        world.happened.clear();
        world.commandOnly(new Play(10, "caller", "beep"));
        world.command(new StopPlay(10, "caller"));
        assertThat(world.happened).isEmpty();
        assertThat(world.reports).endsWith(new Done(10), new Played(10, false));
    }

    /** The gateway gives keys that may have been heard to nobody again; nor does the adapter. */
    @Test
    void keysThatMayHaveBeenHeardAreNotPressedByTheNextOneNorBehindALostLink() {
        for (int heard = 0; heard <= 1; heard++) {
            world = new FakeAsterisk();
            talk();
            world.happened.clear();
            world.heardRequests = heard;
            world.losesTheRest = true;
            world.command(new Dtmf(10, "caller", "12"));
            world.cut();
            world.reconnect();
            world.connect();
            world.pass(10_000);
            assertThat(world.happened).hasSize(heard);
            assertThat(world.count(Failed.class)).isEqualTo(1);
        }
    }
}
