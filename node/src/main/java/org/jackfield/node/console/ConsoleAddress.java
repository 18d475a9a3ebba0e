package org.jackfield.node.console;

import org.jackfield.node.ems.EmsIdentity;
import org.jackfield.node.registry.NodeFolders;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where a process's console is.
 *
 * @param identity of the process
 * @param path of its socket
 */
public record ConsoleAddress(EmsIdentity identity, Path path) {

    private static final int PATH_BYTES_MAX = 100;
    private static final Pattern NAME = Pattern.compile("([^_]+)_([^_]+)_([^_]+)\\.console");

    /**
     * The console of a process.
     *
     * @throws IllegalArgumentException when the path is too long for a socket
     */
    public static ConsoleAddress of(NodeFolders folders, EmsIdentity identity) {
        Path path =
                folders.run()
                        .resolve(
                                identity.instance()
                                        + "_"
                                        + identity.node()
                                        + "_"
                                        + identity.process()
                                        + ".console");
        if (path.toString().length() > PATH_BYTES_MAX) {
            throw new IllegalArgumentException(
                    "the path of the console is longer than 100 letters: "
                            + path
                            + "; set "
                            + NodeFolders.VARIABLE
                            + " to a shorter one");
        }
        return new ConsoleAddress(identity, path);
    }

    /** All consoles whose sockets are there, whether somebody answers or not. */
    public static List<ConsoleAddress> all(NodeFolders folders) throws IOException {
        List<ConsoleAddress> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(folders.run())) {
            for (Path file : files.sorted().toList()) {
                Matcher name = NAME.matcher(file.getFileName().toString());
                if (name.matches()) {
                    found.add(
                            new ConsoleAddress(
                                    new EmsIdentity(name.group(1), name.group(2), name.group(3)),
                                    file));
                }
            }
        } catch (NoSuchFileException none) {
            return found;
        }
        return found;
    }

    UnixDomainSocketAddress socket() {
        return UnixDomainSocketAddress.of(path);
    }
}
