package org.jackfield.gateway.opc;

import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.ged188.ConsultationCallConf;
import org.jackfield.protocol.pim.DeviceInService;
import org.jackfield.protocol.pim.Dial;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A shift in which everything happens that can happen to calls of the bench. */
final class Shift {

    private final OpcBench bench = new OpcBench();
    private final Asks asks = new Asks(bench);
    private final Set<String> told = new LinkedHashSet<>();

    /** Names of all messages of a whole shift. */
    static Set<String> messages() {
        Shift shift = new Shift();
        shift.work();
        return shift.told;
    }

    private void keep() {
        bench.said.forEach(each -> told.add(each.getClass().getSimpleName()));
        bench.said.clear();
    }

    private void work() {
        bench.ready(1);
        bench.login(2);
        FakeSwitch.Channel caller = bench.arrive("0441234", "8000");
        long call = bench.call();
        bench.ask(asks.answer(call, "1001"));
        bench.ask(asks.hold(call, "1001"));
        bench.ask(asks.retrieve(call, "1001"));
        bench.ask(asks.dtmf(call, "1001", "12#"));
        keep();
        long first = consult(call);
        bench.ask(asks.alternate(first, call, "1001"));
        bench.ask(asks.alternate(call, first, "1001"));
        keep();
        bench.ask(asks.reconnect(first, call, "1001"));
        long second = consult(call);
        bench.ask(asks.conference(second, call, "1001"));
        bench.ask(asks.clear(call, "1002"));
        long third = consult(call);
        bench.ask(asks.transfer(third, call, "1001"));
        keep();
        bench.fake.hangUp(caller);
        bench.run();
        outbound();
        offerThatNeverRings();
        keep();
    }

    private long consult(long call) {
        bench.ask(asks.consult(call, "1001", "302"));
        long consultation = bench.last(ConsultationCallConf.class).newConnectionCallId();
        keep();
        bench.ask(asks.answer(consultation, "1002"));
        return consultation;
    }

    private void outbound() {
        bench.agentState(1, AgentState.NOT_READY);
        bench.ask(asks.make("1001", "0049123"));
        bench.ask(asks.clearCall(bench.call(), "1001"));
        bench.fake.busy.add("0049777");
        bench.ask(asks.make("1001", "0049777"));
        bench.report(new DeviceInService("PJSIP/1003", false, "unplugged"));
        keep();
    }

    /** A pre-call event is taken back when the phone does not ring. */
    private void offerThatNeverRings() {
        bench.login(5);
        bench.agentState(5, AgentState.AVAILABLE);
        bench.fake.failing.add(Dial.class);
        bench.arrive("0441234", "8000");
    }

    /** What a random site says in all its steps. */
    static Set<String> ofChance(long seed, int steps) {
        RandomSite site = new RandomSite(seed);
        for (int i = 0; i < steps; i++) {
            site.step();
        }
        List<String> names = new ArrayList<>();
        site.bench.said.forEach(each -> names.add(each.getClass().getSimpleName()));
        return new LinkedHashSet<>(names);
    }
}
