package org.jackfield.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;

/** The node manager cleans up after a member that it buried. */
class LeftMemoryTest {

    @TempDir private Path memory;

    private Path folder(String name) throws IOException {
        Path folder = Files.createDirectories(memory.resolve(name));
        Files.createFile(Files.createDirectory(folder.resolve("images")).resolve("1"));
        return folder;
    }

    @Test
    void whatTheDeadProcessLeftGoesAndNothingElse() throws IOException {
        Instant began = Instant.now().minus(Duration.ofMinutes(1));
        Path left = folder("jackfield-acme-A-4711");
        Path another = folder("jackfield-acme-A-14711");
        Path notAMembers = folder("jackfield-notes-4711");
        Path older = folder("jackfield-other-B-4711");
        Files.setLastModifiedTime(older, FileTime.from(began.minus(Duration.ofHours(1))));

        assertThat(LeftMemory.remove(memory, 4711, began)).isEqualTo(1);
        assertThat(left).doesNotExist();
        assertThat(another).exists();
        assertThat(notAMembers).exists();
        assertThat(older).exists();
    }

    @Test
    void aMachineWithoutSharedMemoryIsNoTrouble() {
        assertThat(LeftMemory.remove(memory.resolve("none"), 4711, Instant.EPOCH)).isZero();
    }
}
