package org.jackfield.protocol.link;

/** Where answers to GET requests come from. Called on an event loop: must not wait. */
@FunctionalInterface
public interface HttpSource {

    /**
     * The answer for a path.
     *
     * @param path begins with a slash, is decoded and has neither query nor dot segments
     * @return null when there is nothing under this path
     */
    HttpAnswer get(String path);

    /** This source, and where it has nothing the other. */
    default HttpSource orElse(HttpSource other) {
        return path -> {
            HttpAnswer answer = get(path);
            return answer == null ? other.get(path) : answer;
        };
    }
}
