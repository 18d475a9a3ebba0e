package org.jackfield.app.reg;

import org.jackfield.node.registry.NodeFolders;
import org.jackfield.node.registry.Registry;
import org.jackfield.node.registry.RegistryPath;

import picocli.CommandLine.Option;

import java.nio.file.Path;

/** Which registry is meant. */
final class RegOptions {

    @Option(
            names = "--folder",
            paramLabel = "FOLDER",
            description =
                    "Folder of the .reg files (default: registry in $JACKFIELD_DATA, else in"
                            + " ~/.jackfield).")
    private Path folder;

    Path folder() {
        return folder != null ? folder : NodeFolders.here().registry();
    }

    Registry open() {
        return Registry.open(folder());
    }

    static RegistryPath key(String text) {
        return RegistryPath.of(text);
    }
}
