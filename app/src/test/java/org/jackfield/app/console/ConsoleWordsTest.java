package org.jackfield.app.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.util.List;

/** Command lines in the words of the trade. */
class ConsoleWordsTest {

    private static ConsoleWords words(String... words) {
        return new ConsoleWords(List.of(words), ConsoleRun.VALUED, ConsoleRun.FLAGS);
    }

    @Test
    void optionsBeginWithASlashOrTwoHyphensAndPathsDoNot() {
        ConsoleWords line = words("acme", "PG1A", "gateway", "/f", "/tmp/file", "--WAIT", "/stop");
        assertThat(line.plain()).containsExactly("acme", "PG1A", "gateway");
        assertThat(line.value("f", "")).isEqualTo("/tmp/file");
        assertThat(line.has("wait")).isTrue();
        assertThat(line.has("stop")).isTrue();
        assertThat(line.has("debug")).isFalse();
    }

    @Test
    void whatIsNoOptionOrLacksItsValueIsNamed() {
        assertThatThrownBy(() -> words("/nonsense")).hasMessageContaining("/nonsense");
        assertThatThrownBy(() -> words("/cust")).hasMessageContaining("/cust wants a value");
    }
}
