package org.jackfield.ctios.session;

import org.jackfield.ctios.object.AgentKey;

/**
 * What a client shows when it comes again.
 *
 * @param server incarnation of the server that gave it
 * @param session number of the session there
 * @param agent the agent that the session logged in, or null
 * @param instrument where the agent is logged in
 * @param issuedMs when it was given
 */
record Token(String server, long session, AgentKey agent, String instrument, long issuedMs) {

    /** A client that is there has a newer one after so long: an hour. */
    static final long RENEWED_MS = 3_600_000;

    /** So long after it was given it counts no more: a client that is away longer logs in. */
    private static final long COUNTS_MS = 24 * RENEWED_MS;

    /** The servers' clocks may differ by so much. */
    private static final long CLOCKS_MS = 5_000;

    private static final String VERSION = "1";

    /**
     * Whether it still says who logged in.
     *
     * @param loggedOutMs when the agent was logged out last, as far as is known; else 0
     */
    boolean counts(long loggedOutMs, long nowMs) {
        return issuedMs > loggedOutMs - CLOCKS_MS && issuedMs > nowMs - COUNTS_MS;
    }

    String signed(TokenSigner signer) {
        String who = agent == null ? "" : agent.peripheral() + "," + agent.id();
        String text =
                String.join(
                        "|",
                        VERSION,
                        server,
                        Long.toString(session),
                        who,
                        instrument,
                        Long.toString(issuedMs));
        return signer.sign(text);
    }

    /** The token of a text, or null when it is none of ours. */
    static Token of(String text, TokenSigner signer) {
        String plain = text == null ? null : signer.verified(text);
        String[] parts = plain == null ? new String[0] : plain.split("\\|", -1);
        if (parts.length != 6 || !parts[0].equals(VERSION)) {
            return null;
        }
        try {
            int comma = parts[3].indexOf(',');
            AgentKey agent =
                    comma < 0
                            ? null
                            : new AgentKey(
                                    Long.parseLong(parts[3].substring(0, comma)),
                                    parts[3].substring(comma + 1));
            return new Token(
                    parts[1], Long.parseLong(parts[2]), agent, parts[4], Long.parseLong(parts[5]));
        } catch (NumberFormatException notOurs) {
            return null;
        }
    }
}
