package org.jackfield.app.tool;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/** A line in, a line out: for tools that stand in a pipe. */
final class LineFilter {

    /** Characters of a line at most; a frame in hex takes 25,000, its JSON some more. */
    private static final int MAX_LINE = 1_000_000;

    private LineFilter() {}

    /** Answers every line that is not blank, at once when no further line waits. */
    static void run(InputStream input, OutputStream output, UnaryOperator<String> answer)
            throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8));
        PrintWriter out = new PrintWriter(output, false, StandardCharsets.UTF_8);
        StringBuilder line = new StringBuilder();
        int c;
        do {
            c = in.read();
            if (c != '\n' && c >= 0) {
                if (line.length() <= MAX_LINE) {
                    line.append((char) c);
                }
                continue;
            }
            if (!line.toString().isBlank()) {
                out.print(answer.apply(line.toString().strip()) + "\n");
            }
            line.setLength(0);
            if (!in.ready()) {
                out.flush();
            }
        } while (c >= 0);
        out.flush();
    }

    /**
     * The protocol version that a line begins with; IllegalArgumentException when it is not one.
     */
    static int version(String word) {
        try {
            int version = Integer.parseInt(word);
            if (version >= 9 && version <= 25) {
                return version;
            }
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException(
                    "a line begins with the protocol version, 9 to 25, not with '"
                            + (word.length() > 20 ? word.substring(0, 20) + "..." : word)
                            + "'",
                    notANumber);
        }
        throw new IllegalArgumentException("version " + word + " is out of range 9..25");
    }
}
