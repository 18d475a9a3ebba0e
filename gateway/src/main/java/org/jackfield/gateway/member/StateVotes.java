package org.jackfield.gateway.member;

import org.jackfield.protocol.log.StateHashed;

import java.util.Map;
import java.util.TreeMap;

/** Compares what the members say of their states. */
public final class StateVotes {

    private static final int VOTES_TO_DECIDE = 3;
    private static final int KEPT_MAX = 4;

    private final TreeMap<Long, Map<Integer, Long>> byInputs = new TreeMap<>();

    /**
     * Takes what a source said of its state.
     *
     * @return the source that differs from two others who agree, or -1
     */
    public int take(int source, StateHashed hashed) {
        Map<Integer, Long> votes =
                byInputs.computeIfAbsent(hashed.inputs(), inputs -> new TreeMap<>());
        votes.put(source, hashed.hash());
        while (byInputs.size() > KEPT_MAX) {
            byInputs.pollFirstEntry();
        }
        if (votes.size() < VOTES_TO_DECIDE) {
            return -1;
        }
        for (Map.Entry<Integer, Long> each : votes.entrySet()) {
            long agreeing =
                    votes.values().stream().filter(other -> other.equals(each.getValue())).count();
            if (agreeing == 1 && othersAgree(votes, each.getKey())) {
                return each.getKey();
            }
        }
        return -1;
    }

    private static boolean othersAgree(Map<Integer, Long> votes, int without) {
        return votes.entrySet().stream()
                        .filter(each -> each.getKey() != without)
                        .map(Map.Entry::getValue)
                        .distinct()
                        .count()
                == 1;
    }
}
