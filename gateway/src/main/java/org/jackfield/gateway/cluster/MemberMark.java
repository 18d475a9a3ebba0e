package org.jackfield.gateway.cluster;

import org.jackfield.gateway.cluster.ClusterSettings.Standing;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Whose an archive is, in the one number that it tells to whoever connects. Names are told by a few
 * bits of their digest: enough to see that they differ.
 *
 * @param group of the group's name
 * @param members of the list of members
 * @param release of the machine's release
 * @param standing how often a survivor was promoted in this group, and whether this one is alone
 * @param source number of the member: 0 A, 1 B, 2 C
 */
record MemberMark(int group, int members, int release, Standing standing, int source) {

    private static final int MAGIC = 0x2A;
    private static final int NAME_BITS = 14;
    private static final int PROMOTION_BITS = 7;
    private static final int SOURCE_BITS = 2;

    static MemberMark of(ClusterSettings settings) {
        return new MemberMark(
                digest(settings.group()),
                digest(ClusterSettings.text(settings.members())),
                digest(settings.machineVersion()),
                settings.standing(),
                settings.source());
    }

    /** As an archive's id. */
    long id() {
        long id = MAGIC;
        id = id << NAME_BITS | group;
        id = id << NAME_BITS | members;
        id = id << NAME_BITS | release;
        id = id << PROMOTION_BITS | standing.promotions();
        id = id << 1 | (standing.alone() ? 1 : 0);
        return id << SOURCE_BITS | source;
    }

    /** Of an archive's id; null when it is no member's. */
    static MemberMark of(long id) {
        if (id >>> (3 * NAME_BITS + PROMOTION_BITS + 1 + SOURCE_BITS) != MAGIC) {
            return null;
        }
        long rest = id >>> SOURCE_BITS;
        boolean alone = (rest & 1) == 1;
        rest >>>= 1;
        int promotions = (int) (rest & mask(PROMOTION_BITS));
        rest >>>= PROMOTION_BITS;
        return new MemberMark(
                (int) (rest >>> 2 * NAME_BITS & mask(NAME_BITS)),
                (int) (rest >>> NAME_BITS & mask(NAME_BITS)),
                (int) (rest & mask(NAME_BITS)),
                new Standing(promotions, alone),
                (int) (id & mask(SOURCE_BITS)));
    }

    private static long mask(int bits) {
        return (1L << bits) - 1;
    }

    private static int digest(String text) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            int bits = (digest[0] & 0xFF) << 8 | digest[1] & 0xFF;
            return (int) (bits & mask(NAME_BITS));
        } catch (NoSuchAlgorithmException cannot) {
            throw new IllegalStateException("every Java has SHA-256", cannot);
        }
    }
}
