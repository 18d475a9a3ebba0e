package org.jackfield.acceptance.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** A product that breaks a rule, compiled from a few lines: the rules must find it. */
final class BrokenProduct {

    private static final Pattern PACKAGE = Pattern.compile("package ([\\w.]+);");
    private static final Pattern TYPE = Pattern.compile("(?:class|record|interface) (\\w+)");

    private final Path folder;

    BrokenProduct(Path folder) {
        this.folder = folder;
    }

    /** Writes each source where its package says. */
    List<Path> sources(String... texts) throws IOException {
        List<Path> written = new ArrayList<>();
        for (String text : texts) {
            Path file =
                    folder.resolve(found(PACKAGE, text).replace('.', '/'))
                            .resolve(found(TYPE, text) + ".java");
            Files.createDirectories(file.getParent());
            written.add(Files.writeString(file, text));
        }
        return written;
    }

    /** The classes of the sources. */
    JavaClasses of(String... texts) throws IOException {
        List<Path> sources = sources(texts);
        Path classes = Files.createDirectories(folder.resolve("classes"));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            boolean compiled =
                    compiler.getTask(
                                    said,
                                    files,
                                    null,
                                    List.of("-proc:none", "-d", classes.toString(), "-cp", ""),
                                    null,
                                    files.getJavaFileObjectsFromPaths(sources))
                            .call();
            if (!compiled) {
                throw new IllegalArgumentException("the bad example is no Java: " + said);
            }
        }
        return new ClassFileImporter().importPath(classes);
    }

    private static String found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IllegalArgumentException("no " + pattern + " in " + text);
        }
        return matcher.group(1);
    }
}
