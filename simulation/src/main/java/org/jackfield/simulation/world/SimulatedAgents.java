package org.jackfield.simulation.world;

import org.jackfield.client.ctiserver.CtiClientInput;
import org.jackfield.client.ctiserver.CtiClientOutput;
import org.jackfield.client.ctiserver.CtiClientSettings;
import org.jackfield.client.ctiserver.CtiOutcome;
import org.jackfield.client.ctiserver.CtiServerAddress;
import org.jackfield.protocol.ged188.AgentStateEvent;
import org.jackfield.protocol.ged188.BeginCallEvent;
import org.jackfield.protocol.ged188.Ged188Message;
import org.jackfield.protocol.ged188.ServiceMask;
import org.jackfield.protocol.ged188.SnapshotCallConf;
import org.jackfield.protocol.ged188.SnapshotCallReq;
import org.jackfield.simulation.check.AgentStory;
import org.jackfield.simulation.check.CallStory;
import org.jackfield.simulation.check.DataTruth;
import org.jackfield.simulation.check.Findings;
import org.jackfield.simulation.check.RequestTruth;
import org.jackfield.simulation.traffic.AutomaticAgents;

import java.util.ArrayList;
import java.util.List;

/**
 * One CTI client of the simulation with its stories: it watches all events, and if it has agents it
 * also asks for them.
 */
public final class SimulatedAgents implements VirtualTime.Timed {

    private static final long SETTLES_MS = 500;
    private static final long SERVICES =
            ServiceMask.ALL_EVENTS | ServiceMask.CLIENT_CONTROL | ServiceMask.CALL_DATA_UPDATE;
    private static final int IDLE_SECONDS = 60;
    private static final int SNAPSHOT_TIMEOUT_MS = 10_000;

    private final VirtualTime time;
    private final String name;
    private final Trace trace;
    private final AutomaticAgents agents;
    private final DataTruth data;
    private final CallStory calls;
    private final AgentStory states;
    private final RequestTruth requests;
    private final SimulatedNet net;
    private final Link link;
    private final CtiClientSettings settings;
    private SimulatedCtiClient client;
    private int life;
    private final VirtualTime.Watch watch;
    private final List<Ged188Message> heard = new ArrayList<>();
    private boolean keeps;
    private long opened;
    private long openedMs;
    private boolean open;
    private long events;

    /** Tokens of requests that no agent makes: counted down from 0. */
    private long ownTokens;

    /**
     * A client.
     *
     * @param agents who act through it; null for one who only watches
     * @param data expectations to be fed; null for one who only watches
     */
    SimulatedAgents(
            VirtualTime time,
            SimulatedNet net,
            Link link,
            AutomaticAgents agents,
            DataTruth data,
            Findings findings) {
        this.time = time;
        this.name = link.name();
        this.trace = link.trace();
        this.agents = agents;
        this.data = data;
        this.calls = new CallStory(link.name(), findings);
        this.states = new AgentStory(link.name(), findings);
        this.requests = new RequestTruth(link.name(), findings);
        this.net = net;
        this.link = link;
        this.settings =
                CtiClientSettings.of(
                        link.servers(),
                        CtiClientSettings.open(
                                link.name(),
                                "",
                                link.name(),
                                link.version(),
                                SERVICES,
                                IDLE_SECONDS));
        this.client = process();
        this.watch = time.watch(this);
    }

    /** How a client connects. */
    record Link(String name, List<CtiServerAddress> servers, int version, long seed, Trace trace) {}

    private SimulatedCtiClient process() {
        long ofLife = ++life;
        return new SimulatedCtiClient(
                time,
                net,
                settings,
                link.seed() + ofLife,
                output -> {
                    if (ofLife == life) {
                        onOutput(output);
                    }
                });
    }

    /** Whether its process is there. */
    boolean runs() {
        return client != null;
    }

    /** The process is gone, with all that it had asked. */
    void kill() {
        trace.line(name, "killed");
        client.kill();
        client = null;
        open = false;
        List<Ged188Message> left = requests.gone();
        if (data != null) {
            left.forEach(data::onLost);
        }
        if (agents != null) {
            agents.gone();
        }
    }

    /** A new process, which knows nothing of the one before. */
    void comeBack() {
        client = process();
        start();
    }

    void start() {
        client.input(new CtiClientInput.Start());
    }

    void stop() {
        client.input(new CtiClientInput.Stop());
    }

    private void onOutput(CtiClientOutput output) {
        switch (output) {
            case CtiClientOutput.Opened ignored -> onOpened();
            case CtiClientOutput.Down ignored -> open = false;
            case CtiClientOutput.Event event -> onEvent(event.message());
            case CtiClientOutput.Ended ended -> onEnded(ended);
            default -> {
                // The link's own business.
            }
        }
        trace.line(name, output);
        if (agents != null) {
            agents.onOutput(output, time.nowMs(), this::ask);
        }
        watch.look();
    }

    private void onOpened() {
        long session = ++opened;
        open = true;
        openedMs = time.nowMs();
        calls.startOver();
        states.startOver();
        time.after(
                SETTLES_MS,
                () -> {
                    if (session == opened) {
                        calls.settled();
                        states.settled();
                    }
                });
    }

    private void onEvent(Ged188Message message) {
        events++;
        keep(message);
        if (message instanceof AgentStateEvent state) {
            states.onEvent(state, time.nowMs());
            return;
        }
        if (message instanceof BeginCallEvent begin && calls.inherits()) {
            askAbout(begin);
        }
        calls.onEvent(message, time.nowMs());
        if (data != null) {
            data.onEvent(message, time.nowMs());
        }
    }

    /** A call that began before this session: who takes part is asked for. */
    private void askAbout(BeginCallEvent begin) {
        SnapshotCallReq request =
                SnapshotCallReq.builder()
                        .peripheralId(begin.peripheralId())
                        .connectionCallId(begin.connectionCallId())
                        .connectionDeviceIdType(begin.connectionDeviceIdType())
                        .connectionDeviceId(begin.connectionDeviceId())
                        .build();
        ask(request);
    }

    private void onEnded(CtiClientOutput.Ended ended) {
        Ged188Message request = requests.ended(ended, time.nowMs());
        switch (ended.outcome()) {
            case CtiOutcome.Done(Ged188Message confirmation) -> keep(confirmation);
            case CtiOutcome.Refused(Ged188Message failure) -> keep(failure);
            default -> {
                // The checkers count it.
            }
        }
        if (ended.outcome() instanceof CtiOutcome.Done(SnapshotCallConf snapshot)) {
            calls.onSnapshot(snapshot);
        }
        if (data == null || request == null) {
            return;
        }
        switch (ended.outcome()) {
            case CtiOutcome.Done(Ged188Message confirmation) ->
                    data.onDone(request, confirmation, time.nowMs());
            case CtiOutcome.Refused ignored -> {
                // Nothing was set.
            }
            default -> data.onLost(request);
        }
    }

    /** Sends a request on behalf of nobody automatic; the outcome is kept. */
    public void ask(Ged188Message request) {
        ask(new CtiClientInput.Ask(--ownTokens, request, SNAPSHOT_TIMEOUT_MS));
    }

    /** From now on what is heard is kept; for scenarios, as it grows. */
    public void keep() {
        keeps = true;
    }

    /** Every message kept: events, confirmations and failures, in order. */
    public List<Ged188Message> heard() {
        return heard;
    }

    private void keep(Ged188Message message) {
        if (keeps) {
            heard.add(message);
        }
    }

    private void ask(CtiClientInput.Ask ask) {
        trace.line(name, ask);
        if (runs()) {
            requests.asked(ask);
            client.input(ask);
        }
    }

    @Override
    public void onTime(long nowMs) {
        if (agents != null) {
            agents.onTime(nowMs, this::ask);
        }
    }

    @Override
    public long nextDeadlineMs() {
        return agents == null ? Long.MAX_VALUE : agents.nextDeadlineMs();
    }

    /** True when the session is open for so long that it knows everything. */
    boolean settledFor(long ms) {
        return open && time.nowMs() - openedMs > ms;
    }

    /** What it is called. */
    public String name() {
        return name;
    }

    /** The calls as it was told of them. */
    public CallStory calls() {
        return calls;
    }

    /** The agents as it was told of them. */
    public AgentStory states() {
        return states;
    }

    RequestTruth requests() {
        return requests;
    }

    /** What its process keeps; nothing while none runs. */
    List<?> machines() {
        return runs() ? List.of(client.machine()) : List.of();
    }

    SimulatedCtiClient client() {
        return client;
    }

    /** Events heard so far. */
    public long events() {
        return events;
    }

    /** Sessions opened so far. */
    public long opened() {
        return opened;
    }
}
