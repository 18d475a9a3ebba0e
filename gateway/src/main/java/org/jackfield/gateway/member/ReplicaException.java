package org.jackfield.gateway.member;

/** A kept state cannot be used; says why. */
public final class ReplicaException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public ReplicaException(String message) {
        super(message);
    }
}
