package org.jackfield.node.ems;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** A log is read whatever happened to its file. */
class EmsReaderTest {

    private static final EmsMessage MESSAGE = EmsMessage.of(EmsSeverity.WARNING, 9, "number %1");

    @TempDir Path folder;

    private static EmsEvent event(int number) {
        return new EmsEvent(
                number,
                number,
                MESSAGE,
                List.of(Integer.toString(number)),
                EmsIds.NONE,
                new byte[] {1});
    }

    private static byte[] file(int events) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(
                EmsCodec.header(
                        new EmsCodec.Header(new EmsIdentity("a", "b", "c"), "host", "UTC", 1)));
        bytes.writeBytes(EmsCodec.sentence(MESSAGE));
        for (int i = 0; i < events; i++) {
            bytes.writeBytes(EmsCodec.event(event(i)));
        }
        return bytes.toByteArray();
    }

    private List<EmsEvent> read(byte[] bytes) throws IOException {
        Path path = folder.resolve("c_000101_000000.ems");
        Files.write(path, bytes);
        try (EmsReader reader = EmsReader.open(path)) {
            List<EmsEvent> events = new ArrayList<>();
            for (EmsEvent e = reader.next(); e != null; e = reader.next()) {
                events.add(e);
            }
            return events;
        }
    }

    @Test
    void aTornTailIsSurvivedWhereverItIsTorn() throws IOException {
        byte[] whole = file(3);
        int before = file(2).length;
        for (int length = before; length < whole.length; length++) {
            assertThat(read(Arrays.copyOf(whole, length)))
                    .as("cut at %d", length)
                    .extracting(EmsEvent::text)
                    .containsExactly("number 0", "number 1");
        }
    }

    @Test
    void damageInTheMiddleCostsOnlyWhatItHit() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte[] whole = file(50);
        int first = file(0).length;
        for (int round = 0; round < 200; round++) {
            byte[] damaged = whole.clone();
            int at = first + random.nextInt(whole.length - first);
            damaged[at] ^= (byte) (1 + random.nextInt(255));
            assertThat(read(damaged)).as("seed %d at %d", seed, at).hasSize(49);
        }
    }

    @Test
    void anyBytesAreReadWithoutHarm() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            byte[] bytes = new byte[random.nextInt(2_000)];
            random.nextBytes(bytes);
            assertThat(read(bytes)).as("seed %d", seed).isEmpty();
        }
    }

    @Test
    void aFileThatGrowsIsReadOn() throws IOException {
        Path path = folder.resolve("c_000101_000000.ems");
        byte[] next = EmsCodec.event(event(7));
        Files.write(path, file(1));
        try (EmsReader reader = EmsReader.open(path)) {
            assertThat(reader.next().text()).isEqualTo("number 0");
            assertThat(reader.next()).isNull();
            Files.write(path, Arrays.copyOf(next, 9), StandardOpenOption.APPEND);
            assertThat(reader.next()).isNull();
            Files.write(path, Arrays.copyOfRange(next, 9, next.length), StandardOpenOption.APPEND);
            assertThat(reader.next().text()).isEqualTo("number 7");
            assertThat(reader.damagedBytes()).isZero();
        }
    }
}
