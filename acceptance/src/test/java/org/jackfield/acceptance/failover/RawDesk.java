package org.jackfield.acceptance.failover;

import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.ged188.AgentStateEvent;
import org.jackfield.protocol.ged188.AnswerCallConf;
import org.jackfield.protocol.ged188.AnswerCallReq;
import org.jackfield.protocol.ged188.BeginCallEvent;
import org.jackfield.protocol.ged188.Bytes;
import org.jackfield.protocol.ged188.CallDeliveredEvent;
import org.jackfield.protocol.ged188.CallEstablishedEvent;
import org.jackfield.protocol.ged188.ControlFailureCode;
import org.jackfield.protocol.ged188.ControlFailureConf;
import org.jackfield.protocol.ged188.FailureConf;
import org.jackfield.protocol.ged188.FailureEvent;
import org.jackfield.protocol.ged188.Ged188Codec;
import org.jackfield.protocol.ged188.Ged188Message;
import org.jackfield.protocol.ged188.HeartbeatConf;
import org.jackfield.protocol.ged188.HeartbeatReq;
import org.jackfield.protocol.ged188.HoldCallConf;
import org.jackfield.protocol.ged188.HoldCallReq;
import org.jackfield.protocol.ged188.OpenConf;
import org.jackfield.protocol.ged188.OpenReq;
import org.jackfield.protocol.ged188.ServiceMask;
import org.jackfield.protocol.ged188.SetAgentStateConf;
import org.jackfield.protocol.ged188.SetAgentStateReq;
import org.jackfield.protocol.ged188.SetCallDataConf;
import org.jackfield.protocol.ged188.SpecialValue;
import org.jackfield.protocol.ged188.SystemEvent;
import org.jackfield.protocol.ged188.SystemEventID;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A client of CTI Server that keeps all it hears. */
final class RawDesk implements AutoCloseable {

    static final int PERIPHERAL = 5000;
    private static final String PHONE = "2001";

    private static final int VERSION = 24;
    private static final int CONNECT_MS = 10_000;
    private static final int PRESSES_MAX = 5;

    private final Socket socket = new Socket();
    private final OutputStream out;
    private final List<Ged188Message> heard = new ArrayList<>();
    private boolean closed;
    private long probes;

    RawDesk(int port) throws IOException {
        socket.connect(new InetSocketAddress("127.0.0.1", port), CONNECT_MS);
        socket.setTcpNoDelay(true);
        out = socket.getOutputStream();
        Thread.ofPlatform().name("raw-desk").daemon(true).start(this::read);
    }

    private void read() {
        try (DataInputStream in = new DataInputStream(socket.getInputStream())) {
            while (true) {
                byte[] header = new byte[8];
                in.readFully(header);
                int length = ByteBuffer.wrap(header).getInt();
                byte[] frame = ByteBuffer.allocate(8 + length).put(header).array();
                in.readFully(frame, 8, length);
                keep(Ged188Codec.decode(frame, VERSION).message());
            }
        } catch (IOException gone) {
            keep(null);
        }
    }

    private synchronized void keep(Ged188Message message) {
        if (message == null) {
            closed = true;
        } else {
            heard.add(message);
        }
        notifyAll();
    }

    /** Sends a request. */
    void send(Ged188Message request) throws IOException {
        out.write(Ged188Codec.encode(request, VERSION));
        out.flush();
    }

    /** Asks for a session with all events and the right to act. */
    void open() throws IOException {
        send(
                OpenReq.builder()
                        .invokeId(1)
                        .versionNumber(VERSION)
                        .idleTimeout(120)
                        .peripheralId(SpecialValue.NULL_PERIPHERAL_ID)
                        .servicesRequested(
                                ServiceMask.ALL_EVENTS
                                        | ServiceMask.CLIENT_CONTROL
                                        | ServiceMask.CALL_DATA_UPDATE)
                        .callMsgMask(0x00FF_FFFF)
                        .agentStateMask(0x3FFF)
                        .clientId("raw")
                        .clientPassword(Bytes.EMPTY)
                        .build());
    }

    /** Asks for a session of one phone, as the desktop of its agent has. */
    void openForPhone(String clientId, String phone) throws IOException {
        send(
                OpenReq.builder()
                        .invokeId(1)
                        .versionNumber(VERSION)
                        .idleTimeout(120)
                        .peripheralId(PERIPHERAL)
                        .servicesRequested(ServiceMask.CLIENT_EVENTS)
                        .clientId(clientId)
                        .clientPassword(Bytes.EMPTY)
                        .agentInstrument(phone)
                        .build());
    }

    /** Waits for the first message of a kind, among all it ever heard. */
    <T extends Ged188Message> T await(Class<T> type, int seconds) throws InterruptedException {
        return await(type, each -> true, seconds);
    }

    /** Waits for a message of a kind and content, among all it ever heard. */
    synchronized <T extends Ged188Message> T await(Class<T> type, Predicate<T> wanted, int seconds)
            throws InterruptedException {
        long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        int at = 0;
        while (true) {
            for (; at < heard.size(); at++) {
                Ged188Message each = heard.get(at);
                if (type.isInstance(each) && wanted.test(type.cast(each))) {
                    return type.cast(each);
                }
            }
            long leftMs = TimeUnit.NANOSECONDS.toMillis(deadlineNs - System.nanoTime());
            if (leftMs <= 0 || closed) {
                throw new AssertionError(
                        "no "
                                + type.getSimpleName()
                                + (closed ? ", closed;" : " within " + seconds + " s;")
                                + " heard last "
                                + heard.subList(Math.max(0, heard.size() - 8), heard.size()));
            }
            wait(leftMs);
        }
    }

    /** Waits until the server has closed the connection. */
    synchronized void awaitClosed(int seconds) throws InterruptedException {
        long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (!closed) {
            long leftMs = TimeUnit.NANOSECONDS.toMillis(deadlineNs - System.nanoTime());
            if (leftMs <= 0) {
                throw new AssertionError("not closed within " + seconds + " s; heard " + heard);
            }
            wait(leftMs);
        }
    }

    /** Waits until it heard so many of a kind. */
    synchronized void awaitMany(Class<? extends Ged188Message> type, int many, int seconds)
            throws InterruptedException {
        long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (all(type).size() < many) {
            long leftMs = TimeUnit.NANOSECONDS.toMillis(deadlineNs - System.nanoTime());
            if (leftMs <= 0 || closed) {
                throw new AssertionError(
                        all(type).size() + " of " + many + " " + type.getSimpleName() + heard);
            }
            wait(leftMs);
        }
    }

    /** Waits until an agent's last state that it heard of is this. */
    synchronized void awaitState(int visitor, AgentState state, int seconds)
            throws InterruptedException {
        String agent = Integer.toString(1000 + visitor);
        long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (true) {
            List<AgentStateEvent> told =
                    all(AgentStateEvent.class).stream()
                            .filter(each -> agent.equals(each.agentId()))
                            .toList();
            if (!told.isEmpty() && told.getLast().agentState() == state.value()) {
                return;
            }
            long leftMs = TimeUnit.NANOSECONDS.toMillis(deadlineNs - System.nanoTime());
            if (leftMs <= 0 || closed) {
                throw new AssertionError(agent + " is not " + state + " but " + told);
            }
            wait(leftMs);
        }
    }

    /** Waits for what became of a request; null when the server closed the connection before. */
    synchronized Ged188Message outcome(long invokeId, int seconds) throws InterruptedException {
        long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (true) {
            for (Ged188Message each : heard) {
                if (ends(each, invokeId)) {
                    return each;
                }
            }
            long leftMs = TimeUnit.NANOSECONDS.toMillis(deadlineNs - System.nanoTime());
            if (leftMs <= 0 && !closed) {
                throw new AssertionError("no outcome of " + invokeId + "; heard " + heard);
            }
            if (closed) {
                return null;
            }
            wait(leftMs);
        }
    }

    /** Waits until it heard what the server had said to it by now. */
    void awaitAllSaid(int seconds) throws IOException, InterruptedException {
        long invokeId = ++probes;
        send(HeartbeatReq.builder().invokeId(invokeId).build());
        await(HeartbeatConf.class, each -> each.invokeId() == invokeId, seconds);
    }

    /** What it was told of calls and agents, in order. */
    synchronized List<Ged188Message> events() {
        return heard.stream()
                .filter(
                        each ->
                                each instanceof AgentStateEvent
                                        || each.type().name().matches(".*CALL_.*EVENT"))
                .toList();
    }

    /** True when the server has closed the connection. */
    synchronized boolean isClosed() {
        return closed;
    }

    /** All of a kind so far. */
    synchronized <T extends Ged188Message> List<T> all(Class<T> type) {
        return heard.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /**
     * Presses Hold at phone 2001 as a desktop does: when the last word about the switch was that it
     * is there. A refusal needs a reason that was told before it, or is for a press that was taken
     * up too late; then the button is off until it is on again.
     *
     * @param invokeId of the first press; each press more has the next one
     */
    void hold(int invokeId, int peripheral, long call) throws IOException, InterruptedException {
        for (int press = invokeId; press < invokeId + PRESSES_MAX; press++) {
            int told = awaitSwitchThere(peripheral);
            long id = press;
            send(
                    HoldCallReq.builder()
                            .invokeId(id)
                            .peripheralId(peripheral)
                            .connectionCallId(call)
                            .connectionDeviceId(PHONE)
                            .agentInstrument(PHONE)
                            .build());
            Ged188Message outcome = await(Ged188Message.class, each -> ends(each, id), 20);
            if (outcome instanceof HoldCallConf) {
                return;
            }
            if (!tooOld(outcome) && !awayBetween(told, outcome, peripheral)) {
                throw new AssertionError("Hold was on and is refused: " + outcome);
            }
        }
        throw new AssertionError("Hold was refused " + PRESSES_MAX + " times");
    }

    /** Somebody calls. */
    @FunctionalInterface
    interface Caller {
        Object calls() throws Exception;
    }

    /** A visitor logs in, is called, and its phone rings. */
    CallDeliveredEvent ring(int visitor, Caller caller) throws Exception {
        int invokeId = 10 * visitor;
        send(state(invokeId, visitor, AgentState.LOGIN));
        await(SetAgentStateConf.class, each -> each.invokeId() == invokeId, 20);
        send(state(invokeId + 1, visitor, AgentState.AVAILABLE));
        await(SetAgentStateConf.class, each -> each.invokeId() == invokeId + 1, 20);
        caller.calls();
        String phone = Integer.toString(2000 + visitor);
        return await(CallDeliveredEvent.class, each -> phone.equals(each.alertingDeviceId()), 30);
    }

    /** Presses Answer at a phone that rings. */
    void answer(int invokeId, CallDeliveredEvent ringing, String phone) throws IOException {
        send(
                AnswerCallReq.builder()
                        .invokeId(invokeId)
                        .peripheralId(ringing.peripheralId())
                        .connectionCallId(ringing.connectionCallId())
                        .connectionDeviceIdType(ringing.connectionDeviceIdType())
                        .connectionDeviceId(ringing.connectionDeviceId())
                        .agentInstrument(phone)
                        .build());
    }

    /**
     * Visitor 1001 logs in at a switch, is called and answers.
     *
     * @return the call
     */
    long talk(int peripheral, Caller caller) throws Exception {
        int invokeId = peripheral * 10;
        set(peripheral, invokeId, AgentState.LOGIN);
        set(peripheral, invokeId + 1, AgentState.AVAILABLE);
        caller.calls();
        CallDeliveredEvent ringing =
                await(
                        CallDeliveredEvent.class,
                        each ->
                                each.peripheralId() == peripheral
                                        && PHONE.equals(each.alertingDeviceId()),
                        30);
        answer(invokeId + 2, ringing, PHONE);
        await(AnswerCallConf.class, each -> each.invokeId() == invokeId + 2, 20);
        await(
                CallEstablishedEvent.class,
                each -> each.peripheralId() == peripheral && PHONE.equals(each.answeringDeviceId()),
                20);
        return ringing.connectionCallId();
    }

    private void set(int peripheral, int invokeId, AgentState state) throws Exception {
        send(state(invokeId, 1, state).toBuilder().peripheralId(peripheral).build());
        await(SetAgentStateConf.class, each -> each.invokeId() == invokeId, 20);
    }

    /** Is told of a call of a switch, and puts it on hold. */
    void holdKnown(int peripheral, long call) throws IOException, InterruptedException {
        await(
                BeginCallEvent.class,
                each -> each.peripheralId() == peripheral && each.connectionCallId() == call,
                20);
        hold(peripheral * 10 + 100, peripheral, call);
    }

    private static boolean ends(Ged188Message message, long invokeId) {
        return switch (message) {
            case OpenConf conf -> conf.invokeId() == invokeId;
            case HoldCallConf conf -> conf.invokeId() == invokeId;
            case AnswerCallConf conf -> conf.invokeId() == invokeId;
            case SetCallDataConf conf -> conf.invokeId() == invokeId;
            case ControlFailureConf conf -> conf.invokeId() == invokeId;
            case FailureConf conf -> conf.invokeId() == invokeId;
            default -> false;
        };
    }

    /** Waits until the last word about the switch is that it is there; gives that word's place. */
    private synchronized int awaitSwitchThere(int peripheral) throws InterruptedException {
        long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (true) {
            for (int at = heard.size() - 1; at >= 0; at--) {
                if (tells(heard.get(at), SystemEventID.PERIPHERAL_ONLINE, peripheral)) {
                    return at;
                }
                if (tells(heard.get(at), SystemEventID.PERIPHERAL_OFFLINE, peripheral)) {
                    break;
                }
            }
            long leftMs = TimeUnit.NANOSECONDS.toMillis(deadlineNs - System.nanoTime());
            if (leftMs <= 0 || closed) {
                throw new AssertionError("the switch is not there; heard " + heard);
            }
            wait(leftMs);
        }
    }

    /** A busy machine takes a press up late: then it was not carried out, and says so. */
    private static boolean tooOld(Ged188Message outcome) {
        return outcome instanceof ControlFailureConf conf
                && conf.failureCode() == ControlFailureCode.REQUEST_TIMEOUT_REJECTION.value()
                && conf.text() != null
                && conf.text().contains("not carried out");
    }

    private synchronized boolean awayBetween(int told, Ged188Message outcome, int peripheral) {
        SystemEventID away = SystemEventID.PERIPHERAL_OFFLINE;
        return heard.subList(told, heard.indexOf(outcome)).stream()
                .anyMatch(each -> each instanceof FailureEvent || tells(each, away, peripheral));
    }

    private static boolean tells(Ged188Message message, SystemEventID what, int peripheral) {
        return message instanceof SystemEvent event
                && event.systemEventId() == what.value()
                && event.systemEventArg1() == peripheral;
    }

    /** A request for a state of a visitor of the demo's site. */
    static SetAgentStateReq state(int invokeId, int visitor, AgentState state) {
        return SetAgentStateReq.builder()
                .invokeId(invokeId)
                .peripheralId(PERIPHERAL)
                .agentState(state.value())
                .agentInstrument(Integer.toString(2000 + visitor))
                .agentId(Integer.toString(1000 + visitor))
                .agentPassword("demo-" + (1000 + visitor))
                .build();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
