package org.jackfield.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.node.ems.EmsEvent;
import org.jackfield.node.ems.EmsIdentity;
import org.jackfield.node.ems.EmsIds;
import org.jackfield.node.ems.EmsSettings;
import org.jackfield.node.ems.EmsSeverity;
import org.jackfield.node.registry.NodeFolders;
import org.jackfield.node.registry.Registry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** What is changed in a registry's file while the process runs. */
@Timeout(60)
class GroundTest {

    private static final EmsIdentity OPC = new EmsIdentity("acme", "PG1A", "opc");

    @TempDir private Path folder;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private NodeFolders folders;
    private Ground ground;

    @BeforeEach
    void open() throws IOException {
        folders = new NodeFolders(folder);
        write("\"EMSTraceMask\"=dword:00000001", "\"EMSForwardLevel\"=dword:00000001");
        ground = Ground.open(folders, OPC, "1.0");
        ground.ems().watch(this::heard);
    }

    private void heard(EmsEvent event) {
        lines.add(event.text());
    }

    @AfterEach
    void close() {
        ground.close();
    }

    private void write(String... values) throws IOException {
        Files.createDirectories(folders.registry());
        Path half = folders.registry().resolve("site.new");
        Files.writeString(
                half,
                "REGEDIT4\n["
                        + Registry.path(EmsSettings.KEY, "acme", "PG1A", "opc")
                        + "]\n"
                        + String.join("\n", values)
                        + "\n");
        Files.move(
                half,
                folders.registry().resolve("site.reg"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    @Tag("REG-027")
    void aChangedTraceMaskIsTakenAtOnceAndTheLogSaysSo() throws IOException {
        assertThat(ground.ems().traceMask()).isEqualTo(1);
        write("\"EMSTraceMask\"=dword:0000000f", "\"EMSForwardLevel\"=dword:00000001");
        until(() -> ground.ems().traceMask() == 15);
        until(() -> said("EMSTraceMask is 0xf from now on"));
    }

    @Test
    @Tag("REG-029")
    void aChangedForwardLevelIsTakenAtOnce() throws IOException {
        write("\"EMSTraceMask\"=dword:00000003", "\"EMSForwardLevel\"=dword:00000003");
        until(() -> ground.ems().traceMask() == 3);
        until(
                () -> {
                    ground.ems().text(EmsSeverity.WARNING, EmsIds.NONE, "small");
                    ground.ems().text(EmsSeverity.ERROR, EmsIds.NONE, "large");
                    int heard = lines.size();
                    return heard > 1
                            && lines.subList(heard - 2, heard).stream().allMatch("large"::equals);
                });
    }

    @Test
    void aValueThatCannotBeKeepsTheOldOneAndIsNamedWithFileLineAndRange() throws IOException {
        write("\"EMSTraceMask\"=dword:0000000f", "\"EMSForwardLevel\"=dword:00000009");
        until(() -> said("is not taken"));
        assertThat(line("is not taken"))
                .contains("site.reg", "EMSForwardLevel", "0 to 4", "what was before holds on");
        assertThat(ground.ems().traceMask()).isEqualTo(1);
        write("\"EMSTraceMask\"=dword:0000000f", "\"EMSForwardLevel\"=dword:00000001");
        until(() -> ground.ems().traceMask() == 15);
    }

    @Test
    void aFileThatIsNoRegistryKeepsTheOldValuesAndIsNamed() throws IOException {
        Files.writeString(folders.registry().resolve("site.reg"), "this is no registry");
        until(() -> said("is not taken"));
        assertThat(line("is not taken")).contains("site.reg");
        assertThat(ground.ems().traceMask()).isEqualTo(1);
    }

    @Test
    void whatAConsoleSetStaysWhenAnotherValueChanges() throws IOException {
        ground.ems().traceMask(0x70);
        write("\"EMSTraceMask\"=dword:00000001", "\"EMSForwardLevel\"=dword:00000000");
        until(() -> said("EMSForwardLevel is 0 from now on"));
        assertThat(ground.ems().traceMask()).isEqualTo(0x70);
    }

    private boolean said(String text) {
        return lines.stream().anyMatch(each -> each.contains(text));
    }

    private String line(String text) {
        return lines.stream().filter(each -> each.contains(text)).findFirst().orElseThrow();
    }

    private static void until(BooleanSupplier condition) {
        long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadlineNs);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }
}
