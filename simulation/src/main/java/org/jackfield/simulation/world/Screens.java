package org.jackfield.simulation.world;

import org.jackfield.peripheral.scripted.ScriptedSwitch;
import org.jackfield.simulation.check.ScreenTruth;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Brings desktops and CTI OS servers before {@link ScreenTruth}: those who can know what is so. */
final class Screens {

    /** Of so many looks one is at the desktops: it costs. */
    private static final int DESKS_EVERY = 2;

    /** Of so many looks one is at the servers, which know everybody. */
    private static final int SERVERS_EVERY = 4;

    private static final String BACK = "every desktop and CTI OS server comes back";

    private final Stage stage;
    private final List<SimulatedDesk> desks;
    private final ScreenTruth truth;
    private int looks;

    Screens(Stage stage, List<SimulatedDesk> desks) {
        this.stage = stage;
        this.desks = desks;
        this.truth = new ScreenTruth(SimulatedSite.PERIPHERAL, stage.findings());
    }

    /**
     * Looks.
     *
     * @param everyMs how often this is called: who was not in touch since the look before could not
     *     know
     * @param disturbed something is broken, or was just now, from which everybody may suffer
     */
    void look(long everyMs, boolean disturbed) {
        looks++;
        if (disturbed) {
            truth.forgive();
            return;
        }
        long nowMs = stage.time().nowMs();
        if (looks % DESKS_EVERY == 0) {
            truth.look(screens(DESKS_EVERY * everyMs), stage.opc(), phones(), nowMs);
        }
        if (looks % SERVERS_EVERY == 0) {
            truth.look(servers(SERVERS_EVERY * everyMs), stage.opc(), nowMs);
        }
    }

    /** At the end everybody is there and agrees. */
    void finish() {
        long nowMs = stage.time().nowMs();
        for (SimulatedDesk each : desks) {
            if (each.runs() && !each.inTouchFor(0)) {
                stage.findings().add(nowMs, BACK, each.name());
            }
        }
        for (CtiOsHost each : stage.servers()) {
            if (!each.inTouchFor(0)) {
                stage.findings().add(nowMs, BACK, each.name());
            }
        }
        truth.finish(screens(0), servers(0), stage.opc(), phones(), nowMs);
    }

    private List<ScreenTruth.Screen> screens(long ms) {
        List<String> inTouch =
                stage.servers().stream()
                        .filter(each -> each.inTouchFor(ms))
                        .map(CtiOsHost::name)
                        .toList();
        return desks.stream()
                .filter(each -> each.inTouchFor(ms) && inTouch.contains(each.server()))
                .map(SimulatedDesk::screen)
                .toList();
    }

    private List<ScreenTruth.Server> servers(long ms) {
        return stage.servers().stream()
                .filter(each -> each.inTouchFor(ms))
                .map(each -> new ScreenTruth.Server(each.name(), each.now()))
                .toList();
    }

    private ScreenTruth.Phones phones() {
        ScriptedSwitch owner = stage.owner();
        Set<String> withLegs = new LinkedHashSet<>();
        Set<String> announced = new LinkedHashSet<>();
        for (String channel : owner.channels()) {
            String endpoint = owner.endpointOf(channel);
            if (!endpoint.isEmpty()) {
                withLegs.add(endpoint);
            }
            if (!endpoint.isEmpty() && owner.announced(channel)) {
                announced.add(endpoint);
            }
        }
        return new ScreenTruth.Phones(withLegs, announced);
    }
}
