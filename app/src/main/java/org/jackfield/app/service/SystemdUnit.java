package org.jackfield.app.service;

import org.jackfield.node.ems.EmsIdentity;
import org.jackfield.node.registry.NodeFolders;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The systemd unit of a node. */
final class SystemdUnit {

    static final String FOLDER = "/etc/systemd/system";

    /** A node may take the unit's TimeoutStopSec to end. */
    private static final long SYSTEMCTL_WAIT_S = 630;

    private final EmsIdentity node;
    private final Path home;
    private final NodeFolders folders;

    SystemdUnit(EmsIdentity node) {
        this(
                node,
                Path.of(System.getProperty("jackfield.home", "")).toAbsolutePath(),
                NodeFolders.here());
    }

    /** Of a program that lies in {@code home}. */
    SystemdUnit(EmsIdentity node, Path home, NodeFolders folders) {
        this.node = node;
        this.home = home;
        this.folders = folders;
    }

    String name() {
        return "jackfield-" + node.instance() + "-" + node.node() + ".service";
    }

    boolean isInstalled() {
        return Files.exists(Path.of(FOLDER, name()));
    }

    /**
     * The unit's text. Only the manager on top is systemd's: when it is killed its processes go on,
     * and the next one takes them over.
     */
    String text(String user) {
        return """
        [Unit]
        Description=Jackfield node %2$s of %1$s
        After=network-online.target
        Wants=network-online.target

        [Service]
        User=%3$s
        Environment="JACKFIELD_DATA=%4$s"
        Environment=JACKFIELD_NO_BUILD=1
        Environment="JAVA_HOME=%5$s"
        ExecStart="%6$s" run nmm --instance %1$s --node %2$s
        Restart=on-failure
        RestartSec=1
        SuccessExitStatus=143
        KillMode=process
        TimeoutStopSec=600
        LimitNOFILE=65536

        [Install]
        WantedBy=multi-user.target
        """
                .formatted(
                        node.instance(),
                        node.node(),
                        user == null ? System.getProperty("user.name") : user,
                        quoted(folders.base()),
                        quoted(Path.of(System.getProperty("java.home"))),
                        quoted(home.resolve("jackfield")));
    }

    /** Inside quotes; a per cent sign begins a specifier of systemd's. */
    private static String quoted(Path path) {
        return path.toString().replace("\\", "\\\\").replace("\"", "\\\"").replace("%", "%%");
    }

    Path write(Path folder, String user) throws IOException {
        Path file = folder.resolve(name());
        try {
            Files.createDirectories(folder);
            return Files.writeString(file, text(user), StandardCharsets.UTF_8);
        } catch (IOException refused) {
            throw new IOException(
                    "cannot write " + file + " (" + refused + "); do it as root, or use --into",
                    refused);
        }
    }

    /** Asks systemd for something; the exit code is its own. */
    int systemctl(String verb) throws IOException, InterruptedException {
        if (!isInstalled()) {
            throw new IllegalStateException(
                    "the node is no service of systemd yet: jackfield service install");
        }
        Process process = new ProcessBuilder("systemctl", verb, name()).inheritIO().start();
        if (!process.waitFor(SYSTEMCTL_WAIT_S, TimeUnit.SECONDS)) {
            process.destroy();
            throw new IOException("systemctl " + verb + " does not end");
        }
        return process.exitValue();
    }
}
