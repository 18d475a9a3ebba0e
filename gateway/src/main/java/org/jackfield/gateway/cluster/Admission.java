package org.jackfield.gateway.cluster;

import org.jackfield.gateway.cluster.ClusterSettings.Standing;
import org.jackfield.gateway.cluster.OtherMembers.Answer;
import org.jackfield.gateway.cluster.OtherMembers.LogExtent;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Decides how a member of a group begins, by what it holds and what the others say. A member that
 * lost its log must not vote before it holds again what it once confirmed; so one with an empty
 * folder begins a new group only when all others are there and empty too.
 */
record Admission(ClusterSettings settings, LogExtent own) {

    /** What to do. */
    enum Verdict {
        /** Take part. */
        GO_ON,
        /** Take part; the group is new. */
        BEGIN,
        /** Take the state of the others first. */
        SEED,
        /** Ask again later. */
        WAIT
    }

    /**
     * What to do now, and why.
     *
     * @param standing of the group to take part in or to copy from
     * @param why for people
     */
    record Decision(Verdict verdict, Standing standing, String why) {}

    /**
     * Decides.
     *
     * @param answers of those who answered
     * @throws ClusterRefusal when this member must not begin as it is; nothing was changed then
     */
    Decision decide(List<Answer> answers) {
        answers.forEach(this::check);
        if (own.end() > own.start()) {
            return withLog(answers);
        }
        Optional<Answer> holder =
                answers.stream()
                        .filter(Answer::hasLog)
                        .max(
                                (one, other) ->
                                        Integer.compare(
                                                one.mark().standing().promotions(),
                                                other.mark().standing().promotions()));
        if (holder.isPresent() && leavesOut(holder.get())) {
            return new Decision(
                    Verdict.WAIT,
                    settings.standing(),
                    "member "
                            + holder.get().at().side()
                            + " was promoted and goes on alone; member "
                            + settings.partner(holder.get().at().side())
                            + " comes back to it first");
        }
        if (holder.isPresent()) {
            return new Decision(
                    Verdict.SEED,
                    holder.get().mark().standing(),
                    "this folder is empty and the group has a log");
        }
        if (answers.size() == settings.others().size()) {
            return new Decision(Verdict.BEGIN, settings.standing(), "all members are new");
        }
        return new Decision(
                Verdict.WAIT,
                settings.standing(),
                "this folder is empty, and "
                        + silent(answers)
                        + " does not answer: a new group begins when all its members are there, and"
                        + " a member that lost its folder is seeded when the others are");
    }

    private boolean leavesOut(Answer holder) {
        return holder.mark().standing().alone()
                && !settings.partner(holder.at().side()).equals(settings.side());
    }

    private Decision withLog(List<Answer> answers) {
        Standing standing = settings.standing();
        for (Answer each : answers) {
            if (each.mark().standing().promotions() > standing.promotions()) {
                throw new ClusterRefusal(
                        "member "
                                + each.at().side()
                                + " was promoted and went on without this one: what "
                                + settings.folder()
                                + " holds is no longer the group's. To take the group's state, "
                                + ClusterFolder.ANEW);
            }
            if (each.hasLog() && each.log().start() > own.end()) {
                throw new ClusterRefusal(
                        "the log in "
                                + settings.folder()
                                + " ends at position "
                                + own.end()
                                + ", but that of member "
                                + each.at().side()
                                + " begins at "
                                + each.log().start()
                                + ": this member was away for too long. To take the group's state, "
                                + ClusterFolder.ANEW);
            }
        }
        for (Answer each : answers) {
            if (each.mark().standing().alone()
                    && each.mark().standing().promotions() == standing.promotions()) {
                return new Decision(
                        Verdict.WAIT,
                        standing,
                        "member "
                                + each.at().side()
                                + " was promoted and goes on alone: end it, say 'jackfield cluster"
                                + " pair' there, and start it again");
            }
        }
        if (2 * (answers.size() + 1) <= settings.members().size()) {
            return new Decision(
                    Verdict.WAIT,
                    standing,
                    "of "
                            + settings.members().size()
                            + " members a majority must be there, and "
                            + silent(answers)
                            + " does not answer; where only one is left for good, see 'jackfield"
                            + " cluster promote'");
        }
        return new Decision(Verdict.GO_ON, standing, "this folder holds the group's log");
    }

    private String silent(List<Answer> answers) {
        return settings.others().stream()
                .filter(each -> answers.stream().noneMatch(said -> said.at().equals(each)))
                .map(each -> "member " + each.side() + " (" + each.endpoint(0) + ")")
                .collect(Collectors.joining(" and "));
    }

    private void check(Answer answer) {
        String at =
                "at "
                        + answer.at().endpoint(0)
                        + ", where ClusterMembers has member "
                        + answer.at().side();
        if (answer.doubt() != null) {
            throw new ClusterRefusal(
                    at
                            + ", "
                            + answer.doubt()
                            + ": two machines must not be one member. Start here the side that"
                            + " belongs here, or let the names in ClusterMembers mean the same"
                            + " addresses on all machines");
        }
        if (answer.refused()) {
            throw new ClusterRefusal(
                    at
                            + ", this member's secret is not taken: set the same ClusterSecret on"
                            + " all members; or another group runs there, then correct the"
                            + " address");
        }
        MemberMark own = MemberMark.of(settings);
        MemberMark mark = answer.mark();
        if (mark == null || mark.group() != own.group()) {
            throw new ClusterRefusal(
                    at
                            + ", "
                            + (mark == null ? "no gateway" : "a member of another group")
                            + " answers: correct the address, or set the same name of the group on"
                            + " all members");
        }
        if (mark.members() != own.members()) {
            throw new ClusterRefusal(
                    at
                            + ", a member answers that has another list of members: set the same"
                            + " ClusterMembers on all; here it is "
                            + ClusterSettings.text(settings.members()));
        }
        if (mark.source() == own.source()) {
            throw new ClusterRefusal(
                    at
                            + ", another member "
                            + settings.side()
                            + " answers: two members have one side; start the right side there");
        }
        if (mark.source() != answer.at().id()) {
            throw new ClusterRefusal(
                    at
                            + ", member "
                            + ClusterSettings.SIDES.charAt(mark.source())
                            + " answers: correct the addresses in ClusterMembers");
        }
        if (mark.release() != own.release()) {
            throw new ClusterRefusal(
                    at
                            + ", another release of the machine runs than "
                            + settings.machineVersion()
                            + ", which this is: install the same release on all members");
        }
    }
}
