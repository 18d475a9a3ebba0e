package org.jackfield.gateway.opc;

import org.jackfield.protocol.log.KeptNote;
import org.jackfield.protocol.log.KeptPart;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Wrap-up texts of calls that their writers are not in any more. Most calls have ended when their
 * text is written; what was confirmed is kept, the last {@link #NOTES_MAX} texts.
 */
final class WrapUpNotes {

    /** So many texts are kept; a site of 2,000 agents writes them in some minutes. */
    static final int NOTES_MAX = 5_000;

    /**
     * A text about the call before crosses the beginning of the next one; a consultation counts.
     */
    private static final int CALLS_PER_PHONE = 3;

    private final Map<String, List<KeptPart>> parts = new TreeMap<>();
    private final List<KeptNote> notes = new ArrayList<>();

    private static String key(int peripheral, String instrument) {
        return peripheral + "/" + instrument;
    }

    /** A phone is not in a call any more in which somebody spoke there. */
    void left(KeptPart part) {
        List<KeptPart> last =
                parts.computeIfAbsent(
                        key(part.peripheral(), part.instrument()), phone -> new ArrayList<>());
        last.removeIf(each -> each.callId() == part.callId());
        last.add(part);
        if (last.size() > CALLS_PER_PHONE) {
            last.removeFirst();
        }
    }

    /** What a phone had to do with one of its last calls; null when it was not in that call. */
    KeptPart part(int peripheral, String instrument, long callId) {
        for (KeptPart each : parts.getOrDefault(key(peripheral, instrument), List.of())) {
            if (each.callId() == callId) {
                return each;
            }
        }
        return null;
    }

    /** Keeps a text instead of the one before about the same part; a blank one takes it away. */
    void write(KeptPart part, String text, long wallMs) {
        notes.removeIf(each -> each.part().equals(part));
        if (!text.isBlank()) {
            notes.add(new KeptNote(part, text, wallMs));
        }
        if (notes.size() > NOTES_MAX) {
            notes.removeFirst();
        }
    }

    /** All texts, the oldest first. */
    List<KeptNote> notes() {
        return List.copyOf(notes);
    }

    /** The last calls of all phones, by phone. */
    List<KeptPart> parts() {
        List<KeptPart> all = new ArrayList<>();
        parts.values().forEach(all::addAll);
        return all;
    }

    /** Fills an empty one. */
    void restore(List<KeptPart> keptParts, List<KeptNote> keptNotes) {
        keptParts.forEach(this::left);
        notes.addAll(keptNotes);
    }
}
