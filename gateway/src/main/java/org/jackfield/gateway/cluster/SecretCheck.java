package org.jackfield.gateway.cluster;

import io.aeron.security.Authenticator;
import io.aeron.security.SessionProxy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.NavigableSet;
import java.util.TreeSet;

/** Lets only members hand in inputs: they show the group's secret. */
final class SecretCheck implements Authenticator {

    private static final int WAITING_MAX = 1_000;

    private final byte[] secret;
    private final NavigableSet<Long> right = new TreeSet<>();

    SecretCheck(String secret) {
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void onConnectRequest(long sessionId, byte[] credentials, long nowMs) {
        if (MessageDigest.isEqual(secret, credentials)) {
            right.add(sessionId);
            if (right.size() > WAITING_MAX) {
                right.pollFirst();
            }
        }
    }

    @Override
    public void onChallengeResponse(long sessionId, byte[] credentials, long nowMs) {
        right.remove(sessionId);
    }

    @Override
    public void onConnectedSession(SessionProxy session, long nowMs) {
        if (right.contains(session.sessionId())) {
            // An answer that does not get through is asked for again.
            if (session.authenticate(secret)) {
                right.remove(session.sessionId());
            }
        } else {
            session.reject();
        }
    }

    @Override
    public void onChallengedSession(SessionProxy session, long nowMs) {
        session.reject();
    }
}
