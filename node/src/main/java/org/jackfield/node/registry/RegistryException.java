package org.jackfield.node.registry;

import java.nio.file.Path;

/** The registry cannot be read, or holds what cannot be used; nothing was changed. */
public final class RegistryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * A refusal.
     *
     * @param file null when it is not about one file
     * @param line from 1; 0 when it is not about one line
     * @param key key, or key and value name; empty when unknown
     * @param problem what is wrong
     * @param remedy what to do
     */
    public RegistryException(Path file, int line, String key, String problem, String remedy) {
        super(place(file, line) + (key.isEmpty() ? "" : key + ": ") + problem + ". " + remedy);
    }

    private static String place(Path file, int line) {
        if (file == null) {
            return "";
        }
        return line > 0 ? file + ":" + line + ": " : file + ": ";
    }
}
