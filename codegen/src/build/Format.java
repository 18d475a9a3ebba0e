import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs the formatter over every hand-written source of the tree, in one JVM. First argument {@code
 * --replace} rewrites, {@code --check} names what differs and fails; second argument is the root.
 */
public final class Format {

    public static void main(String[] args) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (String part : List.of("api", "code", "file", "parser", "tree", "util")) {
            command.add("--add-exports=jdk.compiler/com.sun.tools.javac." + part + "=ALL-UNNAMED");
        }
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xshare:auto"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add("com.google.googlejavaformat.java.Main");
        command.add("--aosp");
        if (args[0].equals("--check")) {
            command.addAll(List.of("--dry-run", "--set-exit-if-changed"));
        } else {
            command.add("--replace");
        }
        List<String> sources = sources(Path.of(args[1]));
        if (sources.isEmpty()) {
            return;
        }
        command.addAll(sources);
        int exit = new ProcessBuilder(command).inheritIO().start().waitFor();
        if (exit != 0) {
            System.err.println("Not formatted: run `mvn -N validate` and commit what it rewrites.");
            System.exit(exit);
        }
    }

    private static List<String> sources(Path root) throws IOException {
        List<String> found = new ArrayList<>();
        Files.walkFileTree(
                root,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attrs) {
                        String name = dir.getFileName().toString();
                        boolean skipped =
                                name.equals("target")
                                        || name.equals("node_modules")
                                        || name.startsWith(".");
                        return skipped && !dir.equals(root)
                                ? FileVisitResult.SKIP_SUBTREE
                                : FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attrs) {
                        if (file.toString().endsWith(".java")) {
                            found.add(file.toString());
                        }
                        return FileVisitResult.CONTINUE;
                    }
                });
        found.sort(String::compareTo);
        return found;
    }
}
