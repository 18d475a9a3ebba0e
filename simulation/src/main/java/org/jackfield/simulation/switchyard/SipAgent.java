package org.jackfield.simulation.switchyard;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A SIP user agent of our own, over UDP on the loopback: a caller at the carrier side, or a phone
 * that registers. It does what the phones at hand cannot, an attended transfer for one, and tells
 * whom it hears by their tones.
 */
public final class SipAgent implements AutoCloseable {

    private static final Pattern PARAMETER = Pattern.compile("(\\w+)=\"?([^\",]+)\"?");
    private static final int PATIENCE_SECONDS = 10;

    private final AtomicLong counter = new AtomicLong(System.nanoTime());
    private final DatagramSocket socket;
    private final InetSocketAddress server;
    private final String user;
    private final String password;
    private final int toneHz;
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());
    private final Map<String, SipCall> calls = new ConcurrentHashMap<>();
    private final Map<String, Consumer<SipMessage>> waiting = new ConcurrentHashMap<>();
    private final BlockingQueue<SipCall> incoming = new LinkedBlockingQueue<>();

    private SipAgent(
            String address, int port, AsteriskHost host, String user, String password, int toneHz) {
        try {
            InetAddress local = InetAddress.getByName(address);
            this.socket = new DatagramSocket(new InetSocketAddress(local, port));
            this.server = new InetSocketAddress(InetAddress.getByName("127.0.0.1"), host.sipPort());
        } catch (IOException cannot) {
            throw new SwitchyardException("no SIP socket at " + address + ":" + port, cannot);
        }
        this.user = user;
        this.password = password;
        this.toneHz = toneHz;
        Thread.ofVirtual().name("sip-" + user).start(this::listen);
        host.keep(this);
    }

    /** The carrier: calls from and to outside, at the trunk's address and port. */
    public static SipAgent carrier(AsteriskHost host, String callingNumber, int toneHz) {
        return new SipAgent(
                host.trunkAddress(), host.trunkPort(), host, callingNumber, null, toneHz);
    }

    /** A phone, registered. */
    public static SipAgent phone(AsteriskHost host, String number, int toneHz) {
        SipAgent phone = new SipAgent("127.0.0.1", 0, host, number, "pw-" + number, toneHz);
        phone.register(300);
        return phone;
    }

    public int toneHz() {
        return toneHz;
    }

    String user() {
        return user;
    }

    String uri(String name) {
        return "sip:" + name + "@" + server.getAddress().getHostAddress() + ":" + server.getPort();
    }

    String contact() {
        return "<sip:" + user + "@" + local() + ">";
    }

    String localHost() {
        return socket.getLocalAddress().getHostAddress();
    }

    private String local() {
        return localHost() + ":" + socket.getLocalPort();
    }

    RtpStream stream() {
        try {
            return new RtpStream(socket.getLocalAddress(), toneHz, clock);
        } catch (IOException cannot) {
            throw new SwitchyardException("no RTP socket", cannot);
        }
    }

    String fresh(String what) {
        return what + Long.toString(counter.incrementAndGet(), 36);
    }

    /** Registers for so long; 0 to be gone. */
    public void register(int seconds) {
        String callId = fresh("reg");
        String self = "<" + uri(user) + ">";
        String from = self + ";tag=" + fresh("t");
        SipMessage answer =
                transact(
                        number ->
                                request("REGISTER", uri(""), callId, number, from, self)
                                        .with("Contact", contact())
                                        .with("Expires", Integer.toString(seconds)),
                        1,
                        "REGISTER");
        if (answer.status() != 200) {
            throw new SwitchyardException("phone " + user + " was not registered: " + answer);
        }
    }

    SipMessage request(
            String method, String target, String callId, int number, String from, String to) {
        String via = "SIP/2.0/UDP " + local() + ";rport;branch=z9hG4bK" + fresh("b");
        return new SipMessage(method + " " + target.replace("sip:@", "sip:") + " SIP/2.0")
                .with("Via", via)
                .with("Max-Forwards", "70")
                .with("From", from)
                .with("To", to)
                .with("Call-ID", callId)
                .with("CSeq", number + " " + method);
    }

    /** Makes a request of a number. */
    interface Maker {
        SipMessage make(int number);
    }

    /** Sends a request and waits for its final answer; once more with the password if asked to. */
    SipMessage transact(Maker maker, int number, String method) {
        SipMessage first = maker.make(number);
        SipMessage answer = exchange(first);
        if (answer.status() != 401 || password == null) {
            return answer;
        }
        SipMessage again = maker.make(number + 1);
        authorize(again, answer.header("WWW-Authenticate"), method);
        return exchange(again);
    }

    private SipMessage exchange(SipMessage request) {
        BlockingQueue<SipMessage> answers = new LinkedBlockingQueue<>();
        String key = request.header("Call-ID") + " " + request.sequence();
        waiting.put(key, answers::add);
        try {
            send(request);
            while (true) {
                SipMessage answer = answers.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
                if (answer == null) {
                    throw new SwitchyardException("no answer to " + request);
                }
                if (answer.status() >= 200) {
                    return answer;
                }
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new SwitchyardException("interrupted", stopping);
        } finally {
            waiting.remove(key);
        }
    }

    /** Adds the answer to a challenge (digest, MD5, with or without qop). */
    void authorize(SipMessage request, String challenge, String method) {
        Map<String, String> asked = new ConcurrentHashMap<>();
        Matcher parameter = PARAMETER.matcher(challenge);
        while (parameter.find()) {
            asked.put(parameter.group(1), parameter.group(2));
        }
        String uri = request.toString().split(" ")[1];
        String realm = asked.get("realm");
        String nonce = asked.get("nonce");
        String account = md5(user + ":" + realm + ":" + password);
        String what = md5(method + ":" + uri);
        String client = fresh("c");
        String response =
                asked.containsKey("qop")
                        ? md5(account + ":" + nonce + ":00000001:" + client + ":auth:" + what)
                        : md5(account + ":" + nonce + ":" + what);
        StringBuilder value = new StringBuilder("Digest ");
        value.append("username=\"").append(user).append("\", realm=\"").append(realm);
        value.append("\", nonce=\"").append(nonce).append("\", uri=\"").append(uri);
        value.append("\", response=\"").append(response).append("\", algorithm=MD5");
        if (asked.containsKey("opaque")) {
            value.append(", opaque=\"").append(asked.get("opaque")).append('"');
        }
        if (asked.containsKey("qop")) {
            value.append(", qop=auth, nc=00000001, cnonce=\"").append(client).append('"');
        }
        request.with("Authorization", value.toString());
    }

    private static String md5(String text) {
        try {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
        } catch (NoSuchAlgorithmException never) {
            throw new SwitchyardException("this Java has no MD5", never);
        }
    }

    boolean hasPassword() {
        return password != null;
    }

    void send(SipMessage message) {
        byte[] bytes = message.toBytes();
        try {
            socket.send(new DatagramPacket(bytes, bytes.length, server));
        } catch (IOException gone) {
            throw new SwitchyardException("cannot send " + message, gone);
        }
    }

    SipMessage response(SipMessage request, String status, String toTag) {
        SipMessage response = new SipMessage("SIP/2.0 " + status);
        request.headers("Via").forEach(via -> response.with("Via", via));
        response.with("From", request.header("From"));
        String to = request.header("To");
        boolean tagged = toTag.isEmpty() || to.contains(";tag=");
        response.with("To", tagged ? to : to + ";tag=" + toTag);
        return response.with("Call-ID", request.header("Call-ID"))
                .with("CSeq", request.sequence())
                .with("Contact", contact());
    }

    /** Calls a number; further headers go into the INVITE. */
    public SipCall call(String number, Map<String, String> headers) {
        SipCall call = new SipCall(this, fresh("call"), number);
        calls.put(call.callId(), call);
        call.invite(headers);
        return call;
    }

    public SipCall call(String number) {
        return call(number, Map.of());
    }

    /** Waits for a call; it is not answered yet, but rings. */
    public SipCall awaitIncoming() {
        try {
            SipCall call = incoming.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (call == null) {
                throw new SwitchyardException("nobody called " + user);
            }
            return call;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new SwitchyardException("interrupted", stopping);
        }
    }

    private void listen() {
        byte[] buffer = new byte[65_536];
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        while (!socket.isClosed()) {
            try {
                socket.receive(packet);
            } catch (IOException refusedOrClosed) {
                continue;
            }
            take(SipMessage.parse(buffer, packet.getLength()));
        }
    }

    private void take(SipMessage message) {
        String callId = message.header("Call-ID");
        SipCall call = calls.get(callId);
        if (message.isResponse()) {
            Consumer<SipMessage> waits = waiting.get(callId + " " + message.sequence());
            if (waits != null) {
                waits.accept(message);
            } else if (call != null) {
                call.response(message);
            }
        } else if (call != null) {
            call.request(message);
        } else if (message.method().equals("INVITE")) {
            SipCall fresh = new SipCall(this, message);
            calls.put(callId, fresh);
            fresh.ring();
            incoming.add(fresh);
        } else if (!List.of("ACK", "CANCEL").contains(message.method())) {
            send(response(message, "200 OK", fresh("t")));
        }
    }

    void forget(SipCall call) {
        calls.remove(call.callId(), call);
    }

    @Override
    public void close() {
        calls.values().forEach(SipCall::silence);
        socket.close();
        clock.shutdownNow();
    }
}
