package org.jackfield.protocol.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jackfield.protocol.cil.Request;
import org.jackfield.protocol.log.Envelope;
import org.jackfield.protocol.log.PimReported;
import org.jackfield.protocol.pim.Arrived;
import org.jackfield.protocol.pim.Variable;
import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;

class RecordCodecTest {

    private static final Envelope ARRIVAL =
            new Envelope(
                    1,
                    7,
                    1L << 40,
                    12,
                    new PimReported(
                            5000,
                            3,
                            Arrived.builder()
                                    .channel("1700000000.12")
                                    .calling("+49305550147")
                                    .called("7000")
                                    .userToUser(Octets.of(new byte[] {1, 0, -1}))
                                    .variables(List.of(new Variable("Var1", "Gold ü")))
                                    .build()));

    private static byte[] bytes(Envelope envelope) {
        RecordWriter out = new RecordWriter();
        envelope.write(out);
        return out.toBytes();
    }

    @Test
    void anEnvelopeComesBackAsItWas() {
        assertThat(Envelope.read(new RecordReader(bytes(ARRIVAL)))).isEqualTo(ARRIVAL);
    }

    @Test
    void argumentsOfEveryKindComeBackAsTheyWere() {
        Arguments args =
                Arguments.builder()
                        .put(" AgentID ", "1001")
                        .put("Forced", true)
                        .put("PeripheralID", 5000)
                        .put("Data", Arguments.builder().put("List", List.of("a", 2L)).build())
                        .build();
        Request request = Request.builder().name("Login").args(args).build();
        RecordWriter out = new RecordWriter();
        request.write(out);

        Request read = Request.read(new RecordReader(out.toBytes()));

        assertThat(read).isEqualTo(request);
        assertThat(read.args().text("agentid")).isEqualTo("1001");
        assertThat(read.args().nested("data").list("LIST")).containsExactly("a", 2L);
    }

    @Test
    void aShorterTextOfTheSchemaReadsAsDefaults() {
        Arrived read = Arrived.read(new RecordReader(new byte[0]));

        assertThat(read).isEqualTo(Arrived.builder().build());
    }

    @Test
    void everyTruncationIsReadableOrNamesAnOffset() {
        byte[] whole = bytes(ARRIVAL);
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            try {
                Envelope.read(new RecordReader(cut));
            } catch (RecordFormatException wrong) {
                assertThat(wrong).hasMessageContaining("offset");
            } catch (NullPointerException missing) {
                assertThat(missing).hasMessageContaining("input");
            }
        }
    }

    @Test
    void aHugeListIsRefusedBeforeItIsMade() {
        RecordWriter out = new RecordWriter();
        out.writeLong(1L << 50);

        RecordReader in = new RecordReader(out.toBytes());

        assertThatThrownBy(() -> in.list(in::readString)).hasMessageContaining("list of");
    }
}
