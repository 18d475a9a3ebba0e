package org.jackfield.ctios.object;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Which connections are at a device, oldest first. */
final class DeviceIndex {

    private record Device(long peripheral, String id) implements Comparable<Device> {
        @Override
        public int compareTo(Device other) {
            int byPeripheral = Long.compare(peripheral, other.peripheral);
            return byPeripheral != 0 ? byPeripheral : id.compareTo(other.id);
        }
    }

    private final Map<Device, Map<Long, Connection>> connections = new TreeMap<>();

    void add(Connection connection) {
        connections
                .computeIfAbsent(device(connection), key -> new LinkedHashMap<>())
                .put(connection.call.id, connection);
    }

    void remove(Connection connection) {
        Device device = device(connection);
        Map<Long, Connection> there = connections.get(device);
        if (there != null) {
            there.remove(connection.call.id);
            if (there.isEmpty()) {
                connections.remove(device);
            }
        }
    }

    List<Connection> at(long peripheral, String device) {
        Map<Long, Connection> there = connections.get(new Device(peripheral, device));
        return there == null ? List.of() : new ArrayList<>(there.values());
    }

    private static Device device(Connection connection) {
        return new Device(connection.call.peripheral, connection.device);
    }
}
