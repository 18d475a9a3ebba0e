package org.jackfield.app.run;

import org.jackfield.node.ems.EmsIdentity;
import org.jackfield.node.process.Ground;
import org.jackfield.node.registry.NodeFolders;
import org.jackfield.node.registry.Registry;
import org.jackfield.node.registry.RegistryKey;

import java.nio.file.Path;

/**
 * Where a role's settings stand: in the registry of the folder that the environment names, as for
 * its event log; a role that somebody starts by hand without one has defaults and options alone.
 */
final class RoleRegistry {

    private static final Path NOWHERE = Path.of("no-registry-is-named-by-JACKFIELD_DATA");

    private RoleRegistry() {}

    /**
     * The key of a role.
     *
     * @param pattern with places for instance and node
     * @param node unless the environment names one
     * @throws org.jackfield.node.registry.RegistryException when the registry cannot be read
     */
    static RegistryKey key(String pattern, String node, String process) {
        Registry registry =
                Registry.open(
                        System.getenv(NodeFolders.VARIABLE) == null
                                ? NOWHERE
                                : NodeFolders.here().registry());
        return key(registry, pattern, node, process);
    }

    /** The same of a registry that was read already. */
    static RegistryKey key(Registry registry, String pattern, String node, String process) {
        EmsIdentity identity = Ground.identity("jackfield", node, process);
        return registry.key(pattern, identity.instance(), identity.node());
    }
}
