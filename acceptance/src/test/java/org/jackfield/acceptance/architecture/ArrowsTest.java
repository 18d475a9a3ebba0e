package org.jackfield.acceptance.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.library.Architectures;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Who may depend on whom, between rooms and inside them. */
class ArrowsTest {

    @Test
    void roomsDependOnlyAlongTheArrows() {
        Architectures.layeredArchitecture()
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
                .check(Product.CLASSES);
    }

    @Test
    void anAdapterKnowsOfTheGatewayOnlyItsContract() {
        noClasses()
                .that()
                .resideInAPackage("org.jackfield.peripheral..")
                .should()
                .dependOnClassesThat(gatewayBehindTheContract())
                .check(Product.CLASSES);
    }

    @Test
    void protocolAndMachineDoNotKnowEachOther() {
        noClasses()
                .that()
                .resideInAPackage("org.jackfield.protocol..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.jackfield.machine..")
                .check(Product.CLASSES);
        classes()
                .that()
                .resideInAPackage("org.jackfield.machine..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("org.jackfield.machine..", "java..")
                .check(Product.CLASSES);
    }

    @Test
    void theClientNeedsNoServer() {
        noClasses()
                .that()
                .resideInAPackage("org.jackfield.client..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.jackfield.node..",
                        "org.jackfield.gateway..",
                        "org.jackfield.ctios..",
                        "org.jackfield.peripheral..")
                .check(Product.CLASSES);
    }

    @Test
    void insideTheGatewayArrowsGoFromTheEdgeToTheCore() {
        List<String> order =
                List.of("pim", "agent", "router", "opc", "ctiserver", "member", "process");
        for (int lower = 0; lower < order.size(); lower++) {
            List<String> above = new ArrayList<>();
            for (String name : order.subList(lower + 1, order.size())) {
                above.add("org.jackfield.gateway." + name + "..");
            }
            if (!above.isEmpty()) {
                noClasses()
                        .that()
                        .resideInAPackage("org.jackfield.gateway." + order.get(lower) + "..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(above.toArray(String[]::new))
                        .allowEmptyShould(true)
                        .check(Product.CLASSES);
            }
        }
    }

    @Test
    void nothingDependsOnAProcessPackageFromInsideItsRoom() {
        for (String room : List.of("gateway", "ctios")) {
            noClasses()
                    .that()
                    .resideInAPackage("org.jackfield." + room + "..")
                    .and()
                    .resideOutsideOfPackage("org.jackfield." + room + ".process..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("org.jackfield." + room + ".process..")
                    .check(Product.CLASSES);
        }
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("org.jackfield.(**)").should().beFreeOfCycles().check(Product.CLASSES);
    }

    @Test
    void librariesStayWhereTheyAreNeeded() {
        only("io.netty..", "org.jackfield.protocol.link..", "org.jackfield.simulation.bench..");
        only(
                "tools.jackson..",
                "org.jackfield.protocol..",
                "org.jackfield.peripheral.asterisk..",
                "org.jackfield.app..",
                "org.jackfield.simulation..");
        only("info.picocli..", "org.jackfield.app..");
        only("org.bouncycastle..", "org.jackfield.gateway.process..");
    }

    @Test
    void everyPackageSaysWhatItIsFor() {
        TreeSet<String> packages = new TreeSet<>();
        TreeSet<String> told = new TreeSet<>();
        for (JavaClass each : Product.CLASSES) {
            packages.add(each.getPackageName());
        }
        for (String name : packages) {
            if (Product.CLASSES.contain(name + ".package-info") || PackageSources.isTold(name)) {
                told.add(name);
            }
        }
        assertThat(told).isEqualTo(packages);
    }

    private static void only(String library, String... users) {
        noClasses()
                .that()
                .resideOutsideOfPackages(users)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(Product.CLASSES);
    }

    private static DescribedPredicate<JavaClass> gatewayBehindTheContract() {
        return DescribedPredicate.describe(
                "the gateway behind its contract",
                c ->
                        c.getPackageName().startsWith("org.jackfield.gateway")
                                && !c.getPackageName().startsWith("org.jackfield.gateway.pim"));
    }
}
