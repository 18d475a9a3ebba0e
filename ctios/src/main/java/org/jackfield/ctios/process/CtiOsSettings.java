package org.jackfield.ctios.process;

import org.jackfield.client.ctiserver.CtiServerAddress;
import org.jackfield.ctios.peer.PeerSettings;
import org.jackfield.ctios.session.ChatSettings;
import org.jackfield.ctios.session.DesktopSettings;
import org.jackfield.ctios.session.SecondLogin;
import org.jackfield.ctios.session.SessionSettings;
import org.jackfield.protocol.link.ListenAddress;
import org.jackfield.protocol.link.TlsIdentity;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Settings of a CTI OS server.
 *
 * @param name of this server, for clients and logs
 * @param listen where clients and pages are served
 * @param ctiServers sides of the CTI Server, tried in turn
 * @param driver how this server is a client of the CTI Server
 * @param tokenKey signs tokens; the same at both servers of the site, at least 16 bytes
 * @param secondLogin what becomes of a second login
 * @param closed what becomes of an agent whose desktop is gone
 * @param limits bounds of the sessions
 * @param desktop what desktops download
 * @param peers the other servers of the site; pages may connect to them too
 * @param origins host names of pages of others that may connect
 * @param probe how a silent client is found
 * @param tls what clients and pages see by https and wss; null: they come by http and ws. Peers
 *     must have it too, or not either (BEH-221).
 * @param chat who may chat with whom
 */
public record CtiOsSettings(
        String name,
        ListenAddress listen,
        List<CtiServerAddress> ctiServers,
        CtiDriverSettings driver,
        String tokenKey,
        SecondLogin secondLogin,
        SessionSettings.Closed closed,
        SessionSettings.Limits limits,
        DesktopSettings desktop,
        PeerSettings peers,
        List<String> origins,
        Probe probe,
        TlsIdentity tls,
        ChatSettings chat) {

    /**
     * A client from which nothing came for the interval is probed; one that leaves all probes
     * unanswered for one interval more is dropped: with 5 s and 3 after 20 s.
     *
     * @param intervalMs HeartbeatIntervalMs, 0: never
     * @param retries HeartbeatRetrys, 0: dropped after one interval without a probe
     */
    public record Probe(int intervalMs, int retries) {

        public static final Probe DEFAULTS = new Probe(5_000, 3);
    }

    /** Default port of a CTI OS server. */
    public static final int PORT = 42028;

    public CtiOsSettings {
        ctiServers = List.copyOf(ctiServers);
        origins = List.copyOf(origins);
    }

    /**
     * Defaults.
     *
     * @param host address to listen on
     * @param port port to listen on; 0 for any free one
     * @param tokenKey the same at both servers
     */
    public static CtiOsSettings of(
            String name,
            String host,
            int port,
            List<CtiServerAddress> ctiServers,
            String tokenKey,
            DesktopSettings desktop) {
        return new CtiOsSettings(
                name,
                new ListenAddress(host, port, "Connections\\ListenHost", "Connections\\ListenPort"),
                ctiServers,
                CtiDriverSettings.DEFAULTS,
                tokenKey,
                SecondLogin.WARN,
                SessionSettings.Closed.DEFAULTS,
                SessionSettings.Limits.DEFAULTS,
                desktop,
                PeerSettings.NONE,
                List.of(),
                Probe.DEFAULTS,
                null,
                ChatSettings.DEFAULTS);
    }

    byte[] tokenKeyBytes() {
        return tokenKey.getBytes(StandardCharsets.UTF_8);
    }

    /** The same with peers at these addresses, {@code HOST:PORT}. */
    public CtiOsSettings withPeers(List<String> addresses) {
        return withPeers(new PeerSettings(addresses, peers.intervalMs(), peers.retries()));
    }

    /** The same with other peers. */
    public CtiOsSettings withPeers(PeerSettings others) {
        return new CtiOsSettings(
                name,
                listen,
                ctiServers,
                driver,
                tokenKey,
                secondLogin,
                closed,
                limits,
                desktop,
                others,
                origins,
                probe,
                tls,
                chat);
    }

    /** The same with other times for a desktop that is gone. */
    public CtiOsSettings withClosed(SessionSettings.Closed other) {
        return new CtiOsSettings(
                name,
                listen,
                ctiServers,
                driver,
                tokenKey,
                secondLogin,
                other,
                limits,
                desktop,
                peers,
                origins,
                probe,
                tls,
                chat);
    }

    /** The same as another client of the CTI Server, and with other bounds for its own clients. */
    public CtiOsSettings with(CtiDriverSettings otherDriver, Probe otherProbe, int monitorsMax) {
        return new CtiOsSettings(
                name,
                listen,
                ctiServers,
                otherDriver,
                tokenKey,
                secondLogin,
                closed,
                limits.withMonitors(monitorsMax),
                desktop,
                peers,
                origins,
                otherProbe,
                tls,
                chat);
    }

    /** The same with other bounds of the sessions. */
    public CtiOsSettings withLimits(SessionSettings.Limits other) {
        return new CtiOsSettings(
                name,
                listen,
                ctiServers,
                driver,
                tokenKey,
                secondLogin,
                closed,
                other,
                desktop,
                peers,
                origins,
                probe,
                tls,
                chat);
    }

    /**
     * The same with what connection profiles say: each profile of the desktops is told what holds
     * for its peripheral, and a client that asks for no desktop settings hears of heartbeats what
     * all of them say.
     */
    public CtiOsSettings withProfiles(List<ProfileSettings> profiles) {
        Set<List<Integer>> heartbeats = new LinkedHashSet<>();
        DesktopSettings told =
                desktop.withProfiles(
                        each -> {
                            long peripheral = each.number("PeripheralID", ProfileSettings.ANY);
                            ProfileSettings own = ProfileSettings.of(profiles, peripheral);
                            heartbeats.add(List.of(own.heartbeatS(), own.heartbeatsMax()));
                            return own.in(each);
                        });
        CtiOsSettings settings = withDesktop(told);
        if (heartbeats.size() != 1) {
            return settings;
        }
        List<Integer> one = heartbeats.iterator().next();
        return settings.withLimits(limits.withHeartbeats(one.get(0) * 1_000, one.get(1)));
    }

    /** The same with other settings of the desktops. */
    public CtiOsSettings withDesktop(DesktopSettings other) {
        return new CtiOsSettings(
                name,
                listen,
                ctiServers,
                driver,
                tokenKey,
                secondLogin,
                closed,
                limits,
                other,
                peers,
                origins,
                probe,
                tls,
                chat);
    }

    /** The same for clients and pages that come by https and wss; null: by http and ws. */
    public CtiOsSettings withTls(TlsIdentity identity) {
        return new CtiOsSettings(
                name,
                listen,
                ctiServers,
                driver,
                tokenKey,
                secondLogin,
                closed,
                limits,
                desktop,
                peers,
                origins,
                probe,
                identity,
                chat);
    }

    /** The same with other rules for a second login and for chat. */
    public CtiOsSettings withRules(SecondLogin second, ChatSettings other) {
        return new CtiOsSettings(
                name,
                listen,
                ctiServers,
                driver,
                tokenKey,
                second,
                closed,
                limits,
                desktop,
                peers,
                origins,
                probe,
                tls,
                other);
    }
}
