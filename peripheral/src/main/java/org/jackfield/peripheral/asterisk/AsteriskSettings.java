package org.jackfield.peripheral.asterisk;

import org.jackfield.peripheral.asterisk.ari.AriSettings;

import java.net.URI;

/**
 * One Asterisk as a switch.
 *
 * @param address of the REST interface, for instance http://127.0.0.1:18088/ari
 * @param user ARI account; one of its own, with no other right
 * @param password of that account
 * @param member who we are in the gateway group (A, B): the standby listens under a name of its own
 * @param reconnectMinMs the first wait before the link is tried again, default 250
 * @param reconnectMaxMs the longest, default 10000; waits double and vary by a fifth
 * @param silenceMaxMs the link is dropped when Asterisk says nothing for so long, not even to a
 *     ping; default 3000
 * @param ari how calls are made and judged
 */
public record AsteriskSettings(
        URI address,
        String user,
        String password,
        String member,
        int reconnectMinMs,
        int reconnectMaxMs,
        int silenceMaxMs,
        AriSettings ari) {

    public AsteriskSettings {
        if (!"http".equals(address.getScheme()) && !"https".equals(address.getScheme())) {
            throw new IllegalArgumentException(
                    "Asterisk's REST address " + address + ": write it as http://HOST:PORT/ari");
        }
        if (reconnectMinMs < 1 || reconnectMaxMs < reconnectMinMs) {
            throw new IllegalArgumentException(
                    "waits before a reconnect: the longest may not be below the first, "
                            + reconnectMinMs
                            + " ms");
        }
    }

    /** The defaults, for the account at an address. */
    public static AsteriskSettings of(URI address, String user, String password) {
        return new AsteriskSettings(
                address, user, password, "A", 250, 10_000, 3000, AriSettings.defaults());
    }

    /** The application under which the standby watches. */
    String watchApplication() {
        return ari.application() + "-watch-" + member;
    }

    /** The websocket of an application. */
    URI websocket(String application) {
        String http = address.toString();
        String base = http.endsWith("/") ? http.substring(0, http.length() - 1) : http;
        return URI.create("ws" + base.substring("http".length()) + "/events?app=" + application);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "AsteriskSettings[" + address + ", user=" + user + ", member=" + member + "]";
    }
}
