package org.jackfield.simulation.check;

import org.jackfield.peripheral.scripted.Actor;
import org.jackfield.protocol.pim.Arrived;
import org.jackfield.protocol.pim.Ended;
import org.jackfield.protocol.pim.PimReport;
import org.jackfield.protocol.pim.SwitchDown;
import org.jackfield.protocol.pim.Variable;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** What really happened at the switch, seen by somebody who stands beside it. */
public final class SwitchTruth implements Actor {

    private static final String ACCOUNT = "Var1";

    private final Map<String, Arrived> byAccount = new LinkedHashMap<>();
    private final Map<String, String> accounts = new LinkedHashMap<>();
    private final Set<String> here = new LinkedHashSet<>();
    private final Findings findings;
    private long arrived;
    private long restarts;

    public SwitchTruth(Findings findings) {
        this.findings = findings;
    }

    @Override
    public void happened(PimReport report, long nowMs) {
        switch (report) {
            case Arrived caller -> {
                arrived++;
                here.add(caller.channel());
                for (Variable each : caller.variables()) {
                    if (each.name().equals(ACCOUNT)) {
                        byAccount.put(each.value(), caller);
                        accounts.put(caller.channel(), each.value());
                    }
                }
            }
            case Ended ended -> {
                here.remove(ended.channel());
                accounts.remove(ended.channel());
            }
            case SwitchDown ignored -> {
                restarts++;
                here.clear();
                accounts.clear();
            }
            default -> {
                // Only beginnings and ends count here.
            }
        }
    }

    /** The caller who brought an account; null when nobody did, or long ago. */
    Arrived callerWith(String account) {
        return byAccount.get(account);
    }

    /** Forgets callers who are gone, so that a long run does not remember them all. */
    public void tidy() {
        byAccount.keySet().retainAll(new LinkedHashSet<>(accounts.values()));
    }

    /** Callers that the gateway was told of. */
    public long arrived() {
        return arrived;
    }

    /** How often the switch died. */
    public long restarts() {
        return restarts;
    }

    /** At the very end nobody who arrived may still be there. */
    public void finish(long nowMs) {
        here.forEach(
                channel ->
                        findings.add(
                                nowMs,
                                "every begun call ends everywhere",
                                "the caller on " + channel + " is still at the switch"));
    }

    @Override
    public void onTime(long nowMs) {
        // Looks on only.
    }

    @Override
    public long nextDeadlineMs() {
        return Long.MAX_VALUE;
    }
}
