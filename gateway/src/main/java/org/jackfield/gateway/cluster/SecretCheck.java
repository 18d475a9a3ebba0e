package org.jackfield.gateway.cluster;

import io.aeron.security.Authenticator;
import io.aeron.security.SessionProxy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Set;
import java.util.TreeSet;

/** Lets only members hand in inputs: they show the group's secret. */
final class SecretCheck implements Authenticator {

    private final byte[] secret;
    private final Set<Long> right = new TreeSet<>();

    SecretCheck(String secret) {
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void onConnectRequest(long sessionId, byte[] credentials, long nowMs) {
        if (MessageDigest.isEqual(secret, credentials)) {
            right.add(sessionId);
        }
    }

    @Override
    public void onChallengeResponse(long sessionId, byte[] credentials, long nowMs) {
        right.remove(sessionId);
    }

    @Override
    public void onConnectedSession(SessionProxy session, long nowMs) {
        if (right.remove(session.sessionId())) {
            session.authenticate(secret);
        } else {
            session.reject();
        }
    }

    @Override
    public void onChallengedSession(SessionProxy session, long nowMs) {
        session.reject();
    }
}
