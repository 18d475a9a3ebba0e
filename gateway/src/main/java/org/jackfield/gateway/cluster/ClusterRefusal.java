package org.jackfield.gateway.cluster;

/** A member cannot start or go on; says which setting or folder is at fault, and the remedy. */
public final class ClusterRefusal extends RuntimeException {

    private static final long serialVersionUID = 1;

    public ClusterRefusal(String message) {
        super(message);
    }

    public ClusterRefusal(String message, Throwable cause) {
        super(message, cause);
    }
}
