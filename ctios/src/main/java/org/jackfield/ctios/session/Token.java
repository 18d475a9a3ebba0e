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

    private static final String VERSION = "1";

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
