package org.jackfield.acceptance.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * A rule that cannot fail protects nothing. Here every rule meets a product that breaks it, and one
 * that only nearly does.
 */
class RulesBreakTest {

    @TempDir Path folder;
    private BrokenProduct broken;

    @BeforeEach
    void emptyFolder() {
        broken = new BrokenProduct(folder);
    }

    private static String type(String home) {
        return "package org.jackfield." + home + "; public class Known {}";
    }

    private static String user(String home, String used) {
        return "package org.jackfield." + home + "; public class User { " + used + " it; }";
    }

    private static boolean finds(ArchRule rule, JavaClasses product) {
        return rule.evaluate(product).hasViolation();
    }

    private JavaClasses arrow(String from, String to) throws IOException {
        return broken.of(type(to), user(from, "org.jackfield." + to + ".Known"));
    }

    @ParameterizedTest
    @CsvSource({
        "protocol.link, app",
        "gateway.opc, simulation.world",
        "gateway.process, ctios.session",
        "ctios.session, peripheral.scripted",
        "client.run, gateway.pim",
        "machine, client.cil",
        "node.registry, ctios.process"
    })
    void anArrowAgainstTheOrderOfTheRoomsIsFound(String from, String to) throws IOException {
        assertThat(finds(ArrowsTest.rooms(), arrow(from, to))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"app, simulation.world", "peripheral.asterisk, gateway.pim", "ctios.run, client.x"})
    void anArrowAlongTheOrderOfTheRoomsIsNot(String from, String to) throws IOException {
        assertThat(finds(ArrowsTest.rooms(), arrow(from, to))).isFalse();
    }

    @Test
    void anAdapterThatLooksBehindTheContractIsFound() throws IOException {
        assertThat(finds(ArrowsTest.adapters(), arrow("peripheral.asterisk", "gateway.opc")))
                .isTrue();
    }

    @Test
    void protocolThatKnowsTheMachineAndAMachineThatKnowsAnythingAreFound() throws IOException {
        assertThat(finds(ArrowsTest.protocol(), arrow("protocol.frame", "machine"))).isTrue();
        assertThat(finds(ArrowsTest.machine(), arrow("machine.loop", "protocol.frame"))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"node.ems", "gateway.opc", "ctios.object", "peripheral.vru"})
    void aClientThatNeedsAServerIsFound(String server) throws IOException {
        assertThat(finds(ArrowsTest.client(), arrow("client.cil", server))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "0, pim, agent",
        "1, agent, router",
        "2, router, opc",
        "3, opc, ctiserver",
        "4, ctiserver, member",
        "5, member, process"
    })
    void anArrowFromTheCoreToTheEdgeIsFound(int rule, String from, String to) throws IOException {
        JavaClasses product = arrow("gateway." + from, "gateway." + to);
        assertThat(finds(ArrowsTest.gateway().get(rule), product)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"gateway, opc", "ctios, session"})
    void aDependencyOnAProcessPackageIsFound(String room, String from) throws IOException {
        JavaClasses product = arrow(room + "." + from, room + ".process");
        assertThat(finds(ArrowsTest.process(room), product)).isTrue();
    }

    @Test
    void aCycleIsFound() throws IOException {
        JavaClasses product =
                broken.of(
                        "package org.jackfield.ctios.one; public class Here { "
                                + "org.jackfield.ctios.two.There it; }",
                        "package org.jackfield.ctios.two; public class There { "
                                + "org.jackfield.ctios.one.Here it; }");
        assertThat(finds(ArrowsTest.cycles(), product)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "0, io.netty.channel, gateway.process",
        "1, tools.jackson.core, gateway.opc",
        "2, info.picocli, ctios.process",
        "3, org.bouncycastle.crypto, protocol.link",
        "4, io.aeron.cluster, gateway.process",
        "5, org.agrona.concurrent, gateway.member"
    })
    void aLibraryOutOfItsRoomIsFound(int rule, String library, String user) throws IOException {
        JavaClasses product =
                broken.of(
                        "package " + library + "; public class Known {}",
                        user(user, library + ".Known"));
        assertThat(finds(ArrowsTest.libraries().get(rule), product)).isTrue();
    }

    @Test
    void everyLibraryRuleIsBrokenAbove() {
        assertThat(ArrowsTest.libraries()).hasSize(6);
        assertThat(ArrowsTest.gateway()).hasSize(7);
    }

    @Test
    void aPackageThatDoesNotSayWhatItIsForIsFound() throws IOException {
        assertThat(ArrowsTest.untold(broken.of(type("gateway.unheardof"))))
                .containsExactly("org.jackfield.gateway.unheardof");
    }

    private JavaClasses deterministic(String body) throws IOException {
        return broken.of("package org.jackfield.gateway.opc; public class Bad { " + body + " }");
    }

    static Set<String> forbiddenTypes() {
        return DeterminismTest.FORBIDDEN_TYPES;
    }

    @ParameterizedTest
    @MethodSource("forbiddenTypes")
    void aTypeThatDiffersBetweenRunsIsFound(String type) throws IOException {
        assertThat(finds(DeterminismTest.types(), deterministic(type + " it;"))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "java.util.concurrent.ConcurrentHashMap",
        "java.util.concurrent.atomic.AtomicLong",
        "java.io.File",
        "java.nio.file.Path",
        "java.net.Socket",
        "java.security.SecureRandom",
        "java.time.Instant",
        "java.util.logging.Logger"
    })
    void aTypeOfTheWorldIsFound(String type) throws IOException {
        assertThat(finds(DeterminismTest.types(), deterministic(type + " it;"))).isTrue();
    }

    @Test
    void aPackageThatIsNotDeterministicIsFoundInOneThatIs() throws IOException {
        JavaClasses product = arrow("gateway.opc", "protocol.link");
        assertThat(finds(DeterminismTest.types(), product)).isTrue();
    }

    @Test
    void aTranslatorCountsAsDeterministicWhereverItIs() throws IOException {
        JavaClasses product =
                broken.of(
                        "package org.jackfield.ctios.process; "
                                + "public class BadTranslator { java.util.Random it; }");
        assertThat(finds(DeterminismTest.types(), product)).isTrue();
    }

    private static List<String> calls() {
        return List.of(
                "System.currentTimeMillis()",
                "System.nanoTime()",
                "System.identityHashCode(this)",
                "System.getenv(\"x\")",
                "System.getProperty(\"x\")",
                "System.out",
                "System.err",
                "Math.random()",
                "java.util.UUID.randomUUID()",
                "java.util.Locale.getDefault()",
                "java.nio.charset.Charset.defaultCharset()",
                "java.time.Instant.now()",
                "java.time.LocalDate.now()",
                "java.time.LocalDateTime.now()");
    }

    @ParameterizedTest
    @MethodSource("calls")
    void aCallThatDiffersBetweenRunsIsFound(String call) throws IOException {
        assertThat(finds(DeterminismTest.calls(), deterministic("Object it = " + call + ";")))
                .isTrue();
    }

    @Test
    void everyForbiddenCallIsMadeAbove() {
        assertThat(calls()).hasSameSizeAs(DeterminismTest.FORBIDDEN_CALLS);
    }

    @Test
    void aStaticThatChangesIsFound() throws IOException {
        assertThat(finds(DeterminismTest.statics(), deterministic("static int count;"))).isTrue();
    }

    @Test
    void orderedCollectionsAndFinalStaticsAreNot() throws IOException {
        JavaClasses fine =
                deterministic(
                        "static final int MAX = 1; java.util.TreeMap<String, Long> it ="
                                + " new java.util.TreeMap<>();");
        assertThat(finds(DeterminismTest.types(), fine)).isFalse();
        assertThat(finds(DeterminismTest.calls(), fine)).isFalse();
        assertThat(finds(DeterminismTest.statics(), fine)).isFalse();
    }

    private static String lines(int methodLines) {
        return "package org.jackfield.app;\n\npublic class Long {\n\n    void read(int it) {\n"
                + "        it++;\n".repeat(methodLines - 2)
                + "    }\n}\n";
    }

    @Test
    void aMethodOrFileThatIsTooLongIsFound() throws IOException {
        assertThat(HouseRulesTest.longMethods(broken.sources(lines(70)))).isEmpty();
        assertThat(HouseRulesTest.longMethods(broken.sources(lines(71))))
                .containsExactly("Long.java:5");
        assertThat(HouseRulesTest.longFiles(broken.sources(lines(595)))).isEmpty();
        assertThat(HouseRulesTest.longFiles(broken.sources(lines(596)))).hasSize(1);
    }

    @Test
    void aConstructorOfNineIsFoundAndARecordIsNot() throws IOException {
        String nine = "int a, int b, int c, int d, int e, int f, int g, int h, int i";
        JavaClasses product =
                broken.of(
                        "package org.jackfield.app; public class Wide { Wide(" + nine + ") {} }",
                        "package org.jackfield.app; public record Row(" + nine + ") {}");
        assertThat(HouseRulesTest.wideConstructors(product))
                .singleElement()
                .asString()
                .contains("Wide");
    }

    @ParameterizedTest
    @CsvSource({"CallManager", "CallHelper", "CallUtil", "CallUtils", "CallImpl", "AbstractCall"})
    void aNameThatSaysNothingIsFound(String name) throws IOException {
        JavaClasses product = broken.of("package org.jackfield.app; public class " + name + " {}");
        assertThat(HouseRulesTest.emptyNames(product)).hasSize(1);
    }
}
