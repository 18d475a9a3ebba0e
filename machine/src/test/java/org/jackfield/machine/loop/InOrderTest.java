package org.jackfield.machine.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/** How the outputs of a machine are carried out. */
class InOrderTest {

    private final List<String> done = new ArrayList<>();
    private InOrder<String> outputs;

    @Test
    void whatIsPutOutWhileOneThingIsCarriedOutComesBehindAllThatWaited() {
        outputs =
                new InOrder<>(
                        thing -> {
                            if (thing.equals("first")) {
                                outputs.accept("third");
                                assertThat(outputs.run()).isFalse();
                            }
                            done.add(thing);
                        });
        outputs.accept("first");
        outputs.accept("second");
        assertThat(outputs.run()).isTrue();
        assertThat(done).containsExactly("first", "second", "third");
    }

    @Test
    void oneThatFailsDoesNotTakeTheOthersWithIt() {
        outputs =
                new InOrder<>(
                        thing -> {
                            if (thing.equals("bad")) {
                                throw new IllegalStateException(thing);
                            }
                            done.add(thing);
                        });
        outputs.accept("bad");
        outputs.accept("good");
        assertThatThrownBy(() -> outputs.run()).hasMessage("bad");
        assertThat(outputs.run()).isTrue();
        assertThat(done).containsExactly("good");
    }
}
