package org.jackfield.simulation.bench.road;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The clients, in a process of their own so that the servers' cost can be told from theirs. Takes a
 * command a line: {@code connect PORT N}, {@code status}, {@code measure}, {@code write FILE},
 * {@code raw PORT N}, {@code rawwrite FILE}, {@code quit}; answers each with a line. Ends with its
 * input.
 */
public final class RoadClients {

    private RoadClients() {}

    /** Runs until its input ends. */
    public static void main(String[] args) throws IOException {
        BufferedReader commands =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (ClientFarm farm = new ClientFarm();
                RawFarm raw = new RawFarm()) {
            for (String line = commands.readLine();
                    line != null && !line.equals("quit");
                    line = commands.readLine()) {
                System.out.println(answer(line.split(" "), farm, raw));
                System.out.flush();
            }
        }
    }

    private static String answer(String[] words, ClientFarm farm, RawFarm raw) throws IOException {
        return switch (words[0]) {
            case "connect" -> {
                farm.connect(Integer.parseInt(words[1]), Integer.parseInt(words[2]));
                yield "connecting";
            }
            case "status" -> farm.status();
            case "measure" -> {
                farm.measure();
                yield "measuring";
            }
            case "write" -> {
                farm.write(Path.of(words[1]));
                yield "written";
            }
            case "raw" -> {
                raw.connect(Integer.parseInt(words[1]), Integer.parseInt(words[2]));
                yield "connecting";
            }
            case "rawstatus" -> raw.status();
            case "rawwrite" -> {
                raw.write(Path.of(words[1]));
                yield "written";
            }
            default -> "unknown command " + words[0];
        };
    }
}
