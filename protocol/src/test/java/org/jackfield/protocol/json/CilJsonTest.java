package org.jackfield.protocol.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jackfield.protocol.cil.ClientHello;
import org.jackfield.protocol.cil.Event;
import org.jackfield.protocol.cil.Outcome;
import org.jackfield.protocol.cil.Ping;
import org.jackfield.protocol.cil.Reply;
import org.jackfield.protocol.cil.Request;
import org.jackfield.protocol.cil.json.CilJson;
import org.jackfield.protocol.record.Arguments;
import org.jackfield.protocol.record.RecordFormatException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

class CilJsonTest {

    private static final Request ANSWER =
            Request.builder()
                    .id(7)
                    .epoch(3)
                    .seen(41)
                    .name("Answer")
                    .target("call.5000.41.2001")
                    .args(
                            Arguments.builder()
                                    .put("CallVariable1", "Grüße \"x\"\n")
                                    .put("Long", 1L << 60)
                                    .put("Yes", true)
                                    .put("List", List.of("a", 1L, List.of(false)))
                                    .put(
                                            "ECC",
                                            Arguments.builder().put("user.account", "88").build())
                                    .build())
                    .build();

    @Test
    @Tag("BEH-010")
    void aRequestIsReadAsItWasWritten() {
        assertThat(CilJson.decodeClientFrame(CilJson.encode(ANSWER))).isEqualTo(ANSWER);
    }

    @Test
    void aFrameLooksAsTheSchemaSays() {
        Event event =
                Event.builder().number(4).name("OnCallHeld").target("call.1.2.3").timeMs(9).build();

        assertThat(new String(CilJson.encode(event), StandardCharsets.UTF_8))
                .isEqualTo(
                        "{\"t\":\"event\",\"number\":4,\"name\":\"OnCallHeld\","
                                + "\"target\":\"call.1.2.3\",\"args\":{},\"timeMs\":9}");
    }

    @Test
    void anAbsentOptionalFieldIsLeftOutAndReadAsAbsent() {
        ClientHello hello = ClientHello.builder().version(1).client("test").build();
        byte[] text = CilJson.encode(hello);

        assertThat(new String(text, StandardCharsets.UTF_8)).doesNotContain("token");
        assertThat(CilJson.decodeClientFrame(text)).isEqualTo(hello);
        assertThat(CilJson.decodeClientFrame(bytes("{\"t\":\"clientHello\",\"token\":null}")))
                .isEqualTo(ClientHello.builder().build());
    }

    @Test
    void fieldsMayComeInAnyOrderAndUnknownOnesArePassedOver() {
        assertThat(CilJson.decodeClientFrame(bytes("{\"new\":[{}],\"number\":5,\"t\":\"ping\"}")))
                .isEqualTo(new Ping(5));
    }

    @Test
    void anEnumTravelsByItsName() {
        Reply reply = Reply.builder().id(1).outcome(Outcome.STALE).build();

        byte[] text = CilJson.encode(reply);

        assertThat(new String(text, StandardCharsets.UTF_8)).contains("\"outcome\":\"STALE\"");
        assertThat(CilJson.decodeServerFrame(text)).isEqualTo(reply);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"t\":\"dance\"}                              | field t: no ClientFrame is named"
                        + " dance",
                "{}                                            | field t: no ClientFrame is named",
                "{\"t\":\"ping\",\"number\":\"x\"}             | field number: expected a whole"
                        + " number",
                "{\"t\":\"ping\",\"number\":1.5}               | fraction at byte",
                "{\"t\":\"ping\",\"number\":99999999999999999999999} | byte",
                "{\"t\":\"request\",\"args\":[]}               | field args: expected an object",
                "{\"t\":\"request\",\"ageMs\":4294967296}      | field ageMs: 4294967296 is beyond"
                        + " 32 bits",
                "{\"t\":\"ping\"} {}                           | something follows the object",
                "{\"t\":\"ping\",\"a\":1,\"A\":2}              | a name is given twice",
                "{\"t\":\"request\",\"args\":{\"a\":[null]}}   | null in a list at byte",
                "[]                                            | expected an object at byte",
                "{\"t\":                                       | at byte",
            })
    void aBadFrameIsRefusedWithWhatAndWhere(String text, String message) {
        assertThatThrownBy(() -> CilJson.decodeClientFrame(bytes(text)))
                .isInstanceOf(RecordFormatException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aFrameDeeperThanTheLimitIsRefused() {
        String deep = "{\"t\":\"request\",\"args\":" + "{\"a\":".repeat(100_000);

        assertThatThrownBy(() -> CilJson.decodeClientFrame(bytes(deep)))
                .isInstanceOf(RecordFormatException.class)
                .hasMessageContaining("depth");
    }

    @Test
    void anyBytesGiveAFrameOrAFormatError() {
        long seed = 20_260_101;
        Random random = new Random(seed);
        byte[] good = CilJson.encode(ANSWER);
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = good.clone();
            for (int i = 0; i <= random.nextInt(4); i++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            try {
                assertThat(CilJson.decodeClientFrame(bytes)).isNotNull();
            } catch (RecordFormatException wrong) {
                assertThat(wrong).as("seed %d round %d", seed, round).hasMessageMatching("(?s).+");
            }
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
