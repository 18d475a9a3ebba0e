package org.jackfield.node.ems;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;

/**
 * Logs that somebody has packed to keep them longer: {@code <process>_YYMMDD_HHMMSS.ems<postfix>}.
 * Without a command they are taken to be gzip's.
 *
 * <p>A command is run without a shell as {@code PREFIX FILE INFIX TEMPFILE POSTFIX}, each divided
 * at its spaces. An infix {@code >} stands for what a shell would make of it: what the command
 * prints is the log.
 *
 * @param postfix what the name of a packed file has after {@code .ems}
 * @param prefix command, with its options before the packed file; empty for none
 * @param infix what stands between the packed file and the unpacked one
 * @param commandPostfix what stands after the unpacked one
 * @param tempFile where the log is unpacked to, and removed again; null for a file of the system's
 *     folder for such
 */
public record ZippedLogs(
        String postfix, String prefix, String infix, String commandPostfix, Path tempFile) {

    /** Packed by gzip. */
    public static final ZippedLogs GZIP = new ZippedLogs(".gz", "", ">", "", null);

    /** One log is never that large; what claims to be would only fill the disk. */
    private static final long UNPACKED_BYTES_MAX = 1L << 32;

    private static final long COMMAND_WAIT_S = 600;
    private static final int CHUNK_BYTES = 64 * 1024;

    /** True when a name is that of a packed file. */
    boolean isZipped(Path file) {
        return !postfix.isEmpty() && file.getFileName().toString().endsWith(postfix);
    }

    /** What a file is called when it is not packed. */
    String unpackedName(Path file) {
        String name = file.getFileName().toString();
        return isZipped(file) ? name.substring(0, name.length() - postfix.length()) : name;
    }

    /**
     * Opens a packed log.
     *
     * @throws IOException naming the file, and what the command said, when it cannot be unpacked
     */
    EmsReader open(Path packed) throws IOException {
        Path unpacked = target();
        try {
            if (prefix.isBlank()) {
                gunzip(packed, unpacked);
            } else {
                if (tempFile == null) {
                    // A name, not a file: a command may refuse to overwrite, or write nothing.
                    Files.delete(unpacked);
                }
                run(packed, unpacked);
            }
            return EmsReader.open(unpacked); // what is open can be read when its name is gone
        } finally {
            Files.deleteIfExists(unpacked);
        }
    }

    private Path target() throws IOException {
        if (tempFile == null) {
            return Files.createTempFile("dumplog", ".ems");
        }
        if (Files.exists(tempFile)) {
            throw new IOException(
                    tempFile
                            + " is there already and would be lost; /unzipTempfile wants a new"
                            + " file");
        }
        return tempFile;
    }

    private void gunzip(Path packed, Path unpacked) throws IOException {
        long bytes = 0;
        try (InputStream in = new GZIPInputStream(Files.newInputStream(packed));
                OutputStream out =
                        Files.newOutputStream(
                                unpacked, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            byte[] chunk = new byte[CHUNK_BYTES];
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                bytes += read;
                if (bytes > UNPACKED_BYTES_MAX) {
                    throw new IOException("more than " + UNPACKED_BYTES_MAX + " bytes in it");
                }
                out.write(chunk, 0, read);
            }
        } catch (IOException unreadable) {
            throw new IOException(
                    "%s cannot be unpacked: %s; where gzip did not pack it, name the command with"
                                    .formatted(packed, unreadable.getMessage())
                            + " /unzipCmdPrefix",
                    unreadable);
        }
    }

    private void run(Path packed, Path unpacked) throws IOException {
        boolean prints = infix.strip().equals(">");
        List<String> command = new ArrayList<>(words(prefix));
        command.add(packed.toString());
        if (!prints) {
            command.addAll(words(infix));
            command.add(unpacked.toString());
        }
        command.addAll(words(commandPostfix));
        Path said = Files.createTempFile("dumplog", ".txt");
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectInput(Path.of("/dev/null").toFile())
                            .redirectOutput((prints ? unpacked : said).toFile())
                            .redirectError(ProcessBuilder.Redirect.appendTo(said.toFile()))
                            .start();
            String end = end(process);
            if (!end.isEmpty() || !Files.exists(unpacked)) {
                throw new IOException(
                        "%s was not unpacked: '%s' %s %s"
                                .formatted(
                                        packed,
                                        String.join(" ", command),
                                        end.isEmpty() ? "left no " + unpacked : end,
                                        Files.readString(said).strip()));
            }
        } finally {
            Files.deleteIfExists(said);
        }
    }

    /** Empty when it ended well. */
    private static String end(Process process) {
        try {
            if (!process.waitFor(COMMAND_WAIT_S, TimeUnit.SECONDS)) {
                return "did not end in " + COMMAND_WAIT_S + " s";
            }
            return process.exitValue() == 0 ? "" : "ended with " + process.exitValue() + ".";
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            return "was interrupted";
        } finally {
            process.destroyForcibly();
        }
    }

    private static List<String> words(String text) {
        return text.isBlank() ? List.of() : List.of(text.strip().split("\\s+"));
    }
}
