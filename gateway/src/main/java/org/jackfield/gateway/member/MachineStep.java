package org.jackfield.gateway.member;

import org.jackfield.gateway.opc.OpcOutput;
import org.jackfield.gateway.opc.OpcOutput.Severity;
import org.jackfield.machine.Machine;
import org.jackfield.protocol.log.Envelope;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * One step of the machine. A fault in it costs the rest of that step, in the same way on every
 * member and whenever the log is run again; what the step put out before counts, and the entry of
 * the log is done with.
 */
public final class MachineStep {

    private static final int FRAMES_TOLD = 12;

    private MachineStep() {}

    /** Fires what is due. */
    public static List<OpcOutput> onTime(Machine<Envelope, OpcOutput> machine, long nowMs) {
        return guarded("a timer", out -> machine.onTime(nowMs, out));
    }

    /** Takes an input. */
    public static List<OpcOutput> onInput(
            Machine<Envelope, OpcOutput> machine, Envelope envelope, long nowMs) {
        return guarded(
                envelope.input().getClass().getSimpleName(),
                out -> machine.onInput(envelope, nowMs, out));
    }

    private static List<OpcOutput> guarded(String what, Consumer<Consumer<OpcOutput>> step) {
        List<OpcOutput> outputs = new ArrayList<>();
        try {
            step.accept(outputs::add);
        } catch (RuntimeException fault) {
            outputs.add(new OpcOutput.LogLine(Severity.ERROR, text(what, fault)));
        }
        return List.copyOf(outputs);
    }

    private static String text(String what, RuntimeException fault) {
        StringBuilder text = new StringBuilder("fault in the machine at ");
        text.append(what).append(": ").append(fault);
        StackTraceElement[] trace = fault.getStackTrace();
        for (int i = 0; i < Math.min(trace.length, FRAMES_TOLD); i++) {
            text.append(" < ").append(trace[i]);
        }
        return text.toString();
    }
}
