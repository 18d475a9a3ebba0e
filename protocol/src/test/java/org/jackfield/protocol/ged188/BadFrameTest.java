package org.jackfield.protocol.ged188;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jackfield.protocol.frame.Octets;
import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Frames that are wrong or odd: an error that names field and offset, or the tolerant reading. */
class BadFrameTest {

    private static byte[] frame(String hex) {
        byte[] body = HexFormat.of().parseHex(hex.replace(" ", ""));
        byte[] frame = new byte[body.length + 4];
        Octets.put32(frame, 0, body.length - 4);
        System.arraycopy(body, 0, frame, 4, body.length);
        return frame;
    }

    private static String error(byte[] frame, int version) {
        Decoded decoded = Ged188Codec.decode(frame, version);
        assertThat(decoded.message()).isNull();
        assertThat(TableCodec.decode(frame, version).error()).isEqualTo(decoded.error());
        return decoded.error();
    }

    @Test
    void aFrameWithoutAHeaderIsRefused() {
        assertThat(error(new byte[7], 25))
                .isEqualTo("MessageHeader at offset 0: the frame has 7 bytes, 8 are needed");
        assertThat(error(new byte[0], 9)).startsWith("MessageHeader at offset 0");
    }

    @Test
    void aHugeLengthWordIsRefused() {
        byte[] frame = frame("00000005 00000007");
        Arrays.fill(frame, 0, 4, (byte) 0xFF);
        assertThat(error(frame, 25))
                .isEqualTo(
                        "MessageLength at offset 0: 4294967295 bytes, at most 12492 are allowed");
    }

    @Test
    void aLengthWordThatDisagreesWithTheFrameIsRefused() {
        byte[] frame = frame("00000005 00000007");
        frame[3] = 5;
        assertThat(error(frame, 25))
                .isEqualTo("MessageLength at offset 0: 5 bytes are announced, 4 follow the header");
    }

    @Test
    void aTruncatedFixedPartNamesTheFirstFieldThatIsMissing() {
        assertThat(error(frame("00000005 0000"), 25))
                .isEqualTo("InvokeID at offset 8: the frame ends here, 4 bytes needed");
        assertThat(error(frame("00000003 00000001 00000009 0000"), 25))
                .isEqualTo("IdleTimeout at offset 16: the frame ends here, 4 bytes needed");
    }

    @Test
    void anOverlongStringNamesFieldAndOffset() {
        String text = "41".repeat(255);
        assertThat(error(frame("00000002 0000000f 0007 0100 " + text + "41"), 20))
                .isEqualTo("Text at offset 16: FieldLength 256, at most 255 with the NUL");
        assertThat(error(frame("00000002 0000000f 07 ff " + text), 19))
                .isEqualTo("Text at offset 14: FieldLength 255, at most 255 with the NUL");
    }

    @Test
    void aFloatingFieldThatRunsOverTheEndNamesFieldAndOffset() {
        assertThat(error(frame("00000002 0000000f 07 05 4142"), 19))
                .isEqualTo("Text at offset 14: FieldLength 5, but only 2 bytes follow");
        assertThat(error(frame("00000002 0000000f 0007 ffff 4142"), 25))
                .isEqualTo("Text at offset 16: FieldLength 65535, but only 2 bytes follow");
        assertThat(error(frame("00000002 0000000f 63 05 4142"), 19))
                .isEqualTo(
                        "floating field with tag 99 at offset 14: FieldLength 5, but only 2 bytes"
                                + " follow");
    }

    @Test
    void halfAFloatingHeaderIsRefused() {
        assertThat(error(frame("00000002 0000000f 07"), 19))
                .isEqualTo(
                        "floating field at offset 12: 1 bytes left, too few for tag and"
                                + " FieldLength");
        assertThat(error(frame("00000002 0000000f 000700"), 25))
                .startsWith("floating field at offset 12");
    }

    @Test
    void aNumberOfWrongSizeNamesFieldAndOffset() {
        String conf = "00000029 00000001";
        assertThat(error(frame("0000001e" + "00".repeat(80) + "7b 04 00000001"), 9))
                .contains("NextAgentState at offset ")
                .endsWith("FieldLength 4, must be 2");
        assertThat(Ged188Codec.decode(frame(conf), 9).ok()).isTrue();
    }

    @Test
    void namedDataIsCheckedPartByPart() {
        String head = "0000006e" + HexFormat.of().formatHex(registerFixed());
        assertThat(error(frame(head + "52 02 4141"), 9)).endsWith("no NUL between name and value");
        assertThat(error(frame(head + "52 03 000000"), 9)).contains("a name of 0 characters");
        assertThat(error(frame(head + "52 23" + "41".repeat(33) + "0000"), 9))
                .contains("a name of 33 characters");
        assertThat(error(frame(head + "53 00"), 9)).contains("NamedArray at offset");
        String full = "52 f4" + "41".repeat(32) + "00" + "42".repeat(210) + "00";
        assertThat(Ged188Codec.decode(frame(head + full.repeat(8)), 9).ok()).isTrue();
        assertThat(error(frame(head + full.repeat(9)), 9)).contains("2000 bytes of named data");
    }

    private static byte[] registerFixed() {
        byte[] frame = Ged188Codec.encode(RegisterVariablesReq.builder().build(), 9);
        return Arrays.copyOfRange(frame, 8, frame.length);
    }

    @Test
    void aStringMayLackItsNulOrBeEmpty() {
        assertThat(text("07 02 4142", 19)).isEqualTo("AB");
        assertThat(text("07 03 414200", 19)).isEqualTo("AB");
        assertThat(text("07 05 4142000000", 19)).isEqualTo("AB");
        assertThat(text("07 01 00", 19)).isEmpty();
        assertThat(text("07 00", 19)).isEmpty();
        assertThat(text("0007 0000", 20)).isEmpty();
        assertThat(text("", 20)).isNull();
        assertThat(text("07 01 41 07 01 42", 9)).isEqualTo("B");
    }

    private static String text(String floats, int version) {
        Decoded decoded = Ged188Codec.decode(frame("00000002 0000000f" + floats), version);
        assertThat(decoded.error()).isNull();
        return ((FailureEvent) decoded.message()).text();
    }

    @Test
    void anUnknownTagIsKeptAside() {
        Decoded decoded = Ged188Codec.decode(frame("00000002 0000000f ea60 0002 cafe"), 25);
        assertThat(decoded.ok()).isTrue();
        assertThat(decoded.skipped())
                .containsExactly(new UnknownField(60000, 16, Bytes.ofHex("cafe")));
    }

    @Test
    void tagsWithoutAPublicNumberAreUnknownOnes() {
        byte[] open = Ged188Codec.encode(OpenReq.builder().clientId("a").build(), 25);
        byte[] longer = Arrays.copyOf(open, open.length + 6);
        Octets.put32(longer, 0, longer.length - 8);
        Octets.put32(longer, open.length, 308 << 16 | 2);
        Decoded decoded = Ged188Codec.decode(longer, 25);
        assertThat(decoded.skipped()).extracting(UnknownField::tag).containsExactly(308);
    }

    @Test
    void aMessageThatIsNotPublicKeepsItsBody() {
        Decoded decoded = Ged188Codec.decode(frame("00000097 0102"), 25);
        assertThat(decoded.message()).isEqualTo(new UnknownMessage(151, Bytes.ofHex("0102")));
        assertThat(decoded.message().type()).isEqualTo(MessageType.MEDIA_LOGIN_REQ);
        Ged188Message strange = Ged188Codec.decode(frame("ffffffff"), 25).message();
        assertThat(strange.type()).isNull();
        assertThat(Ged188Codec.encode(strange, 25)).isEqualTo(frame("ffffffff"));
    }

    @Test
    void failureConfIsReadInBothShapes() {
        FailureConf eight =
                (FailureConf) Ged188Codec.decode(frame("00000001 00000007 00000024"), 25).message();
        assertThat(eight.status()).isEqualTo(StatusCode.INVALID_PASSWORD.value());
        Decoded ten = Ged188Codec.decode(frame("00000001 00000007 0024 0000277f"), 25);
        assertThat(ten.message()).isEqualTo(eight);
        assertThat(ten.skipped()).extracting(f -> f.data().hex()).containsExactly("0000277f");
        Decoded text = Ged188Codec.decode(frame("00000001 00000007 00000024 07 00"), 13);
        assertThat(((FailureConf) text.message()).text()).isEmpty();
    }

    @Test
    void aPackedListGivesAllItsElements() {
        ConfigAgentEvent.Builder agent = ConfigAgentEvent.builder();
        byte[] fixed = Ged188Codec.encode(agent.build(), 25);
        String head = "000000ed" + HexFormat.of().formatHex(fixed, 8, fixed.length);
        Decoded decoded =
                Ged188Codec.decode(
                        frame(head + "003e 0008 00000001 00000002 0040 0004 0003 0004"), 25);
        ConfigAgentEvent event = (ConfigAgentEvent) decoded.message();
        assertThat(event.fltSkillGroupNumber()).containsExactly(1L, 2L);
        assertThat(event.fltSkillGroupPriority()).containsExactly(3, 4);
        assertThat(error(frame(head + "003e 0006 00000001 0002"), 25))
                .endsWith("FieldLength 6, must be a multiple of 4");
    }

    @Test
    void packedInstrumentsAreTakenApartAtTheirNuls() {
        byte[] fixed = Ged188Codec.encode(ConfigTerminalEvent.builder().build(), 25);
        String head = "00000114" + HexFormat.of().formatHex(fixed, 8, fixed.length);
        Decoded decoded = Ged188Codec.decode(frame(head + "0006 0008 3230 00 00 3231 00 00"), 25);
        assertThat(((ConfigTerminalEvent) decoded.message()).instrument())
                .containsExactly("20", "21");
    }

    @Test
    void autoWorkMayTakeFourBytes() {
        byte[] fixed = Ged188Codec.encode(ConfigSkillGroupEvent.builder().build(), 13);
        String head = "000000ec" + HexFormat.of().formatHex(fixed, 8, fixed.length);
        Decoded decoded = Ged188Codec.decode(frame(head + "b9 04 00000001 b9 02 0000"), 13);
        assertThat(((ConfigSkillGroupEvent) decoded.message()).autoWork()).containsExactly(1, 0);
    }

    @Test
    void whatIsOutOfItsLimitsIsNotSent() {
        assertRefused(FailureEvent.builder().text("x".repeat(255)).build(), "Text: 255 characters");
        assertRefused(
                SetCallDataReq.builder().addNamedVariable(new NamedVariable("a", "\0")).build(),
                "NamedVariable: a NUL inside");
        assertRefused(
                FailureEvent.builder().status(1L << 32).build(),
                "Status: 4294967296 is out of range");
        assertRefused(FailureEvent.builder().status(-1).build(), "Status: -1 is out of range");
        assertRefused(
                CallDeliveredEvent.builder().lineHandle(65536).build(),
                "LineHandle: 65536 is out of range");
        assertRefused(
                SetCallDataReq.builder().addNamedVariable(new NamedVariable("", "v")).build(),
                "NamedVariable: the name is empty");
        NamedVariable full = new NamedVariable("n".repeat(32), "v".repeat(210));
        assertRefused(
                SetCallDataReq.builder()
                        .namedVariable(java.util.Collections.nCopies(9, full))
                        .build(),
                "2196 bytes, at most 2000");
        assertRefused(
                OpenReq.builder().clientPassword(Bytes.of(new byte[65])).build(),
                "ClientPassword: 65 bytes, at most 64");
    }

    private static void assertRefused(Ged188Message message, String text) {
        assertThatThrownBy(() -> Ged188Codec.encode(message, 25))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(text);
    }

    @Test
    void oldVersionsHaveSmallerFrames() {
        ConfigAgentEvent.Builder agents = ConfigAgentEvent.builder();
        for (int i = 0; i < 20; i++) {
            agents.addLoginId("l".repeat(63)).addDescription("d".repeat(127)).addRecordType(0);
            agents.addLoginName("n".repeat(254));
        }
        Ged188Message message = agents.build();
        assertThat(Ged188Codec.encode(message, 25)).hasSizeGreaterThan(4329);
        assertThatThrownBy(() -> Ged188Codec.encode(message, 15))
                .hasMessageContaining("at most 4329");
        ConfigAgentEvent old =
                (ConfigAgentEvent)
                        Ged188Codec.decode(Ged188Codec.encode(message, 16), 16).message();
        assertThat(old.loginName())
                .as("cut to 32 with the NUL below 20")
                .allMatch(n -> n.length() == 31);
    }

    @Test
    void charactersBeyondLatinBecomeQuestionMarks() {
        Ged188Message message = FailureEvent.builder().text("ä€😀").build();
        Decoded decoded = Ged188Codec.decode(Ged188Codec.encode(message, 25), 25);
        assertThat(((FailureEvent) decoded.message()).text()).isEqualTo("ä???");
    }

    @Test
    void aTextEndsAtItsFirstNulForTheReader() {
        Ged188Message message = FailureEvent.builder().text("ab\0c").build();
        Decoded decoded = Ged188Codec.decode(Ged188Codec.encode(message, 25), 25);
        assertThat(((FailureEvent) decoded.message()).text()).isEqualTo("ab");
    }

    @Test
    void theVersionOfAnOpenRequestIsReadWithoutKnowingIt() {
        byte[] open = Ged188Codec.encode(OpenReq.builder().versionNumber(14).build(), 14);
        assertThat(Ged188Codec.openVersion(open)).isEqualTo(14);
        assertThat(Ged188Codec.openVersion(frame("00000005 00000001 00000002"))).isEqualTo(-1);
        assertThat(Ged188Codec.openVersion(new byte[3])).isEqualTo(-1);
    }

    @Test
    void fieldsComeAndGoWithTheVersion() {
        RtpStartedEvent event =
                RtpStartedEvent.builder().clientAddressIpv6("fe80::1").clientAddress("::1").build();
        List<Integer> withAddress =
                java.util.stream.IntStream.rangeClosed(9, 25)
                        .filter(
                                v ->
                                        ((RtpStartedEvent)
                                                                Ged188Codec.decode(
                                                                                Ged188Codec.encode(
                                                                                        event, v),
                                                                                v)
                                                                        .message())
                                                        .clientAddressIpv6()
                                                != null)
                        .boxed()
                        .toList();
        assertThat(withAddress).containsExactly(14, 15, 16, 17, 18);
        AgentStateEvent agent = AgentStateEvent.builder().departmentId(5).build();
        assertThat(roundTrip(agent, 18).departmentId()).isZero();
        assertThat(roundTrip(agent, 19).departmentId()).isEqualTo(5);
    }

    private static AgentStateEvent roundTrip(AgentStateEvent event, int version) {
        return (AgentStateEvent)
                Ged188Codec.decode(Ged188Codec.encode(event, version), version).message();
    }
}
