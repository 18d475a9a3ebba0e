package org.jackfield.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.node.ems.EmsIdentity;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A node as a service of the machine. */
class SystemdUnitTest {

    @TempDir Path folder;

    @Test
    @Tag("BEH-340")
    void theUnitStartsTheManagerOnTopAndLetsItsProcessesOutliveIt() throws IOException {
        SystemdUnit unit = new SystemdUnit(new EmsIdentity("acme", "PG1A", "nmm"));
        Path file = unit.write(folder.resolve("system"), "jackfield");

        assertThat(file.getFileName()).hasToString("jackfield-acme-PG1A.service");
        assertThat(Files.readAllLines(file))
                .contains("User=jackfield", "Restart=on-failure", "KillMode=process", "[Install]")
                .anyMatch(
                        line ->
                                line.startsWith("ExecStart=/")
                                        && line.endsWith(
                                                "jackfield run nmm --instance acme --node PG1A"))
                .anyMatch(line -> line.startsWith("Environment=JACKFIELD_DATA=/"));
    }
}
