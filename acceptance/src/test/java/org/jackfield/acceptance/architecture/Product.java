package org.jackfield.acceptance.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import java.util.List;

/** The classes of all rooms, and which of their packages are deterministic. */
final class Product {

    static final String ROOT = "org.jackfield";

    /** The packages marked D in the layout. Every {@code …Translator} counts as one besides. */
    static final List<String> DETERMINISTIC =
            List.of(
                    "org.jackfield.protocol.ged188",
                    "org.jackfield.protocol.cil",
                    "org.jackfield.protocol.pim",
                    "org.jackfield.protocol.site",
                    "org.jackfield.protocol.log",
                    "org.jackfield.protocol.record",
                    "org.jackfield.protocol.frame",
                    "org.jackfield.protocol.text",
                    "org.jackfield.machine",
                    "org.jackfield.client.ctiserver",
                    "org.jackfield.client.cil",
                    "org.jackfield.node.manager",
                    "org.jackfield.gateway.pim",
                    "org.jackfield.gateway.agent",
                    "org.jackfield.gateway.router",
                    "org.jackfield.gateway.opc",
                    "org.jackfield.gateway.ctiserver",
                    "org.jackfield.gateway.member",
                    "org.jackfield.peripheral.asterisk.ari",
                    "org.jackfield.peripheral.scripted",
                    "org.jackfield.ctios.object",
                    "org.jackfield.ctios.peer",
                    "org.jackfield.ctios.session");

    /** Imported once for all rules: reading the classes is what takes the time. */
    static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages(ROOT);

    private Product() {}

    static boolean isDeterministic(String packageName, String simpleName) {
        return DETERMINISTIC.contains(packageName) || simpleName.endsWith("Translator");
    }
}
