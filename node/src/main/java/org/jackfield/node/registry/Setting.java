package org.jackfield.node.registry;

import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * One setting, declared once: where it stands, what it may be, what it means. The reference page,
 * the check of a registry and the reading of the value all come from it. Immutable: what looks like
 * a change gives another one.
 */
public final class Setting implements Cloneable {

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

    private final String key;
    private final String name;
    private final Kind kind;
    private final Object fallback;
    private long least;
    private long most;
    private List<String> choices = List.of();
    private String unit = "";
    private String sentence = "";
    private Applies applies = Applies.RESTART;
    private String spec = "";
    private boolean idle;
    private List<String> otherNames = List.of();

    private Setting(String key, String name, Kind kind, Object fallback, long most) {
        this.key = key;
        this.name = name;
        this.kind = kind;
        this.fallback = fallback;
        this.most = most;
    }

    /**
     * A number from 0 to 4294967295.
     *
     * @param key path of its key; names in angle brackets stand for any name
     * @param fallback what holds when it is absent; null when there is no such thing
     */
    public static Setting number(String key, String name, Long fallback) {
        return new Setting(key, name, Kind.NUMBER, fallback, 0xFFFF_FFFFL);
    }

    /** 0 or 1; see {@link #number}. */
    public static Setting flag(String key, String name, boolean fallback) {
        return new Setting(key, name, Kind.FLAG, fallback ? 1L : 0L, 1);
    }

    /** A text; see {@link #number}. */
    public static Setting text(String key, String name, String fallback) {
        return new Setting(key, name, Kind.TEXT, fallback, TEXT_MAX);
    }

    /** Bytes, none when absent; see {@link #number}. */
    public static Setting bytes(String key, String name) {
        return new Setting(key, name, Kind.BYTES, new byte[0], TEXT_MAX);
    }

    /** What it does, in one sentence. */
    public Setting says(String text) {
        return with(copy -> copy.sentence = text);
    }

    /** The unit of a number. */
    public Setting in(String newUnit) {
        return with(copy -> copy.unit = newUnit);
    }

    /** Bounds of a number, both included. */
    public Setting from(long smallest, long largest) {
        return with(
                copy -> {
                    copy.least = smallest;
                    copy.most = largest;
                });
    }

    /** The texts that it may be, whatever the case of their letters. */
    public Setting oneOf(String... texts) {
        return with(copy -> copy.choices = List.of(texts));
    }

    /** It is declared for registries that have it, and nothing comes of it. */
    public Setting withoutEffect(String why) {
        return with(
                copy -> {
                    copy.idle = true;
                    copy.sentence = "Without effect: " + why;
                });
    }

    /** A change takes effect at once. */
    public Setting dynamic() {
        return with(copy -> copy.applies = Applies.DYNAMIC);
    }

    /** Id in the specification. */
    public Setting spec(String id) {
        return with(copy -> copy.spec = id);
    }

    /** Names under which it is met in the field. */
    public Setting alsoNamed(String... names) {
        return with(copy -> copy.otherNames = List.of(names));
    }

    private Setting with(Consumer<Setting> change) {
        try {
            Setting copy = (Setting) clone();
            change.accept(copy);
            return copy;
        } catch (CloneNotSupportedException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    public String key() {
        return key;
    }

    public String name() {
        return name;
    }

    public Kind kind() {
        return kind;
    }

    /** What holds when it is absent; null when there is no such thing. */
    Object fallback() {
        return fallback;
    }

    public String sentence() {
        return sentence;
    }

    /** True when nothing comes of it, whatever stands there. */
    public boolean isWithoutEffect() {
        return idle;
    }

    public Applies applies() {
        return applies;
    }

    /** Id in the specification; empty for a setting of this system's own. */
    public String spec() {
        return spec;
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
