package org.jackfield.node.registry;

import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * One setting, declared once: where it stands, what it may be, what it means. The reference page,
 * the check of a registry and the reading of the value all come from it.
 *
 * @param key path of its key; names in angle brackets stand for any name
 * @param name of the value
 * @param kind what it holds
 * @param fallback what holds when it is absent; null when there is no such thing
 * @param least smallest number
 * @param most largest number, or longest text
 * @param choices the texts that it may be, empty for any
 * @param unit of a number; empty for none
 * @param sentence what it does
 * @param applies when a change takes effect
 * @param spec id in the specification; empty for a setting of this system's own
 * @param otherNames names under which it is met in the field
 */
public record Setting(
        String key,
        String name,
        Kind kind,
        Object fallback,
        long least,
        long most,
        List<String> choices,
        String unit,
        String sentence,
        Applies applies,
        String spec,
        List<String> otherNames) {

    /** What a value holds. */
    public enum Kind {
        /** REG_DWORD. */
        NUMBER,
        /** REG_DWORD 0 or 1. */
        FLAG,
        /** REG_SZ or REG_EXPAND_SZ. */
        TEXT,
        /** REG_BINARY; a dword is taken as four bytes. */
        BYTES
    }

    /** When a change takes effect. */
    public enum Applies {
        /** At once. */
        DYNAMIC,
        /** When the process is started again. */
        RESTART
    }

    private static final long TEXT_MAX = 32_767;

    public Setting {
        choices = List.copyOf(choices);
        otherNames = List.copyOf(otherNames);
    }

    /** A number from 0 to 4294967295. */
    public static Setting number(String key, String name, Long fallback) {
        return of(key, name, Kind.NUMBER, fallback, 0xFFFF_FFFFL);
    }

    /** 0 or 1. */
    public static Setting flag(String key, String name, boolean fallback) {
        return of(key, name, Kind.FLAG, fallback ? 1L : 0L, 1);
    }

    public static Setting text(String key, String name, String fallback) {
        return of(key, name, Kind.TEXT, fallback, TEXT_MAX);
    }

    public static Setting bytes(String key, String name) {
        return of(key, name, Kind.BYTES, new byte[0], TEXT_MAX);
    }

    private static Setting of(String key, String name, Kind kind, Object fallback, long most) {
        return new Setting(
                key,
                name,
                kind,
                fallback,
                0,
                most,
                List.of(),
                "",
                "",
                Applies.RESTART,
                "",
                List.of());
    }

    /** What it does, in one sentence. */
    public Setting says(String text) {
        return new Setting(
                key,
                name,
                kind,
                fallback,
                least,
                most,
                choices,
                unit,
                text,
                applies,
                spec,
                otherNames);
    }

    public Setting in(String newUnit) {
        return new Setting(
                key,
                name,
                kind,
                fallback,
                least,
                most,
                choices,
                newUnit,
                sentence,
                applies,
                spec,
                otherNames);
    }

    /** Bounds of a number, both included. */
    public Setting from(long smallest, long largest) {
        return new Setting(
                key,
                name,
                kind,
                fallback,
                smallest,
                largest,
                choices,
                unit,
                sentence,
                applies,
                spec,
                otherNames);
    }

    public Setting oneOf(String... texts) {
        return new Setting(
                key,
                name,
                kind,
                fallback,
                least,
                most,
                List.of(texts),
                unit,
                sentence,
                applies,
                spec,
                otherNames);
    }

    /** A change takes effect at once. */
    public Setting dynamic() {
        return new Setting(
                key,
                name,
                kind,
                fallback,
                least,
                most,
                choices,
                unit,
                sentence,
                Applies.DYNAMIC,
                spec,
                otherNames);
    }

    public Setting spec(String id) {
        return new Setting(
                key,
                name,
                kind,
                fallback,
                least,
                most,
                choices,
                unit,
                sentence,
                applies,
                id,
                otherNames);
    }

    public Setting alsoNamed(String... names) {
        return new Setting(
                key,
                name,
                kind,
                fallback,
                least,
                most,
                choices,
                unit,
                sentence,
                applies,
                spec,
                List.of(names));
    }

    /** True when a value of that name is this setting, in whatever spelling. */
    boolean isNamed(String found) {
        if (plain(found).equals(plain(name))) {
            return true;
        }
        return otherNames.stream().anyMatch(other -> plain(other).equals(plain(found)));
    }

    /** Line breaks in printed tables left spaces inside names (TRAP-7). */
    private static String plain(String text) {
        return text.replace(" ", "").toLowerCase(Locale.ROOT);
    }

    /**
     * What is wrong with a value.
     *
     * @return empty when nothing is
     */
    public String problem(RegistryValue value) {
        return switch (kind) {
            case NUMBER, FLAG ->
                    value instanceof RegistryValue.Dword dword
                            ? numberProblem(dword.number())
                            : "it must be a REG_DWORD, not " + value.type();
            case TEXT ->
                    switch (value) {
                        case RegistryValue.Text text -> textProblem(text.text());
                        case RegistryValue.Binary binary when binary.kind() == 2 ->
                                textProblem(binary.decoded());
                        default -> "it must be a REG_SZ, not " + value.type();
                    };
            case BYTES ->
                    value instanceof RegistryValue.Text
                            ? "it must be a REG_BINARY, not " + value.type()
                            : "";
        };
    }

    private String numberProblem(long number) {
        return number < least || number > most
                ? "%d is out of range, %s".formatted(number, allowed())
                : "";
    }

    private String textProblem(String text) {
        if (!choices.isEmpty() && choices.stream().noneMatch(text::equalsIgnoreCase)) {
            return "'%s' is not allowed, %s".formatted(text, allowed());
        }
        return text.length() > most ? "the text is longer than " + most + " letters" : "";
    }

    /** What may stand there, as words. */
    public String allowed() {
        if (!choices.isEmpty()) {
            return "one of " + String.join(", ", choices);
        }
        return switch (kind) {
            case FLAG -> "0 or 1";
            case NUMBER -> least + " to " + most + (unit.isEmpty() ? "" : " " + unit);
            case TEXT -> "text";
            case BYTES -> "bytes";
        };
    }

    /** The default, as words. */
    public String fallbackText() {
        return switch (fallback) {
            case null -> "(none)";
            case byte[] bytes -> bytes.length == 0 ? "(none)" : HexFormat.of().formatHex(bytes);
            default -> fallback.toString();
        };
    }
}
