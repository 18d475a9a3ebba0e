package org.jackfield.protocol.ged188;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

import org.jackfield.protocol.frame.FrameSplitter;
import org.jackfield.protocol.frame.Octets;
import org.jackfield.protocol.text.Ged188Json;
import org.jackfield.protocol.text.Ged188Text;
import org.junit.jupiter.api.Test;

import java.util.Arrays;

/**
 * Any bytes into every decoder. A regression test as it stands; {@code JAZZER_FUZZ=1} and one test
 * by name make it a search.
 */
class DecoderFuzzTest {

    @FuzzTest
    void recordsReadAnyFrame(FuzzedDataProvider data) {
        int version = data.consumeInt(9, 25);
        checkRecord(framed(data), version);
    }

    @FuzzTest
    void tablesReadAnyFrame(FuzzedDataProvider data) {
        int version = data.consumeInt(9, 25);
        checkTable(framed(data), version);
    }

    @FuzzTest
    void theSplitterTakesAnyStream(FuzzedDataProvider data) {
        checkStream(data.consumeInt(1, 5000), data.consumeRemainingAsBytes());
    }

    /** The same checks on frames of our own with bytes overwritten, as the search would do. */
    @Test
    void damagedFramesAreReadOrRefused() {
        RandomMessage random = new RandomMessage(42);
        for (int i = 0; i < 20_000; i++) {
            MessageType type = MessageType.values()[random.nextInt(MessageType.values().length)];
            int version = 9 + random.nextInt(17);
            byte[] frame = TableCodec.encode(random.nextTable(type, version), version);
            for (int damage = random.nextInt(4); damage >= 0; damage--) {
                frame[
                                8
                                        + random.nextInt(Math.max(1, frame.length - 8))
                                        - (frame.length > 8 ? 0 : 1)] =
                        (byte) random.nextInt(256);
            }
            checkRecord(frame, version);
            checkTable(frame, version);
            if (i % 10 == 0) {
                checkStream(1 + random.nextInt(50), frame);
            }
        }
    }

    private static byte[] framed(FuzzedDataProvider data) {
        int type = data.consumeInt(0, 300);
        boolean honest = data.consumeBoolean();
        byte[] body = data.consumeRemainingAsBytes();
        byte[] frame = new byte[body.length + 8];
        System.arraycopy(body, 0, frame, 8, body.length);
        Octets.put32(frame, 0, honest ? body.length : body.length * 31L);
        Octets.put32(frame, 4, type);
        return frame;
    }

    private static void checkRecord(byte[] frame, int version) {
        Decoded decoded = Ged188Codec.decode(frame, version);
        if (!decoded.ok()) {
            assertThat(decoded.message()).isNull();
            assertThat(decoded.error()).contains(" at offset ");
            return;
        }
        Ged188Text.of(decoded.message());
        byte[] again;
        try {
            again = Ged188Codec.encode(decoded.message(), version);
        } catch (IllegalArgumentException tooLarge) {
            // A frame may be read that is larger than an old version may send.
            assertThat(version).isLessThanOrEqualTo(18);
            return;
        }
        Ged188Message message = Ged188Codec.decode(again, version).message();
        assertThat(Ged188Codec.encode(message, version)).isEqualTo(again);
    }

    private static void checkTable(byte[] frame, int version) {
        TableCodec.Result result = TableCodec.decode(frame, version);
        assertThat(result.error()).isEqualTo(Ged188Codec.decode(frame, version).error());
        if (result.error() == null) {
            String json = Ged188Json.write(result.message());
            assertThat(Ged188Json.read(json, version)).isEqualTo(result.message());
        }
    }

    private static void checkStream(int piece, byte[] stream) {
        FrameSplitter splitter = new FrameSplitter();
        int taken = 0;
        for (int at = 0; at < stream.length; at += piece) {
            splitter.feed(stream, at, Math.min(piece, stream.length - at));
            for (byte[] frame = splitter.next(); frame != null; frame = splitter.next()) {
                assertThat(frame)
                        .isEqualTo(Arrays.copyOfRange(stream, taken, taken + frame.length));
                taken += frame.length;
            }
        }
        if (splitter.error() == null) {
            assertThat(splitter.pendingBytes()).isEqualTo(stream.length - taken);
        }
    }
}
