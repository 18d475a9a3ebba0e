package org.jackfield.ctios.session;

import org.jackfield.ctios.object.AgentKey;
import org.jackfield.ctios.object.DeskSettings;
import org.jackfield.protocol.ged188.AgentDeskSettingsConf;
import org.jackfield.protocol.ged188.AgentDeskSettingsReq;
import org.jackfield.protocol.ged188.Ged188Message;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Desk settings of agents at their desktops, after a change of the CTI Server. They change by
 * configuration only, and a site has a few for all its agents: of those whose settings are alike
 * one is asked for. When his are others by now all agents are; the settings of a single agent who
 * was given others come at his next login, as everywhere.
 */
final class SettingsCheck {

    private final Core core;
    private final BiConsumer<Ged188Message, Consumer<Ged188Message>> questions;
    private final Map<DeskSettings, List<AgentKey>> alike = new LinkedHashMap<>();
    private boolean changed;

    /**
     * Nothing is due yet.
     *
     * @param questions takes a question and who gets the answer, null when there is none
     */
    SettingsCheck(Core core, BiConsumer<Ged188Message, Consumer<Ged188Message>> questions) {
        this.core = core;
        this.questions = questions;
    }

    /** Another session with the CTI Server: all begins anew. */
    void forget() {
        alike.clear();
        changed = false;
    }

    /** An agent's settings, which are known, may be others. */
    void due(AgentKey key) {
        DeskSettings known = core.floor.agent(key).settings();
        List<AgentKey> same = alike.get(known);
        if (changed) {
            ask(key);
        } else if (same == null) {
            alike.put(known, new ArrayList<>());
            askForAll(key, known);
        } else {
            same.add(key);
        }
    }

    private void askForAll(AgentKey one, DeskSettings known) {
        questions.accept(
                request(one),
                answer -> {
                    told(one, answer);
                    List<AgentKey> same = alike.get(known);
                    boolean others = !core.floor.agent(one).settings().equals(known);
                    if (answer instanceof AgentDeskSettingsConf && others) {
                        askEverybody();
                    } else if (answer == null && same != null) {
                        askNext(same, known);
                    }
                });
    }

    /** Nobody knows yet; where nobody is left, who is due next is asked for. */
    private void askNext(List<AgentKey> same, DeskSettings known) {
        if (same.isEmpty()) {
            alike.remove(known);
        } else {
            askForAll(same.removeFirst(), known);
        }
    }

    private void askEverybody() {
        changed = true;
        alike.values().forEach(each -> each.forEach(this::ask));
        alike.clear();
    }

    private void ask(AgentKey key) {
        questions.accept(request(key), answer -> told(key, answer));
    }

    static AgentDeskSettingsReq request(AgentKey key) {
        return AgentDeskSettingsReq.builder()
                .peripheralId(key.peripheral())
                .agentId(key.id())
                .build();
    }

    /** Takes an answer; null when there is none. */
    void told(AgentKey key, Ged188Message answer) {
        if (answer instanceof AgentDeskSettingsConf conf) {
            core.publisher.publish(core.floor.onSettings(key, conf, core.nowMs()));
        }
    }
}
