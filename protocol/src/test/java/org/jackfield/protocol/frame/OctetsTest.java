package org.jackfield.protocol.frame;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

class OctetsTest {

    private static final int ROOM = 64;
    private static final byte UNTOUCHED = 7;

    /** The text as it lies on the wire, and whether anything around it was touched. */
    private static String written(String text) {
        byte[] bytes = new byte[ROOM];
        Arrays.fill(bytes, UNTOUCHED);
        int end = Octets.putText(MemorySegment.ofArray(bytes), bytes, 3, text);
        assertThat(end).isEqualTo(3 + text.length() + 1);
        assertThat(bytes[2]).isEqualTo(UNTOUCHED);
        assertThat(bytes[end]).isEqualTo(UNTOUCHED);
        assertThat(bytes[end - 1]).isZero();
        return Octets.text(bytes, 3, text.length());
    }

    @Test
    void textOfAnyLengthIsOneByteACharacterAndANul() {
        for (int length = 0; length <= 40; length++) {
            String text = "é0123456789abcdefghij0123456789abcdefghijkl".substring(0, length);
            assertThat(written(text)).isEqualTo(text);
        }
    }

    @Test
    void aCharacterBeyondOneByteIsAQuestionMarkAndTheLengthStays() {
        for (int before = 0; before <= 20; before++) {
            String start = "x".repeat(before);
            assertThat(written(start + "€y")).isEqualTo(start + "?y");
            assertThat(written(start + "😀ä")).isEqualTo(start + "??ä");
        }
    }
}
