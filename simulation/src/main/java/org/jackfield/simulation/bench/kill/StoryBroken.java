package org.jackfield.simulation.bench.kill;

/** Something did not go on as it must. */
final class StoryBroken extends RuntimeException {

    private static final long serialVersionUID = 1;

    StoryBroken(String message) {
        super(message);
    }
}
