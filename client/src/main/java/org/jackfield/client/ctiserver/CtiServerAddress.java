package org.jackfield.client.ctiserver;

/**
 * Where a CTI Server listens.
 *
 * @param name for the log: A or B
 * @param host name or address
 * @param port usually 42027 for side A, 43027 for side B
 */
public record CtiServerAddress(String name, String host, int port) {

    @Override
    public String toString() {
        return name + " (" + host + ":" + port + ")";
    }
}
