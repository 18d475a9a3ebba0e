package org.jackfield.ctios.process;

import org.jackfield.ctios.session.CtiOsInput;
import org.jackfield.ctios.session.CtiOsOutput;
import org.jackfield.machine.loop.Loop;
import org.jackfield.protocol.cil.ClientFrame;
import org.jackfield.protocol.cil.Closing;
import org.jackfield.protocol.cil.Event;
import org.jackfield.protocol.cil.Request;
import org.jackfield.protocol.cil.ServerFrame;
import org.jackfield.protocol.cil.json.CilJson;
import org.jackfield.protocol.link.WebSocketLink;
import org.jackfield.protocol.link.WebSocketListener;
import org.jackfield.protocol.record.RecordFormatException;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The clients' connections: frames in, as inputs for the loop; frames out, encoded once. */
final class ClientLinks implements WebSocketListener {

    private static final long AGAIN_MS = 10;
    private static final int CLOSE_NORMAL = 1000;
    private static final int CLOSE_PROTOCOL = 1002;
    private static final int CLOSE_BUSY = 1013;
    private static final int CLOSE_GOING = 1001;
    private static final byte[] PREFIX =
            "{\"t\":\"event\",\"number\":".getBytes(StandardCharsets.UTF_8);

    private final Loop loop;
    private final Consumer<CtiOsInput> inputs;
    private final Map<Long, WebSocketLink> links = new ConcurrentHashMap<>();
    private long sent;

    ClientLinks(Loop loop, Consumer<CtiOsInput> inputs) {
        this.loop = loop;
        this.inputs = inputs;
    }

    /** Frames sent to clients so far. On the loop. */
    long sent() {
        return sent;
    }

    int count() {
        return links.size();
    }

    @Override
    public void onOpen(WebSocketLink link) {
        links.put(link.id(), link);
        hand(link, new CtiOsInput.Opened(link.id(), String.valueOf(link.remote())));
    }

    @Override
    public void onText(WebSocketLink link, byte[] text) {
        said(link, text, false);
    }

    /** Whoever pressed that must see it refused, not done after all. */
    @Override
    public void onLateText(WebSocketLink link, byte[] text) {
        said(link, text, true);
    }

    private void said(WebSocketLink link, byte[] text, boolean late) {
        long cameMs = loop.nowMs();
        try {
            ClientFrame frame = CilJson.decodeClientFrame(text);
            hand(
                    link,
                    () -> {
                        long waitedMs = late ? Integer.MAX_VALUE : loop.nowMs() - cameMs;
                        return new CtiOsInput.Said(link.id(), older(frame, waitedMs));
                    });
        } catch (RecordFormatException wrong) {
            hand(link, new CtiOsInput.Garbled(link.id(), wrong.getMessage()));
        }
    }

    /** A request ages also while it waits here. */
    private static ClientFrame older(ClientFrame frame, long waitedMs) {
        if (!(frame instanceof Request request) || waitedMs <= 0) {
            return frame;
        }
        long ageMs = Math.min(Integer.MAX_VALUE, Math.max(0, request.ageMs()) + waitedMs);
        return request.toBuilder().ageMs((int) ageMs).build();
    }

    @Override
    public void onClosed(WebSocketLink link) {
        links.remove(link.id());
        must(link, new CtiOsInput.Closed(link.id()));
    }

    @Override
    public void onSlow(WebSocketLink link, long queuedBytes) {
        hand(link, new CtiOsInput.Slow(link.id(), queuedBytes));
    }

    @Override
    public void onCutOff(WebSocketLink link, long queuedBytes) {
        must(link, new CtiOsInput.CutOff(link.id(), queuedBytes));
    }

    /** A full inbox costs the client that would fill it further its connection. */
    private void hand(WebSocketLink link, CtiOsInput input) {
        hand(link, () -> input);
    }

    /** As above; the input is made when its turn has come. */
    private void hand(WebSocketLink link, Supplier<CtiOsInput> input) {
        if (!loop.offer(() -> inputs.accept(input.get()))) {
            Closing busy = new Closing("busy", "This server is overloaded. Try again.", true);
            link.close(CilJson.encode(busy), CLOSE_BUSY, "busy");
        }
    }

    /** What must not get lost is handed on again and again. */
    private void must(WebSocketLink link, CtiOsInput input) {
        if (!loop.offer(() -> inputs.accept(input)) && link != null) {
            link.later(AGAIN_MS, () -> must(link, input));
        }
    }

    void send(long to, ServerFrame frame) {
        WebSocketLink link = links.get(to);
        if (link != null) {
            sent++;
            link.send(CilJson.encode(frame));
        }
    }

    /** The same event to many: encoded once, each with its own number in front. */
    void share(CtiOsOutput.Share share) {
        byte[] rest = afterNumber(share.event());
        for (CtiOsOutput.Recipient each : share.recipients()) {
            WebSocketLink link = links.get(each.link());
            if (link != null) {
                sent++;
                link.send(
                        PREFIX,
                        Long.toString(each.number()).getBytes(StandardCharsets.UTF_8),
                        rest);
            }
        }
    }

    private static byte[] afterNumber(Event event) {
        byte[] whole = CilJson.encode(event.toBuilder().number(0).build());
        return Arrays.copyOfRange(whole, PREFIX.length + 1, whole.length);
    }

    void close(long to, Closing last) {
        WebSocketLink link = links.get(to);
        if (link != null) {
            int code = last.reason().equals("protocol") ? CLOSE_PROTOCOL : CLOSE_NORMAL;
            link.close(CilJson.encode(last), code, last.reason());
        }
    }

    /** A last word to everybody. */
    void shutdown(String text) {
        byte[] last = CilJson.encode(new Closing("shutdown", text, true));
        links.values().forEach(link -> link.close(last, CLOSE_GOING, "shutdown"));
    }
}
