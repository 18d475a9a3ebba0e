package org.jackfield.gateway.ctiserver;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.gateway.opc.OpcOutput;
import org.jackfield.gateway.opc.OpcOutput.Emit;
import org.jackfield.gateway.opc.OpcOutput.Scope;
import org.jackfield.protocol.ged188.Bytes;
import org.jackfield.protocol.ged188.Ged188Message;
import org.jackfield.protocol.ged188.OpenReq;
import org.jackfield.protocol.log.ClientOpened;
import org.jackfield.protocol.log.Input;
import org.jackfield.protocol.log.SettingSet;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A CTI Server with clients and a log that applies at once, for tests in one thread. */
final class CtiServerBench {

    static final long ALL = 0xFFFFFFFFL;
    static final int MEMBER = 0;
    static final long INCARNATION = 77;

    final ScriptedReads reads = new ScriptedReads();
    final List<CtiServerOutput> out = new ArrayList<>();
    final List<Input> submitted = new ArrayList<>();
    final CtiServerMachine server;
    long nowMs = 5_000_000;
    private final Deque<Input> pending = new ArrayDeque<>();
    private boolean applying = true;

    CtiServerBench() {
        this(CtiServerSettings.DEFAULTS.servingWhenStandby());
    }

    CtiServerBench(CtiServerSettings settings) {
        server = new CtiServerMachine(MEMBER, INCARNATION, settings, reads);
    }

    /** Leaves what is submitted to the test. */
    void applyByHand() {
        applying = false;
    }

    static OpenReq.Builder openReq(long services) {
        return OpenReq.builder()
                .invokeId(1)
                .versionNumber(24)
                .idleTimeout(20)
                .peripheralId(ALL)
                .servicesRequested(services)
                .callMsgMask(ALL)
                .agentStateMask(ALL)
                .clientId("bench")
                .clientPassword(Bytes.EMPTY);
    }

    static OpenReq.Builder openReq(long services, String instrument) {
        return openReq(services).peripheralId(ScriptedReads.PERIPHERAL).agentInstrument(instrument);
    }

    void connect(long session) {
        take(new CtiServerInput.Connected(session, "127.0.0.1", 50_000));
    }

    void open(long session, OpenReq.Builder request) {
        connect(session);
        say(session, request.build());
    }

    void say(long session, Ged188Message message) {
        long version = message instanceof OpenReq open ? open.versionNumber() : -1;
        long invokeId = message.type() == null ? 4711 : ((Number) message.field(0)).longValue();
        take(new CtiServerInput.Received(session, message, invokeId, version));
    }

    /** Takes an input, then applies what was submitted, as the log does between two inputs. */
    void take(CtiServerInput input) {
        server.onInput(input, nowMs, this::carryOut);
        while (applying && !pending.isEmpty()) {
            CtiServerInput next = new CtiServerInput.Applied(pending.poll(), true, List.of());
            server.onInput(next, nowMs, this::carryOut);
        }
    }

    private void carryOut(CtiServerOutput output) {
        if (output instanceof CtiServerOutput.Submit submit) {
            submitted.add(submit.input());
            if (submit.input() instanceof ClientOpened) {
                pending.add(submit.input());
            }
        } else {
            out.add(output);
        }
    }

    void applied(OpcOutput... outputs) {
        take(new CtiServerInput.Applied(new SettingSet("x", "y"), false, List.of(outputs)));
    }

    void waitMs(long ms) {
        long until = nowMs + ms;
        while (server.nextDeadlineMs() <= until) {
            nowMs = Math.max(nowMs, server.nextDeadlineMs());
            server.onTime(nowMs, this::carryOut);
        }
        nowMs = until;
    }

    static Emit about(long callId, Ged188Message event, String... instruments) {
        return new Emit(
                event, new Scope(ScriptedReads.PERIPHERAL, callId, List.of(instruments), ""));
    }

    List<CtiServerOutput.Send> sends(long session) {
        return out.stream()
                .filter(CtiServerOutput.Send.class::isInstance)
                .map(CtiServerOutput.Send.class::cast)
                .filter(send -> send.session() == session)
                .toList();
    }

    List<Ged188Message> heard(long session) {
        return sends(session).stream().map(CtiServerOutput.Send::message).toList();
    }

    List<String> heardTypes(long session) {
        return heard(session).stream().map(message -> message.type().name()).toList();
    }

    <T extends Ged188Message> T last(long session, Class<T> type) {
        List<Ged188Message> all = heard(session);
        assertThat(all).isNotEmpty();
        assertThat(all.getLast()).isInstanceOf(type);
        return type.cast(all.getLast());
    }

    boolean closed(long session) {
        return out.stream()
                .anyMatch(
                        output ->
                                output instanceof CtiServerOutput.Close close
                                        && close.session() == session);
    }

    void forget() {
        out.clear();
    }
}
