package org.jackfield.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The cache by which later starts are quicker, with a JDK that only writes down how it is called.
 */
class LauncherCacheTest {

    private static final long WAIT_S = 30;

    @TempDir private Path home;

    @BeforeEach
    void installBesideAFakeJdk() throws IOException {
        Path launcher = Path.of("").toAbsolutePath();
        while (!Files.exists(launcher.resolve("jackfield"))) {
            launcher = launcher.getParent();
        }
        Files.createDirectories(home.resolve("app/target/lib"));
        Files.createDirectories(home.resolve("testing"));
        Files.createDirectories(home.resolve("jdk/bin"));
        Files.copy(launcher.resolve("jackfield"), home.resolve("jackfield"));
        Files.createFile(home.resolve("app/target/built"));
        Files.writeString(home.resolve("jdk/release"), "JAVA_VERSION=\"25.0.1\"\n");
        script("testing/asterisk-host", "echo " + home.resolve("cache/asterisk"));
        script("jdk/bin/javac", "exit 0");
        jdk("touch \"${each#-XX:AOTCacheOutput=}\"");
    }

    private void script(String name, String text) throws IOException {
        Path file = home.resolve(name);
        Files.writeString(file, "#!/usr/bin/env bash\n" + text + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    /** A java that does this when it is to make a cache. */
    private void jdk(String training) throws IOException {
        script(
                "jdk/bin/java",
                "echo \"$*\" >> "
                        + home.resolve("calls")
                        + "\nfor each in \"$@\"; do case $each in -XX:AOTCacheOutput=*) "
                        + training
                        + ";; esac; done\nexit 0");
    }

    private String start(String... command) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of("bash", home.resolve("jackfield").toString()));
        line.addAll(List.of(command));
        ProcessBuilder builder = new ProcessBuilder(line);
        builder.environment().put("JAVA_HOME", home.resolve("jdk").toString());
        builder.environment().put("JACKFIELD_AOT_DELAY_S", "0");
        builder.environment().put("JACKFIELD_NO_BUILD", "1");
        builder.environment().remove("JACKFIELD_NO_AOT");
        builder.redirectErrorStream(true);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(WAIT_S, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        return said;
    }

    private Path cache() {
        return home.resolve("app/target/jackfield.aot");
    }

    private void awaitEndOfTraining() throws IOException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_S);
        while (!calls().contains("AOTCacheOutput")
                || Files.exists(home.resolve("app/target/jackfield.aot.lock"))) {
            assertThat(System.nanoTime()).as("calls so far: %s", calls()).isLessThan(until);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    private String calls() throws IOException {
        Path calls = home.resolve("calls");
        return Files.exists(calls) ? Files.readString(calls) : "";
    }

    @Test
    void theFirstDemoLeavesACacheThatTheNextStartUses() throws Exception {
        assertThat(start("demo")).isEmpty();
        awaitEndOfTraining();
        assertThat(cache()).exists();
        Files.delete(home.resolve("calls"));
        start("decode");

        assertThat(calls()).contains("-XX:AOTCache=" + cache()).doesNotContain("AOTCacheOutput");
    }

    @Test
    void aTrainingThatFailsLeavesNothingBehindAndSaysNothing() throws Exception {
        jdk("touch \"${each#-XX:AOTCacheOutput=}\"; exit 3");
        assertThat(start("demo")).isEmpty();
        awaitEndOfTraining();

        assertThat(home.resolve("app/target")).isDirectoryNotContaining("glob:**jackfield.aot*");
    }

    @Test
    void aCacheMadeWhileABuildRanIsDropped() throws Exception {
        jdk(
                "touch \"${each#-XX:AOTCacheOutput=}\"; touch -d '+2 seconds' "
                        + home.resolve("app/target/built"));
        start("demo");
        awaitEndOfTraining();

        assertThat(cache()).doesNotExist();
    }

    @Test
    void onlyADemoForAVisitorTrains() throws Exception {
        start("decode");
        start("demo", "--check");

        assertThat(calls()).contains("decode").doesNotContain("AOTCacheOutput");
        assertThat(home.resolve("app/target/jackfield.aot.lock")).doesNotExist();
    }
}
