package org.jackfield.gateway.ctiserver;

import org.jackfield.protocol.ged188.ControlFailureCode;
import org.jackfield.protocol.ged188.ControlFailureConf;
import org.jackfield.protocol.ged188.Ged188Message;
import org.jackfield.protocol.ged188.SetAgentStateReq;

/**
 * How long a login may wait for the check of its password. Longer than any other request may wait,
 * as a check takes some 60 ms of a processor and a shift begins at once; shorter than CTI OS (10 s)
 * and its users wait for an answer. What is checked in time begins to age anew in the log.
 */
public final class LoginWait {

    /** One that could not be checked for so long is refused. */
    public static final int MAX_MS = 6_000;

    private LoginWait() {}

    /** True when nobody waits for the verdict any more. */
    public static boolean isOver(long sinceMs, long nowMs) {
        return sinceMs < nowMs - MAX_MS;
    }

    /** Have its password checked, or refuse it at once. */
    static CtiServerOutput begin(long session, SetAgentStateReq login, long sinceMs, long nowMs) {
        return isOver(sinceMs, nowMs)
                ? new CtiServerOutput.Send(session, refusal(login), -1)
                : new CtiServerOutput.Verify(session, login, sinceMs);
    }

    static ControlFailureConf refusal(SetAgentStateReq login) {
        return Requests.controlFailure(
                login.invokeId(), ControlFailureCode.REQUEST_TIMEOUT_REJECTION);
    }

    /** No password enters the log. */
    static Ged188Message withoutPassword(Ged188Message request) {
        return request instanceof SetAgentStateReq agent
                ? agent.toBuilder().agentPassword(null).build()
                : request;
    }
}
