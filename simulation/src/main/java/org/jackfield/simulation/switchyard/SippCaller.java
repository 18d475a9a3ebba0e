package org.jackfield.simulation.switchyard;

import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Callers from outside (sipp): each dials a number, sends a tone, stays a while, hangs up. */
public final class SippCaller implements AutoCloseable {

    /** The tone that callers send, in Hz. */
    public static final int TONE_HZ = 700;

    private static final int TONE_SECONDS = 20;
    private static final int SAMPLES_PER_SECOND = 8000;

    private final Process process;
    private final Path log;

    private SippCaller(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * Starts callers; they end by themselves, or with their host.
     *
     * @param number dialled
     * @param count how many in all
     * @param perSecond how many a second
     * @param staySeconds how long each stays once answered
     */
    public static SippCaller start(
            AsteriskHost host, String number, int count, double perSecond, double staySeconds) {
        if (!Program.isInstalled("sipp")) {
            throw new SwitchyardException(
                    "the caller program sipp is missing: apt-get install sip-tester");
        }
        try {
            Path folder = Files.createDirectories(host.folder().resolve("callers"));
            Path scenario = host.scripts().resolve("phones/caller.xml");
            Files.copy(scenario, folder.resolve("caller.xml"), StandardCopyOption.REPLACE_EXISTING);
            writeTone(folder.resolve("tone.ulaw"));
            Path log = Files.createTempFile(folder, "sipp-", ".log");
            Process process =
                    Program.start(
                            command(host, number, count, perSecond, staySeconds), folder, log);
            SippCaller caller = new SippCaller(process, log);
            host.keep(caller);
            return caller;
        } catch (IOException cannot) {
            throw new SwitchyardException("no folder for callers", cannot);
        }
    }

    private static List<String> command(
            AsteriskHost host, String number, int count, double perSecond, double staySeconds) {
        List<String> command = new ArrayList<>();
        command.addAll(List.of("sipp", "-sf", "caller.xml", "-nostdin"));
        command.addAll(List.of("-i", host.trunkAddress(), "-mi", host.trunkAddress()));
        // Any free ports: Asterisk knows the carrier by its address.
        command.addAll(List.of("-p", Integer.toString(freePort(host.trunkAddress()))));
        command.addAll(List.of("-mp", Integer.toString(freePort(host.trunkAddress()))));
        command.addAll(List.of("-s", number, "-m", Integer.toString(count)));
        command.addAll(List.of("-r", String.format(Locale.ROOT, "%.3f", Math.min(perSecond, 100))));
        command.addAll(List.of("-d", Long.toString((long) (staySeconds * 1000))));
        command.add("127.0.0.1:" + host.sipPort());
        return command;
    }

    private static int freePort(String address) {
        try (DatagramSocket socket =
                new DatagramSocket(new InetSocketAddress(InetAddress.getByName(address), 0))) {
            // sipp wants an even one, with room above it.
            return Math.min(socket.getLocalPort() & ~1, 60_000);
        } catch (IOException none) {
            throw new SwitchyardException("no free port at " + address, none);
        }
    }

    private static void writeTone(Path file) throws IOException {
        if (Files.exists(file)) {
            return;
        }
        try (OutputStream out = Files.newOutputStream(file)) {
            byte[] tone = new byte[TONE_SECONDS * SAMPLES_PER_SECOND];
            for (int i = 0; i < tone.length; i++) {
                tone[i] = Tone.sample(TONE_HZ, i);
            }
            out.write(tone);
        }
    }

    /** Waits until all are done; true when none of them failed. */
    public boolean awaitEnd(int seconds) {
        try {
            return process.waitFor(seconds, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    public boolean isRunning() {
        return process.isAlive();
    }

    /** What sipp said, for a report of what went wrong. */
    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException gone) {
            return gone.toString();
        }
    }

    /** Nobody calls any more; those who are on the line stay to their end, or for so long. */
    public void callNoMore(int seconds) {
        try {
            new ProcessBuilder("kill", "-USR1", Long.toString(process.pid())).start().waitFor();
        } catch (IOException noSuchProgram) {
            throw new SwitchyardException("kill cannot be run; install procps", noSuchProgram);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        awaitEnd(seconds);
    }

    /** Ends them at once, in the middle of their calls. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(3, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
