package org.jackfield.codegen.ged188;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jackfield.codegen.SchemaException;
import org.jackfield.codegen.SourceFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The tables give the same Java every time, and a wrong table a sentence with file and line. */
class Ged188GeneratorTest {

    private static final Path TABLES = Path.of("../protocol/src/main/schema/ged188");

    @TempDir private Path folder;

    private void generate(Path tables, String target) throws IOException {
        Ged188Generator.generate(
                tables,
                new SourceFolder(folder.resolve(target)),
                new SourceFolder(folder.resolve(target + "-reference")));
    }

    private static Map<String, String> texts(Path root) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                texts.put(root.relativize(file).toString(), Files.readString(file));
            }
        }
        return texts;
    }

    @Test
    void generatingTwiceGivesTheSameText() throws IOException {
        generate(TABLES, "one");
        generate(TABLES, "two");
        assertThat(texts(folder.resolve("one"))).hasSizeGreaterThan(300);
        assertThat(texts(folder.resolve("two"))).isEqualTo(texts(folder.resolve("one")));
        assertThat(texts(folder.resolve("two-reference")))
                .isEqualTo(texts(folder.resolve("one-reference")))
                .containsKey("ged188.md");
    }

    @Test
    void anotherVirtualMachineGivesTheSameText() throws Exception {
        generate(TABLES, "here");
        Path classes = Path.of("target/classes").toAbsolutePath();
        Path schema = Files.createDirectories(folder.resolve("schema/ged188"));
        for (String name : tableNames()) {
            Files.copy(TABLES.resolve(name), schema.resolve(name));
        }
        Process other =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:+UnlockExperimentalVMOptions",
                                "-XX:hashCode=2",
                                "-cp",
                                classes.toString(),
                                "org.jackfield.codegen.Main",
                                folder.resolve("schema").toString(),
                                folder.resolve("there").toString(),
                                folder.resolve("there-reference").toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("log").toFile())
                        .start();
        assertThat(other.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(other.exitValue()).as(Files.readString(folder.resolve("log"))).isZero();
        assertThat(texts(folder.resolve("there"))).isEqualTo(texts(folder.resolve("here")));
    }

    @Test
    void anUnchangedSchemaTouchesNoFile() throws IOException {
        generate(TABLES, "one");
        Path file = folder.resolve("one/org/jackfield/protocol/ged188/OpenReq.java");
        FileTime before = FileTime.fromMillis(1_000_000);
        Files.setLastModifiedTime(file, before);
        generate(TABLES, "one");
        assertThat(Files.getLastModifiedTime(file)).isEqualTo(before);
    }

    private static List<String> tableNames() {
        return List.of(
                "enums.tsv", "tags.tsv", "messages.tsv", "fixed_fields.tsv", "floating_fields.tsv");
    }

    /** Generates with one text of one table replaced. */
    private void generateWith(String table, String old, String changed) throws IOException {
        Path tables = Files.createDirectories(folder.resolve("changed"));
        for (String name : tableNames()) {
            String text = Files.readString(TABLES.resolve(name));
            if (name.equals(table)) {
                assertThat(text).contains(old);
                text = text.replaceFirst(java.util.regex.Pattern.quote(old), changed);
            }
            Files.writeString(tables.resolve(name), text, StandardCharsets.UTF_8);
        }
        generate(tables, "out");
    }

    private void assertWrong(String table, String old, String changed, String error) {
        assertThatThrownBy(() -> generateWith(table, old, changed))
                .isInstanceOf(SchemaException.class)
                .hasMessageMatching(error);
    }

    @Test
    void aWrongTableNamesFileAndLine() {
        assertWrong(
                "messages.tsv",
                "\n2\tFAILURE_EVENT",
                "\n1\tFAILURE_EVENT",
                "messages.tsv:3: message number 1 stands twice");
        assertWrong(
                "messages.tsv",
                "\n2\tFAILURE_EVENT",
                "\nx\tFAILURE_EVENT",
                "messages.tsv:3: column number: 'x' is not a number");
        assertWrong(
                "messages.tsv",
                "FAILURE_EVENT\tserver>client",
                "FAILURE_EVENT\tnobody",
                "messages.tsv:3: direction 'nobody' is unknown");
        assertWrong(
                "fixed_fields.tsv",
                "InvokeID\tUINT\t4",
                "InvokeID\tUINT\t3",
                "fixed_fields.tsv:3: a fixed UINT of 3 bytes is not known");
        assertWrong(
                "fixed_fields.tsv",
                "InvokeID\tUINT\t4",
                "InvokeID\tWORD\t4",
                "fixed_fields.tsv:3: type WORD is not known");
        assertWrong(
                "fixed_fields.tsv",
                "FAILURE_CONF\t2",
                "FAILURE_CONF\t5",
                "fixed_fields.tsv:3: position 5, expected 2");
        assertWrong(
                "fixed_fields.tsv",
                "enum=StatusCode",
                "enum=Nothing",
                "fixed_fields.tsv:4: enum Nothing is not in enums.tsv");
        assertWrong(
                "floating_fields.tsv",
                "OPEN_REQ\tClientPassword\t2",
                "OPEN_REQ\tClientPassword\t1",
                "floating_fields.tsv:5: tag 1 is already ClientID");
        assertWrong(
                "floating_fields.tsv",
                "OPEN_REQ\tClientPassword\t2",
                "OPEN_REQ\tClientID\t2",
                "floating_fields.tsv:5: field ClientID stands twice");
        assertWrong(
                "floating_fields.tsv",
                "FAILURE_CONF\tText\t7",
                "FAILURE_CONF\tText\t300",
                "floating_fields.tsv:2: tag 300 does not fit one byte before version 20");
        assertWrong(
                "floating_fields.tsv",
                "FAILURE_CONF\tText\t7",
                "NOBODY\tText\t7",
                "floating_fields.tsv:2: message NOBODY is not in messages.tsv");
        assertWrong(
                "enums.tsv",
                "StatusCode\t0\tE_CTI_NO_ERROR",
                "StatusCode\t0\tE CTI",
                "enums.tsv:2: 'E CTI' is not a name");
        assertWrong(
                "enums.tsv",
                "enum_name\tvalue",
                "enum_name\tworth",
                "enums.tsv:1: column value is missing");
    }

    @Test
    void aMissingTableIsNamed() {
        assertThatThrownBy(() -> generate(folder, "out"))
                .isInstanceOf(SchemaException.class)
                .hasMessageStartingWith("enums.tsv:1: the table is missing");
    }

    @Test
    void namesBecomeJavaNamesInOneWay() {
        assertThat(JavaNames.type("CALL_DELIVERED_EVENT")).isEqualTo("CallDeliveredEvent");
        Map<String, String> names =
                Map.of(
                        "ConnectionCallID", "connectionCallId",
                        "ANI", "ani",
                        "ICMAgentID", "icmAgentId",
                        "MRDID", "mrdId",
                        "NumMRDs", "numMrds",
                        "ProtocolReferenceGUID", "protocolReferenceGuid",
                        "ClientAddressIPV6", "clientAddressIpv6",
                        "ANI_II", "aniIi",
                        "DeviceIDType", "deviceIdType");
        names.forEach((table, java) -> assertThat(JavaNames.component(table)).isEqualTo(java));
    }
}
