package org.jackfield.simulation.bench;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;

import org.jackfield.protocol.ged188.Ged188Codec;
import org.jackfield.protocol.ged188.Ged188Message;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * One message to a byte array and back, ours beside protobuf-java with the same content. Both
 * decoders hand out a whole message whose strings are strings: a proto3 message makes them while it
 * is read, as ours does.
 *
 * <p>{@code encode} writes each message once, as a server does. {@code encodeAgain} writes the same
 * object over and over: the peer keeps the size it computed the first time.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class CodecBenchmark {

    /** The messages measured. */
    public enum Sample {
        /** A client opens a session. */
        OPEN_REQ(
                () -> CodecSamples.openReq().toBuilder().build(),
                () -> CodecSamples.peerOpenReq().toBuilder().build()),
        /** An agent becomes available. */
        AGENT_STATE_EVENT(
                () -> CodecSamples.agentStateEvent().toBuilder().build(),
                () -> CodecSamples.peerAgentStateEvent().toBuilder().build()),
        /** A call rings, with ten call variables. */
        CALL_DELIVERED_EVENT(
                () -> CodecSamples.callDeliveredEvent().toBuilder().build(),
                () -> CodecSamples.peerCallDeliveredEvent().toBuilder().build());

        private final Supplier<Ged188Message> ours;
        private final Supplier<MessageLite> peer;

        Sample(Supplier<Ged188Message> ours, Supplier<MessageLite> peer) {
            this.ours = ours;
            this.peer = peer;
        }
    }

    static final int VERSION = 25;

    private static final int BATCH = 256;

    /** The message and its bytes on both sides. */
    @State(Scope.Thread)
    public static class One {

        /** Which message. */
        @Param public Sample sample;

        private Ged188Message message;
        private byte[] frame;
        private MessageLite peer;
        private Parser<? extends MessageLite> parser;
        private byte[] peerBytes;

        /** Checks that both sides read what they wrote. */
        @Setup
        public void prepare() throws InvalidProtocolBufferException {
            message = sample.ours.get();
            peer = sample.peer.get();
            frame = Ged188Codec.encode(message, VERSION);
            peerBytes = peer.toByteArray();
            parser = peer.getParserForType();
            if (!Ged188Codec.decode(frame, VERSION).message().equals(message)
                    || !parser.parseFrom(peerBytes).equals(peer)) {
                throw new IllegalStateException(sample + " does not survive the round trip");
            }
        }
    }

    /** Messages of ours that have not been written yet. */
    @State(Scope.Thread)
    public static class FreshGed188 {

        /** Which message. */
        @Param public Sample sample;

        private final Ged188Message[] messages = new Ged188Message[BATCH];

        /** Makes new objects; not measured. */
        @Setup(Level.Invocation)
        public void refill() {
            for (int i = 0; i < BATCH; i++) {
                messages[i] = sample.ours.get();
            }
        }
    }

    /** Messages of the peer that have not been written yet. */
    @State(Scope.Thread)
    public static class FreshProtobuf {

        /** Which message. */
        @Param public Sample sample;

        private final MessageLite[] messages = new MessageLite[BATCH];

        /** Makes new objects; not measured. */
        @Setup(Level.Invocation)
        public void refill() {
            for (int i = 0; i < BATCH; i++) {
                messages[i] = sample.peer.get();
            }
        }
    }

    /** Ours to bytes, each message once. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void encodeGed188(FreshGed188 fresh, Blackhole hole) {
        for (Ged188Message message : fresh.messages) {
            hole.consume(Ged188Codec.encode(message, VERSION));
        }
    }

    /** The peer to bytes, each message once. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void encodeProtobuf(FreshProtobuf fresh, Blackhole hole) {
        for (MessageLite message : fresh.messages) {
            hole.consume(message.toByteArray());
        }
    }

    /** Ours to bytes, the same object again. */
    @Benchmark
    public byte[] encodeAgainGed188(One one) {
        return Ged188Codec.encode(one.message, VERSION);
    }

    /** The peer to bytes, the same object again. */
    @Benchmark
    public byte[] encodeAgainProtobuf(One one) {
        return one.peer.toByteArray();
    }

    /** Ours from bytes. */
    @Benchmark
    public Ged188Message decodeGed188(One one) {
        return Ged188Codec.decode(one.frame, VERSION).message();
    }

    /** The peer from bytes. */
    @Benchmark
    public MessageLite decodeProtobuf(One one) throws InvalidProtocolBufferException {
        return one.parser.parseFrom(one.peerBytes);
    }
}
