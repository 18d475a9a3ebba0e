package org.jackfield.simulation.switchyard;

/** The switch, a phone or a caller could not be started or did not do what it was told. */
public final class SwitchyardException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public SwitchyardException(String message) {
        super(message);
    }

    public SwitchyardException(String message, Throwable cause) {
        super(message, cause);
    }
}
