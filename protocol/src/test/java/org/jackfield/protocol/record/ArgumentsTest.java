package org.jackfield.protocol.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Random;
import java.util.TreeMap;

class ArgumentsTest {

    @Test
    void namesAreComparedWithoutCaseAndBlanksAndKeptAsGiven() {
        Arguments args = Arguments.builder().put(" AgentID ", "1001").put("b", 2).build();

        assertThat(args.text("agentid")).isEqualTo("1001");
        assertThat(args.text(" AGENTID")).isEqualTo("1001");
        assertThat(args.names()).containsExactly("AgentID", "b");
        assertThat(args).isEqualTo(Arguments.builder().put("B", 2L).put("agentID", "1001").build());
        assertThat(args)
                .hasSameHashCodeAs(Arguments.builder().put("B", 2).put("agentid", "1001").build());
    }

    @Test
    void aNameGivenTwiceKeepsTheLastValueAndNullTakesItAway() {
        Arguments args =
                Arguments.builder().put("A", 1).put("b", 2).put("a", 3).put("B", null).build();

        assertThat(args.names()).containsExactly("a");
        assertThat(args.number("A")).isEqualTo(3);
        assertThat(args.toBuilder().put("A", null).build()).isSameAs(Arguments.EMPTY);
        assertThat(args.toBuilder().put("A", null).put("a", 4).build().number("a")).isEqualTo(4);
    }

    @Test
    void aBuilderGoesOnAfterItBuilt() {
        Arguments.Builder builder = Arguments.builder().put("z", 1);
        Arguments first = builder.build();
        Arguments second = builder.put("a", 2).putAll(first).build();

        assertThat(first.names()).containsExactly("z");
        assertThat(second.names()).containsExactly("a", "z");
    }

    @Test
    void whatIsNeitherTextNorNumberNorListIsRefused() {
        assertThatThrownBy(() -> Arguments.builder().put("x", 1.5))
                .hasMessageContaining("argument x")
                .hasMessageContaining("Double");
    }

    @Test
    void whatChangedLaidOverWhatWasGivesWhatIs() {
        Random random = new Random(42);
        for (int run = 0; run < 2_000; run++) {
            Arguments before = any(random);
            Arguments now = any(random);
            Arguments changed = now.since(before);
            Arguments laidOver = before.toBuilder().putAll(changed).build();

            for (String name : now.names()) {
                assertThat(laidOver.value(name)).isEqualTo(now.value(name));
                assertThat(changed.has(name))
                        .isEqualTo(!now.value(name).equals(before.value(name)));
            }
            for (String name : before.names()) {
                boolean gone = !now.has(name) && before.value(name) instanceof String;
                assertThat(!now.has(name) && changed.has(name)).isEqualTo(gone);
            }
            assertThat(now.since(now)).isSameAs(Arguments.EMPTY);
        }
    }

    /** A few of a few names, in any case; checked against a sorted map on the way. */
    private static Arguments any(Random random) {
        Arguments.Builder builder = Arguments.builder();
        TreeMap<String, Object> plain = new TreeMap<>();
        for (int put = random.nextInt(12); put > 0; put--) {
            String name = "n" + random.nextInt(8);
            Object value =
                    switch (random.nextInt(4)) {
                        case 0 -> null;
                        case 1 -> Long.valueOf(random.nextInt(3));
                        case 2 -> List.of("x" + random.nextInt(2));
                        default -> "t" + random.nextInt(3);
                    };
            builder.put(random.nextBoolean() ? name : name.toUpperCase(), value);
            if (value == null) {
                plain.remove(name);
            } else {
                plain.put(name, value);
            }
        }
        Arguments built = builder.build();
        plain.forEach((name, value) -> assertThat(built.value(name)).isEqualTo(value));
        assertThat(built.names()).hasSameSizeAs(plain.keySet());
        return built;
    }
}
