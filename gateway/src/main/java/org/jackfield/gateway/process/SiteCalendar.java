package org.jackfield.gateway.process;

import org.jackfield.protocol.log.Calendar;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/** The site's local time as an input: the machine knows no time zone. */
final class SiteCalendar {

    private static final long MINUTE_MS = 60_000;

    private SiteCalendar() {}

    static Calendar at(long wallMs, ZoneId zone) {
        ZonedDateTime local = Instant.ofEpochMilli(wallMs).atZone(zone);
        return new Calendar(
                wallMs,
                (int) local.toLocalDate().toEpochDay(),
                local.getHour() * 60 + local.getMinute(),
                local.getDayOfWeek().getValue() - 1,
                local.getOffset().getTotalSeconds() / 60);
    }

    /** How long until the next full minute. */
    static long untilNextMinuteMs(long wallMs) {
        return MINUTE_MS - Math.floorMod(wallMs, MINUTE_MS);
    }
}
