package org.jackfield.simulation.check;

import org.jackfield.client.ctiserver.CtiClientInput;
import org.jackfield.client.ctiserver.CtiClientOutput;
import org.jackfield.client.ctiserver.CtiOutcome;
import org.jackfield.protocol.ged188.ControlFailureCode;
import org.jackfield.protocol.ged188.ControlFailureConf;
import org.jackfield.protocol.ged188.Ged188Message;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Every request ends, with one outcome. A client's time-out is an outcome for the client but a
 * finding here, as the server has to answer everything while the session lives.
 */
public final class RequestTruth {

    private static final String ENDS = "every request ends with one outcome";
    private static final String ANSWERED = "the server answers every request";

    private final String client;
    private final Findings findings;
    private final Map<Long, Ged188Message> open = new LinkedHashMap<>();
    private final Map<String, Long> outcomes = new TreeMap<>();

    public RequestTruth(String client, Findings findings) {
        this.client = client;
        this.findings = findings;
    }

    /** A request goes out. */
    public void asked(CtiClientInput.Ask ask) {
        open.put(ask.token(), ask.request());
    }

    /** It ended; returns it, or null when it is not known to be open. */
    public Ged188Message ended(CtiClientOutput.Ended ended, long nowMs) {
        Ged188Message request = open.remove(ended.token());
        if (request == null) {
            findings.add(nowMs, ENDS, client + ": token " + ended.token() + " ended twice");
            return null;
        }
        if (ended.outcome() instanceof CtiOutcome.TimedOut late) {
            findings.add(nowMs, ANSWERED, client + ": " + late.text() + ": " + request);
        }
        outcomes.merge(request.type() + " " + word(ended.outcome()), 1L, Long::sum);
        return request;
    }

    private static String word(CtiOutcome outcome) {
        return switch (outcome) {
            case CtiOutcome.Done ignored -> "done";
            case CtiOutcome.Refused(ControlFailureConf failure) ->
                    ControlFailureCode.nameOf(failure.failureCode())
                            + " "
                            + failure.peripheralErrorCode();
            case CtiOutcome.Refused ignored -> "refused";
            case CtiOutcome.TimedOut ignored -> "timed out";
            case CtiOutcome.SessionLost ignored -> "session lost";
            case CtiOutcome.NotOpen ignored -> "not open";
        };
    }

    /** The client's process is gone: what it still waited for ended with it. */
    public List<Ged188Message> gone() {
        List<Ged188Message> left = List.copyOf(open.values());
        open.clear();
        left.forEach(each -> outcomes.merge(each.type() + " nobody waits", 1L, Long::sum));
        return left;
    }

    /** How often each kind of request ended in each way. */
    public Map<String, Long> outcomes() {
        return outcomes;
    }

    /** Nothing may be left open. */
    public void finish(long nowMs) {
        open.values().forEach(each -> findings.add(nowMs, ENDS, client + ": never ended: " + each));
    }
}
