package org.jackfield.gateway.process;

import org.jackfield.gateway.opc.OpcOutput;
import org.jackfield.machine.Machine;
import org.jackfield.protocol.log.Envelope;
import org.jackfield.protocol.log.Input;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;

/** An OPC that puts out what a test says for each input, and keeps what it took. */
final class ScriptedOpc implements Machine<Envelope, OpcOutput> {

    private final Function<Input, List<OpcOutput>> script;
    private final List<Input> taken = new CopyOnWriteArrayList<>();
    private final Queue<OpcOutput> later = new ConcurrentLinkedQueue<>();
    private final List<Long> expected = new ArrayList<>(List.of(1L, 1L));

    ScriptedOpc(Function<Input, List<OpcOutput>> script) {
        this.script = script;
    }

    /** Puts this out soon, as a timer or the switch's word would. */
    void later(OpcOutput output) {
        later.add(output);
    }

    /** All inputs in the order of the log. */
    List<Input> taken() {
        return taken;
    }

    @Override
    public void onInput(Envelope envelope, long nowMs, Consumer<? super OpcOutput> out) {
        if (envelope.sequence() != expected.get(envelope.source())) {
            throw new IllegalStateException("not the next number: " + envelope);
        }
        expected.set(envelope.source(), envelope.sequence() + 1);
        taken.add(envelope.input());
        script.apply(envelope.input()).forEach(out);
    }

    @Override
    public void onTime(long nowMs, Consumer<? super OpcOutput> out) {
        for (OpcOutput next = later.poll(); next != null; next = later.poll()) {
            out.accept(next);
        }
    }

    @Override
    public long nextDeadlineMs() {
        return later.isEmpty() ? Long.MAX_VALUE : 0;
    }

    @Override
    public byte[] snapshot() {
        return new byte[0];
    }

    @Override
    public void restore(byte[] snapshot) {}
}
