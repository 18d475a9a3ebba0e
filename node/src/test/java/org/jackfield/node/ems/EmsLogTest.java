package org.jackfield.node.ems;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.node.registry.Registry;
import org.jackfield.node.registry.RegistryKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Each value of the EMS key does what it says. */
class EmsLogTest {

    private static final EmsIdentity OPC = new EmsIdentity("acme", "PG1A", "opc");
    private static final EmsMessage GREETING =
            EmsMessage.of(EmsSeverity.INFORMATIONAL, 0x100, "Peripheral %1 says %2.");

    @TempDir Path folder;

    private final List<String> screen = new CopyOnWriteArrayList<>();
    private final List<EmsEvent> systemLog = new CopyOnWriteArrayList<>();
    private final List<String> debugger = new CopyOnWriteArrayList<>();
    private long nowMs;

    @BeforeEach
    void now() {
        nowMs = System.currentTimeMillis();
    }

    /** A log with some values of its key, all others at their defaults. */
    private EmsLog open(String... values) throws IOException {
        Path registry = Files.createDirectories(folder.resolve("registry"));
        Files.writeString(
                registry.resolve("a.reg"),
                "REGEDIT4\n["
                        + Registry.path(EmsSettings.KEY, "acme", "PG1A", "opc")
                        + "]\n"
                        + String.join("\n", values)
                        + "\n");
        RegistryKey key = Registry.open(registry).key(EmsSettings.KEY, "acme", "PG1A", "opc");
        return EmsLog.open(
                EmsSettings.from(key, folder.resolve("log")),
                OPC,
                "1.0",
                new EmsOutlets(screen::add, systemLog::add, debugger::add),
                () -> nowMs);
    }

    private List<Path> files() throws IOException {
        return EmsFiles.of(folder.resolve("log"), "opc");
    }

    private List<String> texts() throws IOException {
        List<String> texts = new ArrayList<>();
        for (Path file : files()) {
            try (EmsReader reader = EmsReader.open(file)) {
                for (EmsEvent e = reader.next(); e != null; e = reader.next()) {
                    texts.add(e.text());
                }
                assertThat(reader.damagedBytes()).isZero();
            }
        }
        return texts;
    }

    private static void fill(EmsLog log, int from, int to) throws InterruptedException {
        for (int i = from; i < to; i++) {
            log.text(EmsSeverity.INFORMATIONAL, EmsIds.NONE, "event number " + i);
        }
        log.flush();
    }

    @Test
    @Tag("BEH-244")
    @Tag("BEH-249")
    @Tag("PRC-002")
    @Tag("REG-024")
    void anEventIsKeptWithItsSentenceArgumentsAndIds() throws Exception {
        EmsLog log = open();
        log.write(GREETING, new EmsIds(5001, 7), 5000, "online");
        log.close();

        assertThat(files()).singleElement().asString().matches(".*/opc_\\d{6}_\\d{6}\\.ems");
        assertThat(texts())
                .contains("Peripheral 5000 says online. [call=5001 session=7]")
                .last()
                .isEqualTo("Process opc ends");
    }

    @Test
    @Tag("BEH-244")
    void withoutARegistryEachValueIsTheDocumentedOne() {
        RegistryKey none =
                Registry.open(folder.resolve("none")).key(EmsSettings.KEY, "acme", "PG1A", "opc");
        EmsSettings defaults = EmsSettings.from(none, folder);
        assertThat(defaults.displayToScreen()).isFalse();
        assertThat(defaults.allBytesMax()).isEqualTo(2_000_000_000L);
        assertThat(defaults.breaks()).isEqualTo(new EmsSettings.Breaks(false, false, true));
        assertThat(defaults.fileCountMax()).isEqualTo(10_000);
        assertThat(defaults.folder()).isEqualTo(folder);
        assertThat(defaults.fileBytesMax()).isEqualTo(30_000_000L);
        assertThat(defaults.systemLogLevel()).isEqualTo(EmsSeverity.WARNING.ordinal());
        assertThat(defaults.traceMask()).isEqualTo(0x00060A0F);
        assertThat(defaults.userData()).isEmpty();
        assertThat(defaults.forwardLevel()).isZero();
    }

    @Test
    @Tag("REG-024")
    void theFolderOfTheRegistryIsUsed() throws Exception {
        Path other = folder.resolve("other");
        open("\"EMSLogFileLocation\"=\"" + other + "\"").close();

        assertThat(EmsFiles.of(other, "opc")).hasSize(1);
        assertThat(files()).isEmpty();
    }

    @Test
    @Tag("BEH-245")
    @Tag("REG-025")
    void aFullFileIsFollowedByTheNext() throws Exception {
        EmsLog log = open("\"EMSLogFileMax\"=dword:000007d0");
        fill(log, 0, 100);
        log.close();

        assertThat(files()).hasSizeGreaterThan(2);
        for (Path file : files()) {
            assertThat(Files.size(file)).isLessThanOrEqualTo(2_000);
        }
        assertThat(texts()).filteredOn(t -> t.startsWith("event")).hasSize(100);
    }

    @Test
    @Tag("BEH-245")
    @Tag("REG-023")
    @Tag("TRAP-21")
    void ofTooManyFilesTheOldestGoes() throws Exception {
        EmsLog log = open("\"EMSLogFileMax\"=dword:3e8", "\"EMSLogFileCountMax\"=dword:3");
        fill(log, 0, 200);
        List<Path> kept = files();
        assertThat(kept).hasSize(3);
        fill(log, 200, 220);
        log.close();

        assertThat(files()).hasSize(3).doesNotContain(kept.getFirst());
        assertThat(texts()).contains("event number 219").doesNotContain("event number 0");
    }

    @Test
    @Tag("BEH-245")
    @Tag("REG-019")
    @Tag("TRAP-8")
    void allFilesTogetherNeverPassTheirLimit() throws Exception {
        EmsLog log = open("\"EMSLogFileMax\"=dword:3e8", "\"EMSAAllLogFilesMax\"=dword:1388");
        for (int i = 0; i < 50; i++) {
            fill(log, 10 * i, 10 * i + 10);
            long all = 0;
            for (Path file : files()) {
                all += Files.size(file);
            }
            assertThat(all).isLessThanOrEqualTo(5_000);
        }
        log.close();
        assertThat(texts()).contains("event number 499");
    }

    @Test
    void aFileThatIsTooOldGoes() throws Exception {
        EmsLog log = open("\"EMSLogFileMax\"=dword:3e8", "\"EMSLogFileLifeTime\"=dword:2");
        fill(log, 0, 60);
        Path oldest = files().getFirst();
        Files.setLastModifiedTime(oldest, FileTime.fromMillis(nowMs - 3 * 86_400_000L));
        Path younger = files().get(1);
        Files.setLastModifiedTime(younger, FileTime.fromMillis(nowMs - 86_400_000L));
        fill(log, 60, 100);
        log.close();

        assertThat(files()).doesNotContain(oldest).contains(younger);
    }

    @Test
    @Tag("BEH-247")
    @Tag("REG-027")
    @Tag("TRAP-19")
    void onlyTopicsInTheMaskAreTracedAndTheMaskChangesAtOnce() throws Exception {
        EmsLog log = open();
        assertThat(log.traceMask()).isEqualTo(395_791);
        log.trace(TraceTopic.CALLS, EmsIds.call(1), () -> "by default");
        log.trace(TraceTopic.MESSAGES, EmsIds.NONE, () -> "not by default");
        log.traceMask(TraceTopic.MESSAGES.bit());
        log.trace(TraceTopic.CALLS, EmsIds.NONE, () -> "switched off");
        log.trace(TraceTopic.MESSAGES, EmsIds.NONE, () -> "switched on");
        log.close();

        assertThat(texts())
                .filteredOn(t -> t.startsWith("Trace:"))
                .containsExactly(
                        "Trace: CALLS - by default [call=1]", "Trace: MESSAGES - switched on");
    }

    @Test
    @Tag("BEH-177")
    void theMaskOfTheSilentMonitorSetupIsTaken() throws Exception {
        EmsLog log = open("\"EMSTraceMask\"=dword:3");
        log.trace(TraceTopic.SESSIONS, EmsIds.NONE, () -> "in");
        log.trace(TraceTopic.AGENTS, EmsIds.NONE, () -> "out");
        log.close();
        assertThat(texts()).contains("Trace: SESSIONS - in").doesNotContain("Trace: AGENTS - out");
    }

    @Test
    @Tag("BEH-246")
    @Tag("REG-029")
    void whatIsBelowTheForwardLevelIsNotForwarded() throws Exception {
        EmsLog log = open("\"EMSForwardLevel\"=dword:2");
        List<String> forwarded = new CopyOnWriteArrayList<>();
        EmsLog.Watch watch = log.watch(event -> forwarded.add(event.text()));
        for (EmsSeverity severity : EmsSeverity.values()) {
            log.text(severity, EmsIds.NONE, severity.name());
        }
        log.flush();
        watch.close();
        log.text(EmsSeverity.ERROR, EmsIds.NONE, "after the watch");
        log.close();

        assertThat(forwarded).containsExactly("WARNING", "ERROR");
    }

    @Test
    @Tag("BEH-246")
    @Tag("REG-026")
    void whatIsBelowTheLevelDoesNotReachTheSystemsLog() throws Exception {
        EmsLog log = open("\"EMSNTEventLogLevel\"=dword:3");
        for (EmsSeverity severity : EmsSeverity.values()) {
            log.text(severity, EmsIds.NONE, severity.name());
        }
        log.close();

        assertThat(systemLog).extracting(EmsEvent::text).containsExactly("ERROR");
    }

    /** With a mark for the priority under systemd, which takes it from there. */
    @Test
    @Tag("BEH-246")
    @Tag("REG-026")
    void theSystemsLogIsStandardErrorWithTheSeverity() {
        PrintStream before = System.err;
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        System.setErr(new PrintStream(heard, true, StandardCharsets.UTF_8));
        try {
            EmsSettings settings =
                    EmsSettings.from(
                            Registry.open(folder.resolve("none"))
                                    .key(EmsSettings.KEY, "acme", "PG1A", "opc"),
                            folder.resolve("log"));
            EmsLog log = EmsLog.open(settings, OPC, "1.0", EmsOutlets.ofSystem(OPC));
            for (EmsSeverity severity : EmsSeverity.values()) {
                log.text(severity, EmsIds.NONE, "as " + severity);
            }
            log.close();
        } finally {
            System.setErr(before);
        }
        assertThat(heard.toString(StandardCharsets.UTF_8).lines())
                .hasSize(2)
                .anyMatch(each -> each.matches("(<4>|WARNING: )acme PG1A opc: as WARNING"))
                .anyMatch(each -> each.matches("(<3>|ERROR: )acme PG1A opc: as ERROR"));
    }

    @Test
    @Tag("BEH-248")
    @Tag("REG-018")
    void linesAreShownOnTheScreenWhenAskedFor() throws Exception {
        open().close();
        assertThat(screen).isEmpty();
        open("\"EMSDisplayToScreen\"=dword:1").close();
        assertThat(screen).hasSize(2).first().asString().contains("begins");
    }

    @Test
    @Tag("BEH-244")
    @Tag("REG-020")
    @Tag("REG-021")
    @Tag("REG-022")
    void theDebuggerHookIsCalledAtTheBreaksThatAreOn() throws Exception {
        open().close();
        assertThat(debugger).isEmpty();
        open("\"EMSBreakOnInit\"=dword:1", "\"EMSBreakOnExit\"=dword:1").close();
        assertThat(debugger).hasSize(2);
        open().fatal(new IllegalStateException("broken"));
        assertThat(debugger).hasSize(3).last().asString().contains("broken");
        open("\"EMSDebugBreak\"=dword:0").fatal(new IllegalStateException("broken"));
        assertThat(debugger).hasSize(3);
        assertThat(texts()).anySatisfy(t -> assertThat(t).contains("cannot go on"));
    }

    @Test
    @Tag("REG-028")
    void userDataAreKeptForWhoeverAsks() throws Exception {
        EmsLog log = open("\"EMSUserData\"=hex:ff,01");
        assertThat(log.userData()).containsExactly(0xff, 1);
        log.close();
    }

    @Test
    void aDiskThatCannotBeWrittenCostsEventsAndTheLogSaysHowMany() throws Exception {
        Path log = folder.resolve("log");
        Files.writeString(log, "a file where the folder should be");
        EmsLog ems = open();
        fill(ems, 0, 10);
        assertThat(ems.lost()).isEqualTo(11);
        Files.delete(log);
        nowMs += 5_000;
        ems.text(EmsSeverity.INFORMATIONAL, EmsIds.NONE, "room again");
        ems.close();

        assertThat(texts())
                .first()
                .asString()
                .startsWith("11 events were lost: java.nio.file.NotDirectoryException");
        assertThat(texts()).contains("room again");
    }
}
