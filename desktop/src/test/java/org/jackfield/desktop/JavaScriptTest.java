package org.jackfield.desktop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs the JavaScript tests of the CIL and of the pages by Node.js. */
class JavaScriptTest {

    private static final Path TESTS = Path.of("src", "test", "js");
    private static final long LIMIT_S = 120;

    @Test
    void theJavaScriptTestsPass() throws Exception {
        assumeTrue(nodeIsThere(), "Node.js 18 or later runs these tests: apt-get install nodejs");
        Path output = Files.createTempFile("javascript-tests", ".txt");
        List<String> command = new ArrayList<>(List.of("node", "--test"));
        command.addAll(testFiles());
        Process node =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        try {
            assertThat(node.waitFor(LIMIT_S, TimeUnit.SECONDS)).as("ended in time").isTrue();
            assertThat(node.exitValue()).as(Files.readString(output)).isZero();
        } finally {
            node.destroyForcibly();
            Files.deleteIfExists(output);
        }
    }

    private static List<String> testFiles() throws IOException {
        try (Stream<Path> files = Files.list(TESTS)) {
            List<String> found =
                    files.map(Path::toString)
                            .filter(file -> file.endsWith(".test.js"))
                            .sorted()
                            .toList();
            assertThat(found).isNotEmpty();
            return found;
        }
    }

    /** Builds without Node.js skip these tests; {@code ./jackfield test} installs it. */
    private static boolean nodeIsThere() throws InterruptedException {
        try {
            Process version =
                    new ProcessBuilder("node", "--version")
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return version.waitFor(LIMIT_S, TimeUnit.SECONDS) && version.exitValue() == 0;
        } catch (IOException absent) {
            return false;
        }
    }
}
