package org.jackfield.gateway.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeron.driver.MediaDriver;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class SharedMemoryTest {

    /** Larger than any that a kernel gives. */
    private static final String NOBODY = "999999999999";

    @TempDir private Path memory;

    private Path folder(String name) throws IOException {
        Path folder = Files.createDirectory(memory.resolve(name));
        return Files.createFile(folder.resolve("images")).getParent();
    }

    @Test
    void whatADeadProcessOfAnyMemberOfThisHostLeftIsRemoved() throws IOException {
        Path own = folder("jackfield-acme-A-" + NOBODY);
        Path other = folder("jackfield-other-group-C-" + NOBODY);

        SharedMemory.removeDead(memory, "jackfield-acme-A-");

        assertThat(own).doesNotExist();
        assertThat(other).doesNotExist();
    }

    @Test
    void whatLivesOrIsNotOursStays() throws IOException {
        String here = Long.toString(ProcessHandle.current().pid());
        Path living = folder("jackfield-acme-A-" + here);
        Path another = folder("jackfield-acme-B-" + here);
        Path foreign = folder("jackfield-notes");
        Path file = Files.createFile(memory.resolve("jackfield-acme-A-" + NOBODY + ".log"));

        SharedMemory.removeDead(memory, "jackfield-acme-A-");

        assertThat(living).exists();
        assertThat(another).exists();
        assertThat(foreign).exists();
        assertThat(file).exists();
    }

    /** In another container its process id means nothing here. */
    @Test
    void anotherMembersFolderWhoseEngineGivesSignsStaysThoughItsProcessIsNotSeen() {
        Path folder = memory.resolve("jackfield-acme-B-" + NOBODY);
        MediaDriver.Context settings =
                new MediaDriver.Context()
                        .aeronDirectoryName(folder.toString())
                        .dirDeleteOnShutdown(true);
        try (MediaDriver driver = MediaDriver.launch(settings)) {
            SharedMemory.removeDead(memory, "jackfield-acme-A-");

            assertThat(Path.of(driver.aeronDirectoryName())).exists();
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }
}
