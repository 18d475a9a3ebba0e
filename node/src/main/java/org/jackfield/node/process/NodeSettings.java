package org.jackfield.node.process;

import org.jackfield.node.manager.ChildPlan;
import org.jackfield.node.manager.Criticality;
import org.jackfield.node.manager.NodeRules;
import org.jackfield.node.registry.Registry;
import org.jackfield.node.registry.RegistryException;
import org.jackfield.node.registry.RegistryKey;
import org.jackfield.node.registry.Setting;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Settings of a node: its processes, and what becomes of them when they fail.
 *
 * @param processes in the order of their start
 * @param rules when what is started again
 * @param host what is done when a fault cannot be cleared
 */
public record NodeSettings(List<NodeProcess> processes, NodeRules rules, Host host) {

    /**
     * One process of the node.
     *
     * @param command arguments of this program, or after {@code exec:} another program and its own
     */
    public record NodeProcess(ChildPlan plan, List<String> command) {
        public NodeProcess {
            command = List.copyOf(command);
        }
    }

    /**
     * What is done when a fault cannot be cleared.
     *
     * @param action alarm, run or reboot
     * @param command of run
     * @param pauseMs before the node is tried again
     */
    public record Host(String action, String command, long pauseMs) {}

    /** Key of a node; instance and node stand in it. */
    public static final String KEY =
            "HKLM\\SOFTWARE\\Cisco Systems, Inc.\\ICM\\<instance>\\<node>"
                    + "\\NodeManager\\CurrentVersion";

    /** Key of one of its processes. */
    public static final String PROCESS_KEY = KEY + "\\Processes\\<process>";

    /** Never started, whatever the registry says. */
    private static final int PROCESSES_MAX = 64;

    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    static final Setting STABLE_RUN =
            Setting.number(KEY, "StableRunSec", 30L)
                    .from(1, 86_400)
                    .in("seconds")
                    .says("A process that ran so long is started again at once.");
    static final Setting DELAYS =
            Setting.text(KEY, "RestartDelaysSec", "1 10 60")
                    .says(
                            "Delays before the starts that follow short runs; the last goes on. At"
                                    + " least a second lies between two starts.");
    static final Setting FAILURES_MAX =
            Setting.number(KEY, "FailuresMax", 5L)
                    .from(1, 1_000)
                    .says("Failures of a critical process that restart the node.");
    static final Setting FAILURE_WINDOW =
            Setting.number(KEY, "FailureWindowSec", 600L)
                    .from(1, 86_400)
                    .in("seconds")
                    .says("Time in which failures are counted.");
    static final Setting NODE_RESTARTS_MAX =
            Setting.number(KEY, "NodeRestartsMax", 3L)
                    .from(0, 1_000)
                    .says("Restarts of the node in an hour before the host's action is due.");
    static final Setting ASK_INTERVAL =
            Setting.number(KEY, "AskIntervalMs", 1_000L)
                    .from(100, 60_000)
                    .in("milliseconds")
                    .says("How often a process is asked if it is alive.");
    static final Setting SILENT_MAX =
            Setting.number(KEY, "SilentMax", 5L)
                    .from(1, 1_000)
                    .says("Questions in a row without an answer that make a process dead.");
    static final Setting HOST_ACTION =
            Setting.text(KEY, "HostAction", "alarm")
                    .oneOf("alarm", "run", "reboot")
                    .says("What is done when a fault cannot be cleared, beside the alarm.");
    static final Setting HOST_COMMAND =
            Setting.text(KEY, "HostCommand", "").says("The command of HostAction run.");
    static final Setting HOST_PAUSE =
            Setting.number(KEY, "HostActionPauseSec", 600L)
                    .from(1, 86_400)
                    .in("seconds")
                    .says("Time after the host's action before the node is tried again.");
    static final Setting COMMAND =
            Setting.text(PROCESS_KEY, "Command", null)
                    .says(
                            "What is started: arguments of jackfield, or after exec: another"
                                    + " program.");
    static final Setting ORDER =
            Setting.number(PROCESS_KEY, "Order", 100L).says("Place in the order of the start.");
    static final Setting CLASS =
            Setting.text(PROCESS_KEY, "Class", Criticality.CRITICAL.text())
                    .oneOf(
                            Arrays.stream(Criticality.values())
                                    .map(Criticality::text)
                                    .toArray(String[]::new))
                    .says("What its loss means.");
    static final Setting HAS_CONSOLE =
            Setting.flag(PROCESS_KEY, "HasConsole", true)
                    .says("1: it has a console, and counts as dead when it does not answer there.");
    static final Setting START_WAIT =
            Setting.number(PROCESS_KEY, "StartWaitSec", 60L)
                    .from(1, 3_600)
                    .in("seconds")
                    .says("How long it may take to answer for the first time.");
    static final Setting STOP_WAIT =
            Setting.number(PROCESS_KEY, "StopWaitSec", 20L)
                    .from(1, 3_600)
                    .in("seconds")
                    .says("How long it may take to drain and end.");
    static final Setting AFTER_KILL_WAIT =
            Setting.number(PROCESS_KEY, "AfterKillWaitSec", 0L)
                    .from(0, 3_600)
                    .in("seconds")
                    .says(
                            "How long it waits after it was killed, for what it left behind; a"
                                    + " gateway needs 12.");
    static final Setting DISABLED =
            Setting.flag(PROCESS_KEY, "Disabled", false).says("1: it is not started.");

    /** All that is declared here. */
    public static final List<Setting> DECLARED =
            List.of(
                    STABLE_RUN,
                    DELAYS,
                    FAILURES_MAX,
                    FAILURE_WINDOW,
                    NODE_RESTARTS_MAX,
                    ASK_INTERVAL,
                    SILENT_MAX,
                    HOST_ACTION,
                    HOST_COMMAND,
                    HOST_PAUSE,
                    COMMAND,
                    ORDER,
                    CLASS,
                    HAS_CONSOLE,
                    START_WAIT,
                    STOP_WAIT,
                    AFTER_KILL_WAIT,
                    DISABLED);

    public NodeSettings {
        processes = List.copyOf(processes);
    }

    /**
     * Reads the settings of a node.
     *
     * @throws RegistryException when it has no processes, or a value cannot be used
     */
    public static NodeSettings from(Registry registry, String instance, String node) {
        RegistryKey key = registry.key(KEY, instance, node);
        record Placed(long order, NodeProcess process) {}
        List<Placed> found = new ArrayList<>();
        for (String name : key.child("Processes").children()) {
            RegistryKey each = key.child("Processes").child(name);
            if (!each.flag(DISABLED)) {
                found.add(new Placed(each.number(ORDER), process(name, each)));
            }
        }
        if (found.isEmpty() || found.size() > PROCESSES_MAX) {
            throw new RegistryException(
                    null,
                    0,
                    key.path() + "\\Processes",
                    found.isEmpty()
                            ? "the node has no process to start"
                            : "the node has more than " + PROCESSES_MAX + " processes",
                    "Name each by a key with a Command in it, in a file of " + registry.folder());
        }
        found.sort(Comparator.comparingLong(Placed::order));
        return new NodeSettings(
                found.stream().map(Placed::process).toList(),
                rules(key),
                new Host(
                        key.text(HOST_ACTION).toLowerCase(Locale.ROOT),
                        key.text(HOST_COMMAND),
                        key.number(HOST_PAUSE) * 1_000));
    }

    private static NodeProcess process(String name, RegistryKey key) {
        String wanted = key.text(CLASS);
        Criticality criticality =
                Arrays.stream(Criticality.values())
                        .filter(c -> c.text().equalsIgnoreCase(wanted))
                        .findFirst()
                        .orElseThrow();
        return new NodeProcess(
                new ChildPlan(
                        name,
                        criticality,
                        key.flag(HAS_CONSOLE),
                        key.number(START_WAIT) * 1_000,
                        key.number(STOP_WAIT) * 1_000,
                        key.number(AFTER_KILL_WAIT) * 1_000),
                words(key.text(COMMAND)));
    }

    /** Words of a command; quotes keep spaces. */
    static List<String> words(String command) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(command);
        while (word.find()) {
            words.add(word.group(1) != null ? word.group(1) : word.group(2));
        }
        return words;
    }

    private static NodeRules rules(RegistryKey key) {
        List<Long> delays = new ArrayList<>();
        for (String each : key.text(DELAYS).strip().split("\\s+")) {
            if (!each.matches("\\d{1,5}")) {
                throw new RegistryException(
                        null,
                        0,
                        key.path() + "\\" + DELAYS.name(),
                        "'" + each + "' is no number of seconds",
                        "Write seconds with spaces between, such as 1 10 60");
            }
            delays.add(Long.parseLong(each) * 1_000);
        }
        return new NodeRules(
                key.number(STABLE_RUN) * 1_000,
                delays,
                (int) key.number(FAILURES_MAX),
                key.number(FAILURE_WINDOW) * 1_000,
                (int) key.number(NODE_RESTARTS_MAX),
                NodeRules.DEFAULTS.nodeRestartWindowMs(),
                key.number(ASK_INTERVAL),
                (int) key.number(SILENT_MAX));
    }
}
