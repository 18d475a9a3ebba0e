package org.jackfield.gateway.agent;

import java.util.Objects;

/**
 * Whether a request is accepted, and if not, the content of CONTROL_FAILURE_CONF (35).
 *
 * @param failureCode ControlFailureCode; -1 when accepted
 * @param peripheralErrorCode a code of the ERR list (PERERR_...), 0 when none fits
 * @param text what was refused, why and the remedy; empty when accepted
 */
public record AgentVerdict(int failureCode, int peripheralErrorCode, String text) {

    /** The request is carried out. */
    public static final AgentVerdict ACCEPTED = new AgentVerdict(-1, 0, "");

    public AgentVerdict {
        Objects.requireNonNull(text, "text");
    }

    public boolean accepted() {
        return failureCode == -1;
    }
}
