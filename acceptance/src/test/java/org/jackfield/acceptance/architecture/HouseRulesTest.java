package org.jackfield.acceptance.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaConstructor;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Size and names: a method fits a screen, a name says what a thing is. */
class HouseRulesTest {

    private static final int METHOD_LINES_MAX = 70;
    private static final int FILE_LINES_MAX = 600;
    private static final int CONSTRUCTOR_PARAMETERS_MAX = 8;
    private static final Pattern METHOD_HEAD =
            Pattern.compile("^ {4}(?:[\\w<>\\[\\], .?@]+ )?[\\w<>\\[\\], .?]+\\(.*");
    private static final Pattern EMPTY_NAME =
            Pattern.compile(".*(Manager|Helper|Util|Utils|Impl|Abstract\\w*)");

    /** Methods that do not fit a screen. */
    static List<String> longMethods(List<Path> sources) throws IOException {
        List<String> tooLong = new ArrayList<>();
        for (Path source : sources) {
            List<String> lines = Files.readAllLines(source);
            int head = -1;
            for (int at = 0; at < lines.size(); at++) {
                String line = lines.get(at);
                if (METHOD_HEAD.matcher(line).matches() && !line.strip().endsWith(";")) {
                    head = at;
                } else if (line.equals("    }") && head >= 0) {
                    if (at - head + 1 > METHOD_LINES_MAX) {
                        tooLong.add(source.getFileName() + ":" + (head + 1));
                    }
                    head = -1;
                }
            }
        }
        return tooLong;
    }

    @Test
    void aMethodFitsAScreen() throws IOException {
        assertThat(longMethods(PackageSources.written())).isEmpty();
    }

    /** Files that nobody reads to the end. */
    static List<String> longFiles(List<Path> sources) throws IOException {
        List<String> tooLong = new ArrayList<>();
        for (Path source : sources) {
            int lines = Files.readAllLines(source).size();
            if (lines > FILE_LINES_MAX) {
                tooLong.add(source.getFileName() + ": " + lines);
            }
        }
        return tooLong;
    }

    @Test
    void aFileSeldomPassesFiveHundredLines() throws IOException {
        assertThat(longFiles(PackageSources.written())).isEmpty();
    }

    /** Constructors with too many parameters. */
    static List<String> wideConstructors(JavaClasses product) {
        List<String> tooMany = new ArrayList<>();
        for (JavaClass each : product) {
            if (each.isRecord() || each.getPackageName().startsWith("org.jackfield.protocol")) {
                continue;
            }
            for (JavaConstructor constructor : each.getConstructors()) {
                if (constructor.getRawParameterTypes().size() > CONSTRUCTOR_PARAMETERS_MAX) {
                    tooMany.add(constructor.getFullName());
                }
            }
        }
        return tooMany;
    }

    @Test
    void aConstructorTakesAtMostEightParameters() {
        assertThat(wideConstructors(Product.CLASSES)).isEmpty();
    }

    /** Names that say nothing. */
    static List<String> emptyNames(JavaClasses product) {
        List<String> empty = new ArrayList<>();
        for (JavaClass each : product) {
            if (EMPTY_NAME.matcher(each.getSimpleName()).matches()) {
                empty.add(each.getName());
            }
        }
        return empty;
    }

    @Test
    void namesAreThoseOfTheTrade() {
        assertThat(emptyNames(Product.CLASSES)).isEmpty();
    }
}
