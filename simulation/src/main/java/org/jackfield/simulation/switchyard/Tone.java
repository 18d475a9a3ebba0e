package org.jackfield.simulation.switchyard;

/** Tones in G.711 u-law at 8000 samples a second: made, and found again. */
public final class Tone {

    private static final int SAMPLES_PER_SECOND = 8000;
    private static final int AMPLITUDE = 9000;
    private static final int BIAS = 0x84;
    private static final int CLIP = 32_635;

    private Tone() {}

    /** The sample at a place of a steady tone. */
    public static byte sample(int hz, long index) {
        double angle = 2 * Math.PI * hz * (index % SAMPLES_PER_SECOND) / SAMPLES_PER_SECOND;
        return encode((int) Math.round(AMPLITUDE * Math.sin(angle)));
    }

    /** Linear 16 bit to u-law. */
    static byte encode(int linear) {
        int sign = linear < 0 ? 0x80 : 0;
        int magnitude = Math.min(Math.abs(linear), CLIP) + BIAS;
        int exponent = 31 - Integer.numberOfLeadingZeros(magnitude >> 7);
        int mantissa = (magnitude >> (exponent + 3)) & 0x0F;
        return (byte) ~(sign | (exponent << 4) | mantissa);
    }

    /** u-law to linear 16 bit. */
    static int decode(byte ulaw) {
        int bits = ~ulaw & 0xFF;
        int magnitude = (((bits & 0x0F) << 3) + BIAS) << ((bits >> 4) & 7);
        return (bits & 0x80) == 0 ? magnitude - BIAS : BIAS - magnitude;
    }

    /**
     * How much of the sound is this tone, from 0 (nothing) to 1 (nothing else), by Goertzel's
     * filter.
     */
    public static double share(byte[] ulaw, int hz) {
        double coefficient = 2 * Math.cos(2 * Math.PI * hz / SAMPLES_PER_SECOND);
        double before = 0;
        double last = 0;
        double energy = 0;
        for (byte each : ulaw) {
            double sample = decode(each);
            double next = sample + coefficient * last - before;
            before = last;
            last = next;
            energy += sample * sample;
        }
        double power = last * last + before * before - coefficient * last * before;
        return energy == 0 ? 0 : power / (energy * ulaw.length / 2);
    }
}
