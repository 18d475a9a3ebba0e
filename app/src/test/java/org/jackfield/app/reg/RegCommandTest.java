package org.jackfield.app.reg;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import picocli.CommandLine;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Settings from the command line. */
class RegCommandTest {

    private static final String EMS =
            "HKLM\\SOFTWARE\\Cisco Systems, Inc.\\ICM\\acme\\PG1A\\EMS\\CurrentVersion\\Library"
                    + "\\Processes\\opc";

    @TempDir Path folder;

    private String said;
    private String complained;

    private int reg(String command, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] all = new String[arguments.length + 3];
        all[0] = command;
        all[1] = "--folder";
        all[2] = folder.resolve("registry").toString();
        System.arraycopy(arguments, 0, all, 3, arguments.length);
        int exit =
                new CommandLine(new RegCommand())
                        .setOut(new PrintWriter(out, true))
                        .setErr(new PrintWriter(err, true))
                        .setExecutionExceptionHandler(
                                (failure, line, parsed) -> {
                                    line.getErr().println(failure.getMessage());
                                    return 1;
                                })
                        .execute(all);
        said = out.toString();
        complained = err.toString();
        return exit;
    }

    @Test
    void aValueIsSetByItsDeclarationAndFoundAgain() {
        assertThat(reg("set", EMS, "EMSLogFileMax", "0x2000000")).isZero();
        assertThat(said).contains("restart");
        assertThat(reg("set", EMS, "EMSTraceMask", "3")).isZero();
        assertThat(said).contains("at once");

        assertThat(reg("query", EMS, "EMSLogFileMax")).isZero();
        assertThat(said).contains("REG_DWORD").contains("33554432 (0x2000000)").contains("line 4");
        assertThat(reg("set", EMS, "EMSTraceMask", "--delete")).isZero();
        assertThat(reg("query", EMS, "EMSTraceMask")).isEqualTo(1);
    }

    @Test
    void aValueOutOfRangeIsRefusedBeforeItIsWritten() {
        assertThat(reg("set", EMS, "EMSLogFileCountMax", "0")).isEqualTo(1);
        assertThat(complained).contains("EMSLogFileCountMax").contains("1 to 100000 files");
        assertThat(folder.resolve("registry")).doesNotExist();
    }

    @Test
    void anExportOfAnExistingInstallationIsImportedAndWrittenAgain() throws IOException {
        Path site = folder.resolve("site.reg");
        String text =
                "Windows Registry Editor Version 5.00\r\n\r\n[HKEY_LOCAL_MACHINE"
                        + EMS.substring(4)
                        + "]\r\n\"EMSTraceMask\"=dword:00060a0f\r\n\"Mine\"=0x00000001\r\n";
        Files.write(site, ("\uFEFF" + text).getBytes(StandardCharsets.UTF_16LE));

        assertThat(reg("import", site.toString())).isZero();
        assertThat(complained).contains("site.reg:5").contains("\"Mine\"=dword:00000001");
        assertThat(said).contains("2 values");
        assertThat(reg("check")).isZero();
        assertThat(said).contains("0 errors").contains("NOTE").contains("Mine");

        Path out = folder.resolve("out.reg");
        assertThat(reg("export", "--utf16", "-o", out.toString())).isZero();
        assertThat(Files.readString(out, StandardCharsets.UTF_16LE))
                .isEqualTo("\uFEFF" + text.replace("0x00000001", "dword:00000001"));
    }

    @Test
    void anImportThatIsWrongChangesNothing() throws IOException {
        reg("set", EMS, "EMSTraceMask", "3");
        Path site = folder.resolve("site.reg");
        Files.writeString(site, "REGEDIT4\n[" + EMS + "]\n\"EMSTraceMask\"=dword:1\nrubbish\n");

        assertThat(reg("import", site.toString())).isEqualTo(1);
        assertThat(complained).contains("site.reg:4").contains("rubbish");
        reg("query", EMS, "EMSTraceMask");
        assertThat(said).contains("3 (0x3)");
    }

    @Test
    void theReferencePageIsWhatTheCodeDeclares() throws IOException {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.exists(root.resolve("jackfield"))) {
            root = root.getParent();
        }
        assertThat(root.resolve("docs/settings.md"))
                .as("run: jackfield reg keys > docs/settings.md")
                .hasContent(RegKeysCommand.page());
    }
}
