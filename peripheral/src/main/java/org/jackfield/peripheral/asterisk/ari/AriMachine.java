package org.jackfield.peripheral.asterisk.ari;

import org.jackfield.protocol.pim.Answer;
import org.jackfield.protocol.pim.CheckChannel;
import org.jackfield.protocol.pim.Clear;
import org.jackfield.protocol.pim.CompareChannels;
import org.jackfield.protocol.pim.Dial;
import org.jackfield.protocol.pim.Dtmf;
import org.jackfield.protocol.pim.FailReason;
import org.jackfield.protocol.pim.Failed;
import org.jackfield.protocol.pim.Label;
import org.jackfield.protocol.pim.PimCommand;
import org.jackfield.protocol.pim.Place;
import org.jackfield.protocol.pim.Play;
import org.jackfield.protocol.pim.StopPlay;
import org.jackfield.protocol.pim.SwitchDown;
import org.jackfield.protocol.pim.SwitchUp;
import org.jackfield.protocol.pim.TakeSnapshot;
import org.jackfield.protocol.pim.TransferProgress;
import org.jackfield.protocol.record.Arguments;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * An Asterisk behind the PIM contract, while this side is the active one: link up or down, events,
 * answers and commands in, requests and reports out. Start, a lost link and a restart of Asterisk
 * take the same way: list everything, report it, settle what was open.
 *
 * <p>States: <em>down</em> until {@link #linkUp}; <em>listing</em> until the switch was listed
 * (events and commands wait); <em>live</em> until {@link #linkDown}.
 */
public final class AriMachine {

    /** Event types that nobody here reads. */
    private static final List<String> UNREAD =
            List.of(
                    "ChannelVarset",
                    "ChannelDialplan",
                    "Dial",
                    "ChannelConnectedLine",
                    "ChannelCallerId",
                    "EndpointStateChange",
                    "ContactStatusChange");

    private final AriSettings settings;
    private final AriOutputs outputs;
    private final Requests requests;
    private final Operations operations;
    private final Switchboard board;
    private final Resync resync;
    private final Inspection inspection;
    private final Deque<PimCommand> waiting = new ArrayDeque<>();

    private boolean up;
    private boolean switchUp;
    private boolean wasLost;
    private long startedMs;
    private String product = "";

    public AriMachine(AriSettings settings, AriOutputs outputs) {
        this.settings = settings;
        this.outputs = outputs;
        this.requests = new Requests(settings, outputs);
        this.operations = new Operations(settings, requests, outputs::report, outputs::log);
        this.board = new Switchboard(settings, requests, outputs::report, operations);
        this.operations.workOn(board);
        this.resync = new Resync(settings, requests, board, outputs);
        this.inspection = new Inspection(settings, requests, board, resync, outputs);
    }

    /** The websocket is open and events flow. */
    public void linkUp(long nowMs) {
        requests.time(nowMs);
        up = true;
        requests.send(AriRequest.of("GET", "asterisk/info"), this::informed);
        requests.send(filter(), answer -> wanted("event filter", answer));
        // Not to device states: Asterisk 22 locks up for good when a websocket that listens to them
        // is lost in the moment in which one changes (seen). The phones' channels come twice so.
        requests.send(
                AriRequest.of("POST", "applications/" + settings.application() + "/subscription")
                        .with("eventSource", "endpoint:" + settings.technology()),
                answer -> wanted("subscription to phones", answer));
        requests.send(AriRequest.of("GET", "sounds"), this::soundsListed);
    }

    private AriRequest filter() {
        List<Arguments> types =
                UNREAD.stream().map(type -> Arguments.builder().put("type", type).build()).toList();
        return AriRequest.of("PUT", "applications/" + settings.application() + "/eventFilter")
                .withBody(Arguments.builder().put("disallowed", types).build());
    }

    private void wanted(String what, AriResponse answer) {
        if (!answer.good()) {
            outputs.drop(what + " refused: " + answer.text());
        }
    }

    private void soundsListed(AriResponse answer) {
        operations.sounds.clear();
        for (Arguments each : answer.list()) {
            operations.sounds.put(each.text("id", ""), true);
        }
    }

    private void informed(AriResponse answer) {
        if (!answer.good()) {
            outputs.drop("no information about Asterisk: " + answer.text());
            return;
        }
        Arguments status = answer.content().nested("status");
        startedMs = AriTranslator.timeMs(status.text("startup_time", ""));
        String version = answer.content().nested("system").text("version", "unknown version");
        product = "Asterisk " + version;
        switchUp = true;
        list();
    }

    private void list() {
        outputs.report(new SwitchUp(product, startedMs));
        resync.begin(startedMs, this::listed);
    }

    /** Another epoch begins: says again that the switch is up, and lists it. */
    public void listAgain(long nowMs) {
        requests.time(nowMs);
        if (switchUp) {
            list();
        }
    }

    private void listed() {
        if (wasLost) {
            wasLost = false;
            for (AriChannel channel : board.channels.values()) {
                channel.hears = AriChannel.UNKNOWN;
            }
            operations.settle();
        }
        while (!waiting.isEmpty() && !resync.running()) {
            carryOut(waiting.poll());
        }
    }

    /** The websocket is gone. */
    public void linkDown(long nowMs, String reason) {
        requests.time(nowMs);
        if (!up) {
            return;
        }
        up = false;
        wasLost = true;
        requests.forget();
        resync.abandon();
        if (switchUp) {
            switchUp = false;
            outputs.report(new SwitchDown(reason));
        }
        while (!waiting.isEmpty()) {
            refuse(waiting.poll(), FailReason.SWITCH_DOWN, reason);
        }
        operations.linkLost(nowMs);
    }

    /** An event came. */
    public void event(long nowMs, Arguments event) {
        requests.time(nowMs);
        String type = event.text("type", "");
        if (type.equals("ApplicationReplaced")) {
            outputs.replaced();
        } else if (type.equals("ApplicationMoveFailed") || !switchUp || resync.running()) {
            // Before the listing everything is in it.
            if (resync.running()) {
                resync.keep(event);
            }
        } else {
            board.event(event);
        }
    }

    /** An answer came. */
    public void response(long nowMs, AriResponse response) {
        requests.time(nowMs);
        requests.answered(response);
    }

    /** A command of the gateway. */
    public void command(long nowMs, PimCommand command) {
        requests.time(nowMs);
        if (!switchUp) {
            refuse(command, FailReason.SWITCH_DOWN, "Asterisk is not connected");
        } else if (requests.full() || waiting.size() >= settings.requestsMax()) {
            refuse(command, FailReason.NOT_POSSIBLE, "too much is open at Asterisk");
        } else if (resync.running()) {
            waiting.add(command);
        } else {
            carryOut(command);
        }
    }

    private void carryOut(PimCommand command) {
        switch (command) {
            case Dial dial -> operations.begin(new DialOperation(dial, operations));
            case Answer answer -> operations.begin(new AnswerOperation(answer, operations));
            case Place place -> operations.begin(new PlaceOperation(place, operations));
            case Clear clear ->
                    operations.begin(
                            new ClearOperation(
                                    clear.operation(), clear.channel(), clear.cause(), operations));
            case Play play -> operations.begin(new PlayOperation(play, operations));
            case StopPlay stop -> {
                if (operations.find(stop.operation()) instanceof PlayOperation play) {
                    play.stop();
                } else {
                    // Somebody before us may have begun it.
                    requests.send(PlayOperation.stopping(stop.operation()));
                }
            }
            case Dtmf dtmf -> dtmf(dtmf);
            case Label label ->
                    request(
                            label.operation(),
                            label.channel(),
                            AriRequest.of("POST", "channels/" + label.channel() + "/variable")
                                    .with("variable", "CALL_REF")
                                    .with("value", AriTranslator.headerValue(label.callRef())));
            case TransferProgress progress ->
                    request(
                            progress.operation(),
                            progress.channel(),
                            AriRequest.of(
                                            "POST",
                                            "channels/" + progress.channel() + "/transfer_progress")
                                    .with(
                                            "states",
                                            progress.succeeded()
                                                    ? "channel_answered"
                                                    : "channel_unavailable"));
            case TakeSnapshot snapshot -> resync.begin(startedMs, this::listed);
            case CheckChannel check -> inspection.check(check);
            case CompareChannels compare -> inspection.compare(compare);
        }
    }

    private void dtmf(Dtmf dtmf) {
        if (AriTranslator.isKeys(dtmf.digits())) {
            request(
                    dtmf.operation(),
                    dtmf.channel(),
                    AriRequest.of("POST", "channels/" + dtmf.channel() + "/dtmf")
                            .with("dtmf", dtmf.digits()));
        } else {
            outputs.report(
                    new Failed(
                            dtmf.operation(),
                            FailReason.BAD_NUMBER,
                            0,
                            "keys are 0-9, *, # and A-D"));
        }
    }

    private void request(long operation, String channel, AriRequest request) {
        if (board.channels.containsKey(channel)) {
            operations.begin(new RequestOperation(operation, request, operations));
        } else {
            outputs.report(
                    new Failed(operation, FailReason.NO_SUCH_CHANNEL, 0, "no channel " + channel));
        }
    }

    private void refuse(PimCommand command, FailReason reason, String text) {
        long operation =
                switch (command) {
                    case Dial dial -> dial.operation();
                    case Answer answer -> answer.operation();
                    case Place place -> place.operation();
                    case Clear clear -> clear.operation();
                    case Play play -> play.operation();
                    case StopPlay stop -> -1;
                    case Dtmf dtmf -> dtmf.operation();
                    case Label label -> label.operation();
                    case TransferProgress progress -> progress.operation();
                    case TakeSnapshot snapshot -> -1;
                    case CheckChannel check -> -1;
                    case CompareChannels compare -> -1;
                };
        if (operation >= 0) {
            outputs.report(new Failed(operation, reason, 0, text));
        }
    }

    /** Fires what is due. */
    public void onTime(long nowMs) {
        requests.time(nowMs);
        String overdue = requests.overdue();
        if (up && overdue != null) {
            outputs.drop("no answer within " + settings.requestMs() + " ms to " + overdue);
        }
        operations.fire();
        if (switchUp && !resync.running()) {
            board.destroyEmpty();
        }
    }

    /** When {@link #onTime} wants to be called next. */
    public long nextDeadlineMs() {
        long bridges = switchUp && !resync.running() ? board.nextDeadlineMs() : Long.MAX_VALUE;
        long asked = Math.min(requests.nextDeadlineMs(), operations.nextDeadlineMs());
        return Math.min(asked, bridges);
    }
}
