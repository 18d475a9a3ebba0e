package org.jackfield.gateway.opc;

import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.ged188.LocalConnectionState;
import org.jackfield.protocol.ged188.SnapshotDeviceConf;
import org.jackfield.protocol.ged188.SnapshotDeviceReq;
import org.jackfield.protocol.pim.Held;
import org.jackfield.protocol.pim.LegState;
import org.jackfield.protocol.pim.PimReport;
import org.jackfield.protocol.pim.Retrieved;
import org.jackfield.protocol.pim.SwitchDown;
import org.jackfield.protocol.pim.TransferAsked;
import org.jackfield.protocol.pim.TransferKind;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Lets callers, agents, phones and the switch do what they like, from one seed. */
final class RandomSite {

    final OpcBench bench = new OpcBench();
    private final Asks asks = new Asks(bench);
    private final SplittableRandom dice;

    RandomSite(long seed) {
        dice = new SplittableRandom(seed);
        for (int i = 1; i <= 5; i++) {
            bench.login(i);
            bench.agentState(i, AgentState.AVAILABLE);
        }
    }

    /** One thing happens; the switch says something of what it has to say. */
    void step() {
        switch (dice.nextInt(16)) {
            case 0 -> {
                if (bench.machine.calls(OpcBench.PERIPHERAL).size() < 6) {
                    bench.arrive("0" + dice.nextInt(1000), "8000");
                }
            }
            case 1 -> bench.pass(dice.nextInt(3_000));
            case 2 -> channelDoes();
            case 3 -> agentDoes();
            case 4 -> bench.fake.doneFirst = dice.nextBoolean();
            case 5 -> {
                if (dice.nextInt(25) == 0) {
                    cut();
                }
            }
            case 6 -> bench.send(asks.make(phone(), number()));
            case 7, 8 -> ask();
            default -> askWell();
        }
        for (int i = dice.nextInt(6); i > 0 && !bench.fake.reports.isEmpty(); i--) {
            bench.deliver();
        }
    }

    /** A channel goes, comes, or changes its bridge, and the switch does not say so. */
    void losesOne() {
        List<String> all = new ArrayList<>(bench.fake.channels.keySet());
        if (all.isEmpty() || dice.nextInt(3) == 0) {
            String id = "phantom-" + dice.nextInt(1_000_000);
            FakeSwitch.Channel phantom =
                    new FakeSwitch.Channel(id, "PJSIP/" + phone(), false, "x", LegState.UP);
            bench.fake.channels.put(id, phantom);
        } else {
            bench.fake.channels.remove(all.get(dice.nextInt(all.size())));
        }
    }

    private void cut() {
        bench.report(new SwitchDown("dice"));
        bench.fake.reports.clear();
        bench.fake.channels.values().removeIf(each -> dice.nextInt(6) == 0);
        if (dice.nextInt(5) == 0) {
            bench.fake.channels.clear();
            bench.fake.startedMs++;
        }
        bench.fake.connect();
    }

    private String phone() {
        return "100" + (1 + dice.nextInt(5));
    }

    private String number() {
        return switch (dice.nextInt(4)) {
            case 0 -> "30" + (1 + dice.nextInt(5));
            case 1 -> "8000";
            case 2 -> "nonsense";
            default -> "0049" + dice.nextInt(4);
        };
    }

    private void agentDoes() {
        AgentState[] states = {
            AgentState.NOT_READY, AgentState.AVAILABLE, AgentState.AVAILABLE, AgentState.LOGIN
        };
        bench.agentState(1 + dice.nextInt(5), states[dice.nextInt(states.length)]);
    }

    private void channelDoes() {
        List<FakeSwitch.Channel> all = new ArrayList<>(bench.fake.channels.values());
        if (all.isEmpty()) {
            return;
        }
        FakeSwitch.Channel one = all.get(dice.nextInt(all.size()));
        PimReport report = null;
        switch (dice.nextInt(6)) {
            case 0 -> bench.fake.hangUp(one);
            case 1, 2 -> {
                if (one.state == LegState.RINGING && !one.inbound) {
                    bench.fake.answer(one);
                }
            }
            case 3 -> {
                if (one.state == LegState.UP && !one.endpoint.isEmpty()) {
                    report = one.heldByPhone ? new Retrieved(one.id) : new Held(one.id);
                    one.heldByPhone = !one.heldByPhone;
                }
            }
            case 4 -> {
                if (one.state == LegState.UP && !one.endpoint.isEmpty()) {
                    report = new TransferAsked(TransferKind.BLIND, one.id, null, number());
                }
            }
            default -> {
                FakeSwitch.Channel other = all.get(dice.nextInt(all.size()));
                if (one.state == LegState.UP && other.endpoint.equals(one.endpoint)) {
                    report = new TransferAsked(TransferKind.ATTENDED, one.id, other.id, null);
                }
            }
        }
        if (report != null) {
            bench.fake.report(report);
        }
    }

    private void ask() {
        List<Long> calls = bench.machine.calls(OpcBench.PERIPHERAL);
        long call = calls.isEmpty() ? 1 : calls.get(dice.nextInt(calls.size()));
        long other = calls.isEmpty() ? 1 : calls.get(dice.nextInt(calls.size()));
        String phone = phone();
        bench.send(
                switch (dice.nextInt(12)) {
                    case 0 -> asks.hold(call, phone);
                    case 1 -> asks.retrieve(call, phone);
                    case 2 -> asks.clear(call, phone);
                    case 3 -> asks.consult(call, phone, number());
                    case 4 -> asks.alternate(call, other, phone);
                    case 5 -> asks.reconnect(call, other, phone);
                    case 6 -> asks.transfer(call, other, phone);
                    case 7 -> asks.conference(call, other, phone);
                    case 8 -> asks.blind(call, phone, number());
                    case 9 -> asks.clearCall(call, phone);
                    default -> asks.answer(call, phone);
                });
    }

    /** What a person would press who sees the phone's calls. */
    private void askWell() {
        String phone = phone();
        SnapshotDeviceConf seen =
                (SnapshotDeviceConf)
                        bench.machine.answer(
                                SnapshotDeviceReq.builder()
                                        .peripheralId(OpcBench.PERIPHERAL)
                                        .agentInstrument(phone)
                                        .build());
        if (seen.callConnectionCallId().isEmpty()) {
            return;
        }
        long last = seen.callConnectionCallId().getLast();
        int state = seen.callState().getLast();
        if (seen.callConnectionCallId().size() > 1) {
            long first = seen.callConnectionCallId().getFirst();
            bench.send(
                    switch (dice.nextInt(7)) {
                        case 0 -> asks.alternate(last, first, phone);
                        case 1 -> asks.alternate(first, last, phone);
                        case 2 -> asks.reconnect(last, first, phone);
                        case 3 -> asks.clear(last, phone);
                        case 4 -> asks.transfer(last, first, phone);
                        default -> asks.conference(last, first, phone);
                    });
        } else if (state == LocalConnectionState.ALERTING.value()) {
            bench.send(asks.answer(last, phone));
        } else if (state == LocalConnectionState.HOLD.value()) {
            bench.send(asks.retrieve(last, phone));
        } else {
            bench.send(
                    switch (dice.nextInt(8)) {
                        case 0 -> asks.hold(last, phone);
                        case 1 -> asks.blind(last, phone, number());
                        case 2 -> asks.clear(last, phone);
                        default -> asks.consult(last, phone, number());
                    });
        }
    }

    /** Everybody hangs up, and the switch says all. */
    void goHome() {
        bench.run();
        for (int i = 1; i <= 5; i++) {
            bench.agentState(i, AgentState.NOT_READY);
        }
        for (int round = 0; round < 20 && !bench.fake.channels.isEmpty(); round++) {
            for (FakeSwitch.Channel each : List.copyOf(bench.fake.channels.values())) {
                if (bench.fake.channels.containsKey(each.id)) {
                    bench.fake.hangUp(each);
                    bench.run();
                }
            }
        }
        bench.pass(120_000);
    }
}
