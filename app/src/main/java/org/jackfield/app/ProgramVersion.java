package org.jackfield.app;

import org.jackfield.app.run.Release;

import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints: the jar's version and the Java it runs on. */
final class ProgramVersion implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {"jackfield " + Release.text(), "Java " + Runtime.version()};
    }
}
