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
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** The log of a member that was killed, run again at a desk. */
@Tag("failover")
@Timeout(180)
class ReplayTest {

    private static final int WAIT_S = 60;
    private static final String AGENT_READY = "1001.*AVAILABLE";

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
        LocalDateTime loggedIn;
        try (RawDesk desk = group.serving("A")) {
            desk.send(RawDesk.state(1, 1, AgentState.LOGIN));
            desk.await(SetAgentStateConf.class, WAIT_S);
            loggedIn = LocalDateTime.now();
            untilLater(loggedIn.plusNanos(TimeUnit.MILLISECONDS.toNanos(300)));
            desk.send(RawDesk.state(2, 1, AgentState.AVAILABLE));
            desk.await(SetAgentStateConf.class, each -> each.invokeId() == 2, WAIT_S);
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
        assertThat(whole.toString()).contains("member A of group").containsPattern(AGENT_READY);
        asItWasWhenTheAgentHadLoggedIn(loggedIn.toString());
        assertThat(files(group.folder("A"))).isEqualTo(before);

        Child again = replay(exported.toString());
        assertThat(again.exit(WAIT_S)).as("%s", again).isEqualTo(0);
        assertThat(state(again)).isEqualTo(state(whole));
    }

    /** And what was said from then on. */
    private void asItWasWhenTheAgentHadLoggedIn(String time) throws Exception {
        String log = group.folder("A").toString();
        Child then = replay(log, "--at", time);
        assertThat(then.exit(WAIT_S)).as("%s", then).isEqualTo(0);
        assertThat(then.toString())
                .containsPattern("1001.*NOT_READY")
                .doesNotContainPattern(AGENT_READY);
        Child one = replay(log, "--at", time, "--agent", "1001");
        assertThat(one.exit(WAIT_S)).as("%s", one).isEqualTo(0);
        assertThat(one.toString()).contains("AGENT_STATE_EVENT", "NOT_READY");
        Child since = replay(log, "--from", time);
        assertThat(since.exit(WAIT_S)).as("%s", since).isEqualTo(0);
        assertThat(since.toString())
                .contains("SetAgentStateConf[invokeId=2]")
                .containsPattern("> AGENT_STATE_EVENT.*AVAILABLE")
                .doesNotContainPattern("> AGENT_STATE_EVENT.*NOT_READY");
        Child early = replay(log, "--at", "2020-01-01T00:00:00");
        assertThat(early.exit(WAIT_S)).isEqualTo(1);
        assertThat(early.toString()).contains("no entry so early");
    }

    private static void untilLater(LocalDateTime time) {
        while (LocalDateTime.now().isBefore(time)) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
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
