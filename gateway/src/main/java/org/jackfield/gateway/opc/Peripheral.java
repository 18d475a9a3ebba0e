package org.jackfield.gateway.opc;

import org.jackfield.gateway.agent.AgentBook;
import org.jackfield.gateway.agent.AgentOutput;
import org.jackfield.gateway.router.Router;
import org.jackfield.gateway.router.RouterAction;
import org.jackfield.protocol.site.SiteDevice;
import org.jackfield.protocol.site.SitePeripheral;
import org.jackfield.protocol.site.SiteSkillGroup;

import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** One switch: its site data, who commands it, and what is known of its state. */
final class Peripheral {

    /** No side is active. */
    static final int NOBODY = -1;

    private final int id;
    private SitePeripheral site;
    private final AgentBook agents;
    private final Router router;
    private AgentOutput voice;
    private Consumer<RouterAction> routing;
    private final Map<String, SiteDevice> devices = new TreeMap<>();
    private final Map<String, SiteDevice> byEndpoint = new TreeMap<>();
    private final Map<String, SiteDevice> byExtension = new TreeMap<>();
    private final Map<Integer, SiteSkillGroup> skillGroups = new TreeMap<>();
    private final TreeSet<String> outOfService = new TreeSet<>();

    /** Sources whose PIM reaches the switch. */
    final TreeSet<Integer> reachableFrom = new TreeSet<>();

    /** Source whose PIM commands the switch; {@link #NOBODY} when none does. */
    int activeSource = NOBODY;

    /** Grows with every change of the active source; reports of an older one are ignored. */
    int epoch;

    /** True while the switch is connected and the model agrees with it. */
    boolean online;

    /** When the switch started, by its own clock. */
    long startedMs;

    /** What the snapshot under way listed so far; null when none is under way. */
    Resync.Listing listing;

    /** What the comparison with the switch saw last. */
    final Reconciler.Watch watch = new Reconciler.Watch();

    Peripheral(SitePeripheral site, AgentBook agents, Router router) {
        this.id = site.id();
        this.site = site;
        this.agents = agents;
        this.router = router;
    }

    /** Gives the agent book and the router their listeners. */
    void listen(AgentOutput agentVoice, Consumer<RouterAction> routerVoice) {
        voice = agentVoice;
        routing = routerVoice;
    }

    /** Carries what the agent book says. */
    AgentOutput voice() {
        return voice;
    }

    /** Carries what the router wants. */
    Consumer<RouterAction> routing() {
        return routing;
    }

    int id() {
        return id;
    }

    SitePeripheral site() {
        return site;
    }

    void setSite(SitePeripheral changed) {
        site = changed;
    }

    AgentBook agents() {
        return agents;
    }

    Router router() {
        return router;
    }

    Map<String, SiteDevice> devices() {
        return devices;
    }

    Map<Integer, SiteSkillGroup> skillGroups() {
        return skillGroups;
    }

    /** Instruments that cannot be called, as the switch says. */
    TreeSet<String> outOfService() {
        return outOfService;
    }

    void setDevice(SiteDevice device) {
        SiteDevice old = devices.put(device.instrument(), device);
        if (old == null) {
            index(device);
            return;
        }
        boolean sameNames =
                old.endpoint().equals(device.endpoint())
                        && old.extension().equals(device.extension());
        if (sameNames) {
            byEndpoint.replace(device.endpoint(), old, device);
            byExtension.replace(device.extension(), old, device);
            return;
        }
        byEndpoint.clear();
        byExtension.clear();
        devices.values().forEach(this::index);
    }

    /** Should two share a name, the one with the last instrument has it, in whatever order. */
    private void index(SiteDevice device) {
        byEndpoint.merge(device.endpoint(), device, Peripheral::lastInstrument);
        byExtension.merge(device.extension(), device, Peripheral::lastInstrument);
    }

    private static SiteDevice lastInstrument(SiteDevice one, SiteDevice other) {
        return one.instrument().compareTo(other.instrument()) > 0 ? one : other;
    }

    /** The phone that the switch names so, or null. */
    SiteDevice deviceByEndpoint(String endpoint) {
        return byEndpoint.get(endpoint);
    }

    /** The phone that others dial so, or null. */
    SiteDevice deviceByExtension(String extension) {
        return byExtension.get(extension);
    }

    /** By instrument, or by extension, or null. */
    SiteDevice device(String name) {
        SiteDevice found = devices.get(name);
        return found == null ? byExtension.get(name) : found;
    }
}
