package org.jackfield.ctios.session;

import org.jackfield.client.ctiserver.CtiOutcome;
import org.jackfield.protocol.cil.ClientHello;
import org.jackfield.protocol.cil.Event;
import org.jackfield.protocol.cil.Reply;
import org.jackfield.protocol.cil.Request;
import org.jackfield.protocol.cil.ServerFrame;
import org.jackfield.protocol.cil.Welcome;
import org.jackfield.protocol.ged188.AgentDeskSettingsConf;
import org.jackfield.protocol.ged188.AgentDeskSettingsReq;
import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.ged188.AgentStateEvent;
import org.jackfield.protocol.ged188.ControlFailureConf;
import org.jackfield.protocol.ged188.Ged188Message;
import org.jackfield.protocol.ged188.OpenConf;
import org.jackfield.protocol.ged188.QueryAgentStateConf;
import org.jackfield.protocol.ged188.QueryAgentStateReq;
import org.jackfield.protocol.ged188.SetAgentStateConf;
import org.jackfield.protocol.ged188.SetAgentStateReq;
import org.jackfield.protocol.ged188.SnapshotDeviceConf;
import org.jackfield.protocol.ged188.SnapshotDeviceReq;
import org.jackfield.protocol.ged188.WrapupMode;
import org.jackfield.protocol.record.Arguments;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The machine between a CTI Server played by hand and clients played by hand; virtual time. */
final class Bench {

    static final long PERIPHERAL = 5000;
    static final String AGENT = "agent.5000.1001";

    /** Signs by wrapping; good enough where nobody forges. */
    static final TokenSigner SIGNER =
            new TokenSigner() {
                @Override
                public String sign(String text) {
                    return "signed:" + text;
                }

                @Override
                public String verified(String token) {
                    return token.startsWith("signed:") ? token.substring(7) : null;
                }
            };

    final List<CtiOsOutput> outputs = new ArrayList<>();
    final Deque<CtiOsOutput.Ask> asked = new ArrayDeque<>();
    final Map<Long, List<ServerFrame>> frames = new TreeMap<>();
    final Map<Long, Long> epochs = new TreeMap<>();
    final SessionSettings settings;
    CtiOsMachine machine;
    long nowMs = 1_000_000;

    /** The wrap-up mode that agents' desk settings have. */
    WrapupMode wrapUpMode = WrapupMode.OPTIONAL;

    private long nextRequest = 1;

    Bench(SessionSettings settings) {
        this.settings = settings;
        this.machine = new CtiOsMachine(settings, SIGNER);
    }

    Bench() {
        this(settings("ctios-A", "run-1", SecondLogin.WARN));
    }

    static SessionSettings settings(String server, String incarnation, SecondLogin second) {
        return new SessionSettings(
                server,
                incarnation,
                second,
                SessionSettings.Closed.DEFAULTS,
                SessionSettings.Limits.DEFAULTS,
                new DesktopSettings(
                        Arguments.EMPTY,
                        List.of(new Reason("Lunch", 7)),
                        List.of(new Reason("End of shift", 9)),
                        List.of("Sale"),
                        AgentFacts.UCCE,
                        List.of("2009")));
    }

    void put(CtiOsInput input) {
        machine.onInput(input, nowMs, this::take);
    }

    void pass(long ms) {
        nowMs += ms;
        machine.onTime(nowMs, this::take);
    }

    private void take(CtiOsOutput output) {
        outputs.add(output);
        switch (output) {
            case CtiOsOutput.Ask ask -> asked.add(ask);
            case CtiOsOutput.Frame frame -> heard(frame.link(), frame.frame());
            case CtiOsOutput.Share share ->
                    share.recipients()
                            .forEach(
                                    each ->
                                            heard(
                                                    each.link(),
                                                    share.event().toBuilder()
                                                            .number(each.number())
                                                            .build()));
            case CtiOsOutput.Close close -> heard(close.link(), close.last());
            default -> {}
        }
    }

    private void heard(long link, ServerFrame frame) {
        frames.computeIfAbsent(link, key -> new ArrayList<>()).add(frame);
        if (frame instanceof Welcome welcome) {
            epochs.put(link, welcome.epoch());
        }
    }

    void linkUp() {
        put(
                new CtiOsInput.LinkUp(
                        "A",
                        OpenConf.builder()
                                .peripheralOnline(1)
                                .fltPeripheralId(List.of(PERIPHERAL))
                                .build()));
    }

    void happens(Ged188Message event) {
        put(new CtiOsInput.Happened(event));
    }

    /** The oldest open question. */
    Ged188Message question() {
        return asked.peek().request();
    }

    /** The newest open question. */
    Ged188Message newestQuestion() {
        return asked.peekLast().request();
    }

    int unanswered() {
        return asked.size();
    }

    void confirm(Ged188Message answer) {
        put(new CtiOsInput.Ended(asked.poll().token(), new CtiOutcome.Done(answer)));
    }

    void refuse(int code, long peripheralCode, String text) {
        put(
                new CtiOsInput.Ended(
                        asked.poll().token(),
                        new CtiOutcome.Refused(
                                ControlFailureConf.builder()
                                        .failureCode(code)
                                        .peripheralErrorCode(peripheralCode)
                                        .text(text)
                                        .build())));
    }

    /** Answers every question that only reads: nobody is logged in unless said otherwise. */
    void answerReads(int agentState) {
        while (!asked.isEmpty()) {
            Ged188Message question = question();
            if (question instanceof QueryAgentStateReq query) {
                confirm(
                        QueryAgentStateConf.builder()
                                .agentState(agentState)
                                .agentId(query.agentId())
                                .agentInstrument("2001")
                                .agentExtension("2001")
                                .build());
            } else if (question instanceof AgentDeskSettingsReq) {
                confirm(
                        AgentDeskSettingsConf.builder()
                                .wrapupDataIncomingMode(wrapUpMode.value())
                                .wrapupDataOutgoingMode(wrapUpMode.value())
                                .deskSettingsMask(0x18)
                                .build());
            } else if (question instanceof SnapshotDeviceReq) {
                confirm(SnapshotDeviceConf.builder().build());
            } else {
                return;
            }
        }
    }

    void hello(long link, String token, long last) {
        put(new CtiOsInput.Opened(link, "127.0.0.1:5"));
        put(
                new CtiOsInput.Said(
                        link,
                        ClientHello.builder()
                                .version(1)
                                .client("bench")
                                .token(token)
                                .last(last)
                                .build()));
    }

    Request request(long link, String name, String target, Arguments args) {
        return Request.builder()
                .id(nextRequest++)
                .epoch(epochs.get(link))
                .seen(lastEvent(link))
                .name(name)
                .target(target)
                .args(args)
                .build();
    }

    long ask(long link, String name, String target, Object... pairs) {
        Arguments.Builder args = Arguments.builder();
        for (int i = 0; i < pairs.length; i += 2) {
            args.put((String) pairs[i], pairs[i + 1]);
        }
        Request request = request(link, name, target, args.build());
        put(new CtiOsInput.Said(link, request));
        return request.id();
    }

    /** Hello, SetAgent, Login of 1001 at 2001, up to not ready. */
    void logIn(long link) {
        hello(link, null, 0);
        ask(link, "SetAgent", "", "AgentID", "1001", "PeripheralID", PERIPHERAL);
        answerReads(AgentState.LOGOUT.value());
        ask(link, "Login", AGENT, "AgentPassword", "secret", "AgentInstrument", "2001");
        if (!(question() instanceof SetAgentStateReq)) {
            throw new IllegalStateException("no login was asked for but " + question());
        }
        confirm(SetAgentStateConf.builder().build());
        agentState(AgentState.LOGIN, 0);
        agentState(AgentState.NOT_READY, 0);
        answerReads(AgentState.NOT_READY.value());
    }

    void agentState(AgentState state, int reason) {
        happens(
                AgentStateEvent.builder()
                        .peripheralId(PERIPHERAL)
                        .peripheralType(17)
                        .agentState(state.value())
                        .skillGroupState(state.value())
                        .eventReasonCode(reason)
                        .agentId("1001")
                        .agentInstrument("2001")
                        .agentExtension("2001")
                        .skillGroupNumber(1)
                        .duration(0L)
                        .build());
    }

    /** The agent is in a state of 1001 at 2001, and another one follows. */
    void pending(AgentState state, AgentState next) {
        happens(
                AgentStateEvent.builder()
                        .peripheralId(PERIPHERAL)
                        .peripheralType(17)
                        .agentState(state.value())
                        .skillGroupState(state.value())
                        .nextAgentState(next.value())
                        .agentId("1001")
                        .agentInstrument("2001")
                        .agentExtension("2001")
                        .skillGroupNumber(1)
                        .duration(0L)
                        .build());
    }

    /** Place of the first such frame among all that a client heard; -1 when there is none. */
    int positionOf(long link, Predicate<ServerFrame> wanted) {
        List<ServerFrame> heard = heardBy(link);
        for (int at = 0; at < heard.size(); at++) {
            if (wanted.test(heard.get(at))) {
                return at;
            }
        }
        return -1;
    }

    List<ServerFrame> heardBy(long link) {
        return frames.getOrDefault(link, List.of());
    }

    List<Event> events(long link) {
        List<Event> events = new ArrayList<>();
        for (ServerFrame each : heardBy(link)) {
            if (each instanceof Event event) {
                events.add(event);
            }
        }
        return events;
    }

    List<String> eventNames(long link) {
        return events(link).stream().map(Event::name).toList();
    }

    long lastEvent(long link) {
        List<Event> events = events(link);
        return events.isEmpty() ? 0 : events.getLast().number();
    }

    /** The reply to a request, or null. */
    Reply reply(long link, long id) {
        Reply found = null;
        for (ServerFrame each : heardBy(link)) {
            if (each instanceof Reply reply && reply.id() == id) {
                if (found != null) {
                    throw new IllegalStateException("two replies to request " + id);
                }
                found = reply;
            }
        }
        return found;
    }

    Welcome welcome(long link) {
        return (Welcome) heardBy(link).get(0);
    }

    /** All events of an object laid over one another. */
    Arguments object(long link, String target) {
        Arguments.Builder object = Arguments.builder();
        for (Event each : events(link)) {
            if (each.target().equals(target)) {
                object.putAll(each.args());
            }
        }
        return object.build();
    }

    /** A button as it was last told; what is told before its object is shown, no client takes. */
    Arguments button(long link, String target, String name) {
        Arguments found = Arguments.EMPTY;
        boolean shown = false;
        for (Event each : events(link)) {
            shown |= each.target().equals(target);
            Arguments buttons = each.args().nested("Buttons").nested(target);
            found = buttons.isEmpty() || !shown ? found : buttons;
        }
        return found.nested(name);
    }

    /** Forgets what clients heard. */
    void clear() {
        frames.values().forEach(List::clear);
        outputs.clear();
    }
}
