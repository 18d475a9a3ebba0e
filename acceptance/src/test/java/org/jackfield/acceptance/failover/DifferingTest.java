package org.jackfield.acceptance.failover;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import javax.tools.ToolProvider;

/** A member whose program is not that of the others, as a real process. */
@Tag("failover")
@Timeout(240)
class DifferingTest {

    /** State hashes are compared after so many inputs. */
    private static final int INPUTS = 10_000;

    private static final String SOURCE =
            "gateway/src/main/java/org/jackfield/gateway/opc/CallData.java";
    private static final String RIGHT = "values.put(key, new Value(text, stamp));\n    }\n}";

    @TempDir private Path folder;
    private Members group;

    @AfterEach
    void end() throws InterruptedException {
        if (group != null) {
            group.close();
        }
    }

    @Test
    void aMemberWhoseStateIsNotThatOfTheTwoOthersStopsAndKeepsItAndTheyGoOn() throws Exception {
        group = Members.of(folder, "ABC", "--serve-standby").changedBy("C", otherProgram());
        group.start("ABC");
        group.awaitJoined("ABC");
        CallInHand call = CallInHand.at(group, "A");
        Child odd = group.member("C");
        call.writeOften("A", INPUTS, () -> odd.said("is not that of the two others"));

        odd.await("the state of member C is not that of the two others; it is kept in", 30);
        assertThat(odd.exit(30)).isEqualTo(1);
        assertThat(folder.resolve("C")).isDirectoryRecursivelyContaining("glob:**state-after-*");
        assertThat(group.member("A").alive()).isTrue();
        assertThat(group.member("B").alive()).isTrue();
        call.isKnownAt("B");
        call.write("B", "goes on");
        call.isKnownAt("A");
    }

    /** The same release, but what is written on a call is kept a little differently. */
    private Path otherProgram() throws IOException {
        String right = Files.readString(Path.of(System.getProperty("jackfield.home"), SOURCE));
        assertThat(right).contains(RIGHT);
        String other = right.replace(RIGHT, RIGHT.replace("(text,", "(text + \"?\","));
        Path source = folder.resolve("CallData.java");
        Path classes = Files.createDirectory(folder.resolve("classes"));
        Files.writeString(source, other);
        int result =
                ToolProvider.getSystemJavaCompiler()
                        .run(
                                null,
                                null,
                                null,
                                "-proc:none",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "-d",
                                classes.toString(),
                                source.toString());
        assertThat(result).isZero();
        return classes;
    }
}
