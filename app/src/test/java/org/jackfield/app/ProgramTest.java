package org.jackfield.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import picocli.CommandLine;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** What a user reads who starts the program wrongly, or on a machine that lacks something. */
class ProgramTest {

    private final StringWriter errors = new StringWriter();

    private int run(String... arguments) {
        CommandLine program = Main.commandLine();
        program.setErr(new PrintWriter(errors, true));
        return program.execute(arguments);
    }

    private static Path launcher() {
        Path at = Path.of("").toAbsolutePath();
        while (!Files.exists(at.resolve("jackfield"))) {
            at = at.getParent();
        }
        return at.resolve("jackfield");
    }

    @Test
    void aPortInUseIsNamedWithWhatToDo() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            int port = taken.getLocalPort();

            int exit = run("demo", "--agents", "0", "--port", Integer.toString(port));

            assertThat(exit).isEqualTo(1);
            assertThat(errors.toString())
                    .contains("cannot listen on 127.0.0.1:" + port)
                    .contains("another program has it")
                    .contains("--port");
        }
    }

    @Test
    void anOptionBeyondItsRangeIsNamedWithTheRange() {
        assertThat(run("demo", "--agents", "-3")).isEqualTo(1);
        assertThat(errors.toString()).contains("--agents: 0 to 5000, not -3");
    }

    @Test
    void aWordThatIsNoCommandShowsWhatThereIs() {
        assertThat(run("dmeo")).isEqualTo(2);
        assertThat(errors.toString()).contains("dmeo").contains("simulate").contains("decode");
    }

    @Test
    void withoutAJdkTheLauncherSaysWhereItLookedAndWhatToDo(@TempDir Path empty)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("bash", launcher().toString(), "demo");
        builder.environment().put("JAVA_HOME", empty.toString());
        builder.environment().put("JACKFIELD_JDK_FOLDERS", empty.toString());
        builder.environment().put("PATH", pathWithoutJava(empty));
        builder.redirectErrorStream(true);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(3);
        assertThat(said).contains("no JDK 25 found").contains(empty.toString());
        assertThat(said).contains("apt-get install openjdk-25-jdk").contains("JAVA_HOME");
    }

    /** A folder with the few programs that the launcher needs, and no java. */
    private static String pathWithoutJava(Path folder) throws IOException {
        for (String tool : new String[] {"bash", "dirname", "readlink", "sed", "id"}) {
            for (String place : new String[] {"/usr/bin/", "/bin/"}) {
                Path program = Path.of(place + tool);
                if (Files.exists(program) && !Files.exists(folder.resolve(tool))) {
                    Files.createSymbolicLink(folder.resolve(tool), program);
                }
            }
        }
        return folder.toString();
    }
}
