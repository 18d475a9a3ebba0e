package org.jackfield.app.tool;

import org.jackfield.simulation.bench.CodecBench;
import org.openjdk.jmh.runner.RunnerException;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench}: measures a part or the whole; the last line is {@code RESULT} and JSON. */
@Command(
        name = "bench",
        description = "Measure: progress on the way, a line RESULT {json} at the end.",
        mixinStandardHelpOptions = true,
        footer = "What the keys mean and what was measured last: docs/benchmarks.md.")
public final class BenchCommand implements Runnable {

    @Spec private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    @Command(
            name = "codec",
            description = "Encode and decode GED-188 beside protobuf-java.",
            mixinStandardHelpOptions = true)
    void codec(
            @Option(names = "--quick", description = "About a minute, coarser figures.")
                    boolean quick)
            throws RunnerException {
        new CodecBench(quick, System.out).run();
    }
}
