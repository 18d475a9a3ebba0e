package org.jackfield.acceptance.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

import org.junit.jupiter.api.Test;

import java.util.Set;

/**
 * Deterministic packages are told everything; they ask neither clock, nor chance, nor the world.
 */
class DeterminismTest {

    static final Set<String> FORBIDDEN_TYPES =
            Set.of(
                    "java.util.Random",
                    "java.util.SplittableRandom",
                    "java.util.Timer",
                    "java.util.Scanner",
                    "java.time.Clock",
                    "java.time.ZoneId",
                    "java.time.ZonedDateTime",
                    "java.lang.Thread",
                    "java.lang.ThreadLocal",
                    "java.lang.Process",
                    "java.lang.ProcessBuilder",
                    "java.lang.Runtime",
                    "java.util.HashSet",
                    "java.util.IdentityHashMap",
                    "java.util.WeakHashMap");

    static final Set<String> FORBIDDEN_CALLS =
            Set.of(
                    "java.lang.System.currentTimeMillis",
                    "java.lang.System.nanoTime",
                    "java.lang.System.identityHashCode",
                    "java.lang.System.getenv",
                    "java.lang.System.getProperty",
                    "java.lang.System.out",
                    "java.lang.System.err",
                    "java.lang.Math.random",
                    "java.util.UUID.randomUUID",
                    "java.util.Locale.getDefault",
                    "java.nio.charset.Charset.defaultCharset",
                    "java.time.Instant.now",
                    "java.time.LocalDate.now",
                    "java.time.LocalDateTime.now");

    private static final DescribedPredicate<JavaClass> DETERMINISTIC =
            DescribedPredicate.describe(
                    "in a deterministic package",
                    c -> Product.isDeterministic(c.getPackageName(), c.getSimpleName()));

    /** What they may depend on. */
    static ArchRule types() {
        return classes().that(DETERMINISTIC).should(useOnlyWhatIsDeterministic());
    }

    @Test
    void deterministicPackagesUseTheLanguageItsCollectionsAndOneAnother() {
        types().check(Product.CLASSES);
    }

    /** What they may call. */
    static ArchRule calls() {
        return classes().that(DETERMINISTIC).should(callNothingThatDiffersBetweenRuns());
    }

    @Test
    void deterministicPackagesAskNeitherClockNorChanceNorTheMachine() {
        calls().check(Product.CLASSES);
    }

    /** What they may keep. */
    static ArchRule statics() {
        DescribedPredicate<JavaField> shared =
                DescribedPredicate.describe(
                        "static fields of deterministic packages",
                        f ->
                                f.getModifiers().contains(JavaModifier.STATIC)
                                        && !f.getModifiers().contains(JavaModifier.SYNTHETIC)
                                        && DETERMINISTIC.test(f.getOwner()));
        return fields().that(shared).should().beFinal();
    }

    @Test
    void deterministicPackagesHaveNoMutableStatics() {
        statics().check(Product.CLASSES);
    }

    @Test
    void everyDeterministicPackageOfTheListIsThere() {
        for (String name : Product.DETERMINISTIC) {
            assertThat(Product.CLASSES.containPackage(name)).as(name).isTrue();
        }
    }

    private static ArchCondition<JavaClass> useOnlyWhatIsDeterministic() {
        return new ArchCondition<>("use only what is deterministic") {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                item.getDirectDependenciesFromSelf().stream()
                        .filter(d -> !mayUse(item, d.getTargetClass()))
                        .forEach(
                                d ->
                                        events.add(
                                                SimpleConditionEvent.violated(
                                                        item, d.getDescription())));
            }
        };
    }

    private static boolean mayUse(JavaClass user, JavaClass target) {
        JavaClass used = target.getBaseComponentType();
        String name = used.getPackageName();
        if (used.isPrimitive() || Product.isDeterministic(name, used.getSimpleName())) {
            return true;
        }
        if (FORBIDDEN_TYPES.contains(used.getName())) {
            return false;
        }
        boolean json = user.getPackageName().equals("org.jackfield.protocol.cil");
        return name.equals("java.lang")
                || name.equals("java.lang.invoke")
                || used.getName().equals("java.lang.foreign.MemorySegment")
                || name.equals("java.lang.runtime")
                || name.equals("java.lang.annotation")
                || name.equals("java.util")
                || name.equals("java.util.function")
                || name.equals("java.util.stream")
                || name.equals("java.util.regex")
                || name.equals("java.nio")
                || name.equals("java.nio.charset")
                || used.getName().equals("java.io.Serializable")
                || json && name.startsWith("tools.jackson.core");
    }

    private static ArchCondition<JavaClass> callNothingThatDiffersBetweenRuns() {
        return new ArchCondition<>("call nothing that differs between runs") {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                for (JavaAccess<?> access : item.getAccessesFromSelf()) {
                    String called = access.getTargetOwner().getName() + "." + access.getName();
                    if (FORBIDDEN_CALLS.contains(called)) {
                        events.add(SimpleConditionEvent.violated(item, access.getDescription()));
                    }
                }
            }
        };
    }
}
