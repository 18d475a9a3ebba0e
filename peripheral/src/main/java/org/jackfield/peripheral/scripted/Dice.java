package org.jackfield.peripheral.scripted;

import java.util.List;

/**
 * Chance from a seed: the same throws in every JVM. SplitMix64, chosen because a stream can be
 * parted into independent ones, so that one actor's throws do not move another's.
 */
public final class Dice {

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final double UNIT = 0x1.0p-53;

    private long state;

    public Dice(long seed) {
        this.state = seed;
    }

    /** Further dice, whose throws have nothing to do with the throws of these. */
    public Dice part() {
        return new Dice(next());
    }

    private long next() {
        state += GOLDEN;
        long mixed = state;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    /**
     * A number from {@code least} to {@code most}, both included; {@code least} if most is less.
     */
    public long between(long least, long most) {
        return most <= least ? least : least + Long.remainderUnsigned(next(), most - least + 1);
    }

    /** True in so many of a hundred cases. */
    public boolean percent(int percent) {
        return between(1, 100) <= percent;
    }

    /**
     * Time until the next of events that come independently of one another.
     *
     * @param meanMs mean of the distances, above 0
     * @return at least 1, at most twenty times the mean
     */
    public long untilNextMs(double meanMs) {
        double unit = ((next() >>> 11) + 1) * UNIT;
        // StrictMath, as Math.log may differ in its last bit from one JVM to the next.
        double distance = -StrictMath.log(unit) * meanMs;
        return Math.clamp((long) distance, 1, Math.max(1, (long) (20 * meanMs)));
    }

    /** One of them, each as likely as the others. */
    public <T> T oneOf(List<T> choices) {
        return choices.get((int) between(0, choices.size() - 1L));
    }
}
