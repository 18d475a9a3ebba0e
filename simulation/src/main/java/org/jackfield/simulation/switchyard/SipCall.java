package org.jackfield.simulation.switchyard;

import java.net.InetSocketAddress;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One call of a {@link SipAgent}: its keys, whether it rings or talks, and whom it hears. */
public final class SipCall {

    /** Where a call is. */
    public enum State {
        /** On its way. */
        CALLING,
        /** Rings here or there. */
        RINGING,
        /** Answered. */
        TALKING,
        /** Over. */
        ENDED
    }

    private static final Pattern AUDIO = Pattern.compile("m=audio (\\d+) ");
    private static final Pattern HOST = Pattern.compile("c=IN IP4 ([0-9.]+)");
    private static final long PATIENCE_MS = 10_000;
    private static final double CLEARLY = 0.3;
    private static final double HARDLY = 0.02;

    private final SipAgent agent;
    private final String callId;
    private final String localTag;
    private final RtpStream sound;
    private final SipMessage invitation;
    private String local;
    private String remote;
    private String target;
    private String direction = "sendrecv";
    private Map<String, String> extra = Map.of();
    private SipMessage lastInvite;
    private boolean authorized;
    private int number;
    private int finalStatus;
    private String notified = "";
    private State state = State.CALLING;

    /** A call that we make. */
    SipCall(SipAgent agent, String callId, String called) {
        this.agent = agent;
        this.callId = callId;
        this.localTag = agent.fresh("t");
        this.sound = agent.stream();
        this.invitation = null;
        this.target = agent.uri(called);
        this.remote = "<" + target + ">";
        this.local =
                "\"Agent "
                        + agent.user()
                        + "\" <sip:"
                        + agent.user()
                        + "@"
                        + agent.localHost()
                        + ">;tag="
                        + localTag;
    }

    /** A call to us. */
    SipCall(SipAgent agent, SipMessage invite) {
        this.agent = agent;
        this.callId = invite.header("Call-ID");
        this.localTag = agent.fresh("t");
        this.sound = agent.stream();
        this.invitation = invite;
        this.target = SipMessage.address(invite.header("Contact"));
        this.remote = invite.header("From");
        this.local = invite.header("To") + ";tag=" + localTag;
        hearAndSpeakTo(invite.body());
    }

    String callId() {
        return callId;
    }

    /** A header of the invitation that came; empty when there is none. */
    public String invitationHeader(String name) {
        return invitation.header(name);
    }

    private String description() {
        return String.join(
                        "\r\n",
                        "v=0",
                        "o=- 1 " + (number + 1) + " IN IP4 " + agent.localHost(),
                        "s=-",
                        "c=IN IP4 " + agent.localHost(),
                        "t=0 0",
                        "m=audio " + sound.port() + " RTP/AVP 0 101",
                        "a=rtpmap:0 PCMU/8000",
                        "a=rtpmap:101 telephone-event/8000",
                        "a=fmtp:101 0-15",
                        "a=ptime:20",
                        "a=" + direction)
                + "\r\n";
    }

    private void hearAndSpeakTo(String description) {
        Matcher port = AUDIO.matcher(description);
        Matcher host = HOST.matcher(description);
        if (port.find() && host.find()) {
            sound.sendTo(new InetSocketAddress(host.group(1), Integer.parseInt(port.group(1))));
        }
    }

    private SipMessage request(String method) {
        return agent.request(method, target, callId, number, local, remote)
                .with("Contact", agent.contact());
    }

    synchronized void invite(Map<String, String> headers) {
        extra = headers;
        number++;
        sendInvite(null);
    }

    private void sendInvite(String challenge) {
        SipMessage invite = request("INVITE");
        extra.forEach(invite::with);
        if (challenge != null) {
            agent.authorize(invite, challenge, "INVITE");
        }
        invite.withBody("application/sdp", description());
        lastInvite = invite;
        agent.send(invite);
    }

    synchronized void ring() {
        state = State.RINGING;
        agent.send(agent.response(invitation, "180 Ringing", localTag));
    }

    /** Answers a call that rings here. */
    public synchronized void answer() {
        state = State.TALKING;
        agent.send(
                agent.response(invitation, "200 OK", localTag)
                        .withBody("application/sdp", description()));
        notifyAll();
    }

    /** Refuses a call that rings here, for instance with "486 Busy Here". */
    public synchronized void reject(String status) {
        agent.send(agent.response(invitation, status, localTag));
        end();
    }

    /** Ends the call, or gives it up while it rings there. */
    public void hangUp() {
        synchronized (this) {
            if (state == State.ENDED) {
                return;
            }
            if (state != State.TALKING && invitation == null) {
                cancel();
                return;
            }
        }
        transact("BYE", Map.of());
        synchronized (this) {
            end();
        }
    }

    private void cancel() {
        SipMessage cancel =
                new SipMessage("CANCEL " + lastInvite.toString().split(" ")[1] + " SIP/2.0")
                        .with("Via", lastInvite.header("Via"))
                        .with("Max-Forwards", "70")
                        .with("From", local)
                        .with("To", lastInvite.header("To"))
                        .with("Call-ID", callId)
                        .with("CSeq", number + " CANCEL");
        agent.send(cancel);
    }

    private SipMessage transact(String method, Map<String, String> headers) {
        int first;
        synchronized (this) {
            first = number + 1;
            number += 2;
        }
        return agent.transact(
                at -> {
                    SipMessage message =
                            agent.request(method, target, callId, at, local, remote)
                                    .with("Contact", agent.contact());
                    headers.forEach(message::with);
                    return message;
                },
                first,
                method);
    }

    /** Presses hold: the other side hears the switch's music. */
    public void hold() {
        reinvite("sendonly");
        sound.mute(true);
    }

    /** Presses hold again. */
    public void resume() {
        sound.mute(false);
        reinvite("sendrecv");
    }

    private synchronized void reinvite(String way) {
        direction = way;
        extra = Map.of();
        finalStatus = 0;
        authorized = false;
        number++;
        sendInvite(null);
        await("an answer to hold", () -> finalStatus != 0);
    }

    /** Presses a key. */
    public void press(char key) {
        sound.press(key);
    }

    /** Asks the switch to send the other party to a number, without asking there. */
    public void transferBlind(String to) {
        refer("<" + agent.uri(to) + ">");
    }

    /** Asks the switch to join this call's other party with that of another call. */
    public void transferTo(SipCall other) {
        String replaces =
                other.callId
                        + "%3Bto-tag%3D"
                        + SipMessage.tag(other.remote)
                        + "%3Bfrom-tag%3D"
                        + other.localTag;
        String address = SipMessage.address(other.remote);
        refer("<" + address + "?Replaces=" + replaces + ">");
    }

    private void refer(String to) {
        SipMessage answer =
                transact(
                        "REFER",
                        Map.of("Refer-To", to, "Referred-By", "<" + agent.uri(agent.user()) + ">"));
        if (answer.status() != 202 && answer.status() != 200) {
            throw new SwitchyardException("the switch refused a transfer: " + answer);
        }
    }

    synchronized void response(SipMessage answer) {
        if (!answer.sequence().equals(number + " INVITE")) {
            return;
        }
        int status = answer.status();
        if (status < 200) {
            if (status >= 180 && state == State.CALLING) {
                state = State.RINGING;
            }
            if (status == 183) {
                hearAndSpeakTo(answer.body());
            }
        } else if (status < 300) {
            remote = answer.header("To");
            target = SipMessage.address(answer.header("Contact"));
            agent.send(request("ACK"));
            hearAndSpeakTo(answer.body());
            finalStatus = status;
            state = State.TALKING;
        } else {
            refused(answer, status);
        }
        notifyAll();
    }

    private void refused(SipMessage answer, int status) {
        SipMessage ack =
                new SipMessage("ACK " + lastInvite.toString().split(" ")[1] + " SIP/2.0")
                        .with("Via", lastInvite.header("Via"))
                        .with("Max-Forwards", "70")
                        .with("From", local)
                        .with("To", answer.header("To"))
                        .with("Call-ID", callId)
                        .with("CSeq", number + " ACK");
        agent.send(ack);
        if (status == 401 && agent.hasPassword() && !authorized) {
            authorized = true;
            number++;
            sendInvite(answer.header("WWW-Authenticate"));
            return;
        }
        finalStatus = status;
        if (state != State.TALKING) {
            end();
        }
    }

    synchronized void request(SipMessage message) {
        switch (message.method()) {
            case "BYE" -> {
                agent.send(agent.response(message, "200 OK", ""));
                end();
            }
            case "CANCEL" -> {
                agent.send(agent.response(message, "200 OK", localTag));
                agent.send(agent.response(invitation, "487 Request Terminated", localTag));
                end();
            }
            case "INVITE", "UPDATE" -> {
                SipMessage answer = agent.response(message, "200 OK", "");
                if (!message.body().isEmpty() || message.method().equals("INVITE")) {
                    hearAndSpeakTo(message.body());
                    answer.withBody("application/sdp", description());
                }
                agent.send(answer);
            }
            case "NOTIFY" -> {
                notified = message.body();
                agent.send(agent.response(message, "200 OK", ""));
                notifyAll();
            }
            case "ACK" -> {}
            default -> agent.send(agent.response(message, "200 OK", ""));
        }
    }

    private void end() {
        state = State.ENDED;
        silence();
        agent.forget(this);
        notifyAll();
    }

    void silence() {
        sound.close();
    }

    public synchronized State state() {
        return state;
    }

    /** The status that a call of ours ended with before it was answered; 0 while there is none. */
    public synchronized int finalStatus() {
        return finalStatus;
    }

    public synchronized void awaitRinging() {
        await("ringing", () -> state == State.RINGING);
    }

    public synchronized void awaitTalking() {
        await("an answer", () -> state == State.TALKING);
    }

    public synchronized void awaitEnded() {
        await("the end", () -> state == State.ENDED);
    }

    /** Waits until the switch told how a transfer went, for instance "200". */
    public synchronized void awaitTransferTold(String status) {
        await("word of the transfer", () -> notified.startsWith("SIP/2.0 " + status));
    }

    /** What has to become so. */
    private interface Condition {
        boolean holds();
    }

    private void await(String what, Condition condition) {
        long untilNs = System.nanoTime() + PATIENCE_MS * 1_000_000;
        while (!condition.holds()) {
            long leftMs = (untilNs - System.nanoTime()) / 1_000_000;
            if (leftMs <= 0) {
                throw new SwitchyardException(
                        agent.user() + " waited in vain for " + what + "; the call is " + state);
            }
            try {
                wait(leftMs);
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                throw new SwitchyardException("interrupted", stopping);
            }
        }
    }

    /** Waits until this tone is clearly heard; false when it does not come. */
    public boolean hears(int hz) {
        sound.forget();
        return sound.awaitShare(hz, CLEARLY, PATIENCE_MS / 2);
    }

    /** Waits until this tone is not heard any more; false when it stays. */
    public boolean hearsNoMore(int hz) {
        return sound.awaitWithout(hz, HARDLY, PATIENCE_MS / 2);
    }
}
