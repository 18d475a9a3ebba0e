package org.jackfield.app.demo;

import org.jackfield.client.cil.CilEvent;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Turns what the CIL told, and what the raw bytes say, into sightings that can be compared. */
final class Sightings {

    private static final Map<String, String> CIL_WORDS =
            Map.of(
                    "OnCallDelivered", "rings",
                    "OnCallEstablished", "talks",
                    "OnCallHeld", "held",
                    "OnCallRetrieved", "retrieved",
                    "OnCallTransferred", "transferred");

    private static final Map<Integer, String> RAW_WORDS =
            Map.of(
                    RawFrame.CALL_DELIVERED_EVENT, "rings",
                    RawFrame.CALL_ESTABLISHED_EVENT, "talks",
                    RawFrame.CALL_HELD_EVENT, "held",
                    RawFrame.CALL_RETRIEVED_EVENT, "retrieved",
                    RawFrame.CALL_TRANSFERRED_EVENT, "transferred");

    private static final int VARIABLES = 10;

    private Sightings() {}

    /** What the CIL's events tell. */
    static Sighting ofCil(List<CilEvent> events) {
        Sighting seen = new Sighting();
        for (CilEvent event : events) {
            String word = CIL_WORDS.get(event.name());
            if (word != null) {
                long callId = callId(event.target());
                seen.call(word, callId);
                if (word.equals("rings")) {
                    seen.data(callId, cilData(event));
                }
            } else if (event.is("OnCallBegin")) {
                seen.data(callId(event.target()), cilData(event));
            } else if (event.is("OnAgentStateChange") && event.args().has("AgentState")) {
                seen.state(event.args().number("AgentState").intValue());
            }
        }
        return seen;
    }

    /** What the raw frames tell of these calls and this agent. */
    static Sighting ofRaw(List<RawFrame> frames, Set<Long> calls, String agentId) {
        Sighting seen = new Sighting();
        for (RawFrame frame : frames) {
            int type = frame.type();
            if (type == RawFrame.AGENT_STATE_EVENT) {
                if (agentId.equals(frame.floats().get(RawFrame.TAG_AGENT_ID))) {
                    seen.state(frame.agentState());
                }
            } else if (calls.contains(frame.callId())) {
                String word = RAW_WORDS.get(type);
                if (word != null) {
                    seen.call(word, frame.callId());
                }
                if (type == RawFrame.CALL_TRANSFERRED_EVENT) {
                    // The CIL tells it to both of the agent's connections.
                    seen.call(word, frame.secondaryCallId());
                }
                if (type == RawFrame.BEGIN_CALL_EVENT || type == RawFrame.CALL_DELIVERED_EVENT) {
                    seen.data(frame.callId(), rawData(frame.floats()));
                }
            }
        }
        return seen;
    }

    /** The call of {@code call.PERIPHERAL.CALL.DEVICE}. */
    static long callId(String uniqueObjectId) {
        return Long.parseLong(uniqueObjectId.split("\\.")[2]);
    }

    private static Map<String, String> cilData(CilEvent event) {
        Map<String, String> data = new LinkedHashMap<>();
        data.put("ANI", event.args().text("ANI", ""));
        data.put("DNIS", event.args().text("DNIS", ""));
        for (int i = 1; i <= VARIABLES; i++) {
            data.put("Variable" + i, event.args().text("CallVariable" + i, ""));
        }
        return data;
    }

    private static Map<String, String> rawData(Map<Integer, String> floats) {
        Map<String, String> data = new LinkedHashMap<>();
        data.put("ANI", floats.getOrDefault(RawFrame.TAG_ANI, ""));
        data.put("DNIS", floats.getOrDefault(RawFrame.TAG_DNIS, ""));
        for (int i = 1; i <= VARIABLES; i++) {
            int tag = RawFrame.TAG_CALL_VARIABLE_1 + i - 1;
            data.put("Variable" + i, floats.getOrDefault(tag, ""));
        }
        return data;
    }
}
