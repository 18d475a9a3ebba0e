package org.jackfield.gateway.process;

import org.jackfield.gateway.ctiserver.CtiServerInput;
import org.jackfield.gateway.ctiserver.CtiServerOutput;
import org.jackfield.gateway.ctiserver.LoginWait;
import org.jackfield.gateway.member.Member;
import org.jackfield.gateway.member.MemberInput;
import org.jackfield.gateway.member.MemberOutput;
import org.jackfield.gateway.opc.OpcOutput.Severity;
import org.jackfield.machine.loop.Loop;
import org.jackfield.protocol.link.Arrival;
import org.jackfield.protocol.link.FrameLink;
import org.jackfield.protocol.link.LinkBatch;
import org.jackfield.protocol.link.LinkListener;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** One side's connections and PIMs: carries out what its member wants, and tells it what comes. */
final class SideHost implements LinkListener {

    private static final long CLOSED_AGAIN_MS = 10;
    private static final int CLOSED_TRIES_MAX = 1_000;
    private static final long VERIFIED_AGAIN_NS = 10_000_000;
    private static final int VERIFIED_TRIES_MAX = 1_000;

    private final String name;
    private final Member member;
    private final Loop loop;
    private final Consumer<MemberInput> group;
    private final PasswordDesk passwords;
    private final GatewayLog log;
    private final boolean logsForAll;

    // On the gateway's loop only.
    private final LinkBatch batch = new LinkBatch();
    private final Map<Long, FrameLink> links = new LinkedHashMap<>();
    private final Map<Integer, PimHost> pims = new LinkedHashMap<>();

    /** For this side's member when it has done with the input at hand. */
    private final Deque<CtiServerInput> soon = new ArrayDeque<>();

    private long received;
    private long sent;

    /**
     * A side without connections.
     *
     * @param group takes an input for this side's member, on the loop
     * @param logsForAll true for the one side that logs what all members put out alike
     */
    SideHost(
            String name,
            Member member,
            Loop loop,
            Consumer<MemberInput> group,
            PasswordDesk passwords,
            GatewayLog log,
            boolean logsForAll) {
        this.name = name;
        this.member = member;
        this.loop = loop;
        this.group = group;
        this.passwords = passwords;
        this.log = log;
        this.logsForAll = logsForAll;
    }

    String name() {
        return name;
    }

    Member member() {
        return member;
    }

    void add(PimHost pim) {
        pims.put(pim.peripheral(), pim);
    }

    /** Connections that are still up. */
    int connections() {
        return links.size();
    }

    /** Every connection, as text. */
    List<String> clients() {
        return links.values().stream().map(FrameLink::toString).toList();
    }

    /** What passed up to now. */
    GatewayConsole.Traffic traffic(long nowNs) {
        return new GatewayConsole.Traffic(received, sent, nowNs);
    }

    /** True while something waits for its hop to the event loop. */
    boolean wantsToSend() {
        return !batch.isEmpty() || !soon.isEmpty();
    }

    /** One hop to the event loop for all that was decided in this turn. */
    void send() {
        for (CtiServerInput input = soon.poll(); input != null; input = soon.poll()) {
            give(input);
        }
        batch.hand();
    }

    /** Carries out what the member wants. */
    void carryOut(MemberOutput output) {
        switch (output) {
            case MemberOutput.Client client -> toClient(client.output());
            case MemberOutput.Activate activate ->
                    withPim(activate.peripheral(), pim -> pim.activate(activate.epoch()));
            case MemberOutput.Standby standby -> withPim(standby.peripheral(), PimHost::standby);
            case MemberOutput.Order order ->
                    withPim(order.peripheral(), pim -> pim.command(order.epoch(), order.command()));
            case MemberOutput.Resynchronise again ->
                    withPim(again.peripheral(), pim -> pim.resynchronise(again.reason()));
            case MemberOutput.Log line -> {
                if (!line.replicated() || logsForAll) {
                    log.line(line.severity(), line.text());
                }
            }
            case MemberOutput.Submit submit ->
                    throw new IllegalStateException("the group takes what is submitted");
        }
    }

    private void withPim(int peripheral, Consumer<PimHost> action) {
        PimHost pim = pims.get(peripheral);
        if (pim != null) {
            action.accept(pim);
        }
    }

    private void toClient(CtiServerOutput output) {
        switch (output) {
            case CtiServerOutput.Send send -> {
                FrameLink link = links.get(send.session());
                if (link != null) {
                    sent++;
                    log.sent(send.session(), send.message());
                    batch.send(link, send.message(), send.monitorId());
                }
            }
            case CtiServerOutput.Close close -> {
                FrameLink link = links.get(close.session());
                if (link != null) {
                    batch.close(link, close.reason());
                }
            }
            case CtiServerOutput.Verify verify -> verify(verify);
            case CtiServerOutput.Log line -> log.line(line.severity(), line.text());
            case CtiServerOutput.Submit submit ->
                    throw new IllegalStateException("the member takes what is submitted");
        }
    }

    private void verify(CtiServerOutput.Verify login) {
        long sinceMs = Math.min(login.sinceMs(), loop.nowMs());
        boolean taken =
                passwords.check(
                        login.request(),
                        () -> LoginWait.isOver(sinceMs, loop.nowMs()),
                        verified -> verified(login, verified, sinceMs));
        if (!taken) {
            soon.add(new CtiServerInput.Busy(login.session(), login.request()));
        }
    }

    /** On the thread of the check, which can wait while the inbox is full. */
    private void verified(CtiServerOutput.Verify login, boolean verified, long sinceMs) {
        CtiServerInput outcome =
                new CtiServerInput.Verified(login.session(), login.request(), verified, sinceMs);
        for (int i = 0; i < VERIFIED_TRIES_MAX; i++) {
            if (loop.offer(() -> give(outcome))) {
                return;
            }
            LockSupport.parkNanos(VERIFIED_AGAIN_NS);
        }
        log.line(
                Severity.ERROR,
                "side " + name + ": a login got lost, the gateway's queue stayed full");
    }

    private void give(CtiServerInput input) {
        group.accept(new MemberInput.Client(input));
    }

    @Override
    public void opened(FrameLink link) {
        boolean taken =
                loop.offer(
                        () -> {
                            links.put(link.id(), link);
                            give(
                                    new CtiServerInput.Connected(
                                            link.id(), link.peerHost(), link.peerPort()));
                        });
        if (!taken) {
            LinkBatch now = new LinkBatch();
            now.abort(link, "the gateway's queue is full");
            now.hand();
        }
    }

    @Override
    public boolean received(FrameLink link, List<Arrival> arrivals) {
        long readMs = loop.nowMs();
        return loop.offer(
                () -> {
                    received += arrivals.size();
                    arrivals.forEach(arrival -> give(input(link.id(), arrival, readMs)));
                });
    }

    /** A request ages also while it waits in its socket and in the inbox. */
    private static CtiServerInput input(long session, Arrival arrival, long readMs) {
        return arrival.error() == null
                ? new CtiServerInput.Received(
                        session,
                        arrival.message(),
                        arrival.invokeId(),
                        arrival.openVersion(),
                        readMs - arrival.waitedMs())
                : new CtiServerInput.Malformed(
                        session,
                        arrival.invokeId(),
                        arrival.framing(),
                        arrival.openVersion(),
                        arrival.error());
    }

    @Override
    public void slow(FrameLink link, long waitingBytes) {
        loop.offer(() -> give(new CtiServerInput.Slow(link.id(), waitingBytes)));
    }

    @Override
    public void unsendable(FrameLink link, String error) {
        log.line(Severity.ERROR, "side " + name + ": not sent to " + link + ": " + error);
    }

    @Override
    public void closed(FrameLink link, String reason) {
        closed(link, reason, CLOSED_TRIES_MAX);
    }

    /** A full inbox must not swallow this. */
    private void closed(FrameLink link, String reason, int tries) {
        boolean taken =
                loop.offer(
                        () -> {
                            links.remove(link.id());
                            give(new CtiServerInput.Disconnected(link.id(), reason));
                        });
        if (!taken && tries > 0) {
            link.later(CLOSED_AGAIN_MS, () -> closed(link, reason, tries - 1));
        }
    }
}
