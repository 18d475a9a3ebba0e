package org.jackfield.node.ems;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/** Where and when a line is said to be, and what is shown beside its text. */
class DumplogFormatTest {

    private static final EmsCodec.Header WRITTEN_IN_TOKYO =
            new EmsCodec.Header(new EmsIdentity("acme", "PG1A", "opc"), "host", "Asia/Tokyo", 0);

    /** 1970-01-01 20:00:00.007 UTC. */
    private static final EmsEvent EVENING =
            new EmsEvent(
                    72_000_007,
                    3,
                    EmsMessage.of(EmsSeverity.WARNING, 0x100, "Hello %1."),
                    List.of("world"),
                    EmsIds.NONE,
                    new byte[] {1, (byte) 0xAB});

    private static DumplogFormat plain(ZoneId zone) {
        return new DumplogFormat(false, false, false, false, zone);
    }

    @Test
    void timesAreThoseOfTheReaderOrOfThePlaceWhereTheLogWasWritten() {
        DumplogFormat here = plain(ZoneId.of("America/New_York"));
        assertThat(here.line(EVENING, WRITTEN_IN_TOKYO)).startsWith("15:00:00 pg1A-opc Hello");
        assertThat(here.day(EVENING, WRITTEN_IN_TOKYO)).isEqualTo(LocalDate.of(1970, 1, 1));
        DumplogFormat there = plain(null);
        assertThat(there.line(EVENING, WRITTEN_IN_TOKYO)).startsWith("05:00:00 pg1A-opc Hello");
        assertThat(there.day(EVENING, WRITTEN_IN_TOKYO)).isEqualTo(LocalDate.of(1970, 1, 2));
    }

    @Test
    void theBinaryPartIsShownWhenItIsAskedFor() {
        assertThat(plain(null).line(EVENING, WRITTEN_IN_TOKYO)).doesNotContain("ab");
        assertThat(new DumplogFormat(true, true, true, false, null).line(EVENING, WRITTEN_IN_TOKYO))
                .isEqualTo("05:00:00.007 pg1A-opc <a0000100 #3> Hello world.\n    01 ab");
    }
}
