package org.jackfield.node.console;

import org.jackfield.node.ems.EmsEvent;
import org.jackfield.node.ems.EmsLog;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** One tool's connection, on a virtual thread of its own. */
final class ConsoleConnection implements Runnable {

    /** An answer, or a refusal. */
    record Answer(boolean done, String text) {}

    private static final int LINE_CHARS_MAX = 8_192;
    private static final int WATCH_QUEUE_MAX = 1_000;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault());

    private final SocketChannel channel;
    private final EmsLog ems;
    private final Function<String, Answer> answers;

    ConsoleConnection(SocketChannel channel, EmsLog ems, Function<String, Answer> answers) {
        this.channel = channel;
        this.ems = ems;
        this.answers = answers;
    }

    @Override
    public void run() {
        try (SocketChannel open = channel;
                BufferedReader in =
                        new BufferedReader(Channels.newReader(open, StandardCharsets.UTF_8));
                Writer out = Channels.newWriter(open, StandardCharsets.UTF_8)) {
            for (String line = line(in); line != null; line = line(in)) {
                if (line.strip().equals("watch") && ems != null) {
                    watch(in, out);
                    return;
                }
                Answer answer = answers.apply(line.strip());
                answer(out, answer);
            }
        } catch (IOException gone) {
            // A tool that goes away costs its own connection only.
            return;
        }
    }

    private static String line(BufferedReader in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next >= 0; next = in.read()) {
            if (next == '\n') {
                return line.toString();
            }
            if (line.length() >= LINE_CHARS_MAX) {
                throw new IOException("a line without end");
            }
            line.append((char) next);
        }
        return null;
    }

    private static void answer(Writer out, Answer answer) throws IOException {
        StringBuilder text = new StringBuilder();
        if (answer.done) {
            text.append("+\n");
            answer.text
                    .lines()
                    .forEach(l -> text.append(l.startsWith(".") ? "." : "").append(l).append('\n'));
        } else {
            text.append('-').append(answer.text.replace('\n', ' ')).append('\n');
        }
        out.write(text.append(".\n").toString());
        out.flush();
    }

    /** Events as they come, until the tool says anything or goes. */
    private void watch(BufferedReader in, Writer out) throws IOException {
        BlockingQueue<String> lines = new ArrayBlockingQueue<>(WATCH_QUEUE_MAX);
        AtomicLong missed = new AtomicLong();
        AtomicBoolean wanted = new AtomicBoolean(true);
        EmsLog.Watch watch =
                ems.watch(
                        event -> {
                            if (!lines.offer(line(event))) {
                                missed.incrementAndGet();
                            }
                        });
        Thread ending =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    try {
                                        in.read();
                                    } catch (IOException gone) {
                                        wanted.set(false);
                                    }
                                    wanted.set(false);
                                });
        try {
            out.write("watching\n");
            out.flush();
            while (wanted.get()) {
                String line = lines.poll(200, TimeUnit.MILLISECONDS);
                if (line != null) {
                    long lost = missed.getAndSet(0);
                    out.write(lost == 0 ? line : "(" + lost + " lines missed)\n" + line);
                    out.flush();
                }
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } finally {
            watch.close();
            ending.interrupt();
        }
    }

    private static String line(EmsEvent event) {
        return TIME.format(Instant.ofEpochMilli(event.atMs()))
                + " "
                + event.severity()
                + " "
                + event.text().replace('\n', ' ')
                + "\n";
    }
}
