package org.jackfield.app.tool;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.protocol.ged188.MessageType;
import org.jackfield.protocol.ged188.RandomMessage;
import org.jackfield.protocol.ged188.TableCodec;
import org.junit.jupiter.api.Test;

import picocli.CommandLine;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.function.UnaryOperator;

/** The engineer's tools: what stands in the pipe comes out again, and a bad line stops nothing. */
class DecodeEncodeTest {

    private static final String HEARTBEAT = "20 000000040000000500000007";

    private static DecodeCommand decode(String... options) {
        DecodeCommand command = new DecodeCommand();
        new CommandLine(command).parseArgs(options);
        return command;
    }

    private static EncodeCommand encode(String... options) {
        EncodeCommand command = new EncodeCommand();
        new CommandLine(command).parseArgs(options);
        return command;
    }

    @Test
    void aFrameIsPrintedAsTextOrJson() {
        assertThat(decode().answer(HEARTBEAT)).isEqualTo("HEARTBEAT_REQ InvokeID=7");
        assertThat(decode("--json").answer("9 00 00 00 04 00 00 00 05 00 00 00 07"))
                .isEqualTo(
                        "{\"message\":\"HEARTBEAT_REQ\",\"fixed\":{\"InvokeID\":7},\"floats\":[]}");
    }

    @Test
    void encodeTurnsJsonOfAnyMessageBackIntoItsFrame() {
        for (MessageType type : MessageType.values()) {
            for (int version = 9; version <= 25; version++) {
                byte[] frame =
                        TableCodec.encode(
                                new RandomMessage(version).nextTable(type, version), version);
                String line = version + " " + HexFormat.of().formatHex(frame);
                String json = decode("--json").answer(line);
                assertThat(encode().answer(version + " " + json)).isEqualTo(line);
            }
        }
    }

    @Test
    void aBadLineGivesAnErrorThatSaysWhatIsWrong() {
        assertThat(decode().answer("20 0000000400000005000007"))
                .isEqualTo(
                        "error: MessageLength at offset 0: 4 bytes are announced, 3 follow the"
                                + " header");
        assertThat(decode("--json").answer("20 00000003000000050000aa"))
                .isEqualTo(
                        "{\"error\":\"InvokeID at offset 8: the frame ends here, 4 bytes"
                                + " needed\"}");
        assertThat(decode().answer("26 00")).isEqualTo("error: version 26 is out of range 9..25");
        assertThat(decode().answer("x 00"))
                .startsWith("error: a line begins with the protocol version");
        assertThat(decode().answer("20 0")).startsWith("error: an odd number of hex digits");
        assertThat(decode().answer("20 zz")).startsWith("error: the frame is not hex");
        assertThat(decode().answer("20")).startsWith("error: MessageHeader at offset 0");
        assertThat(encode().answer("9 {}")).isEqualTo("error: \"message\": NAME is missing");
        assertThat(encode("--json").answer("9 {}"))
                .isEqualTo("{\"error\":\"\\\"message\\\": NAME is missing\"}");
        assertThat(encode().answer("9")).startsWith("error: JSON at character 1");
    }

    @Test
    void aLineWithoutAVersionIsForTheOneOfTheOption() {
        String json = "{\"message\":\"FAILURE_EVENT\",\"floats\":[[\"Text\",7,\"a\"]]}";
        assertThat(encode().answer(json)).isEqualTo("25 0000000a0000000200000000" + "000700026100");
        assertThat(encode("--protocol-version", "9").answer(json))
                .isEqualTo("9 000000080000000200000000" + "07026100");
    }

    @Test
    void everyLineIsAnsweredWhateverStandsBetween() throws IOException {
        String input = "bad\n\n" + HEARTBEAT + "\r\n" + HEARTBEAT;
        assertThat(filtered(input, decode()::answer))
                .containsExactly(
                        "error: a line begins with the protocol version, 9 to 25, not with 'bad'",
                        "HEARTBEAT_REQ InvokeID=7",
                        "HEARTBEAT_REQ InvokeID=7");
    }

    private static String[] filtered(String input, UnaryOperator<String> answer)
            throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        LineFilter.run(
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), out, answer);
        return out.toString(StandardCharsets.UTF_8).split("\n");
    }
}
