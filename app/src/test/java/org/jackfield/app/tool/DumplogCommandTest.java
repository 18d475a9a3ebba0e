package org.jackfield.app.tool;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.node.ems.EmsIdentity;
import org.jackfield.node.ems.EmsIds;
import org.jackfield.node.ems.EmsLog;
import org.jackfield.node.ems.EmsOutlets;
import org.jackfield.node.ems.EmsSettings;
import org.jackfield.node.ems.EmsSeverity;
import org.jackfield.node.registry.Registry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import picocli.CommandLine;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.TimeZone;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import java.util.zip.GZIPOutputStream;

/** Reading logs with the options of the trade. */
class DumplogCommandTest {

    @TempDir Path folder;

    private String said;
    private String complained;

    private int dumplog(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit =
                new CommandLine(new DumplogCommand(folder))
                        .setOut(new PrintWriter(out, true))
                        .setErr(new PrintWriter(err, true))
                        .setExecutionExceptionHandler(
                                (failure, line, parsed) -> {
                                    line.getErr().println(failure.getMessage());
                                    return 1;
                                })
                        .execute(arguments);
        said = out.toString();
        complained = err.toString();
        return exit;
    }

    private EmsLog open(String process) {
        return open(process, folder);
    }

    private EmsLog open(String process, Path logs) {
        EmsSettings settings =
                EmsSettings.from(
                        Registry.open(folder.resolve("none"))
                                .key(EmsSettings.KEY, "acme", "PG1A", process),
                        logs);
        return EmsLog.open(
                settings,
                new EmsIdentity("acme", "PG1A", process),
                "1.0",
                new EmsOutlets(line -> {}, event -> {}, reason -> {}));
    }

    @BeforeEach
    void twoProcessesToldOfOneCall() {
        EmsLog opc = open("opc");
        EmsLog ctisvr = open("ctisvr");
        opc.text(EmsSeverity.INFORMATIONAL, EmsIds.call(5001), "delivered");
        ctisvr.text(EmsSeverity.WARNING, new EmsIds(5001, 3), "sent to a client");
        opc.text(EmsSeverity.INFORMATIONAL, EmsIds.call(5002), "another");
        opc.close();
        ctisvr.close();
    }

    private List<String> lines() {
        return said.lines().toList();
    }

    @Test
    @Tag("PRC-020")
    void todaysLogHasTheDayAndALineForEachEvent() {
        assertThat(dumplog("/dir", folder.toString(), "opc")).isZero();
        assertThat(lines().getFirst()).matches("Events from [A-Z][a-z]+ \\d{1,2}, \\d{4}");
        assertThat(lines().get(2))
                .matches("\\d\\d:\\d\\d:\\d\\d pg1A-opc delivered \\[call=5001\\]");
        assertThat(lines()).hasSize(5);
    }

    @Test
    void oneCallIsFollowedThroughTwoProcesses() {
        dumplog("--dir", folder.toString(), "opc", "ctisvr", "--m", "call=5001", "--ms");
        assertThat(lines()).hasSize(3);
        assertThat(lines().get(1)).matches("[\\d:]{8}\\.\\d{3} pg1A-opc delivered .*");
        assertThat(lines().get(2)).contains("pg1A-ctisvr sent to a client [call=5001 session=3]");
        dumplog("/dir", folder.toString(), "opc", "/x", "call=");
        assertThat(said).contains("begins").doesNotContain("delivered");
    }

    @Test
    void aFolderIsThatOfTheProcessesNamedAfterIt() {
        Path other = folder.resolve("other");
        EmsLog elsewhere = open("ctisvr", other);
        elsewhere.text(EmsSeverity.INFORMATIONAL, EmsIds.NONE, "of the other machine");
        elsewhere.close();
        String[] both = {"/dir", folder.toString(), "opc", "/dir", other.toString(), "ctisvr"};
        assertThat(dumplog(both)).isZero();
        assertThat(said).contains("delivered", "of the other machine").doesNotContain("sent to");
        assertThat(dumplog("opc", "/dir", folder.toString(), "ctisvr")).isEqualTo(1);
        assertThat(complained).contains("no log of 'opc'");
    }

    @Test
    void theLongFormatStandsForItself() {
        dumplog("/dir", folder.toString(), "ctisvr", "/ciscoLog", "/m", "sent");
        assertThat(lines())
                .singleElement()
                .asString()
                .matches(
                        "2: \\S+: [A-Z][a-z]{2} \\d{1,2} \\d{4} [\\d:.]{12} \\+0000:"
                            + " %JACKFIELD_CTISVR-2-A0000001:"
                            + " %\\[comp=PG1A\\]\\[pname=ctisvr\\]\\[iid=acme\\]\\[sev=warning\\]:"
                            + " sent to a client \\[call=5001 session=3\\]");
        dumplog("/dir", folder.toString(), "ctisvr", "/debug", "/m", "sent");
        assertThat(said).contains("pg1A-ctisvr <a0000001 #2> sent");
    }

    @Test
    void aWindowLeavesTheRestOut() {
        assertThat(dumplog("/dir", folder.toString(), "opc", "/bd", "1/1/2020", "/ed", "1/2/2020"))
                .isZero();
        assertThat(said).isEmpty();
        dumplog("/dir", folder.toString(), "opc", "/bt", "00:00:00", "/et", "23:59:59");
        assertThat(said).contains("delivered");
        dumplog("/dir", folder.toString(), "opc", "/hr", "1");
        assertThat(said).contains("delivered");
        dumplog("/dir", folder.toString(), "opc", "/bd", "1/1/2020", "/tzadjustoff");
        assertThat(said).contains("delivered");
    }

    @Test
    void timesStayThoseOfTheWritersZoneWhenTheyAreNotToBeAdjusted() {
        String[] one = {"/dir", folder.toString(), "opc", "/all", "/m", "delivered"};
        dumplog(one);
        String written = lines().getLast();
        TimeZone own = TimeZone.getDefault();
        try {
            TimeZone.setDefault(
                    TimeZone.getTimeZone(
                            own.getRawOffset() == 9 * 3_600_000 ? "Etc/UTC" : "Asia/Tokyo"));
            dumplog(with(one, "/tzadjustoff"));
            assertThat(lines()).last().isEqualTo(written);
            dumplog(one);
            assertThat(lines()).last().isNotEqualTo(written);
        } finally {
            TimeZone.setDefault(own);
        }
    }

    @Test
    void filesAreChosenByAge() {
        EmsLog again = open("opc");
        again.text(EmsSeverity.INFORMATIONAL, EmsIds.NONE, "in the second file");
        again.close();

        dumplog("/dir", folder.toString(), "opc", "/last");
        assertThat(said).contains("second file").doesNotContain("delivered");
        dumplog("/dir", folder.toString(), "opc", "/prev");
        assertThat(said).contains("delivered").doesNotContain("second file");
        dumplog("/dir", folder.toString(), "opc", "/all");
        assertThat(said).contains("delivered").contains("second file");
    }

    @Test
    void aFileCanBeNamedAndTheTextWritten() throws IOException {
        Path file = file("ctisvr");
        Path text = folder.resolve("out.txt");
        assertThat(dumplog("/if", file.toString(), "/of", text.toString())).isZero();
        assertThat(text).content().contains("sent to a client");
        assertThat(said).isEmpty();

        Files.write(file, new byte[] {1, 2, 3}, StandardOpenOption.APPEND);
        assertThat(dumplog("/if", file.toString())).isZero();
        assertThat(said).contains("sent to a client");
        assertThat(complained).contains("3 bytes were damaged");
    }

    @Test
    void theTextGoesToAFileOfTheProcesssName() {
        assertThat(dumplog("/dir", folder.toString(), "opc", "ctisvr", "/o")).isZero();
        assertThat(said).isEmpty();
        assertThat(folder.resolve("opc.txt"))
                .content()
                .contains("pg1A-opc delivered", "pg1A-ctisvr sent to a client");
        assertThat(dumplog("/if", file("ctisvr").toString(), "/o")).isZero();
        assertThat(folder.resolve("ctisvr.txt"))
                .content()
                .contains("sent to a client")
                .doesNotContain("delivered");
    }

    private Path file(String process) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.getFileName().toString().startsWith(process + "_"))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** An event of any time and with a binary part, which no process of ours writes. */
    private static void append(Path file, long atMs, int binary) throws IOException {
        ByteBuffer body = ByteBuffer.allocate(43).putLong(atMs).putLong(99);
        body.putInt(0xA000_0001).putLong(0).putLong(0).put((byte) 0);
        body.putInt(2).putShort((short) binary).flip();
        ByteBuffer frame = ByteBuffer.allocate(7 + body.remaining() + 4);
        frame.put(Files.readAllBytes(file), 0, 2).put((byte) 3).putInt(body.remaining()).put(body);
        CRC32C sum = new CRC32C();
        sum.update(frame.duplicate().flip().position(2));
        Files.write(file, frame.putInt((int) sum.getValue()).array(), StandardOpenOption.APPEND);
    }

    @Test
    void theBinaryPartIsShownWhenItIsAskedFor() throws IOException {
        append(file("ctisvr"), System.currentTimeMillis(), 0xFE01);
        assertThat(dumplog("/dir", folder.toString(), "ctisvr", "/bin")).isZero();
        assertThat(lines()).last().isEqualTo("    fe 01");
        assertThat(complained).isEmpty();
        assertThat(dumplog("/dir", folder.toString(), "ctisvr")).isZero();
        assertThat(said).contains("sent to a client").doesNotContain("fe 01");
    }

    @Test
    void aWindowBeginsAndEndsAtTheSecondThatWasSaid() throws IOException {
        long noonMs =
                LocalDateTime.of(2020, 6, 1, 12, 0)
                        .atZone(ZoneId.systemDefault())
                        .toInstant()
                        .toEpochMilli();
        append(file("opc"), noonMs, 0xFE01);
        assertThat(shown("/bd", "6/1/2020", "/bt", "12:00:00", "/ed", "6/1/2020")).isTrue();
        assertThat(shown("/bd", "6/1/2020", "/bt", "12:00:01", "/ed", "6/1/2020")).isFalse();
        assertThat(shown("/bd", "6/1/2020", "/et", "12:00:00")).isTrue();
        assertThat(shown("/bd", "6/1/2020", "/et", "11:59:59")).isFalse();
        assertThat(shown("/bd", "6/2/2020", "/ed", "6/3/2020")).isFalse();
        assertThat(shown("/ed", "6/1/2020")).isTrue();
    }

    @Test
    void theLastHoursMayReachBackIntoOtherDays() throws IOException {
        append(file("opc"), System.currentTimeMillis() - TimeUnit.HOURS.toMillis(30), 0xFE01);
        assertThat(shown("/hr", "31")).isTrue();
        assertThat(shown("/hr", "29")).isFalse();
    }

    private boolean shown(String... window) {
        assertThat(dumplog(with(new String[] {"/dir", folder.toString(), "opc", "/bin"}, window)))
                .isZero();
        return said.contains("fe 01");
    }

    /** As an operator does it who wants to keep logs for longer. */
    private Path packed(String process, String postfix) throws IOException {
        Path plain = file(process);
        Path packed = folder.resolve(plain.getFileName() + postfix);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            Files.copy(plain, out);
        }
        Files.delete(plain);
        return packed;
    }

    @Test
    void logsThatWerePackedAreReadBesideTheOthers() throws IOException {
        Path packed = packed("opc", ".gz");
        EmsLog again = open("opc");
        again.text(EmsSeverity.INFORMATIONAL, EmsIds.NONE, "in the second file");
        again.close();
        dumplog("/dir", folder.toString(), "opc", "ctisvr");
        assertThat(said).containsSubsequence("delivered", "second file").contains("sent to a");
        dumplog("/if", packed.toString());
        assertThat(said).contains("delivered").doesNotContain("second file");
        dumplog("/dir", folder.toString(), "opc", "/zipPostfix", ".z");
        assertThat(said).contains("second file").doesNotContain("delivered");
    }

    @Test
    void aPackedLogThatEndedLongAgoStaysPacked() throws IOException {
        Files.write(folder.resolve("opc_200101_000000.ems.gz"), new byte[] {1, 2, 3});
        Files.write(folder.resolve("opc_200102_000000.ems"), new byte[0]);
        assertThat(dumplog("/dir", folder.toString(), "opc")).isZero();
        assertThat(said).contains("delivered");
        assertThat(dumplog("/dir", folder.toString(), "opc", "/all")).isEqualTo(1);
        assertThat(complained).contains("opc_200101_000000.ems.gz").contains("/unzipCmdPrefix");
    }

    @Test
    void aCommandOfTheOperatorsUnpacks() throws IOException {
        packed("opc", ".pack");
        Path own = folder.resolve("own.ems");
        String[] from = {"/dir", folder.toString(), "opc", "/zipPostfix", ".pack"};
        assertThat(dumplog(with(from, "/unzipCmdPrefix", "gzip -dc -S .pack"))).isZero();
        assertThat(said).contains("delivered");
        Path script = folder.resolve("unpack");
        Files.writeString(script, "[ $2$4 = -into-end ] && gzip -dc -S .pack $1 > $3\n");
        String[] byScript = {
            "/unzipCmdPrefix",
            "sh " + script,
            "/unzipCmdInfix",
            "-into",
            "/unzipCmdPostfix",
            "-end",
            "/unzipTempfile",
            own.toString()
        };
        assertThat(dumplog(with(from, byScript))).isZero();
        assertThat(said).contains("delivered");
        assertThat(own).doesNotExist();

        String[] intoTheSystems = {
            "/unzipCmdPrefix", "sh " + script, "/unzipCmdInfix", "-into", "/unzipCmdPostfix", "-end"
        };
        Files.writeString(
                script, "[ ! -e $3 ] && [ $2$4 = -into-end ] && gzip -dc -S .pack $1 > $3\n");
        assertThat(dumplog(with(from, intoTheSystems))).isZero();
        assertThat(said).contains("delivered");
        Files.writeString(script, "exit 0\n");
        assertThat(dumplog(with(from, intoTheSystems))).isEqualTo(1);
        assertThat(complained).contains("was not unpacked").contains("left no ");

        Files.writeString(own, "precious");
        assertThat(dumplog(with(from, byScript))).isEqualTo(1);
        assertThat(complained).contains("own.ems is there already");
        assertThat(own).hasContent("precious");
        assertThat(dumplog(with(from, "/unzipCmdPrefix", "false"))).isEqualTo(1);
        assertThat(complained).contains("was not unpacked").contains("ended with 1");
    }

    private static String[] with(String[] some, String... more) {
        return Stream.concat(Stream.of(some), Stream.of(more)).toArray(String[]::new);
    }

    @Test
    void whatIsAddedIsPrintedAsItComesUntilItIsEnded() throws Exception {
        StringWriter out = new StringWriter();
        Thread following =
                Thread.ofPlatform()
                        .start(
                                () ->
                                        new CommandLine(new DumplogCommand())
                                                .setOut(new PrintWriter(out, true))
                                                .execute("/dir", folder.toString(), "opc", "/c"));
        try {
            awaitText(out, "another");
            EmsLog again = open("opc");
            again.text(EmsSeverity.INFORMATIONAL, EmsIds.NONE, "came later");
            awaitText(out, "came later");
            again.close();
        } finally {
            following.interrupt();
            following.join(10_000);
        }
        assertThat(following.isAlive()).isFalse();
        assertThat(out.toString()).containsOnlyOnce("delivered");
    }

    private static void awaitText(StringWriter out, String text) {
        long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!out.toString().contains(text)) {
            assertThat(System.nanoTime()).as(out.toString()).isLessThan(deadlineNs);
            Thread.onSpinWait();
        }
    }

    @Test
    void whatIsWrongIsNamedWithTheRemedy() {
        assertThat(dumplog("/dir", folder.toString(), "pim1")).isEqualTo(1);
        assertThat(complained).contains("no log of 'pim1'").contains("/dir");
        assertThat(dumplog("opc", "/bt", "noon")).isEqualTo(2);
        assertThat(complained).contains("hh:mm:ss");
        assertThat(dumplog("opc", "/nonsense")).isEqualTo(2);
        assertThat(complained).contains("/nonsense").contains("/help");
        assertThat(dumplog()).isEqualTo(2);
        assertThat(dumplog("/help")).isZero();
        assertThat(said).contains("/tzadjustoff");
    }
}
