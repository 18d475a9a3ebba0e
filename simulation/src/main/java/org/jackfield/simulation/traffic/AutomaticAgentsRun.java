package org.jackfield.simulation.traffic;

import org.jackfield.client.ctiserver.CtiClientInput;
import org.jackfield.client.ctiserver.CtiClientOutput;
import org.jackfield.client.ctiserver.CtiClientSettings;
import org.jackfield.client.ctiserver.CtiServerAddress;
import org.jackfield.client.run.CtiClient;
import org.jackfield.client.run.CtiClientListener;
import org.jackfield.machine.loop.Loop;
import org.jackfield.machine.loop.MonotonicClock;
import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.ged188.AgentStateEvent;
import org.jackfield.protocol.ged188.Ged188Message;
import org.jackfield.protocol.ged188.OpenConf;
import org.jackfield.protocol.ged188.ServiceMask;
import org.jackfield.protocol.link.EventLoops;
import org.jackfield.protocol.link.LinkSettings;

import java.util.List;
import java.util.function.Consumer;

/**
 * Runs {@link AutomaticAgents} against real CTI Servers: one session, one loop. It also tells when
 * somebody who is not automatic goes ready, so that a demo can send a caller.
 */
public final class AutomaticAgentsRun implements Loop.Turn, AutoCloseable {

    private static final int INBOX_MAX = 20_000;
    private static final int VERSION = 24;
    private static final int IDLE_SECONDS = 60;

    private final AutomaticAgents agents;
    private final Consumer<AgentStateEvent> ready;
    private final Consumer<String> log;
    private final Loop loop;
    private final CtiClient client;

    private AutomaticAgentsRun(
            AutomaticAgents agents,
            CtiClientSettings settings,
            EventLoops loops,
            Consumer<AgentStateEvent> ready,
            Consumer<String> log) {
        this.agents = agents;
        this.ready = ready;
        this.log = log;
        this.loop =
                new Loop(
                        "automatic-agents",
                        INBOX_MAX,
                        new MonotonicClock(),
                        fault -> log.accept("automatic agents: " + fault));
        this.client = CtiClient.on(loop, settings, loops, LinkSettings.DEFAULTS, new Ears());
    }

    /**
     * Connects and lets the agents work.
     *
     * @param servers the sides, tried in turn
     * @param ready hears, on the agents' loop, of each skill group in which somebody not automatic
     *     became available
     * @param log takes a line when something is wrong
     */
    public static AutomaticAgentsRun launch(
            AutomaticAgents agents,
            List<CtiServerAddress> servers,
            EventLoops loops,
            Consumer<AgentStateEvent> ready,
            Consumer<String> log) {
        CtiClientSettings settings =
                CtiClientSettings.of(
                        servers,
                        CtiClientSettings.open(
                                "automatic-agents",
                                "",
                                "automatic",
                                VERSION,
                                ServiceMask.CLIENT_CONTROL
                                        | ServiceMask.ALL_EVENTS
                                        | ServiceMask.CALL_DATA_UPDATE,
                                IDLE_SECONDS));
        AutomaticAgentsRun run = new AutomaticAgentsRun(agents, settings, loops, ready, log);
        run.loop.start(run);
        run.client.start();
        return run;
    }

    private final class Ears implements CtiClientListener {
        @Override
        public void opened(CtiServerAddress server, int version, OpenConf conf) {
            hand(new CtiClientOutput.Opened(server, version, conf));
        }

        @Override
        public void down(CtiServerAddress server, String reason) {
            log.accept("automatic agents lost " + server + ": " + reason);
            hand(new CtiClientOutput.Down(server, reason));
        }

        @Override
        public void event(Ged188Message event) {
            hand(new CtiClientOutput.Event(event));
            if (event instanceof AgentStateEvent state
                    && state.agentState() == AgentState.AVAILABLE.value()
                    && agents.state(state.agentId()) == null) {
                ready.accept(state);
            }
        }

        @Override
        public void note(String text) {
            log.accept("automatic agents: " + text);
        }
    }

    private void hand(CtiClientOutput output) {
        agents.onOutput(output, loop.nowMs(), this::ask);
    }

    private void ask(CtiClientInput.Ask ask) {
        client.ask(
                ask.request(),
                ask.timeoutMs(),
                outcome -> hand(new CtiClientOutput.Ended(ask.token(), outcome)));
    }

    @Override
    public void onTime(long nowMs) {
        agents.onTime(nowMs, this::ask);
        client.onTime(nowMs);
    }

    @Override
    public long nextDeadlineMs() {
        return Math.min(agents.nextDeadlineMs(), client.nextDeadlineMs());
    }

    /** The session ends; the gateway logs the agents out after its grace. */
    @Override
    public void close() {
        boolean taken =
                loop.offer(
                        () -> {
                            client.close();
                            loop.close();
                        });
        if (!taken) {
            loop.close();
        }
    }
}
