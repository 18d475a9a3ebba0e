package org.jackfield.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jackfield.node.ems.EmsIdentity;
import org.jackfield.node.registry.NodeFolders;
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
                                line.startsWith("ExecStart=\"/")
                                        && line.endsWith(
                                                "jackfield\" run nmm --instance acme --node PG1A"))
                .anyMatch(line -> line.startsWith("Environment=\"JACKFIELD_DATA=/"));
    }

    /** Judged by systemd itself where the machine has it; elsewhere by the escapes alone. */
    @Test
    void systemdTakesTheUnitAlsoWhenFoldersHaveBlanksAndPerCentSigns() throws Exception {
        Path home = Files.createDirectories(folder.resolve("50% of the house"));
        Path program = Files.createFile(home.resolve("jackfield"));
        assertThat(program.toFile().setExecutable(true)).isTrue();
        SystemdUnit unit =
                new SystemdUnit(
                        new EmsIdentity("acme", "PG1A", "nmm"),
                        home,
                        new NodeFolders(folder.resolve("data of acme")));
        Path file = unit.write(folder.resolve("system"), "root");
        assertThat(Files.readString(file))
                .contains("ExecStart=\"" + folder + "/50%% of the house/jackfield\" run nmm")
                .contains("Environment=\"JACKFIELD_DATA=" + folder + "/data of acme\"");

        Path analyze = Path.of("/usr/bin/systemd-analyze");
        if (Files.isExecutable(analyze)) {
            Process verify =
                    new ProcessBuilder(analyze.toString(), "verify", file.toString())
                            .redirectErrorStream(true)
                            .start();
            String said = new String(verify.getInputStream().readAllBytes(), UTF_8);
            assertThat(verify.waitFor()).as(said).isZero();
            assertThat(said).doesNotContain(file.getFileName().toString());
        }
    }
}
