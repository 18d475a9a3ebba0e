package org.jackfield.simulation.bench.road;

import com.sun.management.OperatingSystemMXBean;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** {@code bench road}: measures, prints progress, ends with the RESULT line. */
public final class RoadBench {

    private static final int START_SECONDS_MAX = 300;
    private static final int DRAIN_SECONDS = 2;
    private static final long LONGEST_MICROS = 10_000_000;
    private static final double MICROS_A_MILLI = 1_000.0;
    private static final double NANOS_A_MICRO = 1_000.0;
    private static final int MANY_GC = 3;

    private final RoadSettings settings;
    private final PrintStream out;
    private final OperatingSystemMXBean system =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    /** A run that prints to {@code out}. */
    public RoadBench(RoadSettings settings, PrintStream out) {
        this.settings = settings;
        this.out = out;
    }

    /** What the road cost. */
    private record Cost(long[] micros, long deliveries, double cpuMicrosPerDelivery) {}

    /** Measures the road, then the raw server, in one run. */
    public void run() throws IOException {
        Path folder = Files.createTempDirectory("jackfield-road");
        try (ClientProcess clients = new ClientProcess(RoadClients.class)) {
            List<RawBroadcast.Planned> frames = new ArrayList<>();
            long[] heap = new long[1];
            Cost road = road(clients, folder, frames, heap);
            Cost raw = raw(clients, folder, frames);
            report(road, raw, heap[0]);
        } finally {
            try (var files = Files.list(folder)) {
                for (Path each : files.toList()) {
                    Files.delete(each);
                }
            }
            Files.delete(folder);
        }
    }

    private void say(String text, Object... values) {
        out.printf(Locale.ROOT, text + "%n", values);
        out.flush();
    }

    private Cost road(
            ClientProcess clients, Path folder, List<RawBroadcast.Planned> frames, long[] heap)
            throws IOException {
        say("starting gateway and CTI OS server for %d agents", settings.agents());
        try (RoadServers servers = new RoadServers(settings.agents(), out)) {
            await("the CTI OS server is online", servers::online);
            long before = usedHeap();
            clients.ask("connect " + servers.port() + " " + settings.agents());
            awaitClients(clients);
            heap[0] = (usedHeap() - before) / settings.agents();
            say("all ready; heap %d bytes an agent", heap[0]);
            servers.callers().rate(settings.callsPerSecond());
            traffic("warming up", settings.warmSeconds(), servers);
            servers.pim().stamping(true);
            clients.ask("measure");
            long cpuNs = system.getProcessCpuTime();
            traffic("measuring", settings.seconds(), servers);
            servers.pim().stamping(false);
            cpuNs = system.getProcessCpuTime() - cpuNs;
            pause(DRAIN_SECONDS);
            servers.callers().rate(0);
            Path file = folder.resolve("frames");
            clients.ask("write " + file);
            read(file, frames);
            long[] micros = match(servers.pim(), frames);
            return new Cost(micros, frames.size(), cpuNs / NANOS_A_MICRO / frames.size());
        }
    }

    private void traffic(String what, int seconds, RoadServers servers) {
        for (int second = 1; second <= seconds; second++) {
            pause(1);
            if (second % 5 == 0 || second == seconds) {
                say(
                        "%s: %d of %d s, %d callers",
                        what, second, seconds, servers.callers().callers());
            }
        }
    }

    private void awaitClients(ClientProcess clients) throws IOException {
        String last = "";
        for (int second = 0; second < START_SECONDS_MAX; second++) {
            String status = clients.ask("status");
            String[] words = status.split(" ");
            if (!status.equals(last)) {
                say("clients: %s connected, %s logged in, %s ready", words[1], words[2], words[3]);
                last = status;
            }
            if (Integer.parseInt(words[3]) == settings.agents()) {
                return;
            }
            if (Integer.parseInt(words[4]) > 0) {
                throw new IOException("a client was closed: " + words[5].replace('_', ' '));
            }
            pause(1);
        }
        throw new IOException("not all clients ready after " + START_SECONDS_MAX + " s: " + last);
    }

    private static void await(String what, BooleanSupplier condition) throws IOException {
        for (int second = 0; second < START_SECONDS_MAX; second++) {
            if (condition.getAsBoolean()) {
                return;
            }
            pause(1);
        }
        throw new IOException("waited " + START_SECONDS_MAX + " s in vain until " + what);
    }

    private static void pause(int seconds) {
        long untilNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        for (long left = untilNs - System.nanoTime();
                left > 0;
                left = untilNs - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private static long usedHeap() {
        for (int round = 0; round < MANY_GC; round++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static void read(Path file, List<RawBroadcast.Planned> frames) throws IOException {
        try (DataInputStream in =
                new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            while (in.available() > 0) {
                long micros = in.readLong();
                int client = in.readInt();
                byte[] bytes = in.readNBytes(in.readInt());
                frames.add(new RawBroadcast.Planned(micros, client, bytes));
            }
        }
        if (frames.isEmpty()) {
            throw new IOException("no client was told anything; is the rate too small?");
        }
    }

    /** From each report of the switch to the event that a client got for it. */
    private long[] match(StampedPim pim, List<RawBroadcast.Planned> frames) throws IOException {
        Map<String, TreeMap<Long, Integer>> said = new HashMap<>();
        for (StampedPim.Stamp each : pim.stamps()) {
            said.computeIfAbsent(each.client() + "/" + each.kind(), key -> new TreeMap<>())
                    .merge(each.micros(), 1, Integer::sum);
        }
        int stamps = pim.stamps().size();
        List<Long> found = new ArrayList<>();
        for (RawBroadcast.Planned frame : frames) {
            RoadKind kind = RoadKind.of(new String(frame.bytes(), StandardCharsets.UTF_8));
            TreeMap<Long, Integer> times =
                    kind == null ? null : said.get(frame.client() + "/" + kind);
            Long at = times == null ? null : times.floorKey(frame.atMicros());
            if (at != null && frame.atMicros() - at < LONGEST_MICROS) {
                times.remove(at);
                found.add(frame.atMicros() - at);
            }
        }
        say("%d of %d timed reports reached their client", found.size(), stamps);
        if (found.isEmpty()) {
            throw new IOException("no event could be matched with the report that caused it");
        }
        return found.stream().mapToLong(Long::longValue).sorted().toArray();
    }

    private Cost raw(ClientProcess clients, Path folder, List<RawBroadcast.Planned> frames)
            throws IOException {
        say("raw Netty server: the same %d frames to the same number of clients", frames.size());
        try (RawBroadcast server = new RawBroadcast(settings.agents())) {
            clients.ask("raw " + server.port() + " " + settings.agents());
            await("all raw clients are there", () -> server.here() == settings.agents());
            long cpuNs = system.getProcessCpuTime();
            server.replay(frames);
            cpuNs = system.getProcessCpuTime() - cpuNs;
            pause(DRAIN_SECONDS);
            Path file = folder.resolve("raw");
            clients.ask("rawwrite " + file);
            long[] micros =
                    Files.readAllLines(file).stream().mapToLong(Long::parseLong).sorted().toArray();
            return new Cost(micros, micros.length, cpuNs / NANOS_A_MICRO / micros.length);
        }
    }

    private static double ms(long[] sorted, double share) {
        int at = (int) Math.min(sorted.length - 1L, (long) (sorted.length * share));
        return sorted[at] / MICROS_A_MILLI;
    }

    private void report(Cost road, Cost raw, long heap) {
        say("%-28s %10s %10s %10s %14s", "", "p50 ms", "p99 ms", "p99.9 ms", "CPU us/frame");
        line("switch to client", road);
        line("raw Netty", raw);
        say(
                "slowest %s of %d timed events, %d frames delivered, load %.1f",
                Arrays.toString(
                        Arrays.copyOfRange(
                                road.micros,
                                Math.max(0, road.micros.length - 3),
                                road.micros.length)),
                road.micros.length,
                road.deliveries,
                system.getSystemLoadAverage());
        say(
                "RESULT {\"p50_ms\":%.3f,\"p99_ms\":%.3f,\"p999_ms\":%.3f,\"raw_p99_ms\":%.3f,"
                        + "\"cpu_us_per_delivery\":%.1f,\"raw_cpu_us_per_delivery\":%.1f,"
                        + "\"heap_bytes_per_agent\":%d}",
                ms(road.micros, 0.5),
                ms(road.micros, 0.99),
                ms(road.micros, 0.999),
                ms(raw.micros, 0.99),
                road.cpuMicrosPerDelivery,
                raw.cpuMicrosPerDelivery,
                heap);
    }

    private void line(String what, Cost cost) {
        say(
                "%-28s %10.3f %10.3f %10.3f %14.1f",
                what,
                ms(cost.micros, 0.5),
                ms(cost.micros, 0.99),
                ms(cost.micros, 0.999),
                cost.cpuMicrosPerDelivery);
    }
}
