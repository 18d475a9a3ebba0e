package org.jackfield.machine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class TimersTest {

    private final Timers<String> timers = new Timers<>();

    private List<String> due(long nowMs) {
        List<String> keys = new ArrayList<>();
        for (String key = timers.poll(nowMs); key != null; key = timers.poll(nowMs)) {
            keys.add(key);
        }
        return keys;
    }

    @Test
    void equalDeadlinesFireInTheOrderInWhichTheyWereSet() {
        timers.set("ring", 100);
        timers.set("wrap-up", 50);
        timers.set("grace", 100);

        assertThat(timers.nextMs()).isEqualTo(50);
        assertThat(due(100)).containsExactly("wrap-up", "ring", "grace");
        assertThat(timers.nextMs()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aTimerSetAgainIsMoved() {
        timers.set("ring", 100);
        timers.set("ring", 300);

        assertThat(due(200)).isEmpty();
        assertThat(due(300)).containsExactly("ring");
    }

    @Test
    void aCancelledTimerNeverFires() {
        timers.set("ring", 100);
        timers.cancel("ring");

        assertThat(due(1000)).isEmpty();
    }
}
