package org.jackfield.acceptance.browser;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The one-agent server of {@code desktop/src/test/js}: for what a whole system cannot be made to do
 * at a wanted moment.
 */
final class FakeCtiOs implements AutoCloseable {

    private static final List<String> LIBRARIES =
            List.of("lit", "lit-html", "lit-element", "lit__reactive-element");

    private final Path libraries;
    private final Process node;
    private final Writer commands;
    private final BufferedReader answers;
    private final String address;

    FakeCtiOs() {
        try {
            libraries = Files.createTempDirectory("desktop-libraries");
            for (String library : LIBRARIES) {
                unpack(library);
            }
            node =
                    new ProcessBuilder("node", script().toString(), "0", libraries.toString())
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start();
            commands = node.outputWriter(StandardCharsets.UTF_8);
            answers = node.inputReader(StandardCharsets.UTF_8);
            address = answers.readLine();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The sources stand beside this module, whether a build or the launcher started the test. */
    private static Path script() {
        Path here = Path.of("").toAbsolutePath();
        Path home = Path.of(System.getProperty("jackfield.home", here.toString()));
        return Stream.of(home, here, here.getParent())
                .map(folder -> folder.resolve("desktop/src/test/js/fake-server.js"))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no desktop module beside " + here));
    }

    private void unpack(String library) throws IOException {
        String folder = "META-INF/resources/webjars/" + library + "/";
        URL found = FakeCtiOs.class.getClassLoader().getResource(folder);
        if (found == null) {
            throw new IllegalStateException("no webjar of " + library + " on the class path");
        }
        URI jar = URI.create(found.toString().replaceFirst("!.*", ""));
        try (FileSystem inside = FileSystems.newFileSystem(URI.create(jar + "!/"), Map.of());
                Stream<Path> files = Files.walk(inside.getPath(folder))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy =
                        libraries.resolve(
                                inside.getPath("META-INF/resources/webjars")
                                        .relativize(file)
                                        .toString());
                Files.createDirectories(copy.getParent());
                try (InputStream bytes = Files.newInputStream(file)) {
                    Files.copy(bytes, copy);
                }
            }
        }
    }

    String address() {
        return address;
    }

    /** A line as {@code fake-pbx.js} takes it. */
    void say(String line) {
        try {
            commands.write(line + "\n");
            commands.flush();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    /** Names of the requests that came so far. */
    List<String> requests() {
        say("requests");
        try {
            String line = answers.readLine();
            return line.equals("requests ")
                    ? List.of()
                    : List.of(line.split(" ")).subList(1, line.split(" ").length);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    @Override
    public void close() {
        node.destroy();
        try (Stream<Path> files = Files.walk(libraries)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException left) {
            throw new UncheckedIOException(left);
        }
    }
}
