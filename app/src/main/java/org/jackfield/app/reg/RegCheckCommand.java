package org.jackfield.app.reg;

import org.jackfield.node.registry.RegistryCheck;
import org.jackfield.node.registry.RegistryCheck.Finding;
import org.jackfield.node.registry.RegistryCheck.Weight;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;

/** {@code jackfield reg check}. */
@Command(
        name = "check",
        description = "Compare the registry with what the system declares.",
        mixinStandardHelpOptions = true)
final class RegCheckCommand implements Callable<Integer> {

    @Mixin private RegOptions options;
    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        List<Finding> findings = new RegistryCheck(options.open(), DeclaredSettings.ALL).findings();
        findings.forEach(each -> out.println(each.weight() + ": " + each.text()));
        out.printf(
                "%d errors, %d warnings, %d notes%n",
                count(findings, Weight.ERROR),
                count(findings, Weight.WARNING),
                count(findings, Weight.NOTE));
        return count(findings, Weight.ERROR) == 0 ? 0 : 1;
    }

    private static long count(List<Finding> findings, Weight weight) {
        return findings.stream().filter(each -> each.weight() == weight).count();
    }
}
