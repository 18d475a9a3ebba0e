package org.jackfield.ctios.peer;

import java.util.function.UnaryOperator;

/**
 * Who a server is to its peers, and how both ends prove that they have the site's token key: each
 * signs what the other made up.
 *
 * @param server its name, for logs
 * @param run differs at every start and at every server
 * @param sign a text with its signature, by the key that all servers of a site share
 * @param verified the text of a signed one, or null when another key signed it
 */
public record PeerIdentity(
        String server, String run, UnaryOperator<String> sign, UnaryOperator<String> verified) {

    /** Longest nonce and proof that are looked at. */
    static final int TEXT_MAX = 4_096;

    /** Which end of a link signs; a proof of one is none of the other. */
    enum End {
        CLIENT,
        SERVER
    }

    /** What nobody can guess and no other run of any server makes. */
    String nonce(long count) {
        return sign.apply("peer|nonce|" + run + "|" + count);
    }

    String proof(End end, String clientNonce, String serverNonce) {
        return sign.apply(text(end, clientNonce, serverNonce));
    }

    boolean proved(String proof, End end, String clientNonce, String serverNonce) {
        return proof.length() <= TEXT_MAX
                && text(end, clientNonce, serverNonce).equals(verified.apply(proof));
    }

    private static String text(End end, String clientNonce, String serverNonce) {
        return "peer|" + end + "|" + clientNonce + "|" + serverNonce;
    }
}
