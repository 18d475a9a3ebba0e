package org.jackfield.protocol.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.ged188.AgentStateEvent;
import org.jackfield.protocol.ged188.Bytes;
import org.jackfield.protocol.ged188.CallDataUpdateEvent;
import org.jackfield.protocol.ged188.Ged188Codec;
import org.jackfield.protocol.ged188.MessageType;
import org.jackfield.protocol.ged188.NamedArray;
import org.jackfield.protocol.ged188.NamedVariable;
import org.jackfield.protocol.ged188.OpenReq;
import org.jackfield.protocol.ged188.RandomMessage;
import org.jackfield.protocol.ged188.ServiceMask;
import org.jackfield.protocol.ged188.TableCodec;
import org.jackfield.protocol.ged188.TableMessage;
import org.jackfield.protocol.ged188.UnknownMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class Ged188TextTest {

    @Test
    void aMessageReadsAsNamesSymbolsAndQuotedText() {
        String text =
                Ged188Text.of(
                        AgentStateEvent.builder()
                                .agentState(AgentState.AVAILABLE.value())
                                .peripheralType(99)
                                .agentId("10\"01\n")
                                .build());
        assertThat(text)
                .startsWith("AGENT_STATE_EVENT MonitorID=0 ")
                .contains(" PeripheralType=99 ", " AgentState=AGENT_STATE_AVAILABLE(3) ")
                .endsWith("AgentID=\"10\\\"01\\x0a\"");
    }

    @Test
    void passwordsAreNotShown() {
        OpenReq open =
                OpenReq.builder()
                        .servicesRequested(ServiceMask.ALL_EVENTS)
                        .clientPassword(Bytes.ofHex("736563726574"))
                        .build();
        assertThat(Ged188Text.of(open))
                .contains("ServicesRequested=CTI_SERVICE_ALL_EVENTS(16)", "ClientPassword=(hidden)")
                .doesNotContain("736563726574");
    }

    @Test
    void namedDataShowsNameIndexAndValue() {
        assertThat(
                        Ged188Text.of(
                                CallDataUpdateEvent.builder()
                                        .addNamedVariable(new NamedVariable("user.a", "1"))
                                        .addNamedArray(new NamedArray(2, "user.b", "x"))
                                        .build()))
                .endsWith("NamedVariable=\"user.a\":\"1\" NamedArray=\"user.b\"[2]:\"x\"");
        assertThat(Ged188Text.of(new UnknownMessage(151, Bytes.ofHex("00ff"))))
                .isEqualTo("MEDIA_LOGIN_REQ body=0x00ff");
    }

    @ParameterizedTest
    @EnumSource(MessageType.class)
    void recordAndTableReadAlikeAndJsonGivesTheSameBytesBack(MessageType type) {
        for (int version = 9; version <= 25; version += 4) {
            TableMessage table = new RandomMessage(version).nextTable(type, version);
            byte[] frame = TableCodec.encode(table, version);
            String json = Ged188Json.write(table);
            assertThat(json).matches("\\p{ASCII}+").doesNotContain("\n");
            assertThat(Ged188Json.read(json, version)).isEqualTo(table);
            assertThat(TableCodec.encode(Ged188Json.read(json, version), version)).isEqualTo(frame);
            String text = Ged188Text.of(Ged188Codec.decode(frame, version).message());
            assertThat(text).startsWith(type.tableName()).doesNotContain("\n");
            if (version == 25 && !json.contains("Nam") && !json.contains("Num")) {
                assertThat(text).isEqualTo(Ged188Text.of(table));
            }
        }
    }

    @Test
    void theOtherShapeOfFailureConfHasItsOwnNames() {
        String json =
                "{\"message\":\"FAILURE_CONF\",\"fixed\":{\"InvokeID\":1,\"FailureCode\":2,"
                        + "\"PeripheralErrorCode\":3},\"floats\":[]}";
        byte[] frame = TableCodec.encode(Ged188Json.read(json, 25), 25);
        assertThat(frame).hasSize(18);
        assertThat(Ged188Json.write(TableCodec.decode(frame, 25).message())).isEqualTo(json);
    }

    @Test
    void jsonErrorsSayWhatIsWrong() {
        assertWrong("", "the text ends too early");
        assertWrong("[]", "an object");
        assertWrong("{\"message\":\"NOPE\"}", "message NOPE is not in the tables");
        assertWrong("{\"message\":\"UNKNOWN_x\"}", "has no number");
        assertWrong("{\"fixed\":{}}", "\"message\": NAME is missing");
        assertWrong("{\"message\":\"OPEN_REQ\",\"extra\":1}", "\"extra\" is no part");
        assertWrong(
                "{\"message\":\"OPEN_REQ\",\"fixed\":{\"X\":1}}",
                "X is no fixed field of OPEN_REQ in version 9");
        assertWrong(
                "{\"message\":\"OPEN_REQ\",\"fixed\":{\"InvokeID\":1.5}}",
                "1.5 is no whole number");
        assertWrong(
                "{\"message\":\"OPEN_REQ\",\"fixed\":{\"InvokeID\":\"1\"}}", "InvokeID: a number");
        assertWrong(
                "{\"message\":\"OPEN_REQ\",\"floats\":[[\"ClientID\",2,\"a\"]]}",
                "ClientID has tag 1, not 2");
        assertWrong(
                "{\"message\":\"OPEN_REQ\",\"floats\":[[\"ANI\",8,\"a\"]]}",
                "ANI is no floating field");
        assertWrong(
                "{\"message\":\"OPEN_REQ\",\"floats\":[[\"ClientPassword\",2,\"xy\"]]}", "not hex");
        assertWrong(
                "{\"message\":\"OPEN_REQ\",\"floats\":[[\"ClientID\",1]]}", "[FIELD, TAG, value]");
        assertWrong("{\"message\":\"OPEN_REQ\"} x", "behind the end");
        assertWrong("{\"message\":\"OPEN_REQ\",\"message\":1}", "stands twice");
        assertWrong("[".repeat(100), "nested deeper than 16");
    }

    private static void assertWrong(String json, String error) {
        assertThatThrownBy(() -> Ged188Json.read(json, 9))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(error);
    }
}
