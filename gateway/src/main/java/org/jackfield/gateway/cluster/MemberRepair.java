package org.jackfield.gateway.cluster;

import org.jackfield.gateway.cluster.ClusterSettings.Standing;
import org.jackfield.gateway.cluster.OtherMembers.Answer;
import org.jackfield.gateway.opc.OpcOutput.Severity;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * What an operator does with a member that does not run: take the group's state anew, promote it,
 * let it go back to its group. Nothing of a log is ever deleted here.
 */
public final class MemberRepair {

    private static final long SEED_S = 60;

    private final ClusterSettings settings;
    private final BiConsumer<Severity, String> log;

    /**
     * For one member.
     *
     * @param settings as it is run with
     * @param log takes lines for the operator
     */
    public MemberRepair(ClusterSettings settings, BiConsumer<Severity, String> log) {
        this.settings = settings;
        this.log = log;
    }

    /**
     * Sets aside what is in the folder and takes the state of the group; a copy that fails leaves
     * the folder as it was.
     *
     * @return where the old content is; null when there was none
     * @throws ClusterRefusal when the member runs, or the group's state cannot be had
     */
    public Path seed() {
        try (ClusterFolder folder = hold()) {
            folder.removeHalfSeed();
            Path aside = folder.setAside(settings, System.currentTimeMillis());
            try {
                start(folder).seedNow(SEED_S);
                return aside;
            } catch (RuntimeException failed) {
                folder.putBack(aside);
                throw failed;
            }
        }
    }

    /**
     * Lets this member go on without the others from its next start on.
     *
     * @throws ClusterRefusal when another member answers, or there is nothing to go on from
     */
    public void promote() {
        try (ClusterFolder folder = holdOwn()) {
            Standing standing = folder.standing();
            if (standing.alone()) {
                throw new ClusterRefusal(
                        "member " + settings.side() + " is promoted already: start it");
            }
            if (standing.promotions() == Standing.PROMOTIONS_MAX) {
                throw new ClusterRefusal(
                        "this group had "
                                + Standing.PROMOTIONS_MAX
                                + " promotions; begin a new group with empty folders");
            }
            if (!folder.hasNotes()) {
                throw new ClusterRefusal(
                        settings.folder()
                                + " holds no log: there is nothing to go on from; promote the"
                                + " member that has it");
            }
            List<Answer> answers = ask(folder);
            if (!answers.isEmpty()) {
                throw new ClusterRefusal(
                        "member "
                                + answers.getFirst().at().side()
                                + " answers at "
                                + answers.getFirst().at().endpoint(0)
                                + ": it runs. Two sides that both go on alone would both command"
                                + " the switch. Stop it for good first, or repair the majority");
            }
            folder.stand(new Standing(standing.promotions() + 1, true));
        }
    }

    /**
     * Lets a promoted member be one of its group again from its next start on.
     *
     * @throws ClusterRefusal when it is not promoted, or the other has not been seeded and started
     */
    public void pair() {
        try (ClusterFolder folder = holdOwn()) {
            Standing standing = folder.standing();
            if (!standing.alone()) {
                throw new ClusterRefusal(
                        "member " + settings.side() + " is not promoted: there is nothing to do");
            }
            String partner = settings.partner(settings.side());
            boolean waits =
                    ask(folder).stream()
                            .anyMatch(
                                    each ->
                                            each.at().side().equals(partner)
                                                    && each.hasLog()
                                                    && each.mark().standing().promotions()
                                                            == standing.promotions());
            if (!waits) {
                throw new ClusterRefusal(
                        "member "
                                + partner
                                + " has not the state of this one yet. While "
                                + settings.side()
                                + " runs, say 'jackfield cluster seed' on "
                                + partner
                                + " and start it; it waits then");
            }
            folder.stand(new Standing(standing.promotions(), false));
        }
    }

    private List<Answer> ask(ClusterFolder folder) {
        return start(folder).askOnce();
    }

    private MemberStart start(ClusterFolder folder) {
        return new MemberStart(
                settings,
                folder,
                log,
                error -> log.accept(Severity.TRACE, String.valueOf(error.getMessage())),
                () -> false);
    }

    private ClusterFolder holdOwn() {
        if (settings.others().isEmpty()) {
            throw new ClusterRefusal(
                    "member "
                            + settings.side()
                            + " has no others (ClusterMembers): it goes on alone anyway");
        }
        if (MemberNote.read(settings.folder()).isEmpty()) {
            throw new ClusterRefusal(settings.folder() + " is no member's folder (ClusterFolder)");
        }
        ClusterFolder folder = hold();
        try {
            folder.checkOwner(settings);
            return folder;
        } catch (RuntimeException refused) {
            folder.close();
            throw refused;
        }
    }

    private ClusterFolder hold() {
        try {
            SharedMemory.removeDead(settings);
        } catch (IOException left) {
            log.accept(Severity.WARNING, "shared memory of a dead member stays: " + left);
        }
        return ClusterFolder.hold(settings.folder());
    }
}
