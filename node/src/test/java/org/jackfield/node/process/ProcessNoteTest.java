package org.jackfield.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.node.console.ConsoleAddress;
import org.jackfield.node.ems.EmsIdentity;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A note stands for one process, and for no other that has its number later. */
class ProcessNoteTest {

    @TempDir private Path folder;
    private Path file;
    private ProcessNote note;

    @BeforeEach
    void write() throws IOException {
        EmsIdentity opc = new EmsIdentity("test", "PG1A", "opc");
        file = folder.resolve("test_PG1A_opc.pid");
        ConsoleAddress console = new ConsoleAddress(opc, folder.resolve("test_PG1A_opc.console"));
        note = ProcessNote.beside(console);
        note.write(ProcessHandle.current());
    }

    @Test
    void theProcessThatItWasWrittenForIsFound() {
        assertThat(note.process()).contains(ProcessHandle.current());
    }

    @Test
    void aProcessThatHasTheNumberButBeganAtAnotherTimeIsNot() throws IOException {
        Files.writeString(file, Files.readString(file).strip() + "1\n");
        assertThat(note.process()).isEmpty();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void theClockMayBeSetMeanwhile() throws IOException {
        long startMs = ProcessHandle.current().info().startInstant().orElseThrow().toEpochMilli();
        assertThat(Files.readString(file))
                .as("only what the clock does not change")
                .doesNotContain(Long.toString(startMs))
                .contains(Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip());
    }
}
