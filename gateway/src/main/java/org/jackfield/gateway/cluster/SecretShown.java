package org.jackfield.gateway.cluster;

import io.aeron.security.CredentialsSupplier;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Shows the group's secret to another member, and says who asks where that is of use. */
final class SecretShown implements CredentialsSupplier {

    /** Not in any text that people set. */
    private static final char BETWEEN = '\0';

    private final byte[] secret;
    private final byte[] shown;
    private volatile String told;

    /** Shows the secret alone. */
    SecretShown(String secret) {
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
        this.shown = this.secret;
    }

    /** Says besides who asks, as {@link MemberPlaces#claim} puts it. */
    SecretShown(String secret, String claim) {
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
        this.shown = (secret + BETWEEN + claim).getBytes(StandardCharsets.UTF_8);
    }

    /** The secret in what was shown. */
    static byte[] secret(byte[] shown) {
        int end = end(shown);
        return end < 0 ? shown : Arrays.copyOf(shown, end);
    }

    /** Who asks, of what was shown; empty when that was not said. */
    static String claim(byte[] shown) {
        int end = end(shown);
        return end < 0
                ? ""
                : new String(shown, end + 1, shown.length - end - 1, StandardCharsets.UTF_8);
    }

    private static int end(byte[] shown) {
        for (int at = 0; at < shown.length; at++) {
            if (shown[at] == BETWEEN) {
                return at;
            }
        }
        return -1;
    }

    /** What the other has against who asks; null when it said nothing. */
    String told() {
        return told;
    }

    @Override
    public byte[] encodedCredentials() {
        return shown.clone();
    }

    @Override
    public byte[] onChallenge(byte[] challenge) {
        told = new String(challenge, StandardCharsets.UTF_8);
        return secret.clone();
    }
}
