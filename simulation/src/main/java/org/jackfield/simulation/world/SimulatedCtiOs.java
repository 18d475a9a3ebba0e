package org.jackfield.simulation.world;

import org.jackfield.client.ctiserver.CtiClientInput;
import org.jackfield.client.ctiserver.CtiClientOutput;
import org.jackfield.client.ctiserver.CtiClientSettings;
import org.jackfield.client.ctiserver.CtiServerAddress;
import org.jackfield.ctios.peer.PeerSettings;
import org.jackfield.ctios.process.DefaultDesktop;
import org.jackfield.ctios.session.ChatLevel;
import org.jackfield.ctios.session.ChatSettings;
import org.jackfield.ctios.session.CtiOsInput;
import org.jackfield.ctios.session.CtiOsMachine;
import org.jackfield.ctios.session.CtiOsNow;
import org.jackfield.ctios.session.CtiOsOutput;
import org.jackfield.ctios.session.DesktopSettings;
import org.jackfield.ctios.session.Reason;
import org.jackfield.ctios.session.SecondLogin;
import org.jackfield.ctios.session.SessionSettings;
import org.jackfield.ctios.session.TokenSigner;
import org.jackfield.machine.StateHash;
import org.jackfield.machine.loop.InOrder;
import org.jackfield.protocol.cil.Closing;
import org.jackfield.protocol.cil.json.CilJson;
import org.jackfield.protocol.ged188.ServiceMask;
import org.jackfield.protocol.record.RecordFormatException;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One CTI OS server: the real machine on the network in memory, southwards a client of the CTI
 * Server, northwards JSON to desktops. It does what {@code ctios.process} does in real time.
 */
public final class SimulatedCtiOs implements VirtualTime.Timed {

    private static final long NEVER = Long.MAX_VALUE;
    private static final int IDLE_SECONDS = 60;
    private static final int VERSION = 25;
    private static final long SERVICES =
            ServiceMask.CLIENT_CONTROL
                    | ServiceMask.ALL_EVENTS
                    | ServiceMask.CALL_DATA_UPDATE
                    | ServiceMask.UPDATE_EVENTS
                    | ServiceMask.ACTIVE_STANDBY;

    private final String name;
    private final VirtualTime time;
    private final Trace trace;
    private final CtiOsMachine machine;
    private final SimulatedCtiClient south;
    private final SimulatedPeerWires peers;
    private final VirtualTime.Watch watch;
    private final Map<Long, Pipe.End> north = new LinkedHashMap<>();
    private final InOrder<CtiOsOutput> outputs = new InOrder<>(this::carryOut);
    private final SimulatedNet net;
    private long links;
    private boolean killed;
    private long upSinceMs = NEVER;

    /** How a server is made. */
    record Parts(
            VirtualTime time,
            SimulatedNet net,
            SimulatedSite site,
            Trace trace,
            SecondLogin secondLogin,
            List<String> peers) {}

    /**
     * One life of a server.
     *
     * @param life counted from 1
     */
    SimulatedCtiOs(
            Parts parts, String name, int life, List<CtiServerAddress> ctiServers, long seed) {
        this.name = name;
        this.net = parts.net();
        this.time = parts.time();
        this.trace = parts.trace();
        this.machine = new CtiOsMachine(settings(name, life, parts), new Signer());
        CtiClientSettings settings =
                CtiClientSettings.of(
                        ctiServers,
                        CtiClientSettings.open(name, "", name, VERSION, SERVICES, IDLE_SECONDS));
        this.south = new SimulatedCtiClient(time, parts.net(), settings, seed, this::fromSouth);
        this.peers = new SimulatedPeerWires(net, this::take);
        this.watch = time.watch(this);
        net.listen(name, this::accept);
    }

    private static SessionSettings settings(String name, int life, Parts parts) {
        SimulatedSite site = parts.site();
        List<Reason> reasons = new ArrayList<>();
        for (int code = 1; code <= SimulatedSite.REASONS; code++) {
            reasons.add(new Reason("Break " + code, code));
        }
        List<String> byPhone = new ArrayList<>();
        for (int agent = 0; agent < site.agents(); agent++) {
            if (site.answersByPhone(agent)) {
                byPhone.add(site.phone(agent));
            }
        }
        DesktopSettings desktop =
                new DesktopSettings(
                        DefaultDesktop.tree(List.of()),
                        reasons,
                        List.of(),
                        List.of(),
                        DesktopSettings.EMPTY.capabilities(),
                        byPhone);
        return new SessionSettings(
                name,
                name + "-" + life,
                parts.secondLogin(),
                SessionSettings.Closed.DEFAULTS,
                SessionSettings.Limits.DEFAULTS,
                desktop,
                new PeerSettings(parts.peers(), 5_000, 3),
                ChatSettings.DEFAULTS.at(ChatLevel.UNRESTRICTED, ChatLevel.UNRESTRICTED));
    }

    /** Signs with a hash: nobody forges anything here. */
    private static final class Signer implements TokenSigner {
        @Override
        public String sign(String text) {
            return hash(text) + ":" + text;
        }

        @Override
        public String verified(String token) {
            int colon = token.indexOf(':');
            String text = token.substring(colon + 1);
            return colon > 0 && token.substring(0, colon).equals(hash(text)) ? text : null;
        }

        private static String hash(String text) {
            return Long.toHexString(StateHash.of(text.getBytes(StandardCharsets.UTF_8)));
        }
    }

    /** The process is killed: nothing of it says or does anything more. */
    void kill() {
        killed = true;
        net.deafen(name);
        south.kill();
        peers.kill();
        List.copyOf(north.values()).forEach(each -> each.abort("killed"));
        north.clear();
    }

    void start() {
        south.input(new CtiClientInput.Start());
    }

    private void fromSouth(CtiClientOutput output) {
        switch (output) {
            case CtiClientOutput.Opened up -> {
                upSinceMs = time.nowMs();
                take(new CtiOsInput.LinkUp(up.server().name(), up.conf()));
            }
            case CtiClientOutput.Down down -> {
                upSinceMs = NEVER;
                take(new CtiOsInput.LinkDown(down.reason()));
            }
            case CtiClientOutput.Event event -> take(new CtiOsInput.Happened(event.message()));
            case CtiClientOutput.Ended ended ->
                    take(new CtiOsInput.Ended(ended.token(), ended.outcome()));
            default -> {
                // The link's own business.
            }
        }
    }

    private void accept(Pipe.End end) {
        long link = ++links;
        north.put(link, end);
        end.hear(
                new Pipe.Ear() {
                    @Override
                    public void frame(byte[] bytes) {
                        said(link, bytes);
                    }

                    @Override
                    public void closed(String reason) {
                        if (north.remove(link) != null) {
                            take(new CtiOsInput.Closed(link));
                        }
                    }

                    @Override
                    public void slow(long waitingBytes) {
                        take(new CtiOsInput.Slow(link, waitingBytes));
                    }

                    @Override
                    public void cutOff(long waitingBytes) {
                        take(new CtiOsInput.CutOff(link, waitingBytes));
                    }
                });
        take(new CtiOsInput.Opened(link, "simulated"));
    }

    private void said(long link, byte[] bytes) {
        try {
            take(new CtiOsInput.Said(link, CilJson.decodeClientFrame(bytes)));
        } catch (RecordFormatException wrong) {
            take(new CtiOsInput.Garbled(link, wrong.getMessage()));
        }
    }

    /** In touch with a gateway without a break for longer than so long, and with the switch. */
    boolean inTouchFor(long ms) {
        return time.nowMs() - upSinceMs > ms && machine.online();
    }

    /** All that it knows now. */
    CtiOsNow now() {
        return machine.now();
    }

    /** What it keeps. */
    List<?> machines() {
        return List.of(machine, south.machine());
    }

    private void take(CtiOsInput input) {
        if (killed) {
            return;
        }
        machine.onInput(input, time.nowMs(), outputs);
        outputs.run();
        watch.look();
    }

    private void carryOut(CtiOsOutput output) {
        switch (output) {
            case CtiOsOutput.Ask ask ->
                    south.input(
                            new CtiClientInput.Ask(ask.token(), ask.request(), ask.timeoutMs()));
            case CtiOsOutput.Frame frame -> send(frame.link(), CilJson.encode(frame.frame()));
            case CtiOsOutput.Share share -> {
                for (CtiOsOutput.Recipient each : share.recipients()) {
                    byte[] text =
                            CilJson.encode(share.event().toBuilder().number(each.number()).build());
                    send(each.link(), text);
                }
            }
            case CtiOsOutput.Close close -> close(close.link(), close.last());
            case CtiOsOutput.PeerConnect wanted -> peers.connect(wanted);
            case CtiOsOutput.PeerSend wanted -> peers.send(wanted);
            case CtiOsOutput.PeerDrop wanted -> peers.drop(wanted);
            case CtiOsOutput.Note note -> trace.line(name, note.text());
        }
    }

    private void send(long link, byte[] text) {
        Pipe.End end = north.get(link);
        if (end != null) {
            end.send(text);
        }
    }

    private void close(long link, Closing last) {
        Pipe.End end = north.remove(link);
        if (end != null) {
            end.send(CilJson.encode(last));
            end.close(last.reason());
            take(new CtiOsInput.Closed(link));
        }
    }

    @Override
    public void onTime(long nowMs) {
        machine.onTime(nowMs, outputs);
        outputs.run();
    }

    @Override
    public long nextDeadlineMs() {
        return killed ? Long.MAX_VALUE : machine.nextDeadlineMs();
    }
}
