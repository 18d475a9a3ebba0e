package org.jackfield.node.process;

import org.jackfield.node.ems.EmsIds;
import org.jackfield.node.ems.EmsLog;
import org.jackfield.node.ems.EmsSeverity;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What is done to the host when a fault cannot be cleared: as a rule nothing but an alarm. */
final class HostAction {

    private static final long ONCE_IN_MS = 3_600_000;
    private static final long COMMAND_WAIT_S = 60;

    private final NodeSettings.Host host;
    private final EmsLog ems;
    private final Path stamp;

    /**
     * The action of a node.
     *
     * @param stamp file that remembers the last one, also over a start of the host
     */
    HostAction(NodeSettings.Host host, EmsLog ems, Path stamp) {
        this.host = host;
        this.ems = ems;
        this.stamp = stamp;
    }

    /** Raises the alarm, and does what the registry says, once an hour at most. */
    void act(long wallMs) throws InterruptedException {
        tell(
                EmsSeverity.ERROR,
                "The fault of this node cannot be cleared: host action " + host.action());
        List<String> command =
                switch (host.action()) {
                    case "run" -> NodeSettings.words(host.command());
                    case "reboot" -> List.of("systemctl", "reboot");
                    default -> List.of();
                };
        if (command.isEmpty()) {
            return;
        }
        try {
            if (wallMs - last() < ONCE_IN_MS) {
                tell(EmsSeverity.WARNING, "The host action was taken within the last hour already");
                return;
            }
            Files.createDirectories(stamp.getParent());
            Files.writeString(stamp, Long.toString(wallMs), StandardCharsets.UTF_8);
            Process process = new ProcessBuilder(command).inheritIO().start();
            if (!process.waitFor(COMMAND_WAIT_S, TimeUnit.SECONDS)) {
                tell(EmsSeverity.WARNING, "The host action goes on: " + command);
            } else if (process.exitValue() != 0) {
                tell(
                        EmsSeverity.ERROR,
                        "The host action failed with exit code "
                                + process.exitValue()
                                + ": "
                                + command);
            }
        } catch (IOException failed) {
            tell(EmsSeverity.ERROR, "The host action failed: " + failed.getMessage());
        }
    }

    private long last() throws IOException {
        if (!Files.exists(stamp)) {
            return 0;
        }
        String text = Files.readString(stamp, StandardCharsets.UTF_8).strip();
        return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
    }

    private void tell(EmsSeverity severity, String text) {
        ems.text(severity, EmsIds.NONE, text);
    }
}
