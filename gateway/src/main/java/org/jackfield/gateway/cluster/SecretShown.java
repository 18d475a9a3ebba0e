package org.jackfield.gateway.cluster;

import io.aeron.security.CredentialsSupplier;

import java.nio.charset.StandardCharsets;

/** Shows the group's secret to another member. */
final class SecretShown implements CredentialsSupplier {

    private final byte[] secret;

    SecretShown(String secret) {
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte[] encodedCredentials() {
        return secret.clone();
    }

    @Override
    public byte[] onChallenge(byte[] challenge) {
        return secret.clone();
    }
}
