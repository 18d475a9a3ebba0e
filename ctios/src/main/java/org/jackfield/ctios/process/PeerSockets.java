package org.jackfield.ctios.process;

import org.jackfield.ctios.session.CtiOsInput;
import org.jackfield.ctios.session.CtiOsOutput;
import org.jackfield.machine.loop.Loop;
import org.jackfield.protocol.cil.json.CilJson;
import org.jackfield.protocol.link.EventLoops;
import org.jackfield.protocol.link.TlsIdentity;
import org.jackfield.protocol.link.TlsTrust;
import org.jackfield.protocol.link.WebSocketClient;
import org.jackfield.protocol.link.WebSocketClientSettings;
import org.jackfield.protocol.record.RecordFormatException;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The connections to the peers, one each. The machine says when and judges silence; what comes is
 * handed to its loop. Used on the loop.
 */
final class PeerSockets {

    private static final int NEVER_MS = 3_600_000;

    private record Connection(long attempt, WebSocketClient socket) {}

    private final EventLoops loops;
    private final Loop loop;
    private final Consumer<CtiOsInput> inputs;
    private final TlsIdentity tls;
    private final Map<Integer, Connection> connections = new TreeMap<>();

    /**
     * No connection yet.
     *
     * @param tls this server's; a secure server's peers are secure, and known by the certificates
     *     in the same file. Null: plain
     */
    PeerSockets(EventLoops loops, Loop loop, Consumer<CtiOsInput> inputs, TlsIdentity tls) {
        this.loops = loops;
        this.loop = loop;
        this.inputs = inputs;
        this.tls = tls;
    }

    void connect(CtiOsOutput.PeerConnect wanted) {
        Ears ears = new Ears(wanted.peer(), wanted.attempt());
        try {
            URI address =
                    URI.create((tls == null ? "ws://" : "wss://") + wanted.address() + "/cil");
            WebSocketClientSettings settings =
                    WebSocketClientSettings.to(address)
                            .withTrust(tls == null ? null : TlsTrust.of(tls.certificate()))
                            .withWatch(NEVER_MS, NEVER_MS);
            connections.put(
                    wanted.peer(),
                    new Connection(
                            wanted.attempt(), WebSocketClient.connect(loops, settings, ears)));
        } catch (IllegalArgumentException unusable) {
            ears.closed(unusable.getMessage());
        }
    }

    void send(CtiOsOutput.PeerSend wanted) {
        Connection open = connections.get(wanted.peer());
        if (open != null && open.attempt() == wanted.attempt()) {
            open.socket().send(new String(CilJson.encode(wanted.frame()), StandardCharsets.UTF_8));
        }
    }

    void drop(CtiOsOutput.PeerDrop wanted) {
        Connection open = connections.get(wanted.peer());
        if (open != null && open.attempt() == wanted.attempt()) {
            connections.remove(wanted.peer());
            open.socket().close(wanted.reason());
        }
    }

    private final class Ears implements WebSocketClient.Listener {

        private final int peer;
        private final long attempt;
        private volatile boolean open;

        Ears(int peer, long attempt) {
            this.peer = peer;
            this.attempt = attempt;
        }

        /** What does not get in shows as a greeting, or a question, that nobody answers. */
        private void hand(CtiOsInput input) {
            loop.offer(() -> inputs.accept(input));
        }

        @Override
        public void opened() {
            open = true;
            hand(new CtiOsInput.PeerOpened(peer, attempt));
        }

        @Override
        public void text(String message) {
            try {
                byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
                hand(new CtiOsInput.PeerSaid(peer, attempt, CilJson.decodeServerFrame(bytes)));
            } catch (RecordFormatException wrong) {
                hand(new CtiOsInput.PeerGarbled(peer, attempt, wrong.getMessage()));
            }
        }

        @Override
        public void closed(String reason) {
            String text = open ? reason : reason + " (" + remedy(reason) + ")";
            hand(new CtiOsInput.PeerClosed(peer, attempt, text));
        }

        private String remedy(String reason) {
            if (tls == null) {
                return "this server is plain: a secure one is no peer";
            }
            return reason.toLowerCase(Locale.ROOT).contains("certifica")
                    ? "its certificate is not believed: put it, or who vouches for it, into "
                            + tls.certificate()
                            + " (--tls-certificate); if it is there, see that it is in date and"
                            + " names the host under which this peer is asked for"
                    : "this server is secure: each peer must be, too";
        }
    }
}
