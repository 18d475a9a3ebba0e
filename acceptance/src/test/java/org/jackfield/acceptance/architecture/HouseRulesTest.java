package org.jackfield.acceptance.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
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

    @Test
    void aMethodFitsAScreen() throws IOException {
        List<String> tooLong = new ArrayList<>();
        for (Path source : PackageSources.written()) {
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
        assertThat(tooLong).isEmpty();
    }

    @Test
    void aFileSeldomPassesFiveHundredLines() throws IOException {
        List<String> tooLong = new ArrayList<>();
        for (Path source : PackageSources.written()) {
            int lines = Files.readAllLines(source).size();
            if (lines > FILE_LINES_MAX) {
                tooLong.add(source.getFileName() + ": " + lines);
            }
        }
        assertThat(tooLong).isEmpty();
    }

    @Test
    void aConstructorTakesAtMostEightParameters() {
        List<String> tooMany = new ArrayList<>();
        for (JavaClass each : Product.CLASSES) {
            if (each.isRecord() || each.getPackageName().startsWith("org.jackfield.protocol")) {
                continue;
            }
            for (JavaConstructor constructor : each.getConstructors()) {
                if (constructor.getRawParameterTypes().size() > CONSTRUCTOR_PARAMETERS_MAX) {
                    tooMany.add(constructor.getFullName());
                }
            }
        }
        assertThat(tooMany).isEmpty();
    }

    @Test
    void namesAreThoseOfTheTrade() {
        List<String> empty = new ArrayList<>();
        for (JavaClass each : Product.CLASSES) {
            if (EMPTY_NAME.matcher(each.getSimpleName()).matches()) {
                empty.add(each.getName());
            }
        }
        assertThat(empty).isEmpty();
    }
}
