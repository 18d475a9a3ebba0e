package org.jackfield.gateway.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jackfield.gateway.cluster.Admission.Verdict;
import org.jackfield.gateway.cluster.ClusterSettings.Keeping;
import org.jackfield.gateway.cluster.ClusterSettings.Standing;
import org.jackfield.gateway.cluster.OtherMembers.Answer;
import org.jackfield.gateway.cluster.OtherMembers.LogExtent;
import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.List;

/** Who may take part, by what it holds and what the others say. */
class AdmissionTest {

    private static final String MEMBERS = "A=h:20000,B=i:20000,C=j:20000";
    private static final LogExtent LOG = new LogExtent(0, 1_000);

    private static ClusterSettings settings(
            String group, String side, String members, String release, Standing standing) {
        return new ClusterSettings(
                group,
                side,
                Path.of("folder"),
                ClusterSettings.members(members),
                "secret",
                release,
                300,
                Keeping.DEFAULTS,
                standing);
    }

    private static ClusterSettings usual(String side) {
        return settings("one", side, MEMBERS, "1.0", Standing.NEVER);
    }

    /** What a member says that is asked at the address of {@code at}. */
    private static Answer answer(String at, ClusterSettings whose, LogExtent log) {
        return new Answer(
                usual("A").members().stream()
                        .filter(each -> each.side().equals(at))
                        .findFirst()
                        .orElseThrow(),
                false,
                null,
                MemberMark.of(MemberMark.of(whose).id()),
                log);
    }

    private static Answer answer(String side, LogExtent log, Standing standing) {
        return answer(side, settings("one", side, MEMBERS, "1.0", standing), log);
    }

    private static Verdict verdict(LogExtent own, Answer... answers) {
        return new Admission(usual("B"), own).decide(List.of(answers)).verdict();
    }

    private static void refused(LogExtent own, Answer answer, String... words) {
        assertThatThrownBy(() -> verdict(own, answer))
                .isInstanceOf(ClusterRefusal.class)
                .hasMessageContainingAll(words);
    }

    @Test
    void aMemberWithALogGoesOnWithAnyMajorityAndWaitsForOne() {
        assertThat(verdict(LOG)).isEqualTo(Verdict.WAIT);
        assertThat(new Admission(usual("B"), LOG).decide(List.of()).why())
                .contains("member A (h:20000) and member C (j:20000)", "cluster promote");
        assertThat(verdict(LOG, answer("A", LOG, Standing.NEVER))).isEqualTo(Verdict.GO_ON);
        assertThat(verdict(LOG, answer("A", LogExtent.NONE, Standing.NEVER)))
                .isEqualTo(Verdict.GO_ON);
    }

    @Test
    void aMemberWithoutALogNeverVotesBeforeItKnowsThatThereIsNone() {
        Answer newA = answer("A", LogExtent.NONE, Standing.NEVER);
        Answer newC = answer("C", LogExtent.NONE, Standing.NEVER);
        assertThat(verdict(LogExtent.NONE)).isEqualTo(Verdict.WAIT);
        assertThat(verdict(LogExtent.NONE, newA)).isEqualTo(Verdict.WAIT);
        assertThat(verdict(LogExtent.NONE, newA, newC)).isEqualTo(Verdict.BEGIN);
        assertThat(verdict(LogExtent.NONE, newA, answer("C", LOG, Standing.NEVER)))
                .isEqualTo(Verdict.SEED);
    }

    @Test
    void aLogThatEndsBeforeTheOthersBeginIsTooOld() {
        Answer begins = answer("A", new LogExtent(1_001, 2_000), Standing.NEVER);
        refused(LOG, begins, "ends at position 1000", "begins at 1001", "jackfield cluster seed");
        assertThat(verdict(LOG, answer("A", new LogExtent(1_000, 2_000), Standing.NEVER)))
                .isEqualTo(Verdict.GO_ON);
    }

    @Test
    void whoWasLeftOutByAPromotionIsRefusedAndAlonePartnersComeBackFirst() {
        Standing alone = new Standing(1, true);
        refused(LOG, answer("A", LOG, alone), "member A was promoted", "jackfield cluster seed");
        assertThat(verdict(LogExtent.NONE, answer("A", LOG, alone))).isEqualTo(Verdict.SEED);
        assertThat(
                        new Admission(usual("C"), LogExtent.NONE)
                                .decide(List.of(answer("A", LOG, alone)))
                                .verdict())
                .isEqualTo(Verdict.WAIT);
        ClusterSettings seeded = settings("one", "B", MEMBERS, "1.0", new Standing(1, false));
        assertThat(new Admission(seeded, LOG).decide(List.of(answer("A", LOG, alone))).verdict())
                .isEqualTo(Verdict.WAIT);
        assertThat(
                        new Admission(seeded, LOG)
                                .decide(List.of(answer("A", LOG, new Standing(1, false))))
                                .verdict())
                .isEqualTo(Verdict.GO_ON);
    }

    @Test
    void whatDoesNotFitIsRefusedWithTheRemedy() {
        Answer other = answer("A", LOG, Standing.NEVER);
        refused(
                LOG,
                new Answer(other.at(), true, null, null, null),
                "h:20000",
                "secret is not taken",
                "same ClusterSecret");
        refused(
                LOG,
                new Answer(other.at(), true, "member B (i) is at 10.0.0.2", null, null),
                "member B (i) is at 10.0.0.2",
                "two machines must not be one member",
                "mean the same addresses");
        refused(
                LOG,
                new Answer(other.at(), false, null, MemberMark.of(7), null),
                "no gateway answers");
        refused(
                LOG,
                answer("A", settings("two", "A", MEMBERS, "1.0", Standing.NEVER), LOG),
                "a member of another group");
        refused(
                LOG,
                answer(
                        "A",
                        settings("one", "A", "A=h:20000,B=x:20000", "1.0", Standing.NEVER),
                        LOG),
                "another list of members",
                MEMBERS);
        refused(LOG, answer("A", usual("C"), LOG), "member C answers", "correct the addresses");
        refused(LOG, answer("A", usual("B"), LOG), "another member B", "two members have one side");
        refused(
                LOG,
                answer("A", settings("one", "A", MEMBERS, "2.0", Standing.NEVER), LOG),
                "another release",
                "install the same release");
    }
}
