package org.jackfield.node.ems;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;

/**
 * How lines look.
 *
 * @param milliseconds whether times have them
 * @param binary whether the binary part is shown too
 * @param marks whether message id and count are shown
 * @param longLines one self-contained line an event, in UTC, for log collectors
 * @param zone that times are shown in; null for the zone where the log was written
 */
public record DumplogFormat(
        boolean milliseconds, boolean binary, boolean marks, boolean longLines, ZoneId zone) {

    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final DateTimeFormatter MILLIS = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("MMMM d, yyyy", Locale.ENGLISH);
    private static final DateTimeFormatter LONG =
            DateTimeFormatter.ofPattern("MMM d yyyy HH:mm:ss.SSS", Locale.ENGLISH);

    private ZoneId zoneOf(EmsCodec.Header header) {
        if (zone != null) {
            return zone;
        }
        return header == null ? ZoneOffset.UTC : ZoneId.of(header.zone());
    }

    /** The day of an event, for the line that tells when it turns. */
    LocalDate day(EmsEvent event, EmsCodec.Header header) {
        return LocalDate.ofInstant(Instant.ofEpochMilli(event.atMs()), zoneOf(header));
    }

    static String dayLine(LocalDate day) {
        return "Events from " + DAY.format(day);
    }

    String line(EmsEvent event, EmsCodec.Header header) {
        EmsIdentity identity = header == null ? new EmsIdentity("0", "0", "0") : header.identity();
        String line =
                longLines ? longLine(event, identity, header) : shortLine(event, identity, header);
        if (!binary || event.binary().length == 0) {
            return line;
        }
        return line + "\n    " + HexFormat.ofDelimiter(" ").formatHex(event.binary());
    }

    private String shortLine(EmsEvent event, EmsIdentity identity, EmsCodec.Header header) {
        DateTimeFormatter time = (milliseconds ? MILLIS : SECONDS).withZone(zoneOf(header));
        String mark = marks ? " <%08x #%d>".formatted(event.message().id(), event.sequence()) : "";
        return "%s %s-%s%s %s"
                .formatted(
                        time.format(Instant.ofEpochMilli(event.atMs())),
                        EmsIdentity.shortNode(identity.node()),
                        identity.process(),
                        mark,
                        event.text());
    }

    private static String longLine(EmsEvent event, EmsIdentity identity, EmsCodec.Header header) {
        return "%d: %s: %s +0000: %%JACKFIELD_%s-%d-%08X: %%[comp=%s][pname=%s][iid=%s][sev=%s]: %s"
                .formatted(
                        event.sequence(),
                        header == null ? "localhost" : header.host(),
                        LONG.withZone(ZoneOffset.UTC).format(Instant.ofEpochMilli(event.atMs())),
                        identity.process().toUpperCase(Locale.ROOT),
                        event.severity().level(),
                        event.message().id(),
                        identity.node(),
                        identity.process(),
                        identity.instance(),
                        event.severity().name().toLowerCase(Locale.ROOT),
                        event.text());
    }
}
