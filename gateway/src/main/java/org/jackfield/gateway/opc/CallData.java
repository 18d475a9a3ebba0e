package org.jackfield.gateway.opc;

import org.jackfield.protocol.ged188.Bytes;
import org.jackfield.protocol.ged188.NamedArray;
import org.jackfield.protocol.ged188.NamedVariable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * What travels with a call: call variables 1 to 10, wrap-up text, user-to-user information, scalars
 * and arrays of the expanded call context (ECC). Each value knows when it was set, so that of two
 * calls that become one the value set last wins.
 */
final class CallData {

    /** Named data of one call at most: names, values and their terminators. */
    static final int NAMED_BYTES_MAX = 2000;

    /**
     * A value.
     *
     * @param text the value; user-to-user information as hex
     * @param stamp the larger was set later
     */
    record Value(String text, long stamp) {}

    private static final int VARIABLES = 10;
    private static final String WRAP_UP = "w";
    private static final String USER_TO_USER = "u";

    private final TreeMap<String, Value> values = new TreeMap<>();

    private static String variableKey(int number) {
        return "v" + (char) ('0' + number - 1);
    }

    private static String scalarKey(String name) {
        return "s" + name;
    }

    private static String elementKey(String name, int index) {
        return "a" + name + '\0' + (char) index;
    }

    /** CallVariable1 to 10; null when never set. */
    String variable(int number) {
        return text(variableKey(number));
    }

    /** CallVariable1 to 10 in their order; an entry is null when never set. */
    List<String> variables() {
        List<String> all = new ArrayList<>(VARIABLES);
        for (int number = 1; number <= VARIABLES; number++) {
            all.add(variable(number));
        }
        return all;
    }

    void setVariable(int number, String text, long stamp) {
        set(variableKey(number), text, stamp);
    }

    /** CallWrapupData; null when never set. */
    String wrapUp() {
        return text(WRAP_UP);
    }

    void setWrapUp(String text, long stamp) {
        set(WRAP_UP, text, stamp);
    }

    /** UserToUserInfo; null when there is none. */
    Bytes userToUser() {
        String hex = text(USER_TO_USER);
        return hex == null ? null : Bytes.ofHex(hex);
    }

    void setUserToUser(Bytes bytes, long stamp) {
        set(USER_TO_USER, bytes.hex(), stamp);
    }

    void setScalar(String name, String text, long stamp) {
        set(scalarKey(name), text, stamp);
    }

    void setElement(String name, int index, String text, long stamp) {
        set(elementKey(name, index), text, stamp);
    }

    /** The ECC scalars, sorted by name. */
    List<NamedVariable> scalars() {
        List<NamedVariable> found = new ArrayList<>();
        values.subMap("s", "t")
                .forEach(
                        (key, value) ->
                                found.add(new NamedVariable(key.substring(1), value.text())));
        return found;
    }

    /** The ECC array elements, sorted by name and index. */
    List<NamedArray> elements() {
        List<NamedArray> found = new ArrayList<>();
        values.subMap("a", "b")
                .forEach(
                        (key, value) -> {
                            int end = key.length() - 2;
                            found.add(
                                    new NamedArray(
                                            key.charAt(end + 1),
                                            key.substring(1, end),
                                            value.text()));
                        });
        return found;
    }

    /** Bytes that the named data take on the wire, without the reserved variable. */
    int namedBytes() {
        int bytes = 0;
        for (NamedVariable each : scalars()) {
            bytes += each.name().length() + each.value().length() + 2;
        }
        for (NamedArray each : elements()) {
            bytes += each.name().length() + each.value().length() + 3;
        }
        return bytes;
    }

    /** Takes every value of the other that was set later than ours. */
    void overlay(CallData other) {
        other.values.forEach(
                (key, theirs) -> {
                    Value ours = values.get(key);
                    if (ours == null || theirs.stamp() > ours.stamp()) {
                        values.put(key, theirs);
                    }
                });
    }

    CallData copy() {
        CallData copy = new CallData();
        copy.values.putAll(values);
        return copy;
    }

    /** Every value, in a fixed order. */
    void all(BiConsumer<String, Value> each) {
        for (Map.Entry<String, Value> entry : values.entrySet()) {
            each.accept(entry.getKey(), entry.getValue());
        }
    }

    /** Puts back a value of {@link #all}. */
    void restore(String key, String text, long stamp) {
        values.put(key, new Value(text, stamp));
    }

    private String text(String key) {
        Value value = values.get(key);
        return value == null ? null : value.text();
    }

    private void set(String key, String text, long stamp) {
        values.put(key, new Value(text, stamp));
    }
}
