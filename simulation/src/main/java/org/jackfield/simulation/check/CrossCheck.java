package org.jackfield.simulation.check;

import org.jackfield.peripheral.scripted.ScriptedSwitch;
import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.ged188.LocalConnectionState;
import org.jackfield.simulation.check.Lasting.Difference;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares what a client was told with what is at the switch. Goal: no phantom call, no forgotten
 * leg, no stuck agent. A difference counts when it is seen again, unchanged, after the time in
 * which it has to be repaired.
 */
public final class CrossCheck {

    private static final String PHANTOM = "no connection without a leg at the switch";
    private static final String FORGOTTEN = "no leg at the switch without a connection";
    private static final String STATE = "an agent's state follows from the calls";

    private final ScriptedSwitch owner;
    private final Lasting lasting;

    public CrossCheck(ScriptedSwitch owner, Findings findings) {
        this.owner = owner;
        this.lasting = new Lasting(findings);
    }

    /** Differences seen so far mean nothing any more: there was a fault. */
    public void forgive() {
        lasting.forgive();
    }

    /**
     * Compares; to be called every few seconds.
     *
     * @param agents AgentID by phone
     */
    public void compare(
            CallStory calls, AgentStory states, Map<String, String> agents, long nowMs) {
        List<Difference> seen = new ArrayList<>();
        Map<String, Map<Long, LocalConnectionState>> told = calls.connections();
        Set<String> withLegs = new LinkedHashSet<>();
        for (String channel : owner.channels()) {
            String endpoint = owner.endpointOf(channel);
            if (agents.containsKey(endpoint)) {
                withLegs.add(endpoint);
                if (!told.containsKey(endpoint) && owner.announced(channel)) {
                    String what = channel + " of phone " + endpoint;
                    seen.add(new Difference(FORGOTTEN, what, ""));
                }
            }
        }
        agents.forEach(
                (phone, agent) -> {
                    Map<Long, LocalConnectionState> there = told.getOrDefault(phone, Map.of());
                    there.forEach(
                            (call, state) -> {
                                boolean needsLeg =
                                        state == LocalConnectionState.CONNECT
                                                || state == LocalConnectionState.HOLD;
                                if (needsLeg && !withLegs.contains(phone)) {
                                    String what = "call " + call + " at " + phone + " in " + state;
                                    seen.add(new Difference(PHANTOM, what, ""));
                                }
                            });
                    AgentState state = states.state(agent);
                    if (!fits(state, there)) {
                        String what = agent + " is " + state + " with " + there;
                        seen.add(new Difference(STATE, what, ""));
                    }
                });
        lasting.look(seen, nowMs);
    }

    private static boolean fits(AgentState state, Map<Long, LocalConnectionState> calls) {
        List<LocalConnectionState> there = List.copyOf(calls.values());
        return switch (state) {
            case TALKING ->
                    there.contains(LocalConnectionState.CONNECT)
                            || there.contains(LocalConnectionState.INITIATE)
                            || there.contains(LocalConnectionState.ALERTING)
                            || there.contains(LocalConnectionState.FAIL);
            case HOLD -> there.contains(LocalConnectionState.HOLD);
            case AVAILABLE, WORK_READY, WORK_NOT_READY ->
                    !there.contains(LocalConnectionState.CONNECT)
                            && !there.contains(LocalConnectionState.HOLD);
            default -> true;
        };
    }
}
