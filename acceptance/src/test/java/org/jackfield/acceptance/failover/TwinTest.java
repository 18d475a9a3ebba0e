package org.jackfield.acceptance.failover;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Two machines that both are member A, as after a disk was copied: all settings are the same, but
 * the name of A's host means another address on each.
 */
@Tag("failover")
@Timeout(120)
class TwinTest {

    private static final String REFUSED =
            "member A \\(host-a\\) is at 127.0.0.1, and asks from 127.0.0.4: two machines must not"
                    + " be one member";

    @TempDir private Path folder;
    private Members group;
    private final List<Child> twins = new ArrayList<>();

    @AfterEach
    void end() throws InterruptedException {
        for (Child each : twins) {
            each.close();
        }
        group.close();
    }

    /** What names mean to a machine where A's host has this address. */
    private String names(String addressOfA) throws IOException {
        Path file = folder.resolve("hosts-" + addressOfA);
        Files.writeString(file, addressOfA + " host-a\n127.0.0.1 host-b localhost\n");
        return "-Djdk.net.hosts.file=" + file;
    }

    private Child twin(Path itsFolder) throws IOException {
        List<String> words = new ArrayList<>(group.words("A"));
        words.set(words.indexOf("--folder") + 1, itsFolder.toString());
        Child twin = Child.start(List.of(names("127.0.0.4")), words);
        twins.add(twin);
        return twin;
    }

    @Test
    void theOneThatIsNotWhereTheOthersKnowItIsRefusedAlsoWhenBothStartAtOnce() throws Exception {
        group =
                Members.of(folder, "AB", "--serve-standby")
                        .atHosts("A", "host-a")
                        .atHosts("B", "host-b")
                        .withJava(names("127.0.0.1"));
        Child early = twin(folder.resolve("empty"));
        group.start("AB");
        group.awaitJoined("AB");
        early.await(REFUSED, 60);
        assertThat(early.exit(30)).isEqualTo(1);

        Path copy = copyOfA();
        Map<String, Integer> before = contents(copy);
        int printedByA = group.member("A").printed();
        int printedByB = group.member("B").printed();
        Child late = twin(copy);
        late.await(REFUSED, 60);
        assertThat(late.exit(30)).isEqualTo(1);
        assertThat(contents(copy)).isEqualTo(before);
        // That a life sign comes late may be the machine's doing, which starts processes here.
        String disturbed = "leads|silent|election|engine";
        assertThat(group.member("A").since(printedByA, disturbed)).isEmpty();
        assertThat(group.member("B").since(printedByB, disturbed)).isEmpty();
        group.serving("A").close();
    }

    /** Its log and notes, without what only a running process needs. */
    private Path copyOfA() throws IOException {
        Path copy = folder.resolve("copy");
        try (Stream<Path> all = Files.walk(group.folder("A"))) {
            for (Path each : all.toList()) {
                Path to = copy.resolve(group.folder("A").relativize(each).toString());
                if (Files.isDirectory(each)) {
                    Files.createDirectories(to);
                } else if (!each.getFileName().toString().matches(".*mark.*|.*lock|.*lck")) {
                    Files.copy(each, to);
                }
            }
        }
        return copy;
    }

    /** Of the log and the engine's notes. */
    private static Map<String, Integer> contents(Path copy) throws IOException {
        Map<String, Integer> contents = new TreeMap<>();
        try (Stream<Path> all = Files.walk(copy)) {
            for (Path each : all.filter(Files::isRegularFile).toList()) {
                if (each.toString().matches(".*(\\.rec|recording\\.log|member\\.txt)")) {
                    contents.put(each.toString(), Arrays.hashCode(Files.readAllBytes(each)));
                }
            }
        }
        assertThat(contents).hasSizeGreaterThanOrEqualTo(3);
        return contents;
    }
}
