package org.jackfield.ctios.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.protocol.ged188.CallEstablishedEvent;
import org.jackfield.protocol.ged188.EventCause;
import org.jackfield.protocol.ged188.Ged188Message;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.List;

/** A session with the CTI Server that is opened in the middle of a call. */
@Tag("BEH-351")
class JoinedLateTest {

    private static final int CONSULT = 12;
    private static final int PHONE = 0;

    private final Bench bench = new Bench();

    /** As the CTI Server tells a call to a newcomer: whoever called, the caller is outside. */
    private static Ged188Message there(String device, int type) {
        return ((CallEstablishedEvent) Calls.established(41, device))
                .toBuilder()
                        .answeringDeviceType(type)
                        .callingDeviceType(Calls.EXTERNAL)
                        .callingDeviceId(Calls.CALLER)
                        .eventCause(EventCause.SNAPSHOT.value())
                        .build();
    }

    private List<String> parties() {
        return bench.machine.now().calls().getFirst().devices();
    }

    @Test
    void whoBeganTheCallAndHasLeftItTakesNoPart() {
        bench.linkUp();
        bench.happens(Calls.begin(41, "2001", CONSULT));
        bench.happens(there("2002", PHONE));
        bench.happens(there(Calls.CALLER, Calls.EXTERNAL));
        bench.happens(Calls.delivered(41, "2003", Calls.EXTERNAL));
        assertThat(parties()).containsExactlyInAnyOrder("2002", Calls.CALLER, "2003");
    }

    @Test
    void aCallerFromOutsideWhoIsStillThereTakesPart() {
        bench.linkUp();
        bench.happens(Calls.begin(41, Calls.CALLER, 1));
        bench.happens(there(Calls.CALLER, Calls.EXTERNAL));
        bench.happens(there("2002", PHONE));
        bench.happens(Calls.delivered(41, "2003", Calls.EXTERNAL));
        assertThat(parties()).containsExactlyInAnyOrder("2002", Calls.CALLER, "2003");
    }
}
