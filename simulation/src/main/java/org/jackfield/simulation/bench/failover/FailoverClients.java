package org.jackfield.simulation.bench.failover;

import org.jackfield.client.cil.CilServer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * The desktops, in a process of their own. Takes a command a line: {@code connect PORT,PORT N
 * [CERTIFICATE]}, {@code status}, {@code fault}, {@code click EVERY}, {@code look LEG...}, {@code
 * example}, {@code times}, {@code quit}; answers each with a line. Ends with its input.
 */
public final class FailoverClients {

    private static final int ANSWER_SECONDS = 60;

    private FailoverClients() {}

    /** Runs until its input ends. */
    public static void main(String[] args) throws IOException {
        BufferedReader commands =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (DeskFarm farm = new DeskFarm()) {
            for (String line = commands.readLine();
                    line != null && !line.equals("quit");
                    line = commands.readLine()) {
                List<String> words = List.of(line.split(" "));
                System.out.println(inside(farm, () -> answer(words, farm)));
                System.out.flush();
            }
        }
    }

    private static String inside(DeskFarm farm, Supplier<String> deed) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        boolean taken =
                farm.loop()
                        .offer(
                                () -> {
                                    try {
                                        answer.complete(deed.get());
                                    } catch (RuntimeException wrong) {
                                        answer.completeExceptionally(wrong);
                                    }
                                });
        if (!taken) {
            return "error the desktops' thread does not keep up";
        }
        try {
            return answer.get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return "error interrupted";
        } catch (ExecutionException | TimeoutException wrong) {
            return "error " + wrong;
        }
    }

    private static String answer(List<String> words, DeskFarm farm) {
        return switch (words.getFirst()) {
            case "connect" -> {
                List<CilServer> servers =
                        Arrays.stream(words.get(1).split(","))
                                .map(Integer::parseInt)
                                .map(port -> new CilServer("127.0.0.1", port, words.size() > 3))
                                .toList();
                Path certificates = words.size() > 3 ? Path.of(words.get(3)) : null;
                farm.connect(servers, Integer.parseInt(words.get(2)), certificates);
                yield "connecting";
            }
            case "status" -> farm.status();
            case "fault" -> farm.fault();
            case "click" -> farm.click(Integer.parseInt(words.get(1)));
            case "look" -> farm.look(words.subList(1, words.size()));
            case "example" -> farm.example();
            case "times" -> farm.times();
            default -> "error unknown command " + words.getFirst();
        };
    }
}
