package org.jackfield.acceptance.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Who may depend on whom, between rooms and inside them. */
class ArrowsTest {

    /** Between rooms. */
    static ArchRule rooms() {
        return Architectures.layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage("org.jackfield..")
                .optionalLayer("protocol")
                .definedBy("org.jackfield.protocol..")
                .optionalLayer("machine")
                .definedBy("org.jackfield.machine..")
                .optionalLayer("client")
                .definedBy("org.jackfield.client..")
                .optionalLayer("node")
                .definedBy("org.jackfield.node..")
                .optionalLayer("gateway")
                .definedBy("org.jackfield.gateway..")
                .optionalLayer("pim")
                .definedBy("org.jackfield.gateway.pim..")
                .optionalLayer("peripheral")
                .definedBy("org.jackfield.peripheral..")
                .optionalLayer("ctios")
                .definedBy("org.jackfield.ctios..")
                .optionalLayer("simulation")
                .definedBy("org.jackfield.simulation..")
                .optionalLayer("app")
                .definedBy("org.jackfield.app..")
                .whereLayer("app")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("simulation")
                .mayOnlyBeAccessedByLayers("app")
                .whereLayer("ctios")
                .mayOnlyBeAccessedByLayers("simulation", "app")
                .whereLayer("peripheral")
                .mayOnlyBeAccessedByLayers("simulation", "app")
                .whereLayer("gateway")
                .mayOnlyBeAccessedByLayers("pim", "peripheral", "simulation", "app")
                .whereLayer("client")
                .mayOnlyBeAccessedByLayers("ctios", "simulation", "app")
                .whereLayer("node")
                .mayOnlyAccessLayers("machine", "protocol");
    }

    @Test
    void roomsDependOnlyAlongTheArrows() {
        rooms().check(Product.CLASSES);
    }

    /** Between an adapter and the gateway. */
    static ArchRule adapters() {
        return noClasses()
                .that()
                .resideInAPackage("org.jackfield.peripheral..")
                .should()
                .dependOnClassesThat(gatewayBehindTheContract());
    }

    @Test
    void anAdapterKnowsOfTheGatewayOnlyItsContract() {
        adapters().check(Product.CLASSES);
    }

    /** From the language to the machine. */
    static ArchRule protocol() {
        return noClasses()
                .that()
                .resideInAPackage("org.jackfield.protocol..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.jackfield.machine..");
    }

    /** From the machine to anything. */
    static ArchRule machine() {
        return classes()
                .that()
                .resideInAPackage("org.jackfield.machine..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("org.jackfield.machine..", "java..");
    }

    @Test
    void protocolAndMachineDoNotKnowEachOther() {
        protocol().check(Product.CLASSES);
        machine().check(Product.CLASSES);
    }

    /** From the client to the servers. */
    static ArchRule client() {
        return noClasses()
                .that()
                .resideInAPackage("org.jackfield.client..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.jackfield.node..",
                        "org.jackfield.gateway..",
                        "org.jackfield.ctios..",
                        "org.jackfield.peripheral..");
    }

    @Test
    void theClientNeedsNoServer() {
        client().check(Product.CLASSES);
    }

    /** Inside the gateway, a rule for each package but the last. */
    static List<ArchRule> gateway() {
        List<String> order =
                List.of(
                        "pim",
                        "agent",
                        "router",
                        "opc",
                        "ctiserver",
                        "member",
                        "cluster",
                        "process");
        List<ArchRule> rules = new ArrayList<>();
        for (int lower = 0; lower < order.size(); lower++) {
            List<String> above = new ArrayList<>();
            for (String name : order.subList(lower + 1, order.size())) {
                above.add("org.jackfield.gateway." + name + "..");
            }
            if (!above.isEmpty()) {
                rules.add(
                        noClasses()
                                .that()
                                .resideInAPackage(
                                        "org.jackfield.gateway." + order.get(lower) + "..")
                                .should()
                                .dependOnClassesThat()
                                .resideInAnyPackage(above.toArray(String[]::new))
                                .allowEmptyShould(true));
            }
        }
        return rules;
    }

    @Test
    void insideTheGatewayArrowsGoFromTheEdgeToTheCore() {
        gateway().forEach(each -> each.check(Product.CLASSES));
    }

    /** From a room to its own process package. */
    static ArchRule process(String room) {
        return noClasses()
                .that()
                .resideInAPackage("org.jackfield." + room + "..")
                .and()
                .resideOutsideOfPackage("org.jackfield." + room + ".process..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.jackfield." + room + ".process..");
    }

    @Test
    void nothingDependsOnAProcessPackageFromInsideItsRoom() {
        process("gateway").check(Product.CLASSES);
        process("ctios").check(Product.CLASSES);
    }

    /** Between packages. */
    static ArchRule cycles() {
        return slices().matching("org.jackfield.(**)").should().beFreeOfCycles();
    }

    @Test
    void packagesHaveNoCycles() {
        cycles().check(Product.CLASSES);
    }

    /** Libraries, each with the packages that may use it. */
    static List<ArchRule> libraries() {
        return List.of(
                only(
                        "io.netty..",
                        "org.jackfield.protocol.link..",
                        "org.jackfield.simulation.bench.."),
                only(
                        "tools.jackson..",
                        "org.jackfield.protocol..",
                        "org.jackfield.peripheral.asterisk..",
                        "org.jackfield.app..",
                        "org.jackfield.simulation.."),
                only("info.picocli..", "org.jackfield.app.."),
                only("org.bouncycastle..", "org.jackfield.gateway.process.."),
                only("io.aeron..", "org.jackfield.gateway.cluster.."),
                only("org.agrona..", "org.jackfield.gateway.cluster.."));
    }

    @Test
    void librariesStayWhereTheyAreNeeded() {
        libraries().forEach(each -> each.check(Product.CLASSES));
    }

    /** Packages without a package-info. */
    static TreeSet<String> untold(JavaClasses product) {
        TreeSet<String> untold = new TreeSet<>();
        for (JavaClass each : product) {
            String name = each.getPackageName();
            if (!product.contain(name + ".package-info") && !PackageSources.isTold(name)) {
                untold.add(name);
            }
        }
        return untold;
    }

    @Test
    void everyPackageSaysWhatItIsFor() {
        assertThat(untold(Product.CLASSES)).isEmpty();
    }

    private static ArchRule only(String library, String... users) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(users)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library);
    }

    private static DescribedPredicate<JavaClass> gatewayBehindTheContract() {
        return DescribedPredicate.describe(
                "the gateway behind its contract",
                c ->
                        c.getPackageName().startsWith("org.jackfield.gateway")
                                && !c.getPackageName().startsWith("org.jackfield.gateway.pim"));
    }
}
