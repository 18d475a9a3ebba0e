package org.jackfield.ctios.object;

/**
 * Who an agent is.
 *
 * @param peripheral PeripheralID
 * @param id AgentID
 */
public record AgentKey(long peripheral, String id) implements Comparable<AgentKey> {

    private static final String KIND = "agent";

    /** UniqueObjectID. */
    public String text() {
        return KIND + "." + peripheral + "." + id;
    }

    /** The key of a UniqueObjectID, or null when it is none of an agent. */
    public static AgentKey of(String text) {
        String[] parts = text.split("\\.", 3);
        if (parts.length != 3 || !parts[0].equalsIgnoreCase(KIND) || parts[2].isEmpty()) {
            return null;
        }
        try {
            return new AgentKey(Long.parseLong(parts[1]), parts[2]);
        } catch (NumberFormatException notANumber) {
            return null;
        }
    }

    @Override
    public int compareTo(AgentKey other) {
        int byPeripheral = Long.compare(peripheral, other.peripheral);
        return byPeripheral != 0 ? byPeripheral : id.compareTo(other.id);
    }
}
