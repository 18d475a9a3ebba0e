package org.jackfield.protocol.link;

/**
 * Where a listener is bound, and the setting that says so (for the message when it cannot be).
 *
 * @param host an address of this machine; 127.0.0.1 unless other machines shall connect
 * @param port 0 for any free one
 * @param hostSetting name of the setting of the host
 * @param portSetting name of the setting of the port
 */
public record ListenAddress(String host, int port, String hostSetting, String portSetting) {

    public ListenAddress {
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException(
                    portSetting + " is " + port + "; a port is 0 (any free one) to 65535");
        }
    }

    /** The exception for a bind that failed: what, where, and what can be done. */
    ListenException failed(Throwable cause) {
        String why = String.valueOf(cause.getMessage());
        String remedy =
                cause instanceof java.net.BindException && why.contains("in use")
                        ? "another program has it: stop that program, or set "
                                + portSetting
                                + " to another port"
                        : "set "
                                + hostSetting
                                + " to an address of this machine and "
                                + portSetting
                                + " to a port that this user may open";
        return new ListenException(
                "cannot listen on " + host + ":" + port + " (" + why + "): " + remedy, cause);
    }
}
