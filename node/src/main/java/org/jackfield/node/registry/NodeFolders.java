package org.jackfield.node.registry;

import java.nio.file.Path;

/**
 * Where an installation keeps its things.
 *
 * @param base folder that holds the others; JACKFIELD_DATA, or {@code .jackfield} of the user
 */
public record NodeFolders(Path base) {

    /** Environment variable that names the base. */
    public static final String VARIABLE = "JACKFIELD_DATA";

    /** The folders that this program's environment names. */
    public static NodeFolders here() {
        String named = System.getenv(VARIABLE);
        return new NodeFolders(
                named == null || named.isBlank()
                        ? Path.of(System.getProperty("user.home"), ".jackfield")
                        : Path.of(named).toAbsolutePath());
    }

    /** The registry's files. */
    public Path registry() {
        return base.resolve("registry");
    }

    /** The event logs of a node. */
    public Path logs(String instance, String node) {
        return base.resolve("log").resolve(instance).resolve(node);
    }

    /** Sockets and notes of running processes. */
    public Path run() {
        return base.resolve("run");
    }
}
