package org.jackfield.gateway.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.gateway.cluster.ClusterSettings.Keeping;
import org.jackfield.gateway.opc.OpcMachine;
import org.jackfield.gateway.opc.OpcOutput;
import org.jackfield.machine.Machine;
import org.jackfield.protocol.log.Envelope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What is damaged on disk is named and left as it is; a seed brings the member back. */
@Timeout(180)
class DamageTest {

    private static final String TEXT = "keep-this-text";

    @TempDir private Path folder;
    private SmallGroup group;

    @AfterEach
    void end() {
        group.close();
    }

    private void oneMemberThatRan() {
        group = new SmallGroup(folder, "A", Keeping.DEFAULTS);
        group.start("A").awaitJoined("A");
        group.member("A").give(5001, TEXT);
        group.member("A").awaitKnown(TEXT);
    }

    /** Refused with these words, and everything on disk is as before. */
    private void refused(String... words) throws IOException {
        refused(new OpcMachine(), words);
    }

    private void refused(Machine<Envelope, OpcOutput> machine, String... words) throws IOException {
        Map<String, String> before = files();
        assertThat(group.start(group.settings("A"), machine).awaitEnd()).contains(words);
        group.stop("A");
        assertThat(files()).isEqualTo(before);
    }

    private Map<String, String> files() throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(group.folder("A"))) {
            for (Path each : all.filter(Files::isRegularFile).toList()) {
                String name = each.getFileName().toString();
                if (name.endsWith(".rec") || name.equals("recording.log")) {
                    files.put(name, Long.toHexString(Arrays.hashCode(Files.readAllBytes(each))));
                }
            }
        }
        return files;
    }

    /** Changes one letter of the text wherever it is in the archive. */
    private void damage(boolean snapshots) throws IOException {
        int changed = 0;
        try (Stream<Path> all = Files.walk(group.folder("A").resolve("archive"))) {
            for (Path each : all.filter(file -> file.toString().endsWith(".rec")).toList()) {
                boolean log = each.getFileName().toString().startsWith("0-");
                byte[] bytes = Files.readAllBytes(each);
                int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(TEXT);
                if (at >= 0 && log != snapshots) {
                    bytes[at] ^= 1;
                    Files.write(each, bytes);
                    changed++;
                }
            }
        }
        assertThat(changed).isEqualTo(1);
    }

    @Test
    void aDamagedSnapshotIsRefusedAndLeftAsItIs() throws IOException {
        oneMemberThatRan();
        new MemberStatus(group.folder("A")).snapshot();
        group.stop("A");
        damage(true);
        refused("snapshot", "damaged", "jackfield cluster seed");
    }

    /** The engine alone would go on without its service, and the member wait for ever. */
    @Test
    void aSnapshotThatTheMachineCannotTakeUpEndsTheMemberInWords() throws IOException {
        oneMemberThatRan();
        new MemberStatus(group.folder("A")).snapshot();
        group.stop("A");
        refused(new NotRestored(), "cannot be taken up", "no such call", "jackfield cluster seed");
        group.start("A").awaitJoined("A");
        group.member("A").awaitKnown(TEXT);
    }

    /** A machine with a fault in the one step. */
    private static final class NotRestored implements Machine<Envelope, OpcOutput> {

        @Override
        public void onInput(Envelope input, long nowMs, Consumer<? super OpcOutput> out) {}

        @Override
        public void onTime(long nowMs, Consumer<? super OpcOutput> out) {}

        @Override
        public long nextDeadlineMs() {
            return Long.MAX_VALUE;
        }

        @Override
        public byte[] snapshot() {
            return new byte[0];
        }

        @Override
        public void restore(byte[] snapshot) {
            throw new IllegalStateException("no such call");
        }
    }

    @Test
    void aDamagedSegmentOfTheLogIsRefusedAndLeftAsItIs() throws IOException {
        oneMemberThatRan();
        group.stop("A");
        damage(false);
        refused("cannot", "damaged", "jackfield cluster seed");
    }

    @Test
    void anArchiveOrNotesThatAreGoneAreRefused() throws IOException {
        oneMemberThatRan();
        group.stop("A");
        Path archive = group.folder("A").resolve("archive");
        Path aside = group.folder("A").resolve("archive-aside");
        Files.move(archive, aside);
        refused("its archive does not hold the log", "jackfield cluster seed");
        SharedMemory.remove(archive);
        Files.move(aside, archive);
        Path notes = group.folder("A").resolve("cluster/recording.log");
        Files.write(notes, new byte[] {1, 2, 3});
        refused("the engine's notes of it are gone", "jackfield cluster seed");
        Files.delete(notes);
        refused("the engine's notes of it are gone", "jackfield cluster seed");
    }
}
