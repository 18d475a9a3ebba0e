package org.jackfield.node.ems;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.node.registry.Registry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a disk without room does to the log: a process whose files may not grow, by {@code ulimit}.
 */
@Timeout(60)
class FullDiskTest {

    @TempDir Path folder;

    private Process process;
    private BufferedReader answers;
    private PrintStream orders;

    private void start(int blocks) throws IOException {
        Path registry = Files.createDirectories(folder.resolve("registry"));
        Files.writeString(
                registry.resolve("a.reg"),
                "REGEDIT4\n["
                        + Registry.path(EmsSettings.KEY, "acme", "PG1A", "opc")
                        + "]\n\"EMSLogFileCountMax\"=dword:3\n");
        process =
                new ProcessBuilder(
                                "sh",
                                "-c",
                                "ulimit -S -f " + blocks + "; exec \"$@\"",
                                "sh",
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-XX:-UsePerfData",
                                "-Xshare:auto",
                                "-cp",
                                System.getProperty("java.class.path"),
                                EmsTestProgram.class.getName(),
                                folder.toString())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        answers = process.inputReader(StandardCharsets.UTF_8);
        orders = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    }

    /** Events that are lost after that. */
    private long order(String line) throws IOException {
        orders.println(line);
        return Long.parseLong(answers.readLine());
    }

    private void makeRoom() throws Exception {
        assertThat(
                        new ProcessBuilder(
                                        "prlimit",
                                        "--fsize=unlimited",
                                        "--pid",
                                        Long.toString(process.pid()))
                                .start()
                                .waitFor())
                .isZero();
    }

    @AfterEach
    void end() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    private List<Path> files() throws IOException {
        return EmsFiles.of(folder.resolve("log"), "opc");
    }

    private static List<String> texts(Path file) throws IOException {
        List<String> texts = new ArrayList<>();
        try (EmsReader reader = EmsReader.open(file)) {
            for (EmsEvent e = reader.next(); e != null; e = reader.next()) {
                texts.add(e.text());
            }
            assertThat(reader.damagedBytes()).isZero();
        }
        return texts;
    }

    @Test
    @Tag("BEH-245")
    @Tag("REG-023")
    void logsThatAreThereStayAndNoEmptyOnesComeBesideThem() throws Exception {
        Files.createDirectories(folder.resolve("log"));
        List<Path> before = new ArrayList<>();
        for (int day = 1; day <= 3; day++) {
            Path old = folder.resolve("log/opc_26010" + day + "_000000.ems");
            before.add(Files.writeString(old, "a log of before"));
        }
        start(0);
        for (int tries = 0; tries < 5; tries++) {
            order("fill 10");
            order("wait 5000");
        }
        assertThat(order("fill 10")).isGreaterThan(60);
        assertThat(files()).isEqualTo(before);

        makeRoom();
        order("wait 5000");
        assertThat(order("fill 10")).isZero();
        assertThat(files()).hasSize(3).doesNotContain(before.getFirst());
        assertThat(texts(files().getLast())).first().asString().contains("events were lost");
    }

    @Test
    void aFileThatCannotGrowGoesOnBehindItsLastWholeEventWhenThereIsRoomAgain() throws Exception {
        start(8);
        long lost = order("fill 400");
        assertThat(lost).isBetween(10L, 390L);
        assertThat(order("fill 10")).as("not tried again at once").isEqualTo(lost + 10);
        makeRoom();
        assertThat(order("fill 10")).as("nor yet").isEqualTo(lost + 20);
        order("wait 5000");
        assertThat(order("fill 10")).isZero();
        order("end");

        assertThat(files()).hasSize(1);
        assertThat(texts(files().getFirst()))
                .contains("event number 0", "event number 9", "Process opc ends")
                .anyMatch(text -> text.startsWith(lost + 20 + " events were lost: "));
    }
}
