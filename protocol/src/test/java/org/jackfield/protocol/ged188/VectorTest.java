package org.jackfield.protocol.ged188;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.protocol.text.Ged188Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Frames written by hand from the tables, in {@code ged188/vectors.txt}. */
class VectorTest {

    record Vector(String name, int version, boolean canonical, byte[] frame, String json) {
        @Override
        public String toString() {
            return name + " version " + version;
        }
    }

    static List<Vector> vectors() throws IOException {
        List<Vector> vectors = new ArrayList<>();
        String[] head = {};
        StringBuilder hex = new StringBuilder();
        try (InputStream in = VectorTest.class.getResourceAsStream("/ged188/vectors.txt")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (String line : text.split("\n")) {
                if (line.startsWith("vector ")) {
                    head = line.split(" ");
                    hex.setLength(0);
                } else if (line.startsWith("json ")) {
                    vectors.add(
                            new Vector(
                                    head[1],
                                    Integer.parseInt(head[3]),
                                    head.length > 4 && head[4].equals("canonical"),
                                    HexFormat.of().parseHex(hex),
                                    line.substring(5)));
                } else {
                    hex.append(line.replaceFirst("#.*", "").replace(" ", ""));
                }
            }
        }
        return vectors;
    }

    @Test
    void atLeastThirtyMessagesAreWrittenByHand() throws IOException {
        assertThat(vectors().stream().map(Vector::name).distinct().count())
                .isGreaterThanOrEqualTo(30);
        assertThat(vectors()).anyMatch(v -> v.version() < 20).anyMatch(v -> v.version() >= 20);
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void theTablesReadWhatTheHandWrote(Vector vector) {
        TableCodec.Result result = TableCodec.decode(vector.frame(), vector.version());
        assertThat(result.error()).isNull();
        assertThat(Ged188Json.write(result.message())).isEqualTo(vector.json());
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void theRecordHoldsWhatTheHandWrote(Vector vector) {
        Decoded decoded = Ged188Codec.decode(vector.frame(), vector.version());
        assertThat(decoded.error()).isNull();
        Ged188Message message = decoded.message();
        assertThat(message.type().tableName()).isEqualTo(vector.name());
        if (vector.canonical()) {
            assertThat(Ged188Codec.encode(message, vector.version())).isEqualTo(vector.frame());
        }
        byte[] again = Ged188Codec.encode(message, vector.version());
        assertThat(Ged188Codec.decode(again, vector.version()).message()).isEqualTo(message);
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void jsonGivesTheBytesOfTheHandBack(Vector vector) {
        byte[] frame =
                TableCodec.encode(
                        Ged188Json.read(vector.json(), vector.version()), vector.version());
        if (vector.canonical()) {
            assertThat(frame).isEqualTo(vector.frame());
        }
        assertThat(Ged188Json.write(TableCodec.decode(frame, vector.version()).message()))
                .isEqualTo(vector.json());
    }
}
