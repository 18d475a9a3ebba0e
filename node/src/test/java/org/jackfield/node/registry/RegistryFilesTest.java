package org.jackfield.node.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** Files of existing installations drop in; what is wrong is refused and left as it is. */
class RegistryFilesTest {

    private static final RegistryPath CONNECTIONS =
            RegistryPath.of(
                    "HKLM\\SOFTWARE\\Cisco Systems,"
                            + " Inc.\\CTIOS\\CTIOS_acme\\CTIOS1\\Server\\Connections");

    @TempDir Path folder;

    private Registry with(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
        return Registry.open(folder);
    }

    private static String export(String body) {
        return "Windows Registry Editor Version 5.00\r\n\r\n[" + CONNECTIONS + "]\r\n" + body;
    }

    private static RegistryValue value(Registry registry, String name) {
        return registry.value(CONNECTIONS, name).value();
    }

    @Test
    void everyKindOfValueIsRead() throws IOException {
        Registry registry =
                with(
                        "a.reg",
                        export(
                                "@=\"default\"\r\n"
                                        + "\"Text\"=\"a \\\"quoted\\\" C:\\\\path\"\r\n"
                                        + "\"ListenPort\"=dword:0000a42c\r\n"
                                        + "; a comment\r\n"
                                        + "\"Data\"=hex:01,02,\\\r\n  03,0a\r\n"
                                        + "\"Path\"=hex(2):43,00,3a,00,00,00\r\n"
                                        + "\"List\"=hex(7):61,00,00,00,62,00,00,00,00,00\r\n"
                                        + "\"Big\"=hex(b):01,00,00,00,00,00,00,00\r\n"
                                        + "\"Odd\"=hex(4):2a,00,00,00\r\n"
                                        + "\"Lines\"=\"one\r\ntwo\"\r\n"));

        assertThat(value(registry, "")).isEqualTo(new RegistryValue.Text("default"));
        assertThat(value(registry, "text"))
                .isEqualTo(new RegistryValue.Text("a \"quoted\" C:\\path"));
        assertThat(value(registry, "LISTENPORT")).isEqualTo(new RegistryValue.Dword(42_028));
        assertThat(value(registry, "Data"))
                .isEqualTo(new RegistryValue.Binary(3, new byte[] {1, 2, 3, 10}));
        assertThat(value(registry, "Path").shown()).isEqualTo("C:");
        assertThat(value(registry, "List").shown()).isEqualTo("a,b");
        assertThat(value(registry, "Big").type()).isEqualTo("REG_QWORD");
        assertThat(value(registry, "Odd")).isEqualTo(new RegistryValue.Dword(42));
        assertThat(value(registry, "Lines")).isEqualTo(new RegistryValue.Text("one\ntwo"));
        assertThat(registry.warnings()).isEmpty();
    }

    @Test
    void bothFormatsAreReadInEveryEncodingOfTheField() throws IOException {
        String five = export("\"Name\"=\"Zürich\"\r\n");
        String four = five.replace("Windows Registry Editor Version 5.00", "REGEDIT4");
        Files.write(folder.resolve("a.reg"), ("\uFEFF" + five).getBytes(StandardCharsets.UTF_16LE));
        assertThat(value(Registry.open(folder), "Name").shown()).isEqualTo("Zürich");
        Files.write(folder.resolve("a.reg"), ("\uFEFF" + five).getBytes(StandardCharsets.UTF_16BE));
        assertThat(value(Registry.open(folder), "Name").shown()).isEqualTo("Zürich");
        Files.write(folder.resolve("a.reg"), ("\uFEFF" + four).getBytes(StandardCharsets.UTF_8));
        assertThat(value(Registry.open(folder), "Name").shown()).isEqualTo("Zürich");
        Files.write(folder.resolve("a.reg"), four.getBytes(Charset.forName("windows-1252")));
        Registry old = Registry.open(folder);
        assertThat(value(old, "Name").shown()).isEqualTo("Zürich");
        assertThat(old.warnings()).singleElement().asString().contains("Windows-1252");
    }

    @Test
    @Tag("TRAP-70")
    void malformedNumbersThatSitesHavePastedAreUnderstoodWithAWarning() throws IOException {
        Registry registry =
                with(
                        "site.reg",
                        export(
                                "\"UCCESilentMonitorEnabled\"=dword:0x00000001\r\n"
                                        + "\"WarnIfSilentMonitored\"=0x00000000\r\n"));

        assertThat(value(registry, "UCCESilentMonitorEnabled"))
                .isEqualTo(new RegistryValue.Dword(1));
        assertThat(value(registry, "WarnIfSilentMonitored")).isEqualTo(new RegistryValue.Dword(0));
        assertThat(registry.warnings())
                .hasSize(2)
                .allSatisfy(w -> assertThat(w).contains("site.reg:"))
                .anySatisfy(
                        w ->
                                assertThat(w)
                                        .contains(":4:")
                                        .contains("\"UCCESilentMonitorEnabled\"=dword:00000001"));
        assertThat(RegistryExport.text(registry, null, false))
                .contains("\"WarnIfSilentMonitored\"=dword:00000000\r\n")
                .doesNotContain("0x");
    }

    @Test
    @Tag("TRAP-1")
    void oneKeyHasManySpellings() throws IOException {
        Registry registry = with("a.reg", export("\"ListenPort\"=dword:0000a42c\r\n"));
        for (String company :
                List.of(
                        "Cisco Systems, Inc.",
                        "Cisco Systems Inc.",
                        "CISCOSystems, Inc.",
                        "Cisco Systems.Inc.",
                        "Wow6432Node\\Cisco Systems, Inc.")) {
            RegistryPath spelled =
                    RegistryPath.of(
                            "HKEY_LOCAL_MACHINE\\software\\"
                                    + company
                                    + "\\ctios\\CtiOs_ACME\\ctios1\\Server\\Connections");
            assertThat(registry.value(spelled, "listenport")).as(company).isNotNull();
        }
    }

    @Test
    void aLaterFileWinsAndSaysSo() throws IOException {
        with("a.reg", export("\"ListenPort\"=dword:00000001\r\n\"Other\"=dword:00000007\r\n"));
        Registry registry =
                with("b.reg", export("\"ListenPort\"=dword:00000002\r\n\"Other\"=-\r\n"));

        assertThat(value(registry, "ListenPort")).isEqualTo(new RegistryValue.Dword(2));
        assertThat(registry.value(CONNECTIONS, "Other")).isNull();
        assertThat(registry.warnings())
                .singleElement()
                .asString()
                .contains("b.reg:4")
                .contains("a.reg:4");
        Registry without =
                with("c.reg", "REGEDIT4\n[-HKEY_LOCAL_MACHINE\\SOFTWARE\\Cisco Systems, Inc.]\n");
        assertThat(without.keys()).isEmpty();
    }

    @Test
    void whatCannotBeReadIsRefusedNamingFileLineKeyAndRemedy() throws IOException {
        refuses("[HKLM\\A]\n\"x\"=dword:12345678901\n", ":2", "HKEY_LOCAL_MACHINE\\A\\x", "eight");
        refuses("[HKLM\\A]\n\"x\"=\"open\n[HKLM\\B]\n", ":2", "\\A\\x", "quote");
        refuses("[HKLM\\A\n", ":1", "bracket", "Close it");
        refuses("[ELSE\\A]\n", ":1", "HKEY_LOCAL_MACHINE", "root");
        refuses("\"x\"=dword:1\n", ":1", "before any key", "[key]");
        refuses("[HKLM\\A]\n\"x\"=hex:1,zz\n", ":2", "'zz'", "two hex digits");
        refuses("[HKLM\\A]\n\"x\"=hex:01,\\\n", ":2", "\\A\\x", "backslash");
        refuses("[HKLM\\A]\nrubbish\n", ":2", "rubbish", "semicolon");
        Files.writeString(folder.resolve("x.reg"), "just text");
        assertThatThrownBy(() -> Registry.open(folder))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("x.reg:1")
                .hasMessageContaining("Windows Registry Editor Version 5.00");
    }

    private void refuses(String body, String line, String... words) throws IOException {
        Path file = folder.resolve("x.reg");
        Files.writeString(file, "REGEDIT4" + "\n".repeat(1) + body);
        int shifted = Integer.parseInt(line.substring(1)) + 1;
        assertThatThrownBy(() -> Registry.open(folder))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("x.reg:" + shifted + ":")
                .satisfies(e -> assertThat(e.getMessage()).contains(words));
    }

    @Test
    void aBrokenFileStopsEveryWriteAndNothingIsOverwritten() throws IOException {
        with("a.reg", export("\"ListenPort\"=dword:00000001\r\n"));
        Files.writeString(folder.resolve("b.reg"), "REGEDIT4\n[HKLM\\A]\nrubbish\n");
        byte[] before = Files.readAllBytes(folder.resolve("a.reg"));

        assertThatThrownBy(
                        () ->
                                Registry.change(
                                        folder,
                                        new Registry.Change(
                                                CONNECTIONS,
                                                "ListenPort",
                                                new RegistryValue.Dword(2))))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("b.reg:3");

        assertThat(Files.readAllBytes(folder.resolve("a.reg"))).isEqualTo(before);
        assertThat(Files.readString(folder.resolve("b.reg"))).contains("rubbish");
    }

    @Test
    void aWriteTouchesOneLineAndKeepsAllElse() throws IOException {
        String text =
                export(
                        "; ports of the site\r\n"
                                + "\"ListenPort\"=dword:0000a42c ; the default\r\n"
                                + "\"Unknown\"=hex(9):01,\\\r\n  02\r\n"
                                + "\"pasted\"=0x00000001\r\n\r\n"
                                + "[HKEY_LOCAL_MACHINE\\SOFTWARE\\Other]\r\n\"keep\"=\"me\"\r\n");
        Path file = folder.resolve("a.reg");
        Files.write(file, ("\uFEFF" + text).getBytes(StandardCharsets.UTF_16LE));

        change("listenport", new RegistryValue.Dword(42_999));
        change("TOS", new RegistryValue.Dword(104));

        String after = new String(Files.readAllBytes(file), StandardCharsets.UTF_16LE);
        assertThat(after)
                .isEqualTo(
                        "\uFEFF"
                                + text.replace("dword:0000a42c ; the default", "dword:0000a7f7")
                                        .replace(
                                                "\"pasted\"=0x00000001\r\n",
                                                "\"pasted\"=0x00000001\r\n"
                                                        + "\"TOS\"=dword:00000068\r\n"));
        change("TOS", null);
        assertThat(Registry.open(folder).value(CONNECTIONS, "TOS")).isNull();
    }

    private void change(String name, RegistryValue value) {
        Registry.change(folder, new Registry.Change(CONNECTIONS, name, value));
    }

    @Test
    void aNewKeyGoesIntoTheOwnFileAndNoTemporaryFileStays() throws IOException {
        with("a.reg", "REGEDIT4\n");
        change("ListenPort", new RegistryValue.Dword(7));
        change("ListenPort", new RegistryValue.Dword(8));

        assertThat(Files.readString(folder.resolve(Registry.OWN_FILE)))
                .isEqualTo(
                        "Windows Registry Editor Version 5.00\n\n["
                                + CONNECTIONS
                                + "]\n\"ListenPort\"=dword:00000008\n");
        try (var files = Files.list(folder)) {
            assertThat(files.map(f -> f.getFileName().toString()))
                    .containsExactlyInAnyOrder(".lock", "a.reg", Registry.OWN_FILE);
        }
    }

    @Test
    void whatIsExportedReadsBackTheSame() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            byte[] bytes = new byte[random.nextInt(120)];
            random.nextBytes(bytes);
            body.append("\"v")
                    .append(i)
                    .append("\"=")
                    .append(
                            switch (random.nextInt(3)) {
                                case 0 ->
                                        new RegistryValue.Dword(random.nextLong(0x1_0000_0000L))
                                                .written();
                                case 1 -> new RegistryValue.Binary(3, bytes).written();
                                default -> new RegistryValue.Text("\"\\ä;[]=" + i).written();
                            })
                    .append("\r\n");
        }
        Registry first = with("a.reg", export(body.toString()));
        String text = RegistryExport.text(first, null, true);
        Registry second = with("a.reg", text);
        assertThat(RegistryExport.text(second, null, true)).as("seed %d", seed).isEqualTo(text);
        assertThat(second.values(CONNECTIONS)).hasSize(200);
        for (Registry.Entry entry : first.values(CONNECTIONS)) {
            assertThat(value(second, entry.name())).isEqualTo(entry.value());
        }
    }

    @Test
    void anyBytesGiveARegistryOrARefusal() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        String alphabet = "[]\"\\=@;-:,0x1fhexdword(2)\n\r HKLM\\A";
        for (int round = 0; round < 800; round++) {
            StringBuilder text = new StringBuilder("REGEDIT4\n[HKLM\\A]\n");
            for (int i = random.nextInt(60); i > 0; i--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            Files.writeString(folder.resolve("a.reg"), text);
            try {
                Registry.open(folder);
            } catch (RegistryException refused) {
                assertThat(refused.getMessage()).as("seed %d", seed).contains("a.reg");
            }
        }
    }
}
