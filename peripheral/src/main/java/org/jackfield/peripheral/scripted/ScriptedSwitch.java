package org.jackfield.peripheral.scripted;

import org.jackfield.protocol.pim.DeviceInService;
import org.jackfield.protocol.pim.PimCommand;
import org.jackfield.protocol.pim.PimReport;
import org.jackfield.protocol.pim.SnapshotChannel;
import org.jackfield.protocol.pim.SwitchDown;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A telephone switch in memory: trunks, phones, legs, bridges. One thread, the caller's time, one
 * seed. It lives apart from the {@link ScriptedAcd} that connects a gateway to it, so that its
 * calls talk on while that link is cut.
 *
 * <p>Its people act through {@link #hands()}, and {@link Actor}s see all that happens. Hands act at
 * the time of the last {@link #onTime}; whoever drives the switch by a real clock uses {@link
 * #soon} so that they act at the right time.
 */
public final class ScriptedSwitch {

    /** A gateway's link, as the switch sees it. */
    interface Application {
        void hear(PimReport report);

        /** The switch came up, or went. */
        void running(boolean running);

        /** Another link took over: this one is not heard and hears nothing from now on. */
        void replaced();
    }

    /** A full turn of the switch fires at most so many things: a bound against a loop of actors. */
    private static final int THINGS_IN_A_TURN_MAX = 1_000_000;

    private static final int RETRY_MS_MAX = 500;
    private static final int AUTO_ANSWER_MS_LEAST = 20;
    private static final int SUBSCRIBER_ABSENT = 20;
    private static final int FALLBACK_CAUSE = 31;

    private final Dice dice;
    private final Matrix matrix;
    private final CommandDesk desk;
    private final Hands hands;
    private final Agenda agenda = new Agenda();
    private final Map<String, ScriptedPhone> phones = new LinkedHashMap<>();
    private final Map<String, OutsideNumber> outside = new LinkedHashMap<>();
    private final List<Application> links = new ArrayList<>();
    private final List<Actor> actors = new ArrayList<>();
    private final Deque<PimReport> news = new ArrayDeque<>();
    private final Deque<Runnable> soon = new ArrayDeque<>();
    private ScriptedSettings settings;
    private Application application;
    private int applicationEpoch;
    private boolean fences;
    private long nowMs;
    private long startedMs;
    private long channels;
    private int generation;
    private boolean running = true;

    /**
     * A switch that runs, without phones.
     *
     * @param startedMs when it started, by its own clock
     */
    public ScriptedSwitch(ScriptedSettings settings, long seed, long startedMs) {
        this.settings = settings;
        this.dice = new Dice(seed);
        this.nowMs = startedMs;
        this.startedMs = startedMs;
        this.matrix = new Matrix(this::tellAll, news::add);
        this.desk = new CommandDesk(this, matrix, dice.part());
        this.hands = new Hands(this, matrix);
    }

    private void tellAll(PimReport report) {
        if (application != null) {
            application.hear(report);
        }
        news.add(report);
    }

    // What it is made of.

    /** Plugs in a phone. */
    public void addPhone(PhoneSettings phone) {
        phones.put(phone.endpoint(), new ScriptedPhone(phone));
    }

    /** Says what becomes of calls to a number outside; all others are answered. */
    public void outside(String number, OutsideNumber becomes) {
        outside.put(number, becomes);
    }

    /** Lets somebody act. */
    public void join(Actor actor) {
        actors.add(actor);
    }

    /** What people at phones and callers can do. */
    public Hands hands() {
        return hands;
    }

    ScriptedPhone phone(String endpoint) {
        return phones.get(endpoint);
    }

    Collection<ScriptedPhone> phones() {
        return phones.values();
    }

    OutsideNumber outside(String number) {
        return outside.getOrDefault(number, OutsideNumber.ANSWERS);
    }

    ScriptedSettings settings() {
        return settings;
    }

    /** When the switch started, by its own clock. */
    public long startedMs() {
        return startedMs;
    }

    long nowMs() {
        return nowMs;
    }

    String newChannel() {
        channels++;
        return "s" + Long.toString(startedMs, 36) + "-" + Long.toString(1_000_000 + channels);
    }

    boolean answersFirst() {
        return dice.percent(settings.answersFirstPercent());
    }

    long autoAnswerDelay() {
        return dice.between(AUTO_ANSWER_MS_LEAST, settings.autoAnswerDelayMsMax());
    }

    long commandDelay() {
        return dice.between(1, settings.commandDelayMsMax());
    }

    long reportDelay() {
        return dice.between(0, settings.reportDelayMsMax());
    }

    boolean flip() {
        return dice.percent(50);
    }

    // Time.

    /** Does something after a delay, unless the switch dies before. */
    void later(long delayMs, Runnable action) {
        int born = generation;
        agenda.at(
                nowMs + delayMs,
                () -> {
                    if (born == generation && running) {
                        action.run();
                    }
                });
    }

    /** Tells the gateway that is connected now, if it is still the one by then. */
    void laterToGateway(long delayMs, PimReport report) {
        Application asked = application;
        later(
                delayMs,
                () -> {
                    if (application == asked) {
                        matrix.tell(report);
                    }
                });
    }

    /** Does something at the next {@link #onTime}, at its time. */
    public void soon(Runnable action) {
        soon.add(action);
    }

    /** Does what is due. */
    public void onTime(long timeMs) {
        nowMs = Math.max(nowMs, timeMs);
        for (int done = 0; done < THINGS_IN_A_TURN_MAX; done++) {
            spreadNews();
            Runnable next = soon.isEmpty() ? agenda.poll(nowMs) : soon.poll();
            if (next != null) {
                next.run();
            } else if (!wakeActors()) {
                return;
            }
        }
        throw new IllegalStateException("the switch's actors keep each other busy for ever");
    }

    private boolean wakeActors() {
        boolean woke = false;
        for (Actor actor : List.copyOf(actors)) {
            if (actor.nextDeadlineMs() <= nowMs) {
                actor.onTime(nowMs);
                woke = true;
            }
        }
        return woke || !news.isEmpty() || !soon.isEmpty();
    }

    private void spreadNews() {
        while (!news.isEmpty()) {
            PimReport report = news.poll();
            for (Actor actor : List.copyOf(actors)) {
                actor.happened(report, nowMs);
            }
        }
    }

    /** When {@link #onTime} wants to be called next; {@link Long#MAX_VALUE} when never. */
    public long nextDeadlineMs() {
        if (!soon.isEmpty() || !news.isEmpty()) {
            return nowMs;
        }
        long next = agenda.nextMs();
        for (Actor actor : actors) {
            next = Math.min(next, actor.nextDeadlineMs());
        }
        return next;
    }

    // The gateway's side.

    /** A gateway connects; another one is replaced and hears no more. */
    void connect(Application newcomer, int epoch) {
        Application before = application;
        if (before != null && before != newcomer) {
            if (fences && epoch < applicationEpoch) {
                newcomer.replaced();
                return;
            }
            before.replaced();
        }
        application = newcomer;
        applicationEpoch = epoch;
        desk.snapshot();
        later(dice.between(1, RETRY_MS_MAX), this::announceWaiting);
    }

    void disconnect(Application leaver) {
        if (application == leaver) {
            application = null;
        }
    }

    private void announceWaiting() {
        if (application != null) {
            List.copyOf(matrix.legs.values()).forEach(matrix::announce);
        }
    }

    void execute(Application sender, PimCommand command) {
        if (running && (!fences || sender == application)) {
            desk.execute(command);
        }
    }

    /**
     * Whether it refuses what comes late over a link that was replaced, and a link of an older
     * epoch. A real switch does neither (default false): it is the gateway's to command nothing
     * late.
     */
    public void fence(boolean refuses) {
        fences = refuses;
    }

    /** A leg from a device begins; without a gateway it rings on and is tried again. */
    void begin(Leg leg) {
        matrix.add(leg);
        if (application != null) {
            matrix.announce(leg);
            return;
        }
        later(
                settings.fallbackMs(),
                () -> {
                    if (!leg.announced) {
                        endLeg(leg, FALLBACK_CAUSE, false);
                    }
                });
    }

    void endLeg(Leg leg, int cause, boolean byFarEnd) {
        if (leg.gone) {
            return;
        }
        matrix.end(leg, cause, byFarEnd);
        ScriptedPhone phone = phones.get(leg.endpoint);
        List<Leg> others = matrix.legsOf(leg.endpoint);
        if (phone != null && phone.settings.resumesByItself() && others.size() == 1) {
            Leg other = others.getFirst();
            later(autoAnswerDelay(), () -> matrix.phoneHold(other, false));
        }
    }

    // Faults.

    /** The switch dies, and every call with it; nobody is told. */
    public void crash() {
        running = false;
        generation++;
        matrix.forgetAll();
        news.clear();
        application = null;
        for (Application each : List.copyOf(links)) {
            each.running(false);
        }
        news.add(new SwitchDown("crashed"));
    }

    /** It is back, with nothing but its phones. */
    public void restart() {
        running = true;
        startedMs = nowMs;
        for (Application each : List.copyOf(links)) {
            each.running(true);
        }
    }

    /** Tells a gateway's link when the switch comes and goes. */
    void watch(Application link) {
        links.add(link);
    }

    void unwatch(Application link) {
        links.remove(link);
    }

    /** True while it runs. */
    public boolean running() {
        return running;
    }

    /** From now on everything takes so many times as long as {@code usual}. */
    public void slow(ScriptedSettings usual, int factor) {
        settings = usual.slower(factor);
    }

    /** A phone is plugged in or out; its calls end when it goes. */
    public void inService(String endpoint, boolean inService) {
        ScriptedPhone phone = phones.get(endpoint);
        if (phone == null || phone.inService == inService) {
            return;
        }
        phone.inService = inService;
        matrix.tell(new DeviceInService(endpoint, inService, inService ? "registered" : "expired"));
        if (!inService) {
            matrix.legsOf(endpoint).forEach(leg -> endLeg(leg, SUBSCRIBER_ABSENT, true));
        }
    }

    // What lookers-on may ask.

    /** True while a leg exists. */
    public boolean exists(String channel) {
        return matrix.legs.containsKey(channel);
    }

    /** The phone of a leg; empty for one to the outside, or one that is gone. */
    public String endpointOf(String channel) {
        Leg leg = matrix.legs.get(channel);
        return leg == null ? "" : leg.endpoint;
    }

    /** True while a phone holds a call by its own key. */
    public boolean holdsByKey(String endpoint) {
        return matrix.legsOf(endpoint).stream().anyMatch(leg -> leg.heldByPhone);
    }

    /** True for a leg that was dialled to somebody outside. */
    public boolean calledOutside(String channel) {
        Leg leg = matrix.legs.get(channel);
        return leg != null && !leg.inbound && leg.endpoint.isEmpty();
    }

    /** True for a leg that a gateway was told of. */
    public boolean announced(String channel) {
        Leg leg = matrix.legs.get(channel);
        return leg != null && leg.announced;
    }

    /** The bridge that a leg is in; empty for none. */
    public String bridgeOf(String channel) {
        Leg leg = matrix.legs.get(channel);
        return leg == null ? "" : leg.bridge;
    }

    /** The legs in a bridge, in the order they came. */
    public List<String> membersOf(String bridge) {
        return matrix.members(bridge);
    }

    /**
     * What a snapshot would tell of every leg that a gateway was told of, in the order they came.
     */
    public List<SnapshotChannel> listing() {
        return matrix.legs.values().stream()
                .filter(leg -> leg.announced)
                .map(CommandDesk::listed)
                .toList();
    }

    /** Legs that exist, in the order they came. */
    public List<String> channels() {
        return List.copyOf(matrix.legs.keySet());
    }

    /** Who is in a bridge with a leg and hears it: up, and not on hold at either phone. */
    public List<String> partnersOf(String channel) {
        Leg leg = matrix.legs.get(channel);
        if (leg == null || leg.bridge.isEmpty() || leg.heldByPhone) {
            return List.of();
        }
        List<String> partners = new ArrayList<>();
        for (String member : matrix.members(leg.bridge)) {
            if (!member.equals(channel) && !matrix.legs.get(member).heldByPhone) {
                partners.add(member);
            }
        }
        return partners;
    }
}
