package org.jackfield.node.registry;

/** A piece of a file, in its own words, so that writing a file back keeps what was not changed. */
sealed interface RegPiece {

    /** The lines as they stand, joined by line feeds. */
    String raw();

    /** Number of the first line, from 1; 0 for a piece that is not in a file yet. */
    int line();

    /** First line, comment, empty line. */
    record Note(String raw, int line) implements RegPiece {}

    /** A key in brackets; {@code removes} when a minus says that it shall go. */
    record KeyLine(String raw, int line, RegistryPath key, boolean removes) implements RegPiece {}

    /**
     * A value; null when a minus says that it shall go.
     *
     * @param name empty for the key's default value
     * @param warning what is wrong with the line though it can be understood; empty when nothing is
     */
    record ValueLine(String raw, int line, String name, RegistryValue value, String warning)
            implements RegPiece {}
}
