package org.jackfield.gateway.opc;

import org.jackfield.gateway.agent.AgentBook;
import org.jackfield.gateway.opc.OpcOutput.Severity;
import org.jackfield.gateway.router.Router;
import org.jackfield.protocol.log.AgentSet;
import org.jackfield.protocol.log.DeskSettingsSet;
import org.jackfield.protocol.log.DeviceSet;
import org.jackfield.protocol.log.EccSet;
import org.jackfield.protocol.log.Input;
import org.jackfield.protocol.log.PeripheralSet;
import org.jackfield.protocol.log.PlanSet;
import org.jackfield.protocol.log.ReasonSet;
import org.jackfield.protocol.log.SettingSet;
import org.jackfield.protocol.log.SkillGroupSet;
import org.jackfield.protocol.log.TeamSet;
import org.jackfield.protocol.site.SiteAgent;
import org.jackfield.protocol.site.SiteDeskSettings;
import org.jackfield.protocol.site.SiteDevice;
import org.jackfield.protocol.site.SitePeripheral;
import org.jackfield.protocol.site.SitePlan;
import org.jackfield.protocol.site.SiteReason;
import org.jackfield.protocol.site.SiteSkillGroup;
import org.jackfield.protocol.site.SiteTeam;

/** Takes site data and hands it to who needs it. */
final class SiteInputs {

    private final Opc opc;
    private final Exchange exchange;
    private final OpcSettings settings;
    private final MembersAlike alike;

    SiteInputs(Opc opc) {
        this.opc = opc;
        this.exchange = opc.exchange;
        this.settings = new OpcSettings(opc.exchange);
        this.alike = new MembersAlike(opc.exchange);
    }

    /** Orders reasons. */
    static String key(SiteReason reason) {
        return reason.use() + "/" + reason.code();
    }

    /** True for what is so already: each start of a member hands in all that it was given. */
    boolean knows(Input input) {
        return switch (input) {
            case SettingSet it ->
                    it.value().equals(exchange.settings.get(it.name()))
                            && !MembersAlike.isSaid(it.name());
            case PeripheralSet it ->
                    exchange.peripherals.get(it.peripheral().id()) instanceof Peripheral known
                            && it.peripheral().equals(known.site());
            case DeviceSet it ->
                    exchange.peripherals.get(it.device().peripheral()) instanceof Peripheral of
                            && it.device().equals(of.devices().get(it.device().instrument()));
            case AgentSet it ->
                    exchange.peripherals.get(it.agent().peripheral()) instanceof Peripheral of
                            && of.agents().knows(it.agent());
            case SkillGroupSet it ->
                    exchange.peripherals.get(it.skillGroup().peripheral()) instanceof Peripheral of
                            && it.skillGroup()
                                    .equals(of.skillGroups().get(it.skillGroup().number()));
            case TeamSet it -> it.team().equals(exchange.teams.get(it.team().id()));
            case DeskSettingsSet it ->
                    it.deskSettings().equals(exchange.deskSettings.get(it.deskSettings().id()));
            case ReasonSet it -> it.reason().equals(exchange.reasons.get(key(it.reason())));
            case EccSet it -> it.ecc().equals(exchange.eccs.get(it.ecc().name()));
            case PlanSet it -> it.plan().equals(exchange.plans.get(it.plan().number()));
            default -> false;
        };
    }

    void set(SitePeripheral site) {
        Peripheral known = exchange.peripherals.get(site.id());
        if (known != null) {
            known.setSite(site);
            known.agents().setPeripheral(site);
            return;
        }
        Peripheral peripheral =
                new Peripheral(
                        site,
                        new AgentBook(site, settings.agents()),
                        new Router(settings.router()));
        listen(peripheral);
        exchange.peripherals.put(site.id(), peripheral);
        exchange.teams.values().forEach(peripheral.agents()::setTeam);
        exchange.deskSettings.values().forEach(peripheral.agents()::setDeskSettings);
        exchange.reasons.values().forEach(peripheral.agents()::setReason);
        exchange.plans.values().forEach(peripheral.router()::setPlan);
        if (exchange.calendar != null) {
            peripheral
                    .router()
                    .calendar(exchange.calendar.localMinute(), exchange.calendar.weekday());
        }
    }

    /** Connects a peripheral's agent book and router with the rest. */
    void listen(Peripheral peripheral) {
        peripheral.listen(
                new AgentVoice(exchange, peripheral),
                action -> exchange.then(() -> opc.routedCalls.carryOut(peripheral, action)));
    }

    /** A setting by its name; one that cannot be read is logged, and the default holds. */
    void set(SettingSet setting) {
        exchange.settings.put(setting.name(), setting.value());
        if (alike.takes(setting.name())) {
            return;
        }
        settings.check(setting.name());
        for (Peripheral each : exchange.peripherals.values()) {
            each.agents().setSettings(settings.agents());
            each.router().setSettings(settings.router());
        }
    }

    void set(SiteDevice device) {
        Peripheral peripheral = known(device.peripheral(), "phone " + device.instrument());
        if (peripheral != null) {
            peripheral.setDevice(device);
            peripheral.agents().setDevice(device, exchange.nowMs(), peripheral.voice());
        }
    }

    void set(SiteAgent agent) {
        Peripheral peripheral = known(agent.peripheral(), "agent " + agent.id());
        if (peripheral != null) {
            peripheral.agents().setAgent(agent, exchange.nowMs(), peripheral.voice());
        }
    }

    void set(SiteSkillGroup group) {
        Peripheral peripheral = known(group.peripheral(), "skill group " + group.number());
        if (peripheral != null) {
            peripheral.skillGroups().put(group.number(), group);
            peripheral.agents().setSkillGroup(group);
        }
    }

    void set(SiteTeam team) {
        exchange.teams.put(team.id(), team);
        exchange.peripherals.values().forEach(each -> each.agents().setTeam(team));
    }

    void set(SiteDeskSettings settings) {
        exchange.deskSettings.put(settings.id(), settings);
        exchange.peripherals.values().forEach(each -> each.agents().setDeskSettings(settings));
    }

    void set(SiteReason reason) {
        exchange.reasons.put(key(reason), reason);
        exchange.peripherals.values().forEach(each -> each.agents().setReason(reason));
    }

    void set(SitePlan plan) {
        exchange.plans.put(plan.number(), plan);
        exchange.peripherals.values().forEach(each -> each.router().setPlan(plan));
    }

    private Peripheral known(int id, String what) {
        Peripheral peripheral = exchange.peripherals.get(id);
        if (peripheral == null) {
            exchange.log(
                    Severity.WARNING,
                    what + " left out: there is no peripheral " + id + "; set it first");
        }
        return peripheral;
    }
}
