package org.jackfield.client.cil;

import org.jackfield.protocol.cil.Event;
import org.jackfield.protocol.record.Arguments;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** The session's objects by UniqueObjectID: the events of each laid over one another. */
final class CilObjects {

    private final Map<String, Arguments> objects = new TreeMap<>();

    Arguments get(String id) {
        return objects.get(id);
    }

    List<String> ids() {
        return List.copyOf(objects.keySet());
    }

    /** Forgets everything. */
    void clear(BiConsumer<String, Arguments> changed) {
        for (String id : ids()) {
            objects.remove(id);
            changed.accept(id, null);
        }
    }

    /** Takes an event; what it ends stays until {@link #after}. */
    void take(Event event, BiConsumer<String, Arguments> changed) {
        String target = event.target();
        String old = event.args().text("OldUniqueObjectID");
        if (old != null && objects.containsKey(old) && !old.equals(target)) {
            objects.put(target, objects.remove(old));
            changed.accept(old, null);
        }
        if (event.name().equals("OnSnapshotDeviceConf")) {
            dropOthers(target, event.args().list("ValidCalls"), changed);
        }
        if (isObject(target) && !event.name().equals("OnCurrentCallChanged")) {
            Arguments now = laidOver(objects.get(target), event.args());
            objects.put(target, now);
            changed.accept(target, now);
        }
        Arguments buttons = event.args().nested("Buttons");
        for (String id : buttons.names()) {
            Arguments object = objects.get(id);
            if (object != null) {
                Arguments now = object.toBuilder().put("Buttons", buttons.nested(id)).build();
                objects.put(id, now);
                changed.accept(id, now);
            }
        }
    }

    /** Drops what an event was the last of. */
    void after(Event event, BiConsumer<String, Arguments> changed) {
        if (event.name().equals("OnCallEnd") && objects.remove(event.target()) != null) {
            changed.accept(event.target(), null);
        }
    }

    private void dropOthers(
            String agent, List<Object> valid, BiConsumer<String, Arguments> changed) {
        Arguments who = objects.getOrDefault(agent, Arguments.EMPTY);
        List<String> gone = new ArrayList<>();
        for (Map.Entry<String, Arguments> each : objects.entrySet()) {
            boolean own =
                    each.getKey().startsWith("call.")
                            && each.getValue()
                                    .text("DeviceID", "")
                                    .equals(who.text("AgentInstrument", ""));
            if (own && !valid.contains(each.getKey())) {
                gone.add(each.getKey());
            }
        }
        for (String id : gone) {
            objects.remove(id);
            changed.accept(id, null);
        }
    }

    private static boolean isObject(String id) {
        return id.startsWith("agent.") || id.startsWith("call.") || id.startsWith("skillgroup.");
    }

    private static Arguments laidOver(Arguments object, Arguments args) {
        Arguments base = object == null ? Arguments.EMPTY : object;
        Arguments.Builder now = base.toBuilder();
        for (String name : args.names()) {
            if (name.equals("Buttons") || name.equals("MessageID")) {
                continue;
            }
            Object value = args.value(name);
            if (name.equals("ECC") && value instanceof Arguments ecc) {
                value = base.nested("ECC").toBuilder().putAll(ecc).build();
            }
            now.put(name, value);
        }
        return now.build();
    }
}
