package org.jackfield.simulation.world;

import org.jackfield.client.cil.CilInput;
import org.jackfield.client.cil.CilMachine;
import org.jackfield.client.cil.CilOutput;
import org.jackfield.client.cil.CilServer;
import org.jackfield.client.cil.CilSettings;
import org.jackfield.protocol.cil.Event;
import org.jackfield.protocol.cil.Reply;
import org.jackfield.protocol.cil.Request;
import org.jackfield.protocol.cil.ServerFrame;
import org.jackfield.protocol.cil.Welcome;
import org.jackfield.protocol.cil.json.CilJson;
import org.jackfield.protocol.record.Arguments;
import org.jackfield.simulation.check.ButtonPromise;
import org.jackfield.simulation.check.DataTruth;
import org.jackfield.simulation.check.DesktopTruth;
import org.jackfield.simulation.check.ScreenTruth;
import org.jackfield.simulation.traffic.DeskHand;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A desktop: the real client machine of CTI OS, the hand that presses, and the promise kept. */
public final class SimulatedDesk implements VirtualTime.Timed {

    private static final int NOBODY = 0;
    private static final String CHAT = "SendChatMessage";

    private final VirtualTime time;
    private final SimulatedNet net;
    private final Trace trace;
    private final String name;
    private final DeskHand hand;
    private final ButtonPromise promise;
    private final DataTruth data;
    private final DesktopTruth desktops;

    /** What is on the screen, by UniqueObjectID. */
    private final Map<String, Arguments> shown = new TreeMap<>();

    /** Lines under way, by request. */
    private final Map<Long, String> written = new TreeMap<>();

    private final CilSettings settings;
    private final long seed;
    private final VirtualTime.Watch watch;
    private CilMachine machine;
    private int life;
    private long wanted;
    private Pipe.End end;
    private long endAttempt;
    private DeskHand.Press press;
    private boolean handAtWork;
    private long liveSinceMs;
    private long lookAtMs = Long.MAX_VALUE;
    private long events;

    SimulatedDesk(Stage stage, List<String> servers, DeskHand hand, ButtonPromise promise) {
        this.time = stage.time();
        this.net = stage.net();
        this.trace = stage.trace();
        this.data = stage.data();
        this.desktops = stage.desktops();
        this.hand = hand;
        this.promise = promise;
        this.name = "desk " + hand.agent().id() + (hand.visits() ? "b" : "");
        CilServer[] addresses =
                servers.stream().map(each -> new CilServer(each, NOBODY)).toArray(CilServer[]::new);
        this.settings = CilSettings.of(name, addresses);
        this.seed = stage.seed();
        this.watch = time.watch(this);
    }

    void start() {
        handAtWork = true;
        begin();
    }

    private void begin() {
        machine = new CilMachine(settings, seed + life);
        input(new CilInput.Start());
        lookAfter(hand.thinkMs());
    }

    /** Whether its process is there. */
    boolean runs() {
        return machine != null;
    }

    /** The process is gone with all that it knew. */
    void kill() {
        trace.line(name, "killed");
        life++;
        machine = null;
        written.clear();
        shown.clear();
        lookAtMs = Long.MAX_VALUE;
        promise.gone();
        if (end != null) {
            end.abort("killed");
            end = null;
        }
    }

    /** A new process, which knows nothing of the one before. */
    void comeBack() {
        if (!runs()) {
            begin();
            watch.look();
        }
    }

    /** What its process keeps; nothing while none runs. */
    List<?> machines() {
        return runs() ? List.of(machine) : List.of();
    }

    /** Presses no more; what is under way goes on. */
    void rest() {
        handAtWork = false;
    }

    /** Whether nobody presses any more. */
    boolean rests() {
        return !handAtWork;
    }

    /** The agent who acts from here now; empty when none does. */
    String sitter() {
        boolean live = runs() && machine.state() == CilMachine.State.LIVE;
        boolean acts =
                live && promise.enabled().values().stream().anyMatch(each -> each.contains(CHAT));
        return acts ? hand.agent().id() : "";
    }

    String name() {
        return name;
    }

    /** Live without a break for longer than so long. */
    boolean inTouchFor(long ms) {
        boolean live = runs() && machine.state() == CilMachine.State.LIVE;
        return live && time.nowMs() - liveSinceMs > ms;
    }

    /** Name of the server that it is connected to, or tries; only while its process is there. */
    String server() {
        return machine.server().host();
    }

    /** What its user sees; only while its process is there. */
    ScreenTruth.Screen screen() {
        String agent = "agent." + SimulatedSite.PERIPHERAL + "." + hand.agent().id();
        return new ScreenTruth.Screen(name, agent, shown);
    }

    /** The phone of the agent who sits here. */
    String phone() {
        return hand.agent().instrument();
    }

    Pipe.End end() {
        return end != null && end.open() ? end : null;
    }

    /** Events heard so far. */
    long events() {
        return events;
    }

    /** The next look is not later than after so long. */
    private void lookAfter(long ms) {
        long atMs = time.nowMs() + ms;
        if (handAtWork && atMs < lookAtMs) {
            lookAtMs = atMs;
            time.at(atMs, () -> lookAtScreen(atMs));
        }
    }

    private void lookAtScreen(long atMs) {
        if (atMs != lookAtMs || !handAtWork || !runs()) {
            return;
        }
        lookAtMs = Long.MAX_VALUE;
        Map<String, List<String>> enabled = promise.enabled();
        boolean busy = enabled.keySet().stream().anyMatch(SimulatedDesk::isCall);
        lookAfter(busy ? hand.thinkMs() : hand.idleMs());
        if (machine.state() != CilMachine.State.LIVE) {
            return;
        }
        if (enabled.isEmpty()) {
            ask(
                    new DeskHand.Press(
                            "SetAgent",
                            "SetAgent",
                            "",
                            Arguments.builder()
                                    .put("AgentID", hand.agent().id())
                                    .put("PeripheralID", SimulatedSite.PERIPHERAL)
                                    .build()));
            return;
        }
        DeskHand.Press chosen = hand.choose(enabled);
        if (chosen != null) {
            ask(chosen);
        }
    }

    private static boolean isCall(String target) {
        return target.startsWith("call.");
    }

    private void ask(DeskHand.Press chosen) {
        press = chosen;
        input(new CilInput.Ask(1, chosen.request(), chosen.target(), chosen.args()));
        press = null;
    }

    private void input(CilInput input) {
        if (!runs()) {
            return;
        }
        machine.onInput(input, time.nowMs(), this::carryOut);
        watch.look();
    }

    @Override
    public void onTime(long nowMs) {
        machine.onTime(nowMs, this::carryOut);
    }

    @Override
    public long nextDeadlineMs() {
        return runs() ? machine.nextDeadlineMs() : Long.MAX_VALUE;
    }

    private void carryOut(CilOutput output) {
        switch (output) {
            case CilOutput.Connect connect -> connect(connect);
            case CilOutput.Send send -> send(send);
            case CilOutput.Drop drop -> {
                wanted = wanted == drop.attempt() ? 0 : wanted;
                if (end != null && endAttempt == drop.attempt()) {
                    end.abort(drop.reason());
                    end = null;
                }
            }
            case CilOutput.Raise raise -> {
                events++;
                trace.line(name, raise.event());
                promise.onEvent(raise.event(), time.nowMs());
                if (raise.event().is("OnChatMessage")) {
                    desktops.heard(name, raise.event().args().text("Message", ""), time.nowMs());
                }
                if (raise.event().number() > 0 && isCall(raise.event().target())) {
                    lookAfter(hand.thinkMs());
                }
            }
            case CilOutput.Changed(String id, Arguments object) -> {
                if (object == null) {
                    shown.remove(id);
                } else {
                    shown.put(id, object);
                }
            }
            case CilOutput.Ended ignored -> {
                // Replies are looked at where they arrive.
            }
            case CilOutput.Note note -> trace.line(name, note.text());
        }
    }

    private void send(CilOutput.Send send) {
        if (end == null || endAttempt != send.attempt()) {
            return;
        }
        if (send.frame() instanceof Request request) {
            trace.line(name, request);
            promise.onPressed(request, press == null ? request.name() : press.button());
            data.onDeskAsked(request);
            if (request.name().equals(CHAT)) {
                String text = request.args().text("Message", "");
                written.put(request.id(), text);
                desktops.wrote(text, time.nowMs());
            }
        }
        end.send(CilJson.encode(send.frame()));
    }

    private void connect(CilOutput.Connect connect) {
        long attempt = connect.attempt();
        int ofLife = life;
        wanted = attempt;
        net.connect(
                connect.server().host(),
                up -> {
                    if (ofLife != life || attempt != wanted) {
                        if (up != null) {
                            up.abort("no longer wanted");
                        }
                        return;
                    }
                    if (up == null) {
                        input(new CilInput.Lost(attempt, "nobody listens"));
                        return;
                    }
                    endAttempt = attempt;
                    end = up;
                    up.hear(new Ears(attempt, ofLife));
                    input(new CilInput.Connected(attempt));
                });
    }

    private final class Ears implements Pipe.Ear {
        private final long attempt;
        private final int ofLife;

        Ears(long attempt, int ofLife) {
            this.ofLife = ofLife;
            this.attempt = attempt;
        }

        @Override
        public void frame(byte[] bytes) {
            ServerFrame frame = CilJson.decodeServerFrame(bytes);
            if (ofLife != life) {
                return;
            }
            boolean current = attempt == endAttempt && end != null;
            if (current && frame instanceof Welcome welcome) {
                liveSinceMs = time.nowMs();
                promise.connected(welcome.resumed(), welcome.next());
            } else if (current && frame instanceof Event event) {
                promise.told(event.number(), time.nowMs());
            } else if (current && frame instanceof Reply reply) {
                trace.line(name, reply);
                promise.onReply(reply, time.nowMs());
                String line = written.remove(reply.id());
                if (line != null) {
                    desktops.replied(line, reply, time.nowMs());
                }
            }
            input(new CilInput.Said(attempt, frame));
        }

        @Override
        public void closed(String reason) {
            if (ofLife == life) {
                input(new CilInput.Lost(attempt, reason));
            }
        }
    }
}
