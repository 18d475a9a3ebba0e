package org.jackfield.gateway.process;

import org.jackfield.protocol.ged188.SetAgentStateReq;
import org.jackfield.protocol.site.SiteAgent;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Checks passwords of logins away from the loop, on virtual threads, few at a time (one check keeps
 * a processor busy for some 60 ms). More than {@link #WAITING_MAX} at once are refused.
 */
final class PasswordDesk {

    /** More cannot be checked in time even with the cheapest of hashes. */
    private static final int WAITING_MAX = 2_000;

    /** Compared with for an unknown agent, so that the time tells nothing. */
    private final String nobody = PasswordHash.of("", PasswordHash.Cost.STANDARD);

    private final Map<String, String> hashes = new HashMap<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final Semaphore workers =
            new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() - 1), true);

    PasswordDesk(List<SiteAgent> agents, Map<String, String> passwordHashes) {
        for (SiteAgent agent : agents) {
            String hash = passwordHashes.get(agent.id());
            if (hash != null) {
                hashes.put(agent.id(), hash);
                if (!agent.loginName().isEmpty()) {
                    hashes.put(agent.loginName(), hash);
                }
            }
        }
    }

    /**
     * Checks the password of a login.
     *
     * @param late asked when its turn has come: true when nobody waits for the verdict any more,
     *     and no time shall be spent on it
     * @param done hears the verdict on another thread
     * @return false when too many wait already; then {@code done} hears nothing
     */
    boolean check(SetAgentStateReq login, BooleanSupplier late, Consumer<Boolean> done) {
        if (waiting.incrementAndGet() > WAITING_MAX) {
            waiting.decrementAndGet();
            return false;
        }
        Thread.ofVirtual().name("password").start(() -> work(login, late, done));
        return true;
    }

    private void work(SetAgentStateReq login, BooleanSupplier late, Consumer<Boolean> done) {
        boolean verified = false;
        try {
            // An agent who is taken over shows none, and must not wait behind a shift's logins.
            if (login.agentId() != null && login.agentPassword() != null) {
                workers.acquire();
                try {
                    verified =
                            !late.getAsBoolean() && verify(login.agentId(), login.agentPassword());
                } finally {
                    workers.release();
                }
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } finally {
            waiting.decrementAndGet();
            done.accept(verified);
        }
    }

    private boolean verify(String agentId, String password) {
        String kept = hashes.get(agentId);
        boolean matches = PasswordHash.matches(kept == null ? nobody : kept, password);
        return kept != null && matches;
    }
}
