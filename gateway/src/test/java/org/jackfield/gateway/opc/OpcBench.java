package org.jackfield.gateway.opc;

import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.ged188.AgentStateEvent;
import org.jackfield.protocol.ged188.Ged188Message;
import org.jackfield.protocol.ged188.SetAgentStateReq;
import org.jackfield.protocol.ged188.SpecialValue;
import org.jackfield.protocol.log.AgentSet;
import org.jackfield.protocol.log.Alive;
import org.jackfield.protocol.log.Calendar;
import org.jackfield.protocol.log.ClientOpened;
import org.jackfield.protocol.log.ClientRequested;
import org.jackfield.protocol.log.DeskSettingsSet;
import org.jackfield.protocol.log.DeviceSet;
import org.jackfield.protocol.log.EccSet;
import org.jackfield.protocol.log.Envelope;
import org.jackfield.protocol.log.Genesis;
import org.jackfield.protocol.log.Hello;
import org.jackfield.protocol.log.Input;
import org.jackfield.protocol.log.PeripheralSet;
import org.jackfield.protocol.log.PimReachable;
import org.jackfield.protocol.log.PimReported;
import org.jackfield.protocol.log.PlanSet;
import org.jackfield.protocol.log.SessionKey;
import org.jackfield.protocol.log.SkillGroupSet;
import org.jackfield.protocol.pim.AnswerMode;
import org.jackfield.protocol.pim.Arrived;
import org.jackfield.protocol.pim.Dialled;
import org.jackfield.protocol.pim.LegState;
import org.jackfield.protocol.pim.PimReport;
import org.jackfield.protocol.pim.Variable;
import org.jackfield.protocol.record.Octets;
import org.jackfield.protocol.site.QueueTo;
import org.jackfield.protocol.site.SiteAgent;
import org.jackfield.protocol.site.SiteDeskSettings;
import org.jackfield.protocol.site.SiteDevice;
import org.jackfield.protocol.site.SiteEcc;
import org.jackfield.protocol.site.SitePeripheral;
import org.jackfield.protocol.site.SitePlan;
import org.jackfield.protocol.site.SiteSkillGroup;
import org.jackfield.protocol.site.SkillMembership;
import org.jackfield.protocol.site.WrapUpMode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A machine with a small site and a fake switch. Phones 1001 to 1004 answer by the screen, 1005 by
 * their own key; agents 2001 to 2005 belong to them; 8000 is a plan that queues to skill group 10.
 */
final class OpcBench {

    static final int PERIPHERAL = 5000;
    private static final long LIFE_SIGN_MS = 250;
    static final SessionKey SESSION = new SessionKey(0, 1, 1);

    OpcMachine machine = new OpcMachine();
    FakeSwitch fake = new FakeSwitch();
    final List<OpcOutput> outputs = new ArrayList<>();
    final List<Ged188Message> said = new ArrayList<>();
    long nowMs = 1_800_000_000_000L;
    private long sequence;
    private long invokeId;
    private int arrivals;
    private int epoch;
    private int active;
    private final Map<Integer, Long> sequences = new TreeMap<>();

    /** Runs on every output, for tests that compare machines. */
    private final List<Envelope> inputs = new ArrayList<>();

    OpcBench() {
        input(new Genesis(1_800_000_000_000L, "test"));
        input(new Hello("A"));
        input(new Calendar(nowMs, 20_833, 600, 2, 60));
        site();
        input(
                ClientOpened.builder()
                        .session(SESSION)
                        .clientId("bench")
                        .version(25)
                        .peripheral(SpecialValue.NULL_PERIPHERAL_ID)
                        .build());
        input(new PimReachable(PERIPHERAL, true));
        fake.connect();
        run();
        said.clear();
    }

    private void site() {
        input(new PeripheralSet(new SitePeripheral(PERIPHERAL, "test", 17)));
        input(new DeskSettingsSet(deskSettings()));
        input(new SkillGroupSet(new SiteSkillGroup(PERIPHERAL, 10, 6010, "sales", false)));
        input(new SkillGroupSet(new SiteSkillGroup(PERIPHERAL, 1, 6001, "default", true)));
        for (int i = 1; i <= 5; i++) {
            AnswerMode mode = i == 5 ? AnswerMode.PHONE : AnswerMode.DEFERRED;
            String phone = "100" + i;
            input(
                    new DeviceSet(
                            new SiteDevice(PERIPHERAL, phone, "30" + i, "PJSIP/" + phone, mode)));
            input(new AgentSet(agent(i)));
        }
        input(new EccSet(new SiteEcc("user.account", 1, false, 20)));
        input(new EccSet(new SiteEcc("user.list", 2, true, 10)));
        input(
                new PlanSet(
                        SitePlan.builder()
                                .number("8000")
                                .callType(7)
                                .name("sales")
                                .service(70)
                                .music("queue")
                                .steps(List.of(new QueueTo(10, 5, 0)))
                                .variables(List.of(new Variable("Var3", "planned")))
                                .build()));
    }

    static SiteAgent agent(int i) {
        return SiteAgent.builder()
                .peripheral(PERIPHERAL)
                .id("200" + i)
                .icmAgentId(7000 + i)
                .loginName("agent" + i)
                .deskSettings(1)
                .skills(List.of(new SkillMembership(10, 1)))
                .build();
    }

    /** What follows a call, either way, and for how long. */
    void wrapUp(WrapUpMode mode, int seconds) {
        input(
                new DeskSettingsSet(
                        deskSettings().toBuilder()
                                .wrapUpIncoming(mode)
                                .wrapUpOutgoing(mode)
                                .wrapUpSeconds(seconds)
                                .build()));
    }

    private static SiteDeskSettings deskSettings() {
        return SiteDeskSettings.builder()
                .id(1)
                .wrapUpIncoming(WrapUpMode.OPTIONAL)
                .wrapUpOutgoing(WrapUpMode.OPTIONAL)
                .ringNoAnswerSeconds(20)
                .ringNoAnswerNumber("")
                .agentToAgent(true)
                .logoutGraceSeconds(5)
                .build();
    }

    /** One input of source 0, and what follows at the machine; the switch waits. */
    void input(Input input) {
        give(new Envelope(0, 1, ++sequence, 0, input));
    }

    void give(Envelope envelope) {
        inputs.add(envelope);
        machine.onInput(envelope, nowMs, this::out);
    }

    private void out(OpcOutput output) {
        outputs.add(output);
        switch (output) {
            case OpcOutput.Emit emit -> said.add(emit.event());
            case OpcOutput.Answer answer -> said.add(answer.message());
            case OpcOutput.ActivePim named -> {
                epoch = named.epoch();
                active = named.source();
            }
            case OpcOutput.Order order -> fake.command(order.command());
            case OpcOutput.ServingSide serving -> {
                // seen in outputs
            }
            case OpcOutput.ClientsToAsk ask -> {
                // seen in outputs
            }
            case OpcOutput.CloseSession close -> {
                // seen in outputs
            }
            case OpcOutput.LogLine line -> {
                // seen in outputs
            }
        }
    }

    /** Delivers what the switch reports until it has nothing more to say. */
    void run() {
        for (int i = 0; i < 10_000 && !fake.reports.isEmpty(); i++) {
            deliver();
        }
    }

    /** Delivers one report. */
    void deliver() {
        report(fake.reports.poll());
    }

    void report(PimReport report) {
        inputOf(active, new PimReported(PERIPHERAL, epoch, report));
    }

    /** One input of a source, and what follows at the machine; the switch waits. */
    void inputOf(int source, Input input) {
        if (source == 0) {
            input(input);
        } else {
            long next = sequences.merge(source, 1L, Long::sum);
            give(new Envelope(source, 1, next, 0, input));
        }
    }

    /** The source whose PIM is the active one, as was told last. */
    int active() {
        return active;
    }

    /** The epoch that was told last. */
    int epoch() {
        return epoch;
    }

    /** Lets time pass, and the switch report; every side says that it lives. */
    void pass(long ms) {
        long until = nowMs + ms;
        while (nowMs < until) {
            passUnheard(Math.min(LIFE_SIGN_MS, until - nowMs));
            inputOf(0, new Alive(nowMs));
            List.copyOf(sequences.keySet()).forEach(each -> inputOf(each, new Alive(nowMs)));
        }
    }

    /** Nobody leads for so long: nothing gets its place, and time goes on in one step. */
    void gap(long ms) {
        nowMs += ms;
        machine.onTime(nowMs, this::out);
    }

    /** Lets time pass, and the switch report; no side says that it lives. */
    void passUnheard(long ms) {
        long until = nowMs + ms;
        for (int i = 0; i < 100_000 && machine.nextDeadlineMs() <= until; i++) {
            nowMs = Math.max(nowMs, machine.nextDeadlineMs());
            machine.onTime(nowMs, this::out);
            run();
        }
        nowMs = until;
    }

    /** A request, and all that follows. */
    void ask(Ged188Message request) {
        send(request);
        run();
    }

    /** A request; the switch waits. */
    void send(Ged188Message request) {
        input(new ClientRequested(SESSION, true, request));
    }

    long invokeId() {
        return ++invokeId;
    }

    void agentState(int agent, AgentState state) {
        ask(
                SetAgentStateReq.builder()
                        .invokeId(invokeId())
                        .peripheralId(PERIPHERAL)
                        .agentState(state.value())
                        .agentId("200" + agent)
                        .agentInstrument("100" + agent)
                        .build());
    }

    /** At another phone than the own. */
    void logInAt(int agent, String phone) {
        ask(
                SetAgentStateReq.builder()
                        .invokeId(invokeId())
                        .peripheralId(PERIPHERAL)
                        .agentState(AgentState.LOGIN.value())
                        .agentId("200" + agent)
                        .agentInstrument(phone)
                        .build());
    }

    void login(int agent) {
        agentState(agent, AgentState.LOGIN);
    }

    void ready(int agent) {
        login(agent);
        agentState(agent, AgentState.AVAILABLE);
        said.clear();
    }

    /** A caller from outside rings at 8000; gives the channel. */
    FakeSwitch.Channel arrive(String ani, String called) {
        FakeSwitch.Channel channel =
                new FakeSwitch.Channel("trunk-" + ++arrivals, "", true, ani, LegState.RINGING);
        fake.channels.put(channel.id, channel);
        fake.report(
                Arrived.builder()
                        .channel(channel.id)
                        .trunk("trunk")
                        .calling(ani)
                        .called(called)
                        .userToUser(Octets.of(new byte[] {1, 2}))
                        .variables(
                                List.of(
                                        new Variable("Var1", "gold"),
                                        new Variable("user.account", "4711")))
                        .build());
        run();
        return channel;
    }

    /** Agent 2001 has answered a routed call; gives the caller's channel. */
    FakeSwitch.Channel talkWithCustomer() {
        ready(1);
        FakeSwitch.Channel caller = arrive("0441234", "8000");
        ask(new Asks(this).answer(call(), "1001"));
        said.clear();
        return caller;
    }

    /** A phone dials by itself. */
    FakeSwitch.Channel dialled(String phone, String digits) {
        FakeSwitch.Channel channel =
                new FakeSwitch.Channel(
                        "phone-" + ++arrivals, "PJSIP/" + phone, true, digits, LegState.RINGING);
        fake.channels.put(channel.id, channel);
        fake.report(new Dialled(channel.id, "PJSIP/" + phone, digits));
        run();
        return channel;
    }

    /** The last message of a kind. */
    <T> T last(Class<T> kind) {
        T found = null;
        for (Ged188Message each : said) {
            if (kind.isInstance(each)) {
                found = kind.cast(each);
            }
        }
        if (found == null) {
            throw new AssertionError("no " + kind.getSimpleName() + " in " + names());
        }
        return found;
    }

    /** What was said, by name, without agent states. */
    List<String> names() {
        return said.stream()
                .filter(each -> !(each instanceof AgentStateEvent))
                .map(each -> each.getClass().getSimpleName())
                .toList();
    }

    /** State of an agent as it was told last. */
    int state(int agent) {
        return machine.agentNow(PERIPHERAL, "200" + agent).stream()
                .map(each -> ((AgentStateEvent) each.event()).agentState())
                .findFirst()
                .orElseThrow();
    }

    /** The one call there is. */
    long call() {
        List<Long> calls = machine.calls(PERIPHERAL);
        if (calls.size() != 1) {
            throw new AssertionError("calls: " + calls);
        }
        return calls.getFirst();
    }

    List<Envelope> inputs() {
        return inputs;
    }

    List<String> logLines() {
        List<String> lines = new ArrayList<>();
        for (OpcOutput each : outputs) {
            if (each instanceof OpcOutput.LogLine line) {
                lines.add(line.severity() + " " + line.text());
            }
        }
        return lines;
    }
}
