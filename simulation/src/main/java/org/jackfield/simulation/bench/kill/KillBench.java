package org.jackfield.simulation.bench.kill;

import org.jackfield.simulation.bench.roles.CentreRoles;
import org.jackfield.simulation.bench.roles.CentreSettings;
import org.jackfield.simulation.bench.roles.Role;
import org.jackfield.simulation.bench.roles.RunFolder;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * {@code bench kill}: round after round, a process of a running contact centre is killed while a
 * call is handled, and started again; prints what happened, ends with the RESULT line.
 */
public final class KillBench {

    /** What the data of the rounds' calls begins with. */
    static final String TAG = "round";

    private static final String JOINED = "is in the order of inputs";
    private static final int AGENTS = 8;
    private static final int MOMENT_MS_MAX = 300;
    private static final int CLICK_MS_MAX = 800;
    private static final int STEP_SECONDS_MAX = 120;
    private static final int STORY_SECONDS_MAX = 400;
    private static final int BACK_SECONDS_MAX = 120;
    private static final int FINDINGS_MAX = 20;
    private static final int LINES_OF_A_ROLE = 60;

    private final KillSettings settings;
    private final PrintStream out;
    private final Tally tally = new Tally();
    private final Random chance;
    private final List<Long> storySeconds = new ArrayList<>();
    private CentreRoles roles;
    private Staff staff;
    private long repairs;
    private int told;

    /** Rounds that print to {@code out}. */
    public KillBench(KillSettings settings, PrintStream out) {
        this.settings = settings;
        this.out = out;
        this.chance = new Random(settings.seed());
    }

    /**
     * Starts everything, does the rounds, ends everything.
     *
     * @return what was found; empty when all was well
     */
    public List<String> run() throws IOException {
        say(
                "kill: %d rounds on %s, --seed %d",
                settings.rounds(),
                settings.realSwitch() ? "a real Asterisk" : "the scripted switch",
                settings.seed());
        long begunNs = System.nanoTime();
        try (RunFolder folder = RunFolder.named("jackfield-kill");
                AsteriskYard real = settings.realSwitch() ? new AsteriskYard(out) : null;
                CentreRoles centre = new CentreRoles(centre(folder.path(), real))) {
            roles = centre;
            centre.startAll();
            Yard yard = real == null ? new ScriptedYard(centre) : real;
            try (Staff people = new Staff(centre, yard, tally)) {
                staff = people;
                staff.begin();
                say("kill: all started and logged in after %.1f s", seconds(begunNs));
                rounds(yard);
                long endNs = System.nanoTime();
                staff.end();
                say("kill: the last calls ended within %.1f s", seconds(endNs));
            }
        } catch (StoryBroken before) {
            tally.found(Tally.Kind.STUCK, "outside of the rounds: " + before.getMessage());
            tellAll();
        }
        toldFindings();
        report();
        return tally.findings();
    }

    private CentreSettings centre(Path folder, Yard real) {
        return new CentreSettings(
                settings.program(),
                settings.javaOptions(),
                folder,
                AGENTS,
                List.of("--talk", "10", "--numbers", Staff.TRAFFIC),
                real == null ? List.of() : real.gatewayWords(),
                List.of());
    }

    private void say(String text, Object... values) {
        out.printf(Locale.ROOT, text + "%n", values);
        out.flush();
    }

    private void rounds(Yard yard) {
        for (int round = 1; round <= settings.rounds(); round++) {
            yard.tend();
            try {
                round(round);
            } catch (StoryBroken before) {
                tally.found(Tally.Kind.STUCK, TAG + round + ": " + before.getMessage());
            }
            boolean tidy = true;
            if (toldFindings()) {
                tellAll();
                tidy = staff.tidied();
            }
            if (!tidy || told >= FINDINGS_MAX) {
                say("kill: too much is wrong; no more rounds after %d", round);
                return;
            }
        }
    }

    /** Prints what was found since the last time; whether there was anything. */
    private boolean toldFindings() {
        List<String> found = tally.findings();
        List<String> fresh = found.subList(told, found.size());
        fresh.forEach(each -> say("  FOUND %s", each));
        told = found.size();
        return !fresh.isEmpty();
    }

    /**
     * A gateway and a CTI OS server in turn, each by chance: what was killed comes back while the
     * next round goes on, and often is not yet back when the other is killed.
     */
    private String victim(int round) {
        List<String> some = round % 2 == 0 ? CentreRoles.SERVERS : CentreRoles.SIDES;
        return some.get(chance.nextInt(some.size()));
    }

    private void round(int number) {
        String victim = victim(number);
        CallStory.Step step =
                CallStory.Step.values()[chance.nextInt(CallStory.Step.values().length - 1)];
        long momentMs = chance.nextInt(MOMENT_MS_MAX);
        long clickMs = chance.nextInt(CLICK_MS_MAX);
        String round = TAG + number;
        awaitWhole(victim);
        long startNs = System.nanoTime();
        CallStory story = staff.story(round, chance.nextLong());
        Thread telling = Thread.ofVirtual().name(round).start(story);
        story.awaitStep(step, STEP_SECONDS_MAX);
        Waiting.pause(momentMs);
        String leader = roles.leader();
        CallStory.Step at = story.step();
        long killedNs = System.nanoTime();
        repairs += roles.role(victim).said("reconciled: ");
        roles.role(victim).kill();
        tally.killed(victim);
        roles.begin(victim);
        staff.clicks().begin(round, clickMs);
        join(telling, round + "'s call");
        double goneOnS = seconds(killedNs);
        story.clear();
        staff.check(round);
        othersLive(round, victim);
        storySeconds.add(Math.round(goneOnS * 1000));
        say(
                "  %d: %s killed%s when the call was %s; it went on to its end in %.1f s; round of"
                        + " %.1f s",
                number,
                victim,
                victim.equals(leader) ? " (leader)" : "",
                at,
                goneOnS,
                seconds(startNs));
    }

    private static double seconds(long sinceNs) {
        return (System.nanoTime() - sinceNs) / 1e9;
    }

    private void join(Thread thread, String what) {
        try {
            thread.join(STORY_SECONDS_MAX * 1000L);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            tally.found(Tally.Kind.STUCK, what + " never ends");
            thread.interrupt();
        }
    }

    /** A second gateway is killed only when the first is back, as two of three must live. */
    private void awaitWhole(String victim) {
        List<String> wanted =
                CentreRoles.SIDES.contains(victim) ? CentreRoles.SIDES : CentreRoles.SERVERS;
        for (String name : wanted) {
            String mark = CentreRoles.SIDES.contains(name) ? JOINED : "CTI OS at";
            if (!roles.role(name).awaitSaid(mark, BACK_SECONDS_MAX)) {
                tally.found(
                        Tally.Kind.DIED, name + " is not back after " + BACK_SECONDS_MAX + " s");
            }
        }
    }

    private void othersLive(String round, String victim) {
        for (Role each : roles.roles()) {
            if (!each.alive()) {
                tally.found(
                        Tally.Kind.DIED,
                        round
                                + ": "
                                + each.name()
                                + " ended by itself after the kill of "
                                + victim);
            }
        }
    }

    private void tellAll() {
        for (Role each : roles.roles()) {
            say("  %s said last:%n  %s", each.name(), each.lastLines(LINES_OF_A_ROLE));
        }
    }

    private void report() {
        List<Long> sorted = storySeconds.stream().sorted().toList();
        for (Role each : roles.roles()) {
            repairs += each.said("reconciled: ");
        }
        say("killed: %s; clicks ended: %s", tally.victims(), tally.outcomes());
        StringBuilder json = new StringBuilder("{");
        json.append("\"rounds\":").append(sorted.size());
        for (Tally.Kind kind : Tally.Kind.values()) {
            json.append(",\"").append(kind.name().toLowerCase(Locale.ROOT)).append("\":");
            json.append(tally.count(kind));
        }
        json.append(",\"repairs\":").append(repairs);
        json.append(",\"traffic_answered\":").append(staff == null ? 0 : staff.answered());
        json.append(",\"audio_gap_max_ms\":").append(tally.longestGapMs());
        json.append(",\"call_went_on_p50_s\":").append(share(sorted, 0.5));
        json.append(",\"call_went_on_max_s\":").append(share(sorted, 1));
        json.append(",\"seed\":").append(settings.seed()).append('}');
        say("RESULT %s", json);
    }

    private static String share(List<Long> sorted, double share) {
        if (sorted.isEmpty()) {
            return "0";
        }
        int at = (int) Math.min(sorted.size() - 1L, (long) (sorted.size() * share));
        return String.format(Locale.ROOT, "%.1f", sorted.get(at) / 1000.0);
    }
}
