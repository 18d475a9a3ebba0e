package org.jackfield.ctios.object;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which connections are at a device, oldest first. */
final class DeviceIndex {

    private final Map<Long, Map<String, Map<Long, Connection>>> peripherals = new LinkedHashMap<>();

    void add(Connection connection) {
        devices(connection.call.peripheral)
                .computeIfAbsent(connection.device, key -> new LinkedHashMap<>())
                .put(connection.call.id, connection);
    }

    void remove(Connection connection) {
        Map<String, Map<Long, Connection>> devices = devices(connection.call.peripheral);
        Map<Long, Connection> there = devices.get(connection.device);
        if (there != null) {
            there.remove(connection.call.id);
            if (there.isEmpty()) {
                devices.remove(connection.device);
            }
        }
    }

    List<Connection> at(long peripheral, String device) {
        Map<Long, Connection> there = devices(peripheral).get(device);
        return there == null ? List.of() : new ArrayList<>(there.values());
    }

    private Map<String, Map<Long, Connection>> devices(long peripheral) {
        return peripherals.computeIfAbsent(peripheral, key -> new LinkedHashMap<>());
    }
}
