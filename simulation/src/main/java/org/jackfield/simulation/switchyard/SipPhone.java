package org.jackfield.simulation.switchyard;

import org.jackfield.protocol.json.JsonParsing;
import org.jackfield.protocol.json.JsonText;
import org.jackfield.protocol.record.Arguments;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A headless desk phone (baresip) that registered at an Asterisk; its keys, and what it shows. */
public final class SipPhone implements AutoCloseable {

    /** What it does when it is called. */
    public enum Mode {
        /** Rings until somebody accepts. */
        MANUAL,
        /** Answers by itself, at once. */
        AUTO
    }

    private static final int PATIENCE_SECONDS = 10;
    private static final int MESSAGE_MAX = 1 << 20;

    private final AsteriskHost host;
    private final String number;
    private final Socket control;
    private final BlockingQueue<Arguments> answers = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private int token;

    private SipPhone(AsteriskHost host, String number, int port) throws IOException {
        this.host = host;
        this.number = number;
        this.control = new Socket(InetAddress.getLoopbackAddress(), port);
        Thread.ofVirtual().name("phone-" + number).start(this::listen);
    }

    /** Starts a phone and waits until it is registered; it ends with its host. */
    public static SipPhone start(AsteriskHost host, String number, Mode mode) {
        if (!Program.isInstalled("baresip")) {
            throw new SwitchyardException(
                    "the phone program baresip is missing: apt-get install baresip-core");
        }
        try {
            int port = freePort();
            Program.run(
                    List.of(
                            script(host),
                            "start",
                            host.folder().toString(),
                            number,
                            Integer.toString(port),
                            mode == Mode.AUTO ? "auto" : "manual"),
                    Map.of(),
                    PATIENCE_SECONDS * 2,
                    line -> {});
            SipPhone phone = new SipPhone(host, number, port);
            host.keep(phone);
            return phone;
        } catch (IOException cannot) {
            throw new SwitchyardException("phone " + number + " has no control port", cannot);
        }
    }

    private static String script(AsteriskHost host) {
        return host.scripts().resolve("phones/phone").toString();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    public String number() {
        return number;
    }

    /** The tone that it sends while it is in a call, in Hz. */
    public int toneHz() {
        return 400 + (number.charAt(number.length() - 1) - '0') * 110;
    }

    public void accept() {
        command("accept", "");
    }

    public void hangUp() {
        command("hangup", "");
    }

    public void dial(String digits) {
        command("dial", digits);
    }

    public void hold() {
        command("hold", "");
    }

    public void resume() {
        command("resume", "");
    }

    /** Presses one key in a call. */
    public void press(char key) {
        command("sndcode", Character.toString(key));
    }

    /** Sends the call to a number without asking there. */
    public void transferBlind(String digits) {
        command("transfer", "sip:" + digits + "@127.0.0.1:" + host.sipPort());
    }

    private synchronized void command(String name, String parameters) {
        token++;
        JsonText text = new JsonText().begin().name("command").value(name);
        text.name("params").value(parameters);
        text.name("token").value(Integer.toString(token)).end();
        byte[] body = text.toBytes();
        try {
            byte[] head = (body.length + ":").getBytes(StandardCharsets.US_ASCII);
            control.getOutputStream().write(head);
            control.getOutputStream().write(body);
            control.getOutputStream().write(',');
            control.getOutputStream().flush();
            Arguments answer = answers.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (answer == null || !answer.truth("ok")) {
                throw new SwitchyardException(
                        "phone " + number + " refused " + name + ": " + answer);
            }
        } catch (IOException gone) {
            throw new SwitchyardException("phone " + number + " is gone", gone);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new SwitchyardException("interrupted", stopping);
        }
    }

    /** Waits until it shows that a call rings. */
    public void awaitRinging() {
        await("CALL_INCOMING");
    }

    /** Waits until it shows that a call is up. */
    public void awaitTalking() {
        await("CALL_ESTABLISHED");
    }

    /** Waits until it shows that a call ended. */
    public void awaitEnded() {
        await("CALL_CLOSED");
    }

    private void await(String type) {
        try {
            String event;
            do {
                event = events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
                if (event == null) {
                    throw new SwitchyardException(
                            "phone "
                                    + number
                                    + " showed no "
                                    + type
                                    + " within "
                                    + PATIENCE_SECONDS
                                    + " s");
                }
            } while (!event.equals(type));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new SwitchyardException("interrupted", stopping);
        }
    }

    private void listen() {
        try (DataInputStream in = new DataInputStream(control.getInputStream())) {
            while (true) {
                Arguments message = JsonParsing.parse(netstring(in));
                if (message.truth("response")) {
                    answers.add(message);
                } else {
                    events.add(message.text("type", ""));
                }
            }
        } catch (IOException closed) {
            events.add("GONE");
        }
    }

    private static byte[] netstring(DataInputStream in) throws IOException {
        int length = 0;
        for (int c = in.readUnsignedByte(); c != ':'; c = in.readUnsignedByte()) {
            length = length * 10 + c - '0';
            if (c < '0' || c > '9' || length > MESSAGE_MAX) {
                throw new IOException("no netstring");
            }
        }
        byte[] body = in.readNBytes(length);
        in.readUnsignedByte();
        return body;
    }

    @Override
    public void close() {
        try {
            control.close();
        } catch (IOException closed) {
            events.add("GONE");
        }
        Program.run(
                List.of(script(host), "stop", host.folder().toString(), number),
                Map.of(),
                PATIENCE_SECONDS,
                line -> {});
    }
}
