package org.jackfield.machine;

/** FNV-1a over 64 bits: the same in every JVM. */
public final class StateHash {

    private static final long OFFSET = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private StateHash() {}

    public static long of(byte[] bytes) {
        long hash = OFFSET;
        for (byte each : bytes) {
            hash = (hash ^ (each & 0xFF)) * PRIME;
        }
        return hash;
    }
}
