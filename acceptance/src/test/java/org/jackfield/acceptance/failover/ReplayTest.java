package org.jackfield.acceptance.failover;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.ged188.SetAgentStateConf;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The log of a member that was killed, run again at a desk. */
@Tag("failover")
@Timeout(180)
class ReplayTest {

    private static final int WAIT_S = 60;

    @TempDir private Path folder;
    private Members group;

    @AfterEach
    void end() throws InterruptedException {
        if (group != null) {
            group.close();
        }
    }

    @Test
    void theLogOfAKilledMemberShowsItsStateAndIsNotTouched() throws Exception {
        group = Members.of(folder, "A");
        group.start("A");
        group.awaitJoined("A");
        try (RawDesk desk = group.serving("A")) {
            desk.send(RawDesk.state(1, 1, AgentState.LOGIN));
            desk.await(SetAgentStateConf.class, WAIT_S);
        }
        Child refused = replay(group.folder("A").toString());
        assertThat(refused.exit(WAIT_S)).isEqualTo(1);
        assertThat(refused.toString())
                .contains("is in use by a member that runs: stop it, or copy");

        group.member("A").kill();
        Map<String, Long> before = files(group.folder("A"));
        Path exported = folder.resolve("exported.log");
        Child whole = replay(group.folder("A").toString(), "--export", exported.toString());
        assertThat(whole.exit(WAIT_S)).as("%s", whole).isEqualTo(0);
        assertThat(whole.toString()).contains("member A of group", "1001", "NOT_READY");
        assertThat(files(group.folder("A"))).isEqualTo(before);

        Child again = replay(exported.toString());
        assertThat(again.exit(WAIT_S)).as("%s", again).isEqualTo(0);
        assertThat(state(again)).isEqualTo(state(whole));
    }

    private static Child replay(String... words) throws IOException {
        List<String> all = new ArrayList<>(List.of("replay"));
        all.addAll(List.of(words));
        return Child.start(List.of(), all);
    }

    private static String state(Child replay) throws InterruptedException {
        return replay.await("^state ([0-9a-f]{16})", WAIT_S).group(1);
    }

    private static Map<String, Long> files(Path folder) throws IOException {
        Map<String, Long> sizes = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.filter(Files::isRegularFile).toList()) {
                sizes.put(
                        each + " " + Files.size(each), Files.getLastModifiedTime(each).toMillis());
            }
        }
        return sizes;
    }
}
