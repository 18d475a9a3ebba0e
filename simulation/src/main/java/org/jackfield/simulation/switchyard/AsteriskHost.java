package org.jackfield.simulation.switchyard;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A real Asterisk in a folder of its own, on free ports of the loopback, run by {@code
 * testing/asterisk-host}. Closing it stops it, and its phones, and only these.
 */
public final class AsteriskHost implements AutoCloseable {

    private static final int INSTALL_SECONDS = 900;
    private static final int START_SECONDS = 60;

    private final Path scripts;
    private final Path installation;
    private final Path folder;
    private final boolean ownFolder;
    private final List<AutoCloseable> parts = new ArrayList<>();
    private Map<String, String> addresses = new TreeMap<>();
    private final Thread atExit = new Thread(this::stopQuietly, "asterisk-stop");

    private AsteriskHost(Path scripts, Path installation, Path folder, boolean ownFolder) {
        this.scripts = scripts;
        this.installation = installation;
        this.folder = folder;
        this.ownFolder = ownFolder;
    }

    /**
     * The folder {@code testing} of the project: beneath the system property {@code
     * jackfield.home}, or beneath the working folder or one above it.
     */
    public static Path findScripts() {
        String home = System.getProperty("jackfield.home");
        Path start = Path.of(home == null ? "" : home).toAbsolutePath();
        for (Path at = start; at != null; at = at.getParent()) {
            Path scripts = at.resolve("testing");
            if (Files.isExecutable(scripts.resolve("asterisk-host"))) {
                return scripts;
            }
        }
        throw new SwitchyardException(
                "no folder testing/ with asterisk-host in or above "
                        + start
                        + ": run from the project's folder, or set -Djackfield.home");
    }

    /** Fetches Asterisk if it is not in the cache yet (half a minute), and tells how it goes. */
    public static Path install(Path scripts, Consumer<String> progress) {
        String script = scripts.resolve("asterisk-host").toString();
        List<String> cache = new ArrayList<>();
        Program.run(List.of(script, "cache"), Map.of(), 10, cache::add);
        Program.run(
                List.of(script, "install", cache.getFirst()), Map.of(), INSTALL_SECONDS, progress);
        return Path.of(cache.getFirst());
    }

    /**
     * Starts one with the given phones, in a temporary folder that goes when it is closed.
     *
     * @param phones numbers, each with the password pw-NUMBER
     */
    public static AsteriskHost start(Path scripts, Path installation, List<String> phones) {
        try {
            Path folder = Files.createTempDirectory("jackfield-asterisk-");
            // The server runs as another user when root starts it.
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            return start(scripts, installation, folder, phones, true);
        } catch (IOException cannot) {
            throw new SwitchyardException("no temporary folder for Asterisk", cannot);
        }
    }

    private static AsteriskHost start(
            Path scripts, Path installation, Path folder, List<String> phones, boolean own) {
        AsteriskHost host = new AsteriskHost(scripts, installation, folder, own);
        Runtime.getRuntime().addShutdownHook(host.atExit);
        host.run(Map.of("AST_PORTS", "free", "AST_PHONES", String.join(" ", phones)), "start");
        host.readAddresses();
        return host;
    }

    private void run(Map<String, String> more, String verb) {
        Map<String, String> environment = new LinkedHashMap<>(more);
        environment.put("AST_INSTALL", installation.toString());
        String script = scripts.resolve("asterisk-host").toString();
        Program.run(
                List.of(script, verb, folder.toString()), environment, START_SECONDS, line -> {});
    }

    private void readAddresses() {
        Map<String, String> read = new TreeMap<>();
        try {
            for (String line : Files.readAllLines(folder.resolve("env"))) {
                int equals = line.indexOf('=');
                read.put(line.substring(0, equals), line.substring(equals + 1).replace("\"", ""));
            }
        } catch (IOException cannot) {
            throw new SwitchyardException("cannot read the addresses of Asterisk", cannot);
        }
        addresses = read;
    }

    private String address(String name) {
        return addresses.get(name);
    }

    /** Where the REST interface is. */
    public URI restAddress() {
        return URI.create(address("AST_ARI_URL"));
    }

    /** The account that may use it. */
    public String user() {
        return address("AST_ARI_USER");
    }

    public String password() {
        return address("AST_ARI_PASSWORD");
    }

    /** UDP port of SIP, at 127.0.0.1. */
    public int sipPort() {
        return Integer.parseInt(address("AST_SIP_PORT"));
    }

    /** UDP port of the carrier side, where calls to outside arrive, at {@link #trunkAddress}. */
    public int trunkPort() {
        return Integer.parseInt(address("AST_TRUNK_PORT"));
    }

    public String trunkAddress() {
        return address("AST_TRUNK_ADDR");
    }

    /** Phones that may register. */
    public List<String> phones() {
        return List.of(address("AST_PHONES").split(" "));
    }

    /** Its folder, with logs and recordings. */
    public Path folder() {
        return folder;
    }

    Path scripts() {
        return scripts;
    }

    /** One command at its console; what it said. */
    public String console(String command) {
        StringBuilder said = new StringBuilder();
        String script = scripts.resolve("asterisk-host").toString();
        Program.run(
                List.of(script, "cli", folder.toString(), command),
                Map.of("AST_INSTALL", installation.toString()),
                10,
                line -> said.append(line).append('\n'));
        return said.toString();
    }

    /** Ends with this host. */
    void keep(AutoCloseable part) {
        parts.add(part);
    }

    /** Kills it as a power cut would. */
    public void kill() {
        ProcessHandle process = process();
        process.destroyForcibly();
        try {
            process.onExit().get(10, TimeUnit.SECONDS);
        } catch (java.util.concurrent.ExecutionException
                | java.util.concurrent.TimeoutException alive) {
            throw new SwitchyardException("Asterisk cannot be killed", alive);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private ProcessHandle process() {
        try {
            long pid = Long.parseLong(Files.readString(folder.resolve("run/asterisk.pid")).strip());
            return ProcessHandle.of(pid)
                    .orElseThrow(() -> new SwitchyardException("Asterisk does not run"));
        } catch (IOException cannot) {
            throw new SwitchyardException("Asterisk does not run", cannot);
        }
    }

    /** Starts it again after {@link #kill}, at the same addresses. */
    public void startAgain() {
        Map<String, String> same = new LinkedHashMap<>(addresses);
        same.remove("AST_ARI_URL");
        run(same, "start");
    }

    /** Stops phones, callers and Asterisk; an own folder is deleted. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException exiting) {
            return;
        }
        stop();
    }

    private void stop() {
        // Side by side: each phone takes its leave of the switch, which takes a moment.
        parts.reversed().parallelStream().forEach(AsteriskHost::stop);
        run(Map.of(), "stop");
        if (ownFolder) {
            delete(folder);
        }
    }

    private static void stop(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception still) {
            throw new SwitchyardException("a part of the switchyard does not stop", still);
        }
    }

    private void stopQuietly() {
        try {
            stop();
        } catch (SwitchyardException cannot) {
            System.err.println(cannot.getMessage());
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        } catch (IOException cannot) {
            throw new SwitchyardException("cannot delete " + folder, cannot);
        }
    }
}
