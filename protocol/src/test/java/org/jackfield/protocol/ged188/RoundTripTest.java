package org.jackfield.protocol.ged188;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.protocol.frame.FrameWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.Arrays;

/**
 * Every message in every version with random content: the reader and writer by the tables and the
 * generated ones, written apart, must agree byte for byte.
 */
class RoundTripTest {

    private static final int ROUNDS = 8;

    @ParameterizedTest
    @EnumSource(MessageType.class)
    void everyMessageSurvivesEveryVersion(MessageType type) {
        for (int version = 9; version <= 25; version++) {
            RandomMessage random = new RandomMessage(type.number() * 100L + version);
            for (int round = 0; round < ROUNDS; round++) {
                TableMessage table = random.nextTable(type, version);
                byte[] frame = TableCodec.encode(table, version);
                String where = type + " version " + version + " round " + round;

                Decoded decoded = Ged188Codec.decode(frame, version);
                assertThat(decoded.error()).as(where).isNull();
                assertThat(decoded.skipped()).as(where).isEmpty();
                Ged188Message message = decoded.message();
                assertThat(message.type()).as(where).isEqualTo(type);
                assertThat(Ged188Codec.encode(message, version)).as(where).isEqualTo(frame);

                assertThat(TableCodec.decode(frame, version).message()).as(where).isEqualTo(table);
                assertThat(Ged188Codec.decode(frame, version).message())
                        .as(where)
                        .isEqualTo(message)
                        .hasSameHashCodeAs(message);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(MessageType.class)
    void everyFrameCutShortGivesAnErrorAndNoException(MessageType type) {
        for (int version : new int[] {9, 19, 25}) {
            byte[] frame =
                    TableCodec.encode(new RandomMessage(version).nextTable(type, version), version);
            for (int length = 0; length < frame.length; length++) {
                byte[] cut = Arrays.copyOf(frame, length);
                assertThat(Ged188Codec.decode(cut, version).error()).contains("at offset 0");
                if (length >= 8) {
                    cut[2] = (byte) ((length - 8) >> 8);
                    cut[3] = (byte) (length - 8);
                    Decoded decoded = Ged188Codec.decode(cut, version);
                    TableCodec.Result result = TableCodec.decode(cut, version);
                    assertThat(decoded.error()).isEqualTo(result.error());
                    assertThat(decoded.ok()).isEqualTo(decoded.message() != null);
                    if (!decoded.ok()) {
                        assertThat(decoded.error()).matches("[A-Za-z0-9_ ]+ at offset \\d+: .+");
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(MessageType.class)
    void framesAreWrittenOneBehindTheOther(MessageType type) {
        RandomMessage random = new RandomMessage(type.number());
        FrameWriter out = new FrameWriter(16);
        Ged188Message first = random.next(type, 25);
        Ged188Message second = random.next(type, 25);
        Ged188Codec.encode(first, 25, out);
        int border = out.length();
        Ged188Codec.encode(second, 25, out);
        assertThat(Ged188Codec.decode(out.bytes(), 0, border, 25).message()).isEqualTo(first);
        assertThat(Ged188Codec.decode(out.bytes(), border, out.length() - border, 25).message())
                .isEqualTo(second);
        out.clear();
        assertThat(out.length()).isZero();
    }
}
