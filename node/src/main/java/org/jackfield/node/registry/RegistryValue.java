package org.jackfield.node.registry;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;

/** What a value holds. */
public sealed interface RegistryValue {

    /** REG_SZ. */
    record Text(String text) implements RegistryValue {}

    /**
     * REG_DWORD.
     *
     * @param number 0 to 4294967295
     */
    record Dword(long number) implements RegistryValue {
        public Dword {
            if (number < 0 || number > 0xFFFF_FFFFL) {
                throw new IllegalArgumentException("a dword is 0 to 4294967295, not " + number);
            }
        }
    }

    /**
     * Anything that is written in hex.
     *
     * @param kind type number: 3 binary, 2 expandable text, 7 list of texts, 11 (b) 64-bit number
     */
    record Binary(int kind, byte[] bytes) implements RegistryValue {
        public Binary {
            bytes = bytes.clone();
        }

        @Override
        public byte[] bytes() {
            return bytes.clone();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Binary binary
                    && binary.kind == kind
                    && Arrays.equals(binary.bytes, bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }

        /** Expandable text and lists of texts as they read. */
        String decoded() {
            String text = new String(bytes, StandardCharsets.UTF_16LE);
            return text.replaceAll("\u0000+$", "").replace('\u0000', ',');
        }
    }

    /** As a person reads it. */
    default String shown() {
        return switch (this) {
            case Text text -> text.text();
            case Dword dword -> "%d (0x%x)".formatted(dword.number(), dword.number());
            case Binary binary when binary.kind() == 2 || binary.kind() == 7 -> binary.decoded();
            case Binary binary -> HexFormat.ofDelimiter(" ").formatHex(binary.bytes());
        };
    }

    /** Name of the type. */
    default String type() {
        return switch (this) {
            case Text text -> "REG_SZ";
            case Dword dword -> "REG_DWORD";
            case Binary binary ->
                    switch (binary.kind()) {
                        case 2 -> "REG_EXPAND_SZ";
                        case 3 -> "REG_BINARY";
                        case 7 -> "REG_MULTI_SZ";
                        case 11 -> "REG_QWORD";
                        default -> "REG_" + binary.kind();
                    };
        };
    }

    /** As it is written in a file, on one line. */
    default String written() {
        return switch (this) {
            case Text text -> RegText.quoted(text.text());
            case Dword dword -> "dword:%08x".formatted(dword.number());
            case Binary binary ->
                    (binary.kind() == 3
                                    ? "hex:"
                                    : "hex(%s):"
                                            .formatted(
                                                    Integer.toHexString(binary.kind())
                                                            .toLowerCase(Locale.ROOT)))
                            + HexFormat.ofDelimiter(",").formatHex(binary.bytes());
        };
    }
}
