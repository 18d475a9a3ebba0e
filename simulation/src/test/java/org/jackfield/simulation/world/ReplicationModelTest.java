package org.jackfield.simulation.world;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.peripheral.scripted.Dice;
import org.jackfield.protocol.log.Alive;
import org.jackfield.protocol.log.Envelope;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/** The model does to a group what the engine was seen to do. */
class ReplicationModelTest {

    private final VirtualTime time = new VirtualTime(1_000_000);
    private final ReplicationModel model = new ReplicationModel(time, new Dice(7));
    private final List<List<Long>> read = new ArrayList<>();
    private final List<Long> logMs = new ArrayList<>();

    ReplicationModelTest() {
        for (int member = 0; member < ReplicationModel.SIZE; member++) {
            int id = member;
            List<Long> mine = new ArrayList<>();
            read.add(mine);
            model.join(id, () -> readAll(id, mine));
        }
        for (int member = 0; member < ReplicationModel.SIZE; member++) {
            model.up(member, true);
        }
        pass(3_000);
    }

    private void readAll(int member, List<Long> mine) {
        for (var next = model.read(member, mine.size());
                next != null;
                next = model.read(member, mine.size())) {
            mine.add(next.envelope().sequence());
            if (member == 0) {
                logMs.add(next.logMs());
            }
        }
    }

    private void pass(long ms) {
        time.runUntil(time.nowMs() + ms);
    }

    private void submit(int member, long number) {
        model.submit(member, new Envelope(member, 1, number, 0, new Alive(0)));
    }

    private void leadBySomebody() {
        for (int tries = 0; tries < 100 && model.leader() == ReplicationModel.NOBODY; tries++) {
            pass(100);
        }
        assertThat(model.leader()).isNotEqualTo(ReplicationModel.NOBODY);
        pass(1_000);
    }

    @Test
    void allReadTheSameOrder() {
        leadBySomebody();
        for (int number = 1; number <= 300; number++) {
            submit(number % 3, number);
            pass(1);
        }
        pass(100);

        assertThat(read.get(0)).hasSize(300).isEqualTo(read.get(1)).isEqualTo(read.get(2));
    }

    @Test
    void whatADyingLeaderTookIsLostInMidStream() {
        List<Long> missing = new ArrayList<>();
        long number = 0;
        for (int death = 0; death < 20; death++) {
            leadBySomebody();
            int leader = model.leader();
            int other = (leader + 1) % ReplicationModel.SIZE;
            for (int sent = 0; sent < 10; sent++) {
                submit(other, ++number);
            }
            pass(2);
            model.up(leader, false);
            pass(2_000);
            leadBySomebody();
            submit(other, ++number);
            pass(100);
            model.up(leader, true);
            pass(100);
        }
        for (long each = 1; each <= number; each++) {
            if (!read.get(0).contains(each)) {
                missing.add(each);
            }
        }

        assertThat(model.lost()).isPositive();
        assertThat(missing).isNotEmpty().allMatch(each -> each < read.get(0).getLast());
        assertThat(read.get(0)).isEqualTo(read.get(1)).isEqualTo(read.get(2)).isSorted();
    }

    @Test
    void someOfWhatADyingLeaderTookOutlivesItAndHasTheTimeOfThen() {
        List<ReplicationModel.Entry> outlived = new ArrayList<>();
        for (int death = 0; death < 20; death++) {
            leadBySomebody();
            int leader = model.leader();
            long committed = model.committed();
            for (int number = 1; number <= 10; number++) {
                submit(leader, death * 10L + number);
            }
            pass(2);
            model.up(leader, false);
            long diedMs = time.nowMs();
            pass(2_000);
            leadBySomebody();
            for (long place = committed; place < model.committed(); place++) {
                ReplicationModel.Entry entry = model.replay(place);
                assertThat(entry.logMs()).isLessThanOrEqualTo(diedMs);
                if (entry.outlived()) {
                    outlived.add(entry);
                }
            }
            model.up(leader, true);
            pass(100);
        }

        assertThat(outlived).isNotEmpty();
    }

    @Test
    void aMemberAloneNeitherLeadsNorReads() {
        leadBySomebody();
        int leader = model.leader();
        int other = (leader + 1) % ReplicationModel.SIZE;
        for (int each = 0; each < ReplicationModel.SIZE; each++) {
            model.cut(leader, each, true);
            model.cut(each, leader, true);
        }
        submit(leader, 1);
        pass(3_000);
        leadBySomebody();
        assertThat(model.leader()).isNotEqualTo(leader);
        submit(other, 2);
        pass(100);

        assertThat(read.get(other)).containsExactly(2L);
        assertThat(read.get(leader)).isEmpty();
        for (int each = 0; each < ReplicationModel.SIZE; each++) {
            model.cut(leader, each, false);
            model.cut(each, leader, false);
        }
        pass(100);
        assertThat(read.get(leader)).containsExactly(2L);
    }

    @Test
    void twoOfThreeDeadMeansThatNothingMoves() {
        leadBySomebody();
        int alone = (model.leader() + 1) % ReplicationModel.SIZE;
        for (int each = 0; each < ReplicationModel.SIZE; each++) {
            model.up(each, each == alone);
        }
        submit(alone, 1);
        pass(20_000);

        assertThat(model.committed()).isZero();
        assertThat(model.leader()).isEqualTo(ReplicationModel.NOBODY);
    }

    @Test
    void theLogsTimeIsTheLeadersClockForwardAndBack() {
        leadBySomebody();
        submit(0, 1);
        pass(100);
        model.clockAhead(model.leader(), 60_000);
        submit(0, 2);
        pass(100);
        model.clockAhead(model.leader(), -60_000);
        submit(0, 3);
        pass(100);

        assertThat(logMs.get(1) - logMs.get(0)).isBetween(60_000L, 60_300L);
        assertThat(logMs.get(2) - logMs.get(1)).isBetween(-120_000L, -119_700L);
    }
}
