package org.jackfield.node.ems;

/**
 * What an event is about, the same in every process, so that one call can be followed.
 *
 * @param call ConnectionCallID; 0 for none
 * @param session number of the client's session; 0 for none
 */
public record EmsIds(long call, long session) {

    /** About nothing in particular. */
    public static final EmsIds NONE = new EmsIds(0, 0);

    public static EmsIds call(long call) {
        return new EmsIds(call, 0);
    }

    public static EmsIds session(long session) {
        return new EmsIds(0, session);
    }

    /** As it stands at the end of a line; empty for none. */
    String text() {
        if (call == 0 && session == 0) {
            return "";
        }
        StringBuilder text = new StringBuilder(" [");
        if (call != 0) {
            text.append("call=").append(call);
        }
        if (session != 0) {
            text.append(call != 0 ? " " : "").append("session=").append(session);
        }
        return text.append(']').toString();
    }
}
