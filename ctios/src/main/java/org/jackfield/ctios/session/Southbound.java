package org.jackfield.ctios.session;

import org.jackfield.client.ctiserver.CtiOutcome;
import org.jackfield.ctios.object.AgentKey;
import org.jackfield.ctios.object.AgentNow;
import org.jackfield.protocol.ged188.Ged188Message;
import org.jackfield.protocol.ged188.OpenConf;
import org.jackfield.protocol.ged188.SetAgentStateReq;
import org.jackfield.protocol.ged188.SystemEvent;
import org.jackfield.protocol.ged188.SystemEventID;
import org.jackfield.protocol.record.Arguments;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** The CTI Server as this server sees it: whether it is there, and what was asked of it. */
final class Southbound {

    /** What was asked and is not answered; {@code stateOf} is null when it is no agent's state. */
    private record Waiting(AgentKey stateOf, Consumer<CtiOutcome> ended) {}

    private final Core core;
    private final Map<Long, Waiting> waiting = new TreeMap<>();
    private final Map<AgentKey, List<Runnable>> afterStates = new TreeMap<>();
    private final Map<Long, Boolean> peripherals = new TreeMap<>();
    private final Set<String> phonesAway = new TreeSet<>();
    private boolean open;
    private boolean gatewayOnline = true;
    private String side = "";
    private String trouble = "not connected yet";
    private long nextToken = 1;

    Southbound(Core core) {
        this.core = core;
    }

    /** Asks; the outcome comes exactly once, at once when there is nobody to ask. */
    void ask(Ged188Message request, int timeoutMs, Consumer<CtiOutcome> ended) {
        if (!open) {
            ended.accept(new CtiOutcome.NotOpen(trouble));
            return;
        }
        long token = nextToken++;
        waiting.put(token, new Waiting(stateOf(request), ended));
        core.put(new CtiOsOutput.Ask(token, request, timeoutMs));
    }

    /** Asks, with the usual patience. */
    void ask(Ged188Message request, Consumer<CtiOutcome> ended) {
        ask(request, core.settings.limits().requestTimeoutMs(), ended);
    }

    void ended(long token, CtiOutcome outcome) {
        Waiting asked = waiting.remove(token);
        if (asked != null) {
            asked.ended.accept(outcome);
            boolean last = asked.stateOf != null && !stateAsked(asked.stateOf);
            List<Runnable> next = last ? afterStates.remove(asked.stateOf) : null;
            if (next != null) {
                next.forEach(Runnable::run);
            }
        }
    }

    private static AgentKey stateOf(Ged188Message request) {
        return request instanceof SetAgentStateReq req
                ? new AgentKey(req.peripheralId(), req.agentId())
                : null;
    }

    /** While a request about an agent's state is under way, the state that is shown may be over. */
    boolean stateAsked(AgentKey agent) {
        return waiting.values().stream().anyMatch(each -> agent.equals(each.stateOf));
    }

    /** Does something when no request about the agent's state is under way any more. */
    void afterStates(AgentKey agent, Runnable then) {
        if (stateAsked(agent)) {
            afterStates.computeIfAbsent(agent, key -> new ArrayList<>()).add(then);
        } else {
            then.run();
        }
    }

    void up(String toSide, OpenConf conf) {
        open = true;
        side = toSide;
        gatewayOnline = true;
        peripherals.clear();
        phonesAway.clear();
        for (long each : conf.fltPeripheralId()) {
            peripherals.put(each, conf.peripheralOnline() != 0);
        }
    }

    void down(String reason) {
        open = false;
        trouble = reason;
    }

    /** True when the event is about what is up and what is down. */
    boolean take(SystemEvent event) {
        SystemEventID id = SystemEventID.of(event.systemEventId());
        if (id == null) {
            return false;
        }
        switch (id) {
            case PERIPHERAL_ONLINE -> peripherals.put(event.systemEventArg1(), true);
            case PERIPHERAL_OFFLINE -> peripherals.put(event.systemEventArg1(), false);
            case PERIPHERAL_GATEWAY_OFFLINE, CTI_SERVER_OFFLINE -> gatewayOnline = false;
            case CTI_SERVER_ONLINE -> gatewayOnline = true;
            default -> {
                return false;
            }
        }
        return true;
    }

    /** True when the event is about a phone that came or went. */
    boolean takePhone(SystemEvent event) {
        SystemEventID id = SystemEventID.of(event.systemEventId());
        String phone = phone(event.systemEventArg1(), event.eventDeviceId());
        if (id == SystemEventID.INSTRUMENT_OUT_OF_SERVICE) {
            phonesAway.add(phone);
        } else if (id == SystemEventID.INSTRUMENT_BACK_IN_SERVICE) {
            phonesAway.remove(phone);
        } else {
            return false;
        }
        return true;
    }

    private static String phone(long peripheral, String instrument) {
        return peripheral + "/" + instrument;
    }

    /** False while the phone at which the session's agent is, or was last, is out of service. */
    boolean phoneThere(ClientSession session) {
        AgentNow agent = session.agent == null ? null : core.floor.agent(session.agent);
        return agent == null
                || !phonesAway.contains(phone(session.agent.peripheral(), agent.instrument()));
    }

    boolean open() {
        return open;
    }

    /** The peripherals of the CTI Server; none before the first session with it. */
    List<Long> switches() {
        return List.copyOf(peripherals.keySet());
    }

    /** Whether a switch can be reached. */
    boolean online(long peripheral) {
        return open && gatewayOnline && peripherals.getOrDefault(peripheral, true);
    }

    /** Whether all is well. */
    boolean online() {
        return open && gatewayOnline && !peripherals.containsValue(false);
    }

    /** StatusSystem, as a session sees it: offline, too, while its phone is (BEH-346). */
    Arguments status(ClientSession session) {
        List<Object> list = new ArrayList<>();
        peripherals.forEach(
                (id, online) ->
                        list.add(
                                Arguments.builder()
                                        .put("PeripheralID", id)
                                        .put("Name", "")
                                        .put("Online", open && gatewayOnline && online)
                                        .build()));
        return Arguments.builder()
                .put("Online", online() && phoneThere(session))
                .put("CtiServer", open)
                .put("Side", open ? side : "")
                .put("Peripherals", list)
                .build();
    }

    /** The arguments of OnCTIOSFailure that tell the state of the system. */
    Arguments statusEvent(ClientSession session) {
        int event = 8;
        long argument = 0;
        String text = "";
        if (!open) {
            event = 7;
            text = Enablement.OFFLINE;
        } else if (!gatewayOnline) {
            event = 6;
            text = "The phone system's gateway is not connected.";
        }
        for (Map.Entry<Long, Boolean> each : peripherals.entrySet()) {
            if (open && gatewayOnline && !each.getValue()) {
                event = 4;
                argument = each.getKey();
                text = Enablement.OFFLINE;
            }
        }
        if (event == 8 && !phoneThere(session)) {
            event = SystemEventID.INSTRUMENT_OUT_OF_SERVICE.value();
            argument = session.agent.peripheral();
            text = "Your phone is out of service. Log in again when it is back.";
        }
        return Arguments.builder()
                .put("FailureCode", 10)
                .put("SystemEventID", event)
                .put("SystemEventArg1", argument)
                .put("ErrorMessage", text)
                .put("StatusSystem", status(session))
                .build();
    }
}
