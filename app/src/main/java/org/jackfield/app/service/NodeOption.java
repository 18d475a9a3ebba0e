package org.jackfield.app.service;

import org.jackfield.node.ems.EmsIdentity;
import org.jackfield.node.process.Ground;
import org.jackfield.node.process.NodeSettings;
import org.jackfield.node.registry.NodeFolders;
import org.jackfield.node.registry.Registry;
import org.jackfield.node.registry.RegistryPath;

import picocli.CommandLine.Option;

import java.util.ArrayList;
import java.util.List;

/** Which node of this machine is meant. */
public final class NodeOption {

    @Option(
            names = "--instance",
            paramLabel = "NAME",
            description = "Instance of the node (default: the only one in the registry).")
    private String instance;

    @Option(
            names = "--node",
            paramLabel = "NAME",
            description = "Name of the node, such as PG1A (default: the only one in the registry).")
    private String node;

    /** The node, as the identity of one of its processes. */
    public EmsIdentity identity(String process) {
        String wantedInstance = instance != null ? instance : System.getenv(Ground.INSTANCE);
        String wantedNode = node != null ? node : System.getenv(Ground.NODE);
        if (wantedInstance != null && wantedNode != null) {
            return new EmsIdentity(wantedInstance, wantedNode, process);
        }
        List<EmsIdentity> found = new ArrayList<>();
        for (EmsIdentity each : all(process)) {
            if ((wantedInstance == null || wantedInstance.equalsIgnoreCase(each.instance()))
                    && (wantedNode == null || wantedNode.equalsIgnoreCase(each.node()))) {
                found.add(each);
            }
        }
        if (found.size() == 1) {
            return found.getFirst();
        }
        throw new IllegalArgumentException(
                (found.isEmpty()
                                        ? "the registry in %s has no such node"
                                        : "the registry in %s has more than one node: " + found)
                                .formatted(NodeFolders.here().registry())
                        + "; name it with --instance and --node");
    }

    private static List<EmsIdentity> all(String process) {
        List<EmsIdentity> found = new ArrayList<>();
        Registry registry = Registry.open(NodeFolders.here().registry());
        RegistryPath icm =
                RegistryPath.of(NodeSettings.KEY.substring(0, NodeSettings.KEY.indexOf("\\<")));
        for (RegistryPath instanceKey : registry.children(icm)) {
            for (RegistryPath nodeKey : registry.children(instanceKey)) {
                boolean managed =
                        !registry.children(
                                        registry.key(
                                                        NodeSettings.KEY,
                                                        instanceKey.last(),
                                                        nodeKey.last())
                                                .path()
                                                .child("Processes"))
                                .isEmpty();
                if (managed) {
                    found.add(new EmsIdentity(instanceKey.last(), nodeKey.last(), process));
                }
            }
        }
        return found;
    }
}
