package org.jackfield.simulation.bench.kill;

import org.jackfield.client.ctiserver.CtiClientSettings;
import org.jackfield.client.ctiserver.CtiOutcome;
import org.jackfield.client.ctiserver.CtiServerAddress;
import org.jackfield.client.run.CtiClient;
import org.jackfield.client.run.CtiClientListener;
import org.jackfield.protocol.ged188.BeginCallEvent;
import org.jackfield.protocol.ged188.EndCallEvent;
import org.jackfield.protocol.ged188.Ged188Message;
import org.jackfield.protocol.ged188.OpenConf;
import org.jackfield.protocol.ged188.QueryAgentStateReq;
import org.jackfield.protocol.ged188.ServiceMask;
import org.jackfield.protocol.link.EventLoops;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A fresh all-events client of CTI Server: which calls does it hear of when it comes? */
final class Observer implements CtiClientListener {

    private static final int VERSION = 24;
    private static final int IDLE_S = 120;
    private static final int ANSWER_MS = 5_000;
    private static final int PATIENCE_S = 30;

    private final CompletableFuture<Void> opened = new CompletableFuture<>();
    private final Map<Long, String> calls = new TreeMap<>();

    private volatile String lastDown = "nothing";

    private Observer() {}

    /**
     * The first variable of every call that either side knows.
     *
     * @throws StoryBroken when neither side answers
     */
    static List<String> calls(EventLoops loops, int portA, int portB, String agentId) {
        Observer observer = new Observer();
        CtiClientSettings settings =
                CtiClientSettings.of(
                        List.of(
                                new CtiServerAddress("A", "127.0.0.1", portA),
                                new CtiServerAddress("B", "127.0.0.1", portB)),
                        CtiClientSettings.open(
                                "observer",
                                "",
                                "kill rounds",
                                VERSION,
                                ServiceMask.ALL_EVENTS | ServiceMask.CLIENT_CONTROL,
                                IDLE_S));
        try (CtiClient client = CtiClient.launch(settings, loops, observer)) {
            observer.within(observer.opened, "a session with one of the CTI Servers");
            // Answered behind what a newcomer is told first.
            CompletableFuture<CtiOutcome> answered = new CompletableFuture<>();
            client.ask(
                    QueryAgentStateReq.builder()
                            .peripheralId(Seat.PERIPHERAL)
                            .agentId(agentId)
                            .build(),
                    ANSWER_MS,
                    answered::complete);
            CtiOutcome outcome = observer.within(answered, "how agent " + agentId + " is");
            if (!outcome.done()) {
                throw new StoryBroken("how is agent " + agentId + "? " + outcome.text());
            }
            return observer.now();
        }
    }

    /** Whoever asks in vain says what was said last, and the run goes on. */
    private <T> T within(CompletableFuture<T> answer, String what) {
        try {
            return answer.get(PATIENCE_S, TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            throw new StoryBroken(
                    "a fresh client was not told in %d s: %s; last: %s"
                            .formatted(PATIENCE_S, what, lastDown));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new StoryBroken("stopped while asking for " + what);
        } catch (ExecutionException never) {
            throw new IllegalStateException(never);
        }
    }

    private synchronized List<String> now() {
        return new ArrayList<>(calls.values());
    }

    @Override
    public synchronized void opened(CtiServerAddress server, int version, OpenConf conf) {
        calls.clear();
        opened.complete(null);
    }

    @Override
    public void down(CtiServerAddress server, String reason) {
        lastDown = server.name() + ": " + reason; // it opens again by itself
    }

    @Override
    public synchronized void event(Ged188Message event) {
        if (event instanceof BeginCallEvent begin) {
            calls.put(begin.connectionCallId(), String.valueOf(begin.callVariable1()));
        } else if (event instanceof EndCallEvent end) {
            calls.remove(end.connectionCallId());
        }
    }
}
