package org.jackfield.simulation.bench;

import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

import java.io.PrintStream;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** {@code bench codec}: runs {@link CodecBenchmark} and prints ratios and allocation. */
public final class CodecBench {

    private static final String OURS = "Ged188";
    private static final String PEER = "Protobuf";

    private final boolean quick;
    private final PrintStream out;
    private final Map<String, RunResult> results = new LinkedHashMap<>();

    /** A run; {@code quick} takes about a minute instead of several, with coarser figures. */
    public CodecBench(boolean quick, PrintStream out) {
        this.quick = quick;
        this.out = out;
    }

    /** Measures with JMH's own progress lines, then prints the table and the RESULT line. */
    public void run() throws RunnerException {
        OptionsBuilder options = new OptionsBuilder();
        options.include(CodecBenchmark.class.getName().replace(".", "\\.") + "\\..*")
                .addProfiler(GCProfiler.class)
                .jvmArgs(
                        "-Xms512m",
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "--sun-misc-unsafe-memory-access=allow")
                .shouldFailOnError(true)
                .forks(quick ? 1 : 2)
                .warmupIterations(quick ? 3 : 5)
                .warmupTime(TimeValue.milliseconds(quick ? 400 : 1000))
                .measurementIterations(quick ? 3 : 5)
                .measurementTime(TimeValue.milliseconds(quick ? 300 : 1000));
        keep(new Runner(options.build()).run());
        report();
    }

    private void keep(Collection<RunResult> all) {
        for (RunResult result : all) {
            String benchmark = result.getParams().getBenchmark();
            results.put(
                    result.getParams().getParam("sample")
                            + benchmark.substring(benchmark.lastIndexOf('.')),
                    result);
        }
    }

    private void report() {
        out.println();
        print("messages a microsecond; bytes allocated a message");
        print(
                "%-22s %-12s %9s %9s %7s %9s %9s",
                "", "", "ged188", "protobuf", "ratio", "ged188 B", "proto B");
        double encode = operation("encode", false);
        operation("encodeAgain", true);
        double decode = operation("decode", true);
        print(
                "RESULT {\"encode_vs_protobuf\": %.2f, \"decode_vs_protobuf\": %.2f}",
                encode, decode);
    }

    /** One line a message; the geometric mean of the ratios. */
    private double operation(String name, boolean allocation) {
        double product = 1;
        for (CodecBenchmark.Sample sample : CodecBenchmark.Sample.values()) {
            RunResult ours = results.get(sample + "." + name + OURS);
            RunResult peer = results.get(sample + "." + name + PEER);
            double ratio = speed(ours) / speed(peer);
            product *= ratio;
            print(
                    "%-22s %-12s %9.3f %9.3f %7.2f %9s %9s",
                    sample,
                    name,
                    speed(ours),
                    speed(peer),
                    ratio,
                    allocation ? bytes(ours) : "",
                    allocation ? bytes(peer) : "");
        }
        return Math.pow(product, 1.0 / CodecBenchmark.Sample.values().length);
    }

    private static double speed(RunResult result) {
        return result.getPrimaryResult().getScore();
    }

    private static String bytes(RunResult result) {
        double perMessage = result.getSecondaryResults().get("gc.alloc.rate.norm").getScore();
        return Long.toString(Math.round(perMessage));
    }

    private void print(String format, Object... arguments) {
        out.println(String.format(Locale.ROOT, format, arguments));
    }
}
