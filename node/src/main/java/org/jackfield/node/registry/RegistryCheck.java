package org.jackfield.node.registry;

import java.util.ArrayList;
import java.util.List;

/** Compares a registry with the settings that are declared. */
public final class RegistryCheck {

    /** How much a finding matters. */
    public enum Weight {
        /** A process would refuse to start. */
        ERROR,
        /** It is read, but it is not what it should be. */
        WARNING,
        /** Kept, and read by nobody. */
        NOTE
    }

    /** What was found. */
    public record Finding(Weight weight, String text) {}

    private final Registry registry;
    private final List<Setting> declared;

    public RegistryCheck(Registry registry, List<Setting> declared) {
        this.registry = registry;
        this.declared = List.copyOf(declared);
    }

    /** All findings, the ones that matter most first within each key. */
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        registry.warnings().forEach(text -> findings.add(new Finding(Weight.WARNING, text)));
        for (RegistryPath key : registry.keys()) {
            List<Setting> here = declaredAt(key);
            if (here.isEmpty()) {
                continue;
            }
            for (Registry.Entry entry : registry.values(key)) {
                check(entry, here, findings);
            }
        }
        return findings;
    }

    private static void check(Registry.Entry entry, List<Setting> here, List<Finding> findings) {
        String place =
                "%s:%d: %s\\%s: ".formatted(entry.file(), entry.line(), entry.key(), entry.name());
        for (Setting setting : here) {
            if (setting.isNamed(entry.name())) {
                String problem = setting.problem(entry.value());
                if (!problem.isEmpty()) {
                    findings.add(new Finding(Weight.ERROR, place + problem));
                }
                if (!setting.name().equalsIgnoreCase(entry.name())) {
                    findings.add(
                            new Finding(
                                    Weight.WARNING,
                                    place + "is read as " + setting.name() + "; rename it"));
                }
                return;
            }
        }
        findings.add(new Finding(Weight.NOTE, place + "is not a setting of this key; kept"));
    }

    /** Settings of a key; a key that many patterns fit has those of all of them. */
    private List<Setting> declaredAt(RegistryPath key) {
        List<Setting> here = new ArrayList<>();
        for (Setting setting : declared) {
            if (fits(setting.key(), key)) {
                here.add(setting);
            }
        }
        return here;
    }

    /** The declaration of one value; null when nobody declares it. */
    public static Setting declaration(List<Setting> declared, RegistryPath key, String name) {
        for (Setting setting : declared) {
            if (setting.isNamed(name) && fits(setting.key(), key)) {
                return setting;
            }
        }
        return null;
    }

    static boolean fits(String pattern, RegistryPath key) {
        List<String> wanted = RegistryPath.of(pattern).compared();
        List<String> names = key.compared();
        if (wanted.size() != names.size()) {
            return false;
        }
        for (int i = 0; i < wanted.size(); i++) {
            if (!fits(wanted.get(i), names.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean fits(String wanted, String name) {
        int open = wanted.indexOf('<');
        int close = wanted.indexOf('>');
        if (open < 0 || close < open) {
            return wanted.equals(name);
        }
        String before = wanted.substring(0, open);
        String after = wanted.substring(close + 1);
        return name.length() > before.length() + after.length()
                && name.startsWith(before)
                && name.endsWith(after);
    }
}
