package org.jackfield.node.ems;

import org.jackfield.node.registry.Registry;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An event log in a process whose files the operating system limits. Takes lines: {@code fill N}
 * events, {@code wait MS} by the log's clock, {@code end}; answers each with the events that are
 * lost.
 */
public final class EmsTestProgram {

    private EmsTestProgram() {}

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        AtomicLong nowMs = new AtomicLong(System.currentTimeMillis());
        EmsLog log =
                EmsLog.open(
                        EmsSettings.from(
                                Registry.open(folder.resolve("registry"))
                                        .key(EmsSettings.KEY, "acme", "PG1A", "opc"),
                                folder.resolve("log")),
                        new EmsIdentity("acme", "PG1A", "opc"),
                        "1.0",
                        new EmsOutlets(line -> {}, event -> {}, line -> {}),
                        nowMs::get);
        BufferedReader orders =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = orders.readLine(); line != null; line = orders.readLine()) {
            String[] words = line.split(" ");
            switch (words[0]) {
                case "fill" -> {
                    for (int i = 0; i < Integer.parseInt(words[1]); i++) {
                        log.text(EmsSeverity.INFORMATIONAL, EmsIds.NONE, "event number " + i);
                    }
                    log.flush();
                }
                case "wait" -> nowMs.addAndGet(Long.parseLong(words[1]));
                default -> log.close();
            }
            System.out.println(log.lost());
        }
    }
}
