package org.jackfield.gateway.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jackfield.gateway.cluster.ClusterSettings.Keeping;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/** A survivor is promoted by hand alone, and the other comes back only with its state. */
@Timeout(240)
class PromotionTest {

    @TempDir private Path folder;
    private SmallGroup group;

    @AfterEach
    void end() {
        group.close();
    }

    private MemberRepair repair(String side) {
        return new MemberRepair(group.settings(side), (severity, text) -> {});
    }

    @Test
    void thePromotedSurvivorGoesOnAndTheOtherIsRefusedUntilItIsSeeded() {
        group = new SmallGroup(folder, "AB", Keeping.DEFAULTS);
        group.start("AB").awaitJoined("AB");
        group.member("A").give(5001, "of both");
        group.member("B").awaitKnown("of both");

        assertThatThrownBy(() -> repair("A").promote())
                .isInstanceOf(ClusterRefusal.class)
                .hasMessageContaining("in use by another process");
        group.stop("A");
        assertThatThrownBy(() -> repair("A").promote())
                .isInstanceOf(ClusterRefusal.class)
                .hasMessageContainingAll("member B answers", "both command the switch");
        group.stop("B");
        repair("A").promote();

        group.start("A").awaitJoined("A");
        group.member("A").awaitKnown("of both").give(5002, "of A alone");
        group.member("A").awaitKnown("of A alone");
        assertThat(group.start(group.settings("B")).awaitEnd())
                .contains("member A was promoted", "jackfield cluster seed");
        group.stop("B");

        assertThat(repair("B").seed()).isNotNull();
        group.start("B").member("B").await("member A was promoted and goes on alone");
        group.member("A").give(5003, "after the seed");
        group.member("A").awaitKnown("after the seed");
        group.stop("A");
        repair("A").pair();
        group.start("A").awaitJoined("AB");
        group.member("B").awaitKnown("of A alone").awaitKnown("after the seed");
        group.member("B").give(5004, "of both again");
        group.member("A").awaitKnown("of both again");
    }

    @Test
    void aMemberThatHoldsNothingOrHasNoOthersIsNotPromoted() {
        group = new SmallGroup(folder, "A", Keeping.DEFAULTS);
        assertThatThrownBy(() -> repair("A").promote())
                .isInstanceOf(ClusterRefusal.class)
                .hasMessageContaining("has no others");
        group = new SmallGroup(folder, "ABC", Keeping.DEFAULTS);
        assertThatThrownBy(() -> repair("A").promote())
                .isInstanceOf(ClusterRefusal.class)
                .hasMessageContaining("no member's folder");
        ClusterFolder.take(group.settings("A")).close();
        assertThatThrownBy(() -> repair("A").promote())
                .isInstanceOf(ClusterRefusal.class)
                .hasMessageContaining("holds no log");
        assertThatThrownBy(() -> repair("A").pair())
                .isInstanceOf(ClusterRefusal.class)
                .hasMessageContaining("is not promoted");
        assertThatThrownBy(() -> repair("A").seed())
                .isInstanceOf(ClusterRefusal.class)
                .hasMessageContaining("no state to take");
    }
}
