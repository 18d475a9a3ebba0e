package org.jackfield.simulation.bench.roles;

import java.nio.file.Path;
import java.util.List;

/**
 * What the processes of a {@link CentreRoles} are started with.
 *
 * @param program class with the main method whose {@code run} starts a role
 * @param javaOptions of each process, beside those of this JVM
 * @param folder for the members' logs
 * @param agents of the demo site, beside its six visitors
 * @param switchWords further words for the scripted switch
 * @param otherSwitch words by which gateways reach a switch that runs already; empty: a scripted
 *     one is among the processes
 * @param serverWords further words for the CTI OS servers
 */
public record CentreSettings(
        String program,
        List<String> javaOptions,
        Path folder,
        int agents,
        List<String> switchWords,
        List<String> otherSwitch,
        List<String> serverWords) {

    public CentreSettings {
        javaOptions = List.copyOf(javaOptions);
        switchWords = List.copyOf(switchWords);
        otherSwitch = List.copyOf(otherSwitch);
        serverWords = List.copyOf(serverWords);
    }
}
