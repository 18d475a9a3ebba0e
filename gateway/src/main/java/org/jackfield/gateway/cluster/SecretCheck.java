package org.jackfield.gateway.cluster;

import io.aeron.security.Authenticator;
import io.aeron.security.SessionProxy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/**
 * Lets only members hand in inputs: they show the group's secret. One that says besides which
 * member it is, and is not at that member's address, hears that it is not and is refused.
 */
final class SecretCheck implements Authenticator {

    private static final int WAITING_MAX = 1_000;

    private final byte[] secret;
    private final UnaryOperator<String> doubts;

    /** What is said against whoever showed the secret; null within: nothing. */
    private final NavigableMap<Long, CompletableFuture<String>> right = new TreeMap<>();

    /** Who has heard what is said against it. */
    private final NavigableSet<Long> told = new TreeSet<>();

    /** Asks for the secret alone. */
    SecretCheck(String secret) {
        this(secret, claim -> null);
    }

    /**
     * Asks for the secret.
     *
     * @param doubts gives what is wrong with a claim, null when nothing; may block, and is called
     *     on another thread
     */
    SecretCheck(String secret, UnaryOperator<String> doubts) {
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
        this.doubts = doubts;
    }

    @Override
    public void onConnectRequest(long sessionId, byte[] credentials, long nowMs) {
        String claim = SecretShown.claim(credentials);
        byte[] shown = SecretShown.secret(credentials);
        if (!MessageDigest.isEqual(secret, shown)) {
            return;
        }
        CompletableFuture<String> doubt = new CompletableFuture<>();
        right.put(sessionId, doubt);
        if (right.size() > WAITING_MAX) {
            right.pollFirstEntry();
        }
        if (claim.isEmpty()) {
            doubt.complete(null);
        } else {
            Thread.ofVirtual().start(() -> doubt.complete(doubts.apply(claim)));
        }
    }

    @Override
    public void onChallengeResponse(long sessionId, byte[] credentials, long nowMs) {
        told.add(sessionId);
        if (told.size() > WAITING_MAX) {
            told.pollFirst();
        }
    }

    @Override
    public void onConnectedSession(SessionProxy session, long nowMs) {
        CompletableFuture<String> doubt = right.get(session.sessionId());
        if (doubt == null) {
            session.reject();
            return;
        }
        if (!doubt.isDone()) {
            return; // asked again soon
        }
        String words = doubt.join();
        // An answer that does not get through is asked for again.
        boolean said =
                words == null
                        ? session.authenticate(secret)
                        : session.challenge(words.getBytes(StandardCharsets.UTF_8));
        if (said) {
            right.remove(session.sessionId());
        }
    }

    @Override
    public void onChallengedSession(SessionProxy session, long nowMs) {
        if (told.remove(session.sessionId())) {
            session.reject();
        }
    }
}
