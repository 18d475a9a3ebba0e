package org.jackfield.gateway.opc;

/** What a command to the switch is for; decides what its outcome means. */
enum Goal {
    /** Nothing follows: labels, progress for a phone's display, legs ended by us. */
    NOTHING(1),
    /** A waiting caller shall be answered. */
    ANSWER_CALLER(2),
    /** A waiting caller shall hear an announcement. */
    GREETING(3),
    /** A waiting caller shall hear music. */
    MUSIC(4),
    /** The phone of the one who asked for a call is dialled. */
    OWN_DIAL(5),
    /** A called party is dialled. */
    DIAL(6),
    /** A phone is dialled because its agent answered on the screen. */
    ANSWER(7),
    /** The caller of a phone is answered, then {@link #JOIN} follows. */
    ANSWER_BACK(8),
    /** The party that answered shall hear the others. */
    JOIN(9),
    /** A call is held. */
    HOLD(10),
    /** A held call is retrieved. */
    RETRIEVE(11),
    /** The talking and the held call of a phone change places. */
    ALTERNATE(12),
    /** A consultation is given up and the held call retrieved. */
    RECONNECT(13),
    /** A call is held and a consultation begun. */
    CONSULT(14),
    /** Held call and consultation become one call, without the phone. */
    TRANSFER(15),
    /** Held call and consultation become one call, with the phone. */
    CONFERENCE(16),
    /** A call is taken from a phone to be sent on. */
    BLIND_SPLIT(17),
    /** The place to which a call is sent is called; no command of its own. */
    BLIND_REACH(18),
    /** A call that could not be sent on goes back to its phone. */
    BLIND_BACK(19),
    /** A connection ends with its leg. */
    CLEAR(20),
    /** A connection ends, its leg stays for another call. */
    LEAVE(21),
    /** All connections of a call end; no command of its own. */
    CLEAR_CALL(22),
    /** The others shall hear keys. */
    DTMF(23),
    /** Everybody of a call goes where the states say. */
    SEATS(24);

    private final int kept;

    Goal(int kept) {
        this.kept = kept;
    }

    /** Number in a snapshot. */
    int kept() {
        return kept;
    }

    static Goal ofKept(int number) {
        for (Goal each : values()) {
            if (each.kept == number) {
                return each;
            }
        }
        throw new IllegalArgumentException(
                "snapshot: no goal " + number + "; restore one of this version");
    }
}
