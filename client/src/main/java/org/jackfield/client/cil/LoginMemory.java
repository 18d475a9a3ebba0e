package org.jackfield.client.cil;

import org.jackfield.protocol.cil.Event;
import org.jackfield.protocol.cil.Outcome;
import org.jackfield.protocol.cil.Reply;
import org.jackfield.protocol.record.Arguments;

import java.util.List;

/**
 * The session's login. Where the profile of the agent's peripheral says AutoLogin, an agent whom
 * the server that is found after a break does not take by the token is logged in once more, as
 * before (BEH-310). Elsewhere no password is kept. Whom somebody logged out stays out.
 */
final class LoginMemory {

    /** FailureCode of OnCTIOSFailure for a token that does not count any more. */
    private static final long AWAY_TOO_LONG = 11;

    /** Reasons of a logout that is nobody's wish: the switch was restarted, the phone was away. */
    private static final List<Long> NOBODYS_WISH = List.of(0xFFFFL, 50_003L);

    private final ConnectionProfiles profiles;
    private CilInput.Ask asked;
    private long askedId;
    private CilInput.Ask login;
    private boolean due;

    LoginMemory(ConnectionProfiles profiles) {
        this.profiles = profiles;
    }

    /** Whether this session has logged its agent in. */
    boolean loggedIn() {
        return login != null;
    }

    /** The application sent a request. */
    void asked(long id, CilInput.Ask ask) {
        if (ask.name().equals("Login") || ask.name().equals("Logout")) {
            asked = ask;
            askedId = id;
        }
    }

    /** The server answered: what was done is what has to be done again, or not. */
    void replied(Reply reply) {
        if (asked == null || reply.id() != askedId) {
            return;
        }
        if (reply.outcome() == Outcome.DONE) {
            boolean out = asked.name().equals("Logout");
            boolean wanted = profiles.of(asked.target()).truth("AutoLogin");
            Arguments kept = wanted ? asked.args() : Arguments.EMPTY;
            login = out ? null : new CilInput.Ask(0, asked.name(), asked.target(), kept);
        }
        asked = null;
    }

    /** A connection that was live is gone. */
    void connectionLost() {
        due = login != null && !login.args().isEmpty();
        asked = null;
    }

    /** The login to be sent after this event, or null. */
    CilInput.Ask after(Event event) {
        if (somebodyLoggedOut(event)) {
            login = null;
            due = false;
        }
        boolean refused =
                event.name().equals("OnCTIOSFailure")
                        && event.args().number("FailureCode", 0) == AWAY_TOO_LONG;
        if (!due || !refused) {
            return null;
        }
        due = false;
        return login;
    }

    private boolean somebodyLoggedOut(Event event) {
        return login != null
                && event.name().equals("OnPostLogout")
                && event.target().equals(login.target())
                && !NOBODYS_WISH.contains(event.args().number("EventReasonCode", 0));
    }

    /** The session ends: nothing is kept. */
    void forget() {
        asked = null;
        login = null;
        due = false;
    }
}
