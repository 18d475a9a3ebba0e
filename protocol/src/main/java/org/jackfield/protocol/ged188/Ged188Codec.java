package org.jackfield.protocol.ged188;

public final class Ged188Codec {
    public record Decoded(Ged188Message message, String error) {}

    public static byte[] encode(Ged188Message m, int v) {
        return null;
    }

    public static Decoded decode(byte[] b, int v) {
        return null;
    }
}
