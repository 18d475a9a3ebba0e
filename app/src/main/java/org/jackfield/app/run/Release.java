package org.jackfield.app.run;

/** The release of this program, as members of a group compare it. */
public final class Release {

    private Release() {}

    /** The jar's version. */
    public static String text() {
        String version = Release.class.getPackage().getImplementationVersion();
        return version == null ? "(from classes)" : version;
    }
}
