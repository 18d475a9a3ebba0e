package org.jackfield.peripheral.scripted.remote;

import org.jackfield.peripheral.scripted.PhoneSettings;
import org.jackfield.peripheral.scripted.ScriptedSettings;
import org.jackfield.peripheral.scripted.TrafficSettings;

import java.util.List;

/**
 * A switch in a process of its own.
 *
 * @param host an address of this machine; 127.0.0.1 unless other machines shall connect
 * @param port where gateways connect; 0 for any free one
 * @param phones the phones that are plugged in
 * @param traffic the callers
 * @param timing how quick and orderly the switch is
 * @param seed of everything that happens by chance
 * @param fences refuses what comes late over a replaced line; a real switch does not
 */
public record SwitchProcessSettings(
        String host,
        int port,
        List<PhoneSettings> phones,
        TrafficSettings traffic,
        ScriptedSettings timing,
        long seed,
        boolean fences) {

    public SwitchProcessSettings {
        phones = List.copyOf(phones);
    }
}
