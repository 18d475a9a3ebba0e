package org.jackfield.simulation.world;

import org.jackfield.ctios.session.SecondLogin;
import org.jackfield.peripheral.scripted.PhonePeople;
import org.jackfield.peripheral.scripted.PhonePeopleSettings;
import org.jackfield.peripheral.scripted.Traffic;
import org.jackfield.peripheral.scripted.TrafficSettings;
import org.jackfield.simulation.check.ButtonPromise;
import org.jackfield.simulation.check.CrossCheck;
import org.jackfield.simulation.check.Findings;
import org.jackfield.simulation.traffic.AutomaticAgent;
import org.jackfield.simulation.traffic.AutomaticAgents;
import org.jackfield.simulation.traffic.AutomaticSettings;
import org.jackfield.simulation.traffic.DeskHand;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The whole system from one seed. First it must be safe under every fault; then the faults are
 * healed, nobody calls any more, and everything must come to its end.
 */
public final class Simulation {

    private static final long MINUTE_MS = 60_000;
    private static final long HOUR_MS = 3_600_000;
    private static final long LOOK_EVERY_MS = 5_000;
    private static final int HOURS_A_DAY = 24;

    /** So many minutes without a call: timers of what was before have fired. */
    private static final int QUIET = 5;

    /** Every so many desktops know one server only: when their connection is cut, they resume. */
    private static final int DESKS_OF_ONE_SERVER = 4;

    /** At every so many desks the agent logs in at a second desktop now and then. */
    private static final int DESKS_FOR_A_VISIT = 5;

    private static final long VISIT_MS = 4 * MINUTE_MS;

    private static final int VERSION = 24;
    private static final int VERSION_ONE_BYTE_TAGS = 15;

    /** How busy each hour of the day is, in hundredths of the mean. */
    private static final int[] DAY = {
        15, 10, 8, 8, 10, 20, 50, 100, 170, 210, 220, 200, 170, 190, 200, 190, 170, 140, 110, 80,
        60, 40, 29, 20
    };

    private final SimulationSettings settings;
    private final Stage stage;
    private final SimulatedSite site;
    private final Traffic traffic;
    private final CrossCheck cross;
    private final FaultMaker faults;
    private final Screens screens;
    private final List<SimulatedDesk> desks = new ArrayList<>();
    private final List<SimulatedDesk> visitors = new ArrayList<>();
    private final Map<String, Long> presses = new TreeMap<>();
    private final Map<String, String> agentByPhone = new LinkedHashMap<>();

    /** A run that is not traced. */
    public Simulation(SimulationSettings settings) {
        this(settings, null);
    }

    /**
     * A run.
     *
     * @param lines takes a line for everything that passes: at the switch, at clients, in the log;
     *     null when nobody reads them
     */
    public Simulation(SimulationSettings settings, Consumer<String> lines) {
        this.settings = settings;
        site = new SimulatedSite(settings.agents());
        stage =
                new Stage(
                        site,
                        settings.seed(),
                        settings.snapshotEvery(),
                        settings.faults().needsGroup(),
                        lines);
        cross = new CrossCheck(stage.owner(), stage.findings());
        stage.owner().join(people());
        traffic =
                new Traffic(
                        stage.owner(),
                        TrafficSettings.of(0, site.numbers()).accountVariable("user.account"),
                        stage.seed());
        stage.owner().join(traffic);
        stage.client("agents", VERSION, automaticAgents());
        stage.client("watcher", VERSION_ONE_BYTE_TAGS, null);
        sitDown();
        faults = new FaultMaker(stage, settings.faults(), desks);
        screens = new Screens(stage, desks);
    }

    private PhonePeople people() {
        List<String> byPhone = new ArrayList<>();
        for (int agent = 0; agent < site.agents(); agent++) {
            agentByPhone.put(site.phone(agent), site.agentId(agent));
            if (site.answersByPhone(agent)) {
                byPhone.add(site.phone(agent));
            }
        }
        return new PhonePeople(
                stage.owner(),
                PhonePeopleSettings.of(byPhone, List.copyOf(agentByPhone.keySet()), destinations()),
                stage.seed());
    }

    /** Whom agents call: one another, the queues, and numbers outside. */
    private List<String> destinations() {
        List<String> numbers = new ArrayList<>(site.numbers());
        for (int agent = 0; agent < site.agents(); agent += 7) {
            numbers.add(site.phone(agent));
        }
        for (int outside = 0; outside < 10; outside++) {
            numbers.add("03023125" + (900 + outside));
        }
        return numbers;
    }

    private AutomaticAgents automaticAgents() {
        List<AutomaticAgent> agents = new ArrayList<>();
        for (int agent = settings.desks(); agent < site.agents(); agent++) {
            String id = site.agentId(agent);
            agents.add(new AutomaticAgent(id, SimulatedSite.password(id), site.phone(agent)));
        }
        return new AutomaticAgents(
                agents,
                AutomaticSettings.of(SimulatedSite.PERIPHERAL, destinations()),
                stage.seed());
    }

    /** The first agents get desktops of CTI OS; most know both servers. */
    private void sitDown() {
        if (settings.desks() == 0) {
            return;
        }
        List<String> servers = List.of("ctios-A", "ctios-B");
        boolean rejects = settings.seed() % 2 == 0;
        SecondLogin rule = rejects ? SecondLogin.REJECT : SecondLogin.WARN;
        stage.desktops().onlyOneEach(rejects);
        stage.ctios(servers.getFirst(), rule, servers.getLast());
        stage.ctios(servers.getLast(), rule, servers.getFirst());
        List<String> colleagues = new ArrayList<>();
        for (int agent = 0; agent < settings.desks(); agent++) {
            colleagues.add(site.agentId(agent));
        }
        for (int agent = 0; agent < settings.desks(); agent++) {
            List<String> known =
                    agent % DESKS_OF_ONE_SERVER == 0
                            ? List.of(servers.get(agent / DESKS_OF_ONE_SERVER % servers.size()))
                            : servers;
            sitDown(known, hand(agent).writesTo(colleagues));
            if (agent % DESKS_FOR_A_VISIT == 0) {
                visitors.add(
                        sitDown(known.reversed(), hand(agent).writesTo(colleagues).onlyVisits()));
            }
        }
    }

    private DeskHand hand(int agent) {
        String id = site.agentId(agent);
        return new DeskHand(
                new AutomaticAgent(id, SimulatedSite.password(id), site.phone(agent)),
                destinations(),
                stage.seed());
    }

    private SimulatedDesk sitDown(List<String> servers, DeskHand hand) {
        String phone = hand.agent().instrument();
        String who = hand.agent().id() + (hand.visits() ? "b" : "");
        ButtonPromise promise =
                new ButtonPromise(who, stage.findings(), presses, () -> actsItself(phone));
        SimulatedDesk desk = new SimulatedDesk(stage, servers, hand, promise);
        desks.add(desk);
        stage.memory().of(desk::machines);
        return desk;
    }

    /** Who visits goes again, by closing without a word, and comes back later. */
    private void visit(SimulatedDesk visitor) {
        if (visitor.rests()) {
            return;
        }
        if (visitor.runs()) {
            visitor.kill();
        } else {
            visitor.comeBack();
        }
        stage.desktops().disturbed(stage.time().nowMs());
        stage.time().after(VISIT_MS, () -> visit(visitor));
    }

    private boolean actsItself(String phone) {
        return stage.owner().holdsByKey(phone) || stage.owner().hands().rings(phone);
    }

    /** Starts everything; traffic begins. */
    public void start() {
        stage.start();
        stage.time().after(LOOK_EVERY_MS, this::look);
        stage.time().after(LOOK_EVERY_MS, () -> desks.forEach(SimulatedDesk::start));
        for (SimulatedDesk each : visitors) {
            stage.time().after(VISIT_MS, () -> visit(each));
        }
        everyHour();
        faults.start();
    }

    private void everyHour() {
        long nowMs = stage.time().nowMs();
        if (nowMs >= endOfTrafficMs()) {
            return;
        }
        traffic.callsPerHour(callsThisHour(), nowMs);
        stage.touchSwitch();
        stage.time().after(HOUR_MS, this::everyHour);
    }

    private int callsThisHour() {
        long aDay = (long) settings.agents() * settings.callsADay();
        if (settings.minutes() < HOURS_A_DAY * 60L / 2) {
            return (int) Math.max(1, 2 * aDay / HOURS_A_DAY);
        }
        long sum = 0;
        for (int each : DAY) {
            sum += each;
        }
        long hour = (stage.time().nowMs() - SimulatedSite.START_MS) / HOUR_MS % HOURS_A_DAY;
        return (int) Math.max(1, aDay * DAY[(int) hour] / sum);
    }

    private long endOfTrafficMs() {
        return SimulatedSite.START_MS + settings.minutes() * MINUTE_MS;
    }

    private void look() {
        long nowMs = stage.time().nowMs();
        for (SimulatedAgents each : stage.clients()) {
            if (each.settledFor(LOOK_EVERY_MS) && !faults.atWork()) {
                stage.data().compare(each.name(), each.calls(), nowMs);
            }
        }
        if (!faults.allMended()) {
            stage.desktops().disturbed(nowMs);
        }
        stage.desktops().look(desks.stream().map(SimulatedDesk::sitter).toList(), nowMs);
        if (stage.group() != null) {
            stage.group().look(faults.commandsExpected());
        }
        screens.look(LOOK_EVERY_MS, faults.atWork());
        SimulatedAgents first = stage.clients().getFirst();
        if (first.settledFor(LOOK_EVERY_MS) && !faults.atWork()) {
            cross.compare(first.calls(), first.states(), agentByPhone, nowMs);
        } else {
            cross.forgive();
        }
        stage.time().after(LOOK_EVERY_MS, this::look);
    }

    /** Runs until so much simulated time has passed since the start. */
    public void runTo(long minutesSinceStart) {
        stage.time().runUntil(SimulatedSite.START_MS + minutesSinceStart * MINUTE_MS);
    }

    /** The end: nobody calls, all faults are healed, and everything ends within an hour. */
    public void finish() {
        runTo(settings.minutes());
        traffic.callsPerHour(0, stage.time().nowMs());
        faults.heal();
        stage.touchSwitch();
        stage.run(Math.min(HOUR_MS / 4, settings.minutes() * MINUTE_MS / 2));
        desks.forEach(SimulatedDesk::rest);
        for (SimulatedDesk each : desks) {
            stage.hangUp(each.phone());
        }
        runUntilQuiet();
        stage.expectNothingLeft();
        screens.finish();
    }

    /** At most an hour; what is over for good has been so for some minutes. */
    private void runUntilQuiet() {
        int quietMinutes = 0;
        for (long minute = 0; minute < HOUR_MS / MINUTE_MS && quietMinutes < QUIET; minute++) {
            stage.run(MINUTE_MS);
            quietMinutes = stage.quiet() ? quietMinutes + 1 : 0;
        }
    }

    public Findings findings() {
        return stage.findings();
    }

    public SimulationSettings settings() {
        return settings;
    }

    /** How far it has come. */
    public Progress progress() {
        long events = 0;
        for (SimulatedAgents each : stage.clients()) {
            events += each.events();
        }
        for (SimulatedDesk each : desks) {
            events += each.events();
        }
        return new Progress(
                (stage.time().nowMs() - SimulatedSite.START_MS) / MINUTE_MS,
                stage.truth().arrived(),
                stage.clients().getFirst().calls().begun(),
                events,
                stage.applied(),
                stage.net().frames(),
                faults.count(),
                stage.net().digest());
    }

    /**
     * How far a run has come.
     *
     * @param minutes simulated since the start
     * @param callers who arrived at the switch
     * @param calls that clients were told of
     * @param events that clients were told
     * @param inputs that the OPC took
     * @param frames on the network
     * @param faults that were made
     * @param digest of every frame so far: equal for equal runs
     */
    public record Progress(
            long minutes,
            long callers,
            long calls,
            long events,
            long inputs,
            long frames,
            long faults,
            long digest) {}

    /** What the agents' requests came to. */
    public Map<String, Long> outcomes() {
        return stage.clients().getFirst().requests().outcomes();
    }

    /** What the presses at desktops came to. */
    public Map<String, Long> presses() {
        return presses;
    }

    /** Warnings and errors that the gateway logged, numbers replaced by N, and how often. */
    public Map<String, Long> lines() {
        return stage.lines();
    }
}
