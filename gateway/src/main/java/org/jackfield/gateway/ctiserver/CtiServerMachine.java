package org.jackfield.gateway.ctiserver;

import org.jackfield.gateway.ctiserver.CtiServerOutput.Close;
import org.jackfield.gateway.ctiserver.CtiServerOutput.Log;
import org.jackfield.gateway.ctiserver.CtiServerOutput.Send;
import org.jackfield.gateway.ctiserver.CtiServerOutput.Submit;
import org.jackfield.gateway.ctiserver.CtiSession.State;
import org.jackfield.gateway.opc.OpcOutput;
import org.jackfield.gateway.opc.OpcOutput.Severity;
import org.jackfield.gateway.opc.OpcReads;
import org.jackfield.machine.Timers;
import org.jackfield.protocol.ged188.CloseConf;
import org.jackfield.protocol.ged188.CloseReq;
import org.jackfield.protocol.ged188.ControlFailureCode;
import org.jackfield.protocol.ged188.Ged188Message;
import org.jackfield.protocol.ged188.HeartbeatConf;
import org.jackfield.protocol.ged188.HeartbeatReq;
import org.jackfield.protocol.ged188.MessageType;
import org.jackfield.protocol.ged188.OpenReq;
import org.jackfield.protocol.ged188.ServiceMask;
import org.jackfield.protocol.ged188.SetAgentStateReq;
import org.jackfield.protocol.ged188.StatusCode;
import org.jackfield.protocol.log.ActiveSideAsked;
import org.jackfield.protocol.log.ClientClosed;
import org.jackfield.protocol.log.ClientOpened;
import org.jackfield.protocol.log.ClientRequested;
import org.jackfield.protocol.log.SessionKey;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The CTI Server of one side: a second machine, local to the side and in memory. It holds what
 * belongs to a connection (masks, monitors, version, heartbeats), is fed with what the OPC puts
 * out, answers what only reads from the side's own replica, and hands what changes something to the
 * log.
 *
 * <p>It is deterministic as the OPC is, but has no snapshot: a session is its TCP connection, and
 * neither outlives the process.
 *
 * <pre>
 * CONNECTED --OPEN_REQ granted-->    OPENING (in the log)
 * CONNECTED --OPEN_REQ refused-->    FAILURE_CONF, ENDING
 * CONNECTED --OPEN_REQ of one that copes with a standby side, on that--> OPEN_CONF, WAITING
 * WAITING   --this side turns active--> OPENING, and STANDBY_ACTIVE_EVENT instead of OPEN_CONF
 * CONNECTED --anything else, late--> FAILURE_CONF 4, ENDING
 * OPENING   --applied-->             OPEN_CONF, what is so already, OPEN
 * OPENING   --refused by the OPC-->  FAILURE_CONF, ENDING
 * OPEN      --CLOSE_REQ-->           CLOSE_CONF, ENDING
 * OPEN      --bad bytes, idle, second OPEN_REQ, closed by the OPC--> failure, ENDING
 * any       --disconnected-->        gone; the log is told if it knew the session
 * </pre>
 */
public final class CtiServerMachine {

    /** Requests that may wait while a session is being opened. */
    private static final int HELD_MAX = 64;

    private final int member;
    private long incarnation;
    private final CtiServerSettings settings;
    private final OpcReads reads;
    private final OpenCheck check;
    private final SessionVoice voice;
    private final MonitorDesk monitors;
    private final Map<Long, CtiSession> sessions = new LinkedHashMap<>();
    private final PlannedChange planned = new PlannedChange();
    private final Timers<Long> timers = new Timers<>();
    private final SideStanding side;

    private long nowMs;
    private Consumer<? super CtiServerOutput> out;

    /**
     * A CTI Server without clients.
     *
     * @param member number of the process: 0 side A, 1 side B
     * @param incarnation which start of it
     * @param reads the side's own replica
     */
    public CtiServerMachine(
            int member, long incarnation, CtiServerSettings settings, OpcReads reads) {
        this.member = member;
        this.incarnation = incarnation;
        this.settings = settings;
        this.reads = reads;
        this.check = new OpenCheck(settings, reads);
        this.voice = new SessionVoice(reads);
        this.monitors = new MonitorDesk(settings, reads);
        this.side = new SideStanding(settings.serveWhenStandby());
    }

    /** When {@link #onTime} wants to be called next; {@link Long#MAX_VALUE} when never. */
    public long nextDeadlineMs() {
        return Math.min(timers.nextMs(), planned.nextDeadlineMs());
    }

    /** How many sessions are open. */
    public int openSessions() {
        return (int) sessions.values().stream().filter(CtiSession::isOpen).count();
    }

    /** Takes one input. */
    public void onInput(CtiServerInput input, long now, Consumer<? super CtiServerOutput> sink) {
        nowMs = now;
        out = sink;
        switch (input) {
            case CtiServerInput.Connected connected -> onConnected(connected);
            case CtiServerInput.Received received -> onReceived(received);
            case CtiServerInput.Malformed bad -> onMalformed(bad);
            case CtiServerInput.Slow slow -> onSlow(slow);
            case CtiServerInput.Disconnected gone -> onDisconnected(gone);
            case CtiServerInput.Verified verified -> onVerified(verified);
            case CtiServerInput.Applied applied -> onApplied(applied);
            case CtiServerInput.Busy busy -> onBusy(busy);
            case CtiServerInput.InTouch touch -> onInTouch(touch);
            case CtiServerInput.Drain drain -> side.drain();
            case CtiServerInput.Shutdown shutdown ->
                    endAll(StatusCode.CTI_SERVER_OFFLINE, shutdown.reason());
        }
    }

    /** Ends the sessions that were silent for too long. */
    public void onTime(long now, Consumer<? super CtiServerOutput> sink) {
        nowMs = now;
        out = sink;
        planned.onTime(now, sink);
        for (Long due = timers.poll(now); due != null; due = timers.poll(now)) {
            CtiSession session = sessions.get(due);
            if (session.state == State.CONNECTED) {
                end(session, StatusCode.TIMEOUT, "no OPEN_REQ in time");
            } else {
                end(
                        session,
                        StatusCode.TIMEOUT,
                        "nothing heard for " + session.idleTimeoutMs / 1000 + " s (IdleTimeout)");
            }
        }
    }

    private void onConnected(CtiServerInput.Connected connected) {
        CtiSession session =
                new CtiSession(connected.session(), connected.host(), connected.port());
        sessions.put(session.number, session);
        timers.set(session.number, nowMs + settings.openTimeoutMs());
    }

    private void onReceived(CtiServerInput.Received received) {
        CtiSession session = sessions.get(received.session());
        if (session == null || session.state == State.ENDING) {
            return;
        }
        if (session.isOpen() || session.state == State.WAITING) {
            restIdleTimer(session);
        }
        switch (session.state) {
            case CONNECTED -> onFirst(session, received);
            case WAITING -> onWaiting(session, received);
            case OPENING -> {
                if (session.held.size() < HELD_MAX) {
                    session.held.add(received);
                } else {
                    end(session, StatusCode.SESSION_NOT_OPEN, "it does not wait for OPEN_CONF");
                }
            }
            case OPEN -> onMessage(session, received);
            case ENDING -> log(Severity.TRACE, session + " still talks");
        }
    }

    private void onFirst(CtiSession session, CtiServerInput.Received received) {
        if (!(received.message() instanceof OpenReq request)) {
            fail(
                    session,
                    received.invokeId(),
                    StatusCode.SESSION_NOT_OPEN,
                    "it sent " + Requests.name(received.message()) + " before OPEN_REQ");
            return;
        }
        session.open = request;
        OpenCheck.Verdict verdict =
                check.first(request, received.openVersion(), side.seen(planned.decided()));
        if (verdict.status() != StatusCode.NO_ERROR) {
            fail(session, request.invokeId(), verdict.status(), verdict.why());
            return;
        }
        session.idleTimeoutMs =
                request.idleTimeout() == 0xFFFFFFFFL
                        ? Long.MAX_VALUE
                        : request.idleTimeout() * 1000;
        if (side.serves()) {
            opening(session, verdict);
        } else {
            waiting(session, verdict);
        }
    }

    /** The log does not know who only waits: one device may have its session at the other side. */
    private void waiting(CtiSession session, OpenCheck.Verdict verdict) {
        session.services = verdict.services();
        session.device = verdict.device();
        session.state = State.WAITING;
        session.waited = true;
        timers.cancel(session.number);
        restIdleTimer(session);
        log(Severity.INFO, session + " waits until this side is the active one");
        voice.open(session, monitors.firstView(session), nowMs, false, out);
    }

    private void onWaiting(CtiSession session, CtiServerInput.Received received) {
        switch (received.message()) {
            case HeartbeatReq beat -> onSessionMessage(session, beat);
            case CloseReq close -> onSessionMessage(session, close);
            case OpenReq again -> onSessionMessage(session, again);
            default ->
                    send(
                            session,
                            Requests.failure(received.invokeId(), StatusCode.SERVER_NOT_MASTER));
        }
    }

    /** This side has turned active: who waited is checked again and announced. */
    private void wake() {
        for (CtiSession session : List.copyOf(sessions.values())) {
            if (session.state == State.WAITING) {
                OpenCheck.Verdict verdict = check.checkAgain(session.open, session.device);
                if (verdict.status() == StatusCode.NO_ERROR) {
                    opening(session, verdict);
                } else {
                    end(session, verdict.status(), "what it opened is not so any more");
                }
            }
        }
    }

    private void restIdleTimer(CtiSession session) {
        if (session.idleTimeoutMs != Long.MAX_VALUE) {
            timers.set(session.number, nowMs + session.idleTimeoutMs);
        }
    }

    private void opening(CtiSession session, OpenCheck.Verdict verdict) {
        OpenReq request = session.open;
        session.services = verdict.services();
        session.device = verdict.device();
        session.state = State.OPENING;
        session.announced = true;
        timers.cancel(session.number);
        boolean ofDevice = session.device != null;
        out.accept(
                new Submit(
                        new ClientOpened(
                                key(session),
                                request.clientId(),
                                OpenCheck.orEmpty(request.clientSignature()),
                                (int) request.versionNumber(),
                                session.services,
                                ofDevice ? request.peripheralId() : OpenCheck.nullPeripheral(),
                                ofDevice ? session.device.instrument() : "")));
    }

    private void onOpenApplied(CtiSession session) {
        if (session.state != State.OPENING) {
            return;
        }
        session.state = State.OPEN;
        restIdleTimer(session);
        log(
                session.has(ServiceMask.CONNECTION_MONITOR) ? Severity.WARNING : Severity.INFO,
                session + " is open: " + ServiceMask.text(session.services));
        EventView first = session.waited ? session.firstView() : monitors.firstView(session);
        if (session.waited) {
            voice.active(session, nowMs, out);
        } else {
            voice.open(session, first, nowMs, true, out);
        }
        if (first != null) {
            first.learn(event -> send(session, event, first.monitorId()));
        }
        while (!session.held.isEmpty() && session.isOpen()) {
            onMessage(session, session.held.poll());
        }
        planned.joined(session, out);
    }

    private void onMessage(CtiSession session, CtiServerInput.Received received) {
        Ged188Message message = received.message();
        MessageType type = message.type();
        long invokeId = received.invokeId();
        if (type == null || type.sinceVersion() > session.open.versionNumber()) {
            send(session, Requests.failure(invokeId, StatusCode.INVALID_MSG_TYPE_FOR_VERSION));
            return;
        }
        Requests.Rule rule = Requests.rule(type);
        if (rule.services() != 0 && !session.has(rule.services())) {
            send(session, Requests.notGranted(type, invokeId));
            return;
        }
        if (rule.way() != Requests.Way.SESSION && planned.hasStopped(session)) {
            send(session, Requests.failure(invokeId, StatusCode.SERVER_IN_MAINTENANCE_MODE));
            return;
        }
        switch (rule.way()) {
            case SESSION -> onSessionMessage(session, message);
            case MONITOR ->
                    monitors.take(session, message, (event, id) -> send(session, event, id));
            case PLANNED_CHANGE -> planned.take(session, message, nowMs, out);
            case READ -> onRead(session, message);
            case CHANGE -> onChange(session, received);
            case UNSERVED_CONTROL ->
                    send(
                            session,
                            Requests.controlFailure(
                                    invokeId, ControlFailureCode.UNRECOGNIZED_OPERATION_REJECTION));
            case UNSERVED -> send(session, Requests.unserved(type, invokeId));
            case WRONG_DIRECTION ->
                    fail(
                            session,
                            invokeId,
                            StatusCode.BAD_MESSAGE_FORMAT,
                            "it sent " + type + ", which only a server sends");
        }
    }

    private void onSessionMessage(CtiSession session, Ged188Message message) {
        switch (message) {
            case HeartbeatReq beat ->
                    send(session, HeartbeatConf.builder().invokeId(beat.invokeId()).build());
            case CloseReq close -> {
                send(session, CloseConf.builder().invokeId(close.invokeId()).build());
                leave(session, "the client closed it, status " + close.status());
            }
            default ->
                    fail(
                            session,
                            ((OpenReq) message).invokeId(),
                            StatusCode.SESSION_ALREADY_OPEN,
                            "it sent a second OPEN_REQ");
        }
    }

    private void onRead(CtiSession session, Ged188Message request) {
        Ged188Message refusal = DeviceRights.refusal(session, request, reads);
        if (refusal != null) {
            send(session, refusal);
            return;
        }
        Ged188Message answer = reads.answer(request);
        send(session, answer);
        voice.repeatAgentState(session, request, answer, out);
    }

    private void onChange(CtiSession session, CtiServerInput.Received received) {
        Ged188Message request = received.message();
        Ged188Message refusal = DeviceRights.refusal(session, request, reads);
        if (refusal != null) {
            send(session, refusal);
        } else if (!side.takesChanges()) {
            ControlFailureCode code = ControlFailureCode.SERVICE_TERMINATION_REJECTION;
            send(session, Requests.controlFailure(received.invokeId(), code));
        } else if (request instanceof SetAgentStateReq agent && DeviceRights.isLogin(agent)) {
            out.accept(LoginWait.begin(session.number, agent, received.sinceMs(), nowMs));
        } else {
            submit(session, request, false, received.sinceMs());
        }
    }

    private void onVerified(CtiServerInput.Verified verified) {
        CtiSession session = sessions.get(verified.session());
        if (session == null || !session.isOpen()) {
            return;
        }
        if (LoginWait.isOver(verified.sinceMs(), nowMs)) {
            send(session, LoginWait.refusal(verified.request()));
        } else {
            submit(session, verified.request(), verified.verified(), CtiServerInput.NOW);
        }
    }

    private void submit(CtiSession session, Ged188Message request, boolean sure, long sinceMs) {
        Ged188Message clean = LoginWait.withoutPassword(request);
        out.accept(new Submit(new ClientRequested(key(session), sure, clean), sinceMs));
    }

    private void onBusy(CtiServerInput.Busy busy) {
        CtiSession session = sessions.get(busy.session());
        if (session != null && session.isOpen()) {
            long invokeId = ((Number) busy.request().field(0)).longValue();
            send(session, Requests.controlFailure(invokeId, ControlFailureCode.SERVICE_BUSY));
        }
    }

    private void onMalformed(CtiServerInput.Malformed bad) {
        CtiSession session = sessions.get(bad.session());
        if (session == null || session.state == State.ENDING) {
            return;
        }
        StatusCode status = check.unreadable(bad, session.state == State.CONNECTED);
        String why =
                status == StatusCode.INVALID_VERSION
                        ? "version " + bad.openVersion() + " is not spoken here"
                        : "it sent what cannot be read: " + bad.error();
        fail(session, bad.invokeId(), status, why);
    }

    private void onSlow(CtiServerInput.Slow slow) {
        CtiSession session = sessions.get(slow.session());
        if (session != null && session.isOpen()) {
            String text = "you read too slowly: " + slow.waitingBytes() + " bytes wait for you";
            log(
                    Severity.WARNING,
                    session + " reads slowly: " + slow.waitingBytes() + " bytes wait");
            send(session, voice.systemText(text, nowMs));
        }
    }

    private void onDisconnected(CtiServerInput.Disconnected gone) {
        CtiSession session = sessions.remove(gone.session());
        if (session == null) {
            return;
        }
        timers.cancel(session.number);
        if (session.state != State.ENDING) {
            log(
                    session.has(ServiceMask.CONNECTION_MONITOR) ? Severity.ERROR : Severity.INFO,
                    session + " is gone: " + gone.reason());
            close(session, gone.reason());
        }
    }

    private void onApplied(CtiServerInput.Applied applied) {
        CtiSession opened = null;
        if (applied.own() && applied.input() instanceof ClientOpened input) {
            opened = own(input.session());
        }
        List<CtiSession> open = new ArrayList<>(sessions.values());
        open.removeIf(session -> !session.isOpen());
        boolean events = false;
        for (OpcOutput output : applied.outputs()) {
            switch (output) {
                case OpcOutput.Emit emit -> {
                    voice.spread(emit, open, out);
                    events = true;
                }
                case OpcOutput.Answer answer -> {
                    CtiSession session = own(answer.session());
                    if (session != null && session.isOpen()) {
                        send(session, answer.message());
                    }
                }
                case OpcOutput.CloseSession close -> onCloseSession(close);
                case OpcOutput.ServingSide serving -> onServingSide(serving.source());
                case OpcOutput.ClientsToAsk ask -> onClientsToAsk(ask);
                default -> {
                    // the member's
                }
            }
        }
        if (events) {
            voice.settle(open, out);
        }
        if (applied.own() && applied.input() instanceof ActiveSideAsked order) {
            planned.applied(order, out);
        }
        if (opened != null) {
            onOpenApplied(opened);
        }
    }

    private void onCloseSession(OpcOutput.CloseSession close) {
        CtiSession session = own(close.session());
        if (session == null || session.state == State.ENDING) {
            return;
        }
        StatusCode status = StatusCode.of(close.status());
        StatusCode told = status == null ? StatusCode.UNSPECIFIED_FAILURE : status;
        session.announced = false;
        if (session.state == State.OPENING && !session.waited) {
            fail(session, session.open.invokeId(), told, close.reason());
        } else {
            end(session, told, close.reason());
        }
    }

    private void onServingSide(int source) {
        boolean had = side.hasClients(source == member);
        if (side.serves()) {
            wake();
        } else if (had) {
            endAll(StatusCode.CTI_SERVER_OFFLINE, "this side is standby from now on");
        }
    }

    /** Where both sides serve nobody has to move. */
    private void onClientsToAsk(OpcOutput.ClientsToAsk ask) {
        if (ask.serving() == member) {
            planned.begin(
                    ask,
                    settings.serveWhenStandby() ? List.of() : List.copyOf(sessions.values()),
                    nowMs,
                    out);
        }
    }

    private void onInTouch(CtiServerInput.InTouch touch) {
        side.inTouch(touch.inTouch());
        if (!touch.inTouch()) {
            endAll(StatusCode.CTI_SERVER_OFFLINE, touch.reason());
        }
    }

    /** This start of the side has another number; no session was opened in it yet. */
    public void laterStart(long larger) {
        incarnation = larger;
    }

    /** The session of a key, if it is one of this start of this side. */
    private CtiSession own(SessionKey key) {
        return key.member() == member && key.incarnation() == incarnation
                ? sessions.get(key.count())
                : null;
    }

    private SessionKey key(CtiSession session) {
        return new SessionKey(member, incarnation, session.number);
    }

    private void endAll(StatusCode status, String why) {
        planned.over();
        for (CtiSession session : List.copyOf(sessions.values())) {
            end(session, status, why);
        }
    }

    /** Says goodbye with FAILURE_EVENT. */
    private void end(CtiSession session, StatusCode status, String why) {
        if (session.state != State.ENDING) {
            send(session, Requests.event(status));
            leave(session, why + " (" + status + ")");
        }
    }

    /** Refuses a request for good: FAILURE_CONF, then the connection goes. */
    private void fail(CtiSession session, long invokeId, StatusCode status, String why) {
        send(session, Requests.failure(invokeId, status));
        leave(session, why + " (" + status + ")");
    }

    private void leave(CtiSession session, String why) {
        log(Severity.INFO, session + " ends: " + why);
        close(session, why);
        session.state = State.ENDING;
        timers.cancel(session.number);
        out.accept(new Close(session.number, why));
    }

    private void close(CtiSession session, String why) {
        session.views.clear();
        session.held.clear();
        planned.gone(session, nowMs, out);
        if (session.announced) {
            session.announced = false;
            out.accept(new Submit(new ClientClosed(key(session), why)));
        }
    }

    private void send(CtiSession session, Ged188Message message) {
        send(session, message, -1);
    }

    private void send(CtiSession session, Ged188Message message, long monitorId) {
        out.accept(new Send(session.number, message, monitorId));
    }

    private void log(Severity severity, String text) {
        out.accept(new Log(severity, text));
    }
}
