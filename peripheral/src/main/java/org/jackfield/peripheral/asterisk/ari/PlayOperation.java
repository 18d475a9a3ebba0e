package org.jackfield.peripheral.asterisk.ari;

import org.jackfield.protocol.pim.Done;
import org.jackfield.protocol.pim.FailReason;
import org.jackfield.protocol.pim.Play;
import org.jackfield.protocol.pim.Played;

/**
 * Goal: an announcement is heard; Done when it starts, Played when it ends. Where somebody before
 * us may have begun it, that is looked into first: Asterisk takes a second one of the same id, and
 * plays it behind the first. One that began and ended while nobody listened is heard again.
 */
final class PlayOperation extends Operation {

    private static final String PREFIX = "jp-";

    private final Play play;
    private String media;
    private boolean started;
    private boolean stopped;

    PlayOperation(Play play, Operations all) {
        super(play.operation(), all);
        this.play = play;
    }

    /** The operation that a playback belongs to; -1 for a foreign one. */
    static long operationOf(String playback) {
        if (!playback.startsWith(PREFIX)) {
            return -1;
        }
        try {
            return Long.parseLong(playback.substring(PREFIX.length()));
        } catch (NumberFormatException foreign) {
            return -1;
        }
    }

    private String playback() {
        return playback(id);
    }

    private static String playback(long operation) {
        // Of one length: Asterisk takes the beginning of an id for the whole.
        String digits = Long.toString(operation);
        return PREFIX + "0".repeat(Math.max(0, 19 - digits.length())) + digits;
    }

    /** What silences the announcement of an operation. */
    static AriRequest stopping(long operation) {
        return AriRequest.of("DELETE", "playbacks/" + playback(operation));
    }

    private String target() {
        return all.board().bridges.containsKey(play.channel())
                ? "bridges/" + play.channel()
                : "channels/" + play.channel();
    }

    @Override
    void begin() {
        media = AriTranslator.media(play.media());
        if (media == null) {
            fail(FailReason.NOT_POSSIBLE, 0, "no name of an announcement: " + play.media());
        } else if (!all.board().bridges.containsKey(play.channel())
                && !all.board().channels.containsKey(play.channel())) {
            failNoChannel(play.channel());
        } else if (media.startsWith("sound:") && !all.sounds.containsKey(sound())) {
            ask(AriRequest.of("GET", "sounds/" + sound()), this::looked);
        } else {
            start();
        }
    }

    private String sound() {
        return media.substring("sound:".length());
    }

    private void looked(AriResponse answer) {
        if (answer.good()) {
            all.sounds.put(sound(), true);
            start();
        } else {
            // Asterisk itself would pass it over as if it had been heard.
            all.log("Asterisk has no announcement " + sound() + ": install it, or change the plan");
            over(false);
        }
    }

    private void start() {
        AriChannel channel = all.board().channels.get(play.channel());
        if (channel == null || channel.hears.equals(AriChannel.UNKNOWN)) {
            ask(AriRequest.of("GET", "playbacks/" + playback()), this::foundOrNot);
        } else {
            play();
        }
    }

    private void foundOrNot(AriResponse answer) {
        if (!answer.good()) {
            play();
        } else if (answer.content().text("state", "").equals("playing")) {
            started();
        }
    }

    private void play() {
        if (stopped) {
            over(false);
            return;
        }
        ask(
                AriRequest.of("POST", target() + "/play")
                        .with("media", media)
                        .with("playbackId", playback()),
                answer -> {
                    if (!answer.good() && answer.status() != 409) {
                        failBy(answer);
                    }
                });
    }

    /** Silence, please. */
    void stop() {
        stopped = true;
        ask(stopping(id), answer -> {});
    }

    /** Its playback changed. */
    void played(String state) {
        switch (state) {
            case "playing" -> started();
            case "done" -> over(!stopped);
            case "failed" -> over(false);
            default -> {}
        }
    }

    private void started() {
        if (!started) {
            started = true;
            deadlineMs = Long.MAX_VALUE;
            all.report(new Done(id));
        }
    }

    private void over(boolean completed) {
        if (!ended()) {
            started();
            end();
            all.report(new Played(id, completed));
        }
    }

    @Override
    void gone(AriChannel channel, int cause) {
        if (channel.id.equals(play.channel())) {
            if (started) {
                over(false);
            } else {
                failNoChannel(channel.id);
            }
        }
    }

    @Override
    boolean outlivesTheLink() {
        return started;
    }

    @Override
    void settle() {
        if (!started) {
            super.settle();
            return;
        }
        deadlineMs = Long.MAX_VALUE;
        ask(
                AriRequest.of("GET", "playbacks/" + playback()),
                answer -> {
                    if (!answer.good()) {
                        over(!stopped);
                    }
                });
    }

    @Override
    void overdue() {
        fail(FailReason.NOT_POSSIBLE, 0, "the announcement did not start in time");
    }
}
