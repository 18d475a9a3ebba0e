package org.jackfield.simulation.bench.roles;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a process holds in memory, as Linux counts it. */
final class RoleMemory {

    /** Lets the kernel begin anew with the highest that it saw; see proc(5), clear_refs. */
    private static final String FORGET = "5";

    private static final long KB_A_MB = 1024;

    private final Path folder;

    RoleMemory(long pid) {
        folder = Path.of("/proc", Long.toString(pid));
    }

    /** Resident memory in MiB; 0 when it cannot be told. */
    long nowMb() {
        return mb("VmRSS:");
    }

    /** The highest since {@link #forgetPeak} or the start, in MiB; 0 when it cannot be told. */
    long peakMb() {
        return mb("VmHWM:");
    }

    /** The peak is what it holds from now on; one that is gone has none. */
    void forgetPeak() {
        try {
            Files.writeString(folder.resolve("clear_refs"), FORGET, StandardCharsets.US_ASCII);
        } catch (IOException gone) {
            // Then it is that since its start, which is not lower.
            return;
        }
    }

    private long mb(String what) {
        try {
            for (String line : Files.readAllLines(folder.resolve("status"))) {
                if (line.startsWith(what)) {
                    return Long.parseLong(line.replaceAll("[^0-9]", "")) / KB_A_MB;
                }
            }
            return 0;
        } catch (IOException gone) {
            return 0;
        }
    }
}
