package org.jackfield.peripheral.asterisk.ari;

import org.jackfield.protocol.pim.Done;
import org.jackfield.protocol.pim.Failed;
import org.jackfield.protocol.pim.PimCommand;
import org.jackfield.protocol.pim.PimReport;
import org.jackfield.protocol.record.Arguments;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Behaves as Asterisk 22 was seen to: answers and events, these often first and, for phones, twice.
 * It can refuse, be silent, and lose its link between any two requests.
 */
final class FakeAsterisk implements AriOutputs {

    private static final Pattern CHANNEL = Pattern.compile("channels/([^/]+)(?:/(.*))?");
    private static final Pattern BRIDGE = Pattern.compile("bridges/([^/]+)(?:/(.*))?");

    /** A channel as Asterisk has it. */
    static final class Leg {
        final String id;
        final String name;
        final String appData;
        final Map<String, String> variables = new LinkedHashMap<>();
        String state;
        String bridge = "";
        String hears = "";

        Leg(String id, String name, String appData, String state) {
            this.id = id;
            this.name = name;
            this.appData = appData;
            this.state = state;
        }
    }

    private record Fault(Pattern request, int status) {}

    final Map<String, Leg> legs = new LinkedHashMap<>();
    final Set<String> bridges = new LinkedHashSet<>();
    final List<PimReport> reports = new ArrayList<>();
    final List<String> requests = new ArrayList<>();
    final List<String> lines = new ArrayList<>();

    /** Announcements that wait or are heard, and which of both. */
    final Map<String, String> playbacks = new LinkedHashMap<>();

    final Set<String> unregistered = new LinkedHashSet<>();
    String started = "2026-11-21T21:28:38.754+0000";
    String dropped;
    boolean replaced;
    long nowMs = 1_000_000;

    /** What people notice of the requests, each as often as it happens. */
    final List<String> happened = new ArrayList<>();

    /** Requests that are still heard; then the link is dead. */
    int heardRequests = Integer.MAX_VALUE;

    /** Once it is dead, what was still said to the machine is not heard either. */
    boolean losesTheRest;

    private final Deque<Runnable> deliveries = new ArrayDeque<>();
    private final List<Fault> faults = new ArrayList<>();
    private Pattern silent;
    private AriMachine machine;

    /** A machine fresh from its maker, connected and listed. */
    FakeAsterisk connect() {
        dropped = null;
        deliveries.clear();
        heardRequests = Integer.MAX_VALUE;
        machine = new AriMachine(AriSettings.defaults(), this);
        machine.linkUp(nowMs);
        return run();
    }

    /** The same machine again, behind a lost link. */
    FakeAsterisk reconnect() {
        heardRequests = Integer.MAX_VALUE;
        machine.linkUp(nowMs);
        return run();
    }

    FakeAsterisk cut() {
        deliveries.clear();
        machine.linkDown(nowMs, "cut");
        return this;
    }

    /** The next request that fits gets this status and does nothing. */
    void refuse(String request, int status) {
        faults.add(new Fault(Pattern.compile(request), status));
    }

    void beSilentTo(String request) {
        silent = Pattern.compile(request);
    }

    FakeAsterisk command(PimCommand command) {
        machine.command(nowMs, command);
        return run();
    }

    /** Hands in a command and delivers nothing yet. */
    void commandOnly(PimCommand command) {
        machine.command(nowMs, command);
    }

    /** Lets time pass, with all that falls due. */
    FakeAsterisk pass(long ms) {
        long until = nowMs + ms;
        while (machine.nextDeadlineMs() <= until && dropped == null) {
            nowMs = Math.max(nowMs, machine.nextDeadlineMs());
            machine.onTime(nowMs);
            run();
        }
        nowMs = until;
        return this;
    }

    FakeAsterisk run() {
        while (!deliveries.isEmpty()) {
            if (losesTheRest && heardRequests <= 0) {
                deliveries.clear();
            } else {
                deliveries.poll().run();
            }
        }
        return this;
    }

    boolean outcome(long operation, Class<? extends PimReport> kind) {
        return reports.stream()
                .anyMatch(
                        r ->
                                kind.isInstance(r)
                                        && (r instanceof Done d && d.operation() == operation
                                                || r instanceof Failed f
                                                        && f.operation() == operation));
    }

    Failed failed(long operation) {
        return find(Failed.class, f -> f.operation() == operation);
    }

    <T extends PimReport> T find(Class<T> kind, Predicate<T> fits) {
        return reports.stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .filter(fits)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no such report in " + reports));
    }

    <T extends PimReport> long count(Class<T> kind) {
        return reports.stream().filter(kind::isInstance).count();
    }

    // ---- what happens in the world

    Leg callerArrives(String id, String number) {
        Leg leg = new Leg(id, "PJSIP/trunk-00000001", "jackfield,trunk," + number, "Ring");
        legs.put(id, leg);
        stasisStart(leg);
        return leg;
    }

    Leg phoneDials(String id, String phone, String number) {
        Leg leg = new Leg(id, "PJSIP/" + phone + "-00000002", "jackfield,phone," + number, "Ring");
        legs.put(id, leg);
        stasisStart(leg);
        return leg;
    }

    void state(String id, String state) {
        Leg leg = legs.get(id);
        leg.state = state;
        event(channelEvent("ChannelStateChange", leg));
        event(channelEvent("ChannelStateChange", leg));
    }

    void hangsUp(String id, int cause) {
        Leg leg = legs.remove(id);
        boolean stasis = !leg.state.equals("Down");
        event(channelEvent("ChannelHangupRequest", leg).put("cause", (long) cause));
        leave(leg);
        if (stasis) {
            event(channelEvent("StasisEnd", leg));
        }
        event(channelEvent("ChannelDestroyed", leg).put("cause", (long) cause));
    }

    void says(Arguments.Builder event) {
        event(event);
    }

    Arguments.Builder channelEvent(String type, Leg leg) {
        return Arguments.builder().put("type", type).put("channel", snapshot(leg));
    }

    // ---- Asterisk

    private void stasisStart(Leg leg) {
        List<Object> args = List.of((Object[]) leg.appData.split(",", 2)[1].split(","));
        event(channelEvent("StasisStart", leg).put("args", args));
    }

    private void leave(Leg leg) {
        if (!leg.bridge.isEmpty()) {
            event(bridgeEvent("ChannelLeftBridge", leg, leg.bridge));
            leg.bridge = "";
        }
    }

    private Arguments.Builder bridgeEvent(String type, Leg leg, String bridge) {
        return channelEvent(type, leg).put("bridge", Arguments.builder().put("id", bridge).build());
    }

    private Arguments snapshot(Leg leg) {
        String[] args = leg.appData.split(",");
        return Arguments.builder()
                .put("id", leg.id)
                .put("name", leg.name)
                .put("state", leg.state)
                .put("protocol_id", "sip-" + leg.id)
                .put("caller", party("88601", "Bob"))
                .put("connected", party("", ""))
                .put(
                        "dialplan",
                        Arguments.builder()
                                .put("app_name", args.length == 3 ? "Stasis" : "")
                                .put("app_data", leg.appData)
                                .build())
                .put(
                        "channelvars",
                        Arguments.builder()
                                .put("CALL_REF", leg.variables.getOrDefault("CALL_REF", ""))
                                .put("PHONE_HELD", leg.variables.getOrDefault("PHONE_HELD", ""))
                                .build())
                .build();
    }

    private static Arguments party(String number, String name) {
        return Arguments.builder().put("number", number).put("name", name).build();
    }

    private void event(Arguments.Builder event) {
        Arguments built = event.build();
        AriMachine to = machine;
        deliveries.add(() -> to.event(nowMs, built));
    }

    private void answer(long number, int status, Arguments content) {
        AriMachine to = machine;
        deliveries.add(() -> to.response(nowMs, new AriResponse(number, status, content)));
    }

    @Override
    public void send(long number, AriRequest request) {
        String brief = request.brief();
        if (heardRequests <= 0) {
            return;
        }
        heardRequests--;
        requests.add(brief + (request.query().isEmpty() ? "" : " " + request.query()));
        if (silent != null && silent.matcher(brief).find()) {
            return;
        }
        for (Fault fault : faults) {
            if (fault.request().matcher(brief).find()) {
                faults.remove(fault);
                Arguments said = Arguments.builder().put("message", "made to fail").build();
                answer(number, fault.status(), said);
                return;
            }
        }
        carryOut(number, request);
    }

    private void carryOut(long number, AriRequest request) {
        String uri = request.uri();
        Matcher channel = CHANNEL.matcher(uri);
        Matcher bridge = BRIDGE.matcher(uri);
        if (uri.equals("channels/create")) {
            create(number, request);
        } else if (channel.matches()) {
            channel(number, request, channel.group(1), channel.group(2));
        } else if (bridge.matches()) {
            bridge(number, request, bridge.group(1), bridge.group(2));
        } else if (uri.startsWith("playbacks/")) {
            playback(number, request);
        } else {
            answer(number, 200, listing(uri));
        }
    }

    private Arguments listing(String uri) {
        return switch (uri) {
            case "asterisk/info" ->
                    Arguments.builder()
                            .put("system", Arguments.builder().put("version", "22.1").build())
                            .put("status", Arguments.builder().put("startup_time", started).build())
                            .build();
            case "channels" -> list(legs.values().stream().map(this::snapshot).toList());
            case "bridges" -> list(bridges.stream().map(this::bridgeSnapshot).toList());
            case "endpoints/PJSIP" ->
                    list(List.of(phone("1001"), phone("1002"), phone("1003"), phone("trunk")));
            case "sounds" -> list(List.of(Arguments.builder().put("id", "beep").build()));
            case "applications/jackfield" ->
                    Arguments.builder()
                            .put("channel_ids", List.<Object>copyOf(legs.keySet()))
                            .build();
            default -> Arguments.EMPTY;
        };
    }

    private static Arguments list(List<Arguments> objects) {
        return Arguments.builder().put("list", objects).build();
    }

    private Arguments phone(String number) {
        return Arguments.builder()
                .put("technology", "PJSIP")
                .put("resource", number)
                .put("state", unregistered.contains(number) ? "offline" : "online")
                .build();
    }

    private Arguments bridgeSnapshot(String id) {
        List<Object> members = new ArrayList<>();
        legs.values().stream().filter(l -> l.bridge.equals(id)).forEach(l -> members.add(l.id));
        return Arguments.builder()
                .put("id", id)
                .put("name", "jackfield")
                .put("channels", members)
                .build();
    }

    private void create(long number, AriRequest request) {
        String id = request.query().text("channelId");
        String endpoint = request.query().text("endpoint");
        if (legs.containsKey(id)) {
            answer(number, 409, Arguments.EMPTY);
            return;
        }
        if (unregistered.contains(endpoint.substring(6))) {
            answer(number, 500, Arguments.builder().put("error", "Allocation failed").build());
            return;
        }
        String data = "jackfield," + request.query().text("appArgs");
        Leg leg = new Leg(id, endpoint + "-00000003", data, "Down");
        Arguments variables = request.body().nested("variables");
        variables.names().forEach(name -> leg.variables.put(name, variables.text(name)));
        legs.put(id, leg);
        happened.add(id + " is made");
        stasisStart(leg);
        answer(number, 200, snapshot(leg));
    }

    private void channel(long number, AriRequest request, String id, String verb) {
        Leg leg = legs.get(id);
        if (leg == null) {
            answer(number, 404, Arguments.EMPTY);
            return;
        }
        String word = request.method() + " " + (verb == null ? "" : verb);
        int status = 204;
        switch (word) {
            case "GET " -> {
                answer(number, 200, snapshot(leg));
                return;
            }
            case "GET variable" -> {
                variable(number, request.query().text("variable"));
                return;
            }
            case "DELETE " -> {
                happened.add(id + " ends");
                hangsUp(id, Math.toIntExact(request.query().number("reason_code", 16)));
            }
            case "POST answer" -> {
                happened.add(id + " is answered");
                state(id, "Up");
            }
            case "POST dtmf" -> happened.add(id + " hears keys " + request.query().text("dtmf"));
            case "POST dial" -> {
                if (leg.state.equals("Down")) {
                    happened.add(id + " rings");
                    state(id, "Ringing");
                } else {
                    status = 409;
                }
            }
            case "POST moh" -> leg.hears = request.query().text("mohClass");
            case "POST ring" -> leg.hears = "ringing";
            case "DELETE moh", "DELETE ring" -> leg.hears = "";
            case "POST variable" ->
                    leg.variables.put(
                            request.query().text("variable"), request.query().text("value", ""));
            case "POST play" -> {
                // also when one of that id is there: it is queued behind it
                happened.add(id + " hears " + request.query().text("media"));
                playbacks.put(request.query().text("playbackId"), "queued");
                status = 201;
            }
            default -> status = 204;
        }
        answer(number, status, Arguments.EMPTY);
    }

    private void variable(long number, String function) {
        switch (function) {
            case "PJSIP_HEADER(read,User-to-User)" -> value(number, "3132;encoding=hex");
            case "PJSIP_HEADERS(X-)" -> value(number, "X-Var1,X-Evil,X-ECC-user.account");
            case "PJSIP_HEADER(read,X-Var1)" -> value(number, "gold");
            case "PJSIP_HEADER(read,X-ECC-user.account)" -> value(number, "99");
            default -> answer(number, 500, Arguments.EMPTY);
        }
    }

    private void value(long number, String value) {
        answer(number, 200, Arguments.builder().put("value", value).build());
    }

    private void bridge(long number, AriRequest request, String id, String verb) {
        if (verb == null && request.method().equals("POST")) {
            answer(number, bridges.add(id) ? 200 : 409, Arguments.EMPTY);
        } else if (!bridges.contains(id)) {
            answer(number, 404, Arguments.EMPTY);
        } else if (verb == null) {
            bridges.remove(id);
            legs.values().stream().filter(l -> l.bridge.equals(id)).forEach(this::leave);
            answer(number, 204, Arguments.EMPTY);
        } else {
            seat(number, legs.get(request.query().text("channel")), id, verb);
        }
    }

    private void seat(long number, Leg leg, String bridge, String verb) {
        if (leg == null) {
            answer(number, 400, Arguments.EMPTY);
        } else if (verb.equals("addChannel")) {
            happened.add(leg.id + " enters " + bridge);
            leave(leg);
            leg.bridge = bridge;
            event(bridgeEvent("ChannelEnteredBridge", leg, bridge));
            answer(number, 204, Arguments.EMPTY);
        } else if (leg.bridge.equals(bridge)) {
            happened.add(leg.id + " leaves " + bridge);
            leave(leg);
            answer(number, 204, Arguments.EMPTY);
        } else {
            answer(number, 422, Arguments.EMPTY);
        }
    }

    private void playback(long number, AriRequest request) {
        String id = request.uri().substring("playbacks/".length());
        String state = playbacks.get(id);
        if (state == null) {
            answer(number, 404, Arguments.EMPTY);
        } else if (request.method().equals("DELETE")) {
            playbackIs(id, "done");
            answer(number, 204, Arguments.EMPTY);
        } else {
            answer(number, 200, Arguments.builder().put("id", id).put("state", state).build());
        }
    }

    /** An announcement starts (playing) or ends (done, failed). */
    void playbackIs(String id, String state) {
        if (state.equals("playing")) {
            playbacks.put(id, state);
        } else {
            playbacks.remove(id);
        }
        Arguments playback = Arguments.builder().put("id", id).put("state", state).build();
        String type = state.equals("playing") ? "PlaybackStarted" : "PlaybackFinished";
        event(Arguments.builder().put("type", type).put("playback", playback));
    }

    @Override
    public void report(PimReport report) {
        reports.add(report);
    }

    @Override
    public void drop(String reason) {
        dropped = reason;
    }

    @Override
    public void replaced() {
        replaced = true;
    }

    @Override
    public void log(String line) {
        lines.add(line);
    }
}
