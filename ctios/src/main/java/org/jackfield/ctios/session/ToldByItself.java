package org.jackfield.ctios.session;

import org.jackfield.protocol.ged188.AgentStateEvent;
import org.jackfield.protocol.ged188.EventCause;
import org.jackfield.protocol.ged188.Ged188Message;
import org.jackfield.protocol.ged188.Ged188Tables;
import org.jackfield.protocol.ged188.MessageTable;

import java.util.Set;
import java.util.TreeSet;

/**
 * What a new session with a CTI Server tells by itself before it answers the first question. No
 * message announces whether a CTI Server does so; its deeds show it, for each peripheral: a call
 * that is told with cause CEC_SNAPSHOT is one that was there already, and whoever tells some agents
 * and is not found to have left out one tells all of them.
 */
final class ToldByItself {

    private final Set<Long> ofAgents = new TreeSet<>();
    private final Set<Long> ofCalls = new TreeSet<>();
    private boolean beginning;

    /** A session begins. */
    void begin() {
        ofAgents.clear();
        ofCalls.clear();
        beginning = true;
    }

    /** An event of the session. */
    void heard(Ged188Message event) {
        if (!beginning) {
            return;
        }
        if (event instanceof AgentStateEvent state) {
            ofAgents.add(state.peripheralId());
        } else if (number(event, "EventCause") == EventCause.SNAPSHOT.value()) {
            ofCalls.add(number(event, "PeripheralID"));
        }
    }

    private static long number(Ged188Message event, String name) {
        MessageTable table = Ged188Tables.of(event.type());
        if (table != null) {
            for (int at = 0; at < table.fields().size(); at++) {
                if (table.fields().get(at).name().equals(name)
                        && event.field(at) instanceof Number number) {
                    return number.longValue();
                }
            }
        }
        return 0;
    }

    /**
     * The first question has an outcome.
     *
     * @param answered false when nobody knows what was told before it
     */
    void over(boolean answered) {
        beginning = false;
        if (!answered) {
            ofAgents.clear();
            ofCalls.clear();
        }
    }

    /** An agent who is logged in had not been told. */
    void leftOutAgent(long peripheral) {
        ofAgents.remove(peripheral);
    }

    /** A call had not been told. */
    void leftOutCall(long peripheral) {
        ofCalls.remove(peripheral);
    }

    /** Who was not told at the beginning is not logged in. */
    boolean allAgents(long peripheral) {
        return !beginning && ofAgents.contains(peripheral);
    }

    /** What was not told at the beginning is no call. */
    boolean allCalls(long peripheral) {
        return !beginning && ofCalls.contains(peripheral);
    }
}
