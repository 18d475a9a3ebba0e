package org.jackfield.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.app.Main;
import org.jackfield.node.registry.NodeFolders;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A registry that cannot be read starts nothing, and is left as it is. */
@Timeout(120)
class UnreadableRegistryTest {

    private static final String TEXT = "REGEDIT4\r\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\x\r\n";

    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run gateway --side A --site demo --agents 2 --port 0",
                "run ctios --port 0 --token-key change-me-change-me",
                "run nm --instance acme --node PG1A",
                "run nmm --instance acme --node PG1A",
                "service start --instance acme --node PG1A",
                "cluster promote --side A --i-made-sure-that-no-other-member-runs",
                "reg set HKLM\\SOFTWARE\\x y 1"
            })
    void everyRoleRefusesItNamingFileAndLineAndWritesNothing(String words) throws Exception {
        Path file = Files.createDirectories(folder.resolve("registry")).resolve("site.reg");
        Files.writeString(file, TEXT);

        String said = refused(words);

        assertThat(said).contains(file.toString()).containsPattern("(line |:)2").hasLineCount(1);
        assertThat(file).hasContent(TEXT);
        assertThat(files()).containsExactly(file);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    /** What the program says that ends with exit code 1. */
    private String refused(String words) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp"));
        command.add(System.getProperty("java.class.path"));
        command.add(Main.class.getName());
        command.addAll(List.of(words.split(" ")));
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectInput(Path.of("/dev/null").toFile());
        builder.environment().put(NodeFolders.VARIABLE, folder.toString());
        Process process = builder.start();
        try {
            byte[] said = process.getInputStream().readAllBytes();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(words).isEqualTo(1);
            return new String(said, StandardCharsets.UTF_8);
        } finally {
            process.destroyForcibly();
        }
    }
}
