package org.jackfield.gateway.cluster;

import io.aeron.ExclusivePublication;
import io.aeron.Image;
import io.aeron.Publication;
import io.aeron.cluster.codecs.CloseReason;
import io.aeron.cluster.service.ClientSession;
import io.aeron.cluster.service.Cluster;
import io.aeron.cluster.service.ClusteredService;
import io.aeron.logbuffer.Header;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

import java.io.ByteArrayOutputStream;

/** The engine's view of the machine: it only passes the order on. Its sessions mean nothing. */
final class OrderService implements ClusteredService {

    private static final int PART_BYTES = 16 * 1024;
    private static final int LENGTH_BYTES = 8;
    private static final int OFFERS_MAX = 1_000_000;

    private final OrderTaker taker;
    private Cluster cluster;

    OrderService(OrderTaker taker) {
        this.taker = taker;
    }

    @Override
    public void onStart(Cluster started, Image snapshotImage) {
        cluster = started;
        if (snapshotImage != null) {
            taker.restore(read(snapshotImage));
        }
    }

    /** First eight bytes with the length, then the state in parts. */
    private byte[] read(Image image) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        long[] length = {-1};
        while (length[0] < 0 || bytes.size() < length[0]) {
            int fragments =
                    image.poll(
                            (buffer, offset, size, header) -> {
                                if (length[0] < 0) {
                                    length[0] = buffer.getLong(offset);
                                } else {
                                    byte[] part = new byte[size];
                                    buffer.getBytes(offset, part);
                                    bytes.writeBytes(part);
                                }
                            },
                            16);
            if (fragments == 0 && (image.isClosed() || image.isEndOfStream())) {
                throw new ClusterRefusal(
                        "the snapshot is damaged: it ends after " + bytes.size() + " bytes");
            }
            cluster.idleStrategy().idle(fragments);
        }
        return bytes.toByteArray();
    }

    @Override
    public void onTakeSnapshot(ExclusivePublication publication) {
        byte[] state = taker.snapshot();
        try {
            write(publication, state);
        } catch (RuntimeException failed) {
            taker.snapshotFailed(failed.toString());
            throw failed;
        }
    }

    private void write(ExclusivePublication publication, byte[] state) {
        UnsafeBuffer length = new UnsafeBuffer(new byte[LENGTH_BYTES]);
        length.putLong(0, state.length);
        offer(publication, length, 0, LENGTH_BYTES);
        UnsafeBuffer all = new UnsafeBuffer(state);
        int part = Math.min(PART_BYTES, publication.maxPayloadLength());
        for (int at = 0; at < state.length; at += part) {
            offer(publication, all, at, Math.min(part, state.length - at));
        }
    }

    private void offer(ExclusivePublication publication, DirectBuffer from, int at, int size) {
        cluster.idleStrategy().reset(); // the order stands still meanwhile
        for (int tries = 0; tries < OFFERS_MAX; tries++) {
            long result = publication.offer(from, at, size);
            if (result > 0) {
                return;
            }
            if (result == Publication.CLOSED || result == Publication.MAX_POSITION_EXCEEDED) {
                throw new IllegalStateException("the snapshot cannot be written: " + result);
            }
            cluster.idleStrategy().idle();
        }
        throw new IllegalStateException(
                "the snapshot cannot be written: the archive takes nothing");
    }

    @Override
    public void onSessionMessage(
            ClientSession session,
            long timestamp,
            DirectBuffer buffer,
            int offset,
            int length,
            Header header) {
        byte[] envelope = new byte[length];
        buffer.getBytes(offset, envelope);
        taker.entry(timestamp, envelope);
    }

    @Override
    public void onRoleChange(Cluster.Role role) {
        taker.leads(role == Cluster.Role.LEADER);
    }

    @Override
    public void onSessionOpen(ClientSession session, long timestamp) {
        // a source is known by what its inputs say
    }

    @Override
    public void onSessionClose(ClientSession session, long timestamp, CloseReason reason) {
        // a source is known by what its inputs say
    }

    @Override
    public void onTimerEvent(long correlationId, long timestamp) {
        // the machine's timers fire at entries
    }

    @Override
    public void onTerminate(Cluster ended) {
        taker.fault("the engine ended");
    }
}
