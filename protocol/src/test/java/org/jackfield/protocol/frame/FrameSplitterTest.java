package org.jackfield.protocol.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jackfield.protocol.ged188.Ged188Codec;
import org.jackfield.protocol.ged188.MessageType;
import org.jackfield.protocol.ged188.RandomMessage;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

class FrameSplitterTest {

    @Test
    void aStreamInAnyPiecesGivesTheSameFrames() {
        RandomMessage random = new RandomMessage(7);
        List<byte[]> frames = new ArrayList<>();
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        for (int i = 0; i < 300; i++) {
            MessageType type = MessageType.values()[random.nextInt(MessageType.values().length)];
            byte[] frame = Ged188Codec.encode(random.next(type, 25), 25);
            frames.add(frame);
            stream.writeBytes(frame);
        }
        byte[] all = stream.toByteArray();
        for (int largest : new int[] {1, 7, 100, 5000, all.length}) {
            FrameSplitter splitter = new FrameSplitter();
            List<byte[]> found = new ArrayList<>();
            for (int at = 0; at < all.length; ) {
                int piece = Math.min(1 + random.nextInt(largest), all.length - at);
                splitter.feed(all, at, piece);
                at += piece;
                for (byte[] frame = splitter.next(); frame != null; frame = splitter.next()) {
                    found.add(frame);
                }
            }
            assertThat(splitter.error()).isNull();
            assertThat(splitter.pendingBytes()).isZero();
            assertThat(found).usingElementComparator(java.util.Arrays::compare).isEqualTo(frames);
        }
    }

    @Test
    void aHugeLengthWordEndsTheStreamBeforeItsBytesArrive() {
        FrameSplitter splitter = new FrameSplitter();
        splitter.feed(new byte[] {0, 0, 0, 0, 0, 0, 0, 5});
        assertThat(splitter.next()).hasSize(8);
        splitter.feed(new byte[] {(byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0, 0, 0, 5});
        assertThat(splitter.next()).isNull();
        assertThat(splitter.error())
                .isEqualTo(
                        "MessageLength at offset 0 of the frame at stream offset 8: 4294967295"
                                + " bytes, at most 12492 are allowed");
        splitter.feed(new byte[100]);
        assertThat(splitter.next()).isNull();
        assertThat(splitter.pendingBytes()).isZero();
    }

    @Test
    void theLargestFramePassesAndOneByteMoreDoesNot() {
        FrameSplitter splitter = new FrameSplitter(20);
        byte[] frame = new byte[20];
        frame[3] = 12;
        splitter.feed(frame);
        assertThat(splitter.next()).isEqualTo(frame);
        frame[3] = 13;
        splitter.feed(frame);
        assertThat(splitter.next()).isNull();
        assertThat(splitter.error()).contains("13 bytes, at most 12");
    }

    @Test
    void aLimitBelowTheHeaderIsAFaultOfTheCaller() {
        assertThatThrownBy(() -> new FrameSplitter(7)).hasMessageContaining("at least 8");
    }
}
