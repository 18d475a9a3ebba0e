package org.jackfield.client.ctiserver;

import org.jackfield.protocol.ged188.Bytes;
import org.jackfield.protocol.ged188.OpenReq;
import org.jackfield.protocol.ged188.ServiceMask;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a client of CTI Server is told.
 *
 * @param servers sides to try in turn; at least one
 * @param open the OPEN_REQ to send: version offered, services, masks, names; its InvokeID is set by
 *     the client, and its version is lowered when a server does not know it
 * @param heartbeatIntervalMs HEARTBEAT_REQ after so long without having sent anything
 *     (HeartbeatInterval, 5 s); 0 = never
 * @param heartbeatsMax the connection is dropped one interval after so many were unanswered (3)
 * @param openTimeoutMs how long OPEN_CONF may take (30 s, as the protocol asks)
 * @param requestSilenceMs after a request, a server that gives no sign of life for so long, not
 *     even to a heartbeat, is left at once, so that nothing waits in a socket to be executed late
 *     (2 s); 0 = never
 * @param reconnectMinMs wait after the first round in which no side could be reached (200 ms);
 *     doubled each round
 * @param reconnectMaxMs longest wait (5 s)
 */
public record CtiClientSettings(
        List<CtiServerAddress> servers,
        OpenReq open,
        int heartbeatIntervalMs,
        int heartbeatsMax,
        int openTimeoutMs,
        int requestSilenceMs,
        int reconnectMinMs,
        int reconnectMaxMs) {

    private static final long NULL_PERIPHERAL = 0xFFFFFFFFL;
    private static final int STANDBY_SINCE_VERSION = 24;

    public CtiClientSettings {
        servers = List.copyOf(servers);
        if (servers.isEmpty()) {
            throw new IllegalArgumentException(
                    "no CTI Server is named: set SideAHost and SideAPort");
        }
    }

    /** True for a client that waits at the standby side beside its session at the active one. */
    public boolean waitsOnStandby() {
        return servers.size() == 2
                && open.versionNumber() >= STANDBY_SINCE_VERSION
                && (open.servicesRequested() & ServiceMask.ACTIVE_STANDBY) != 0;
    }

    /** The same with other servers. */
    CtiClientSettings withServers(List<CtiServerAddress> others) {
        return new CtiClientSettings(
                others,
                open,
                heartbeatIntervalMs,
                heartbeatsMax,
                openTimeoutMs,
                requestSilenceMs,
                reconnectMinMs,
                reconnectMaxMs);
    }

    /** The same with another interval between heartbeats; 0 = never. */
    public CtiClientSettings withHeartbeat(int intervalMs) {
        return new CtiClientSettings(
                servers,
                open,
                intervalMs,
                heartbeatsMax,
                openTimeoutMs,
                requestSilenceMs,
                reconnectMinMs,
                reconnectMaxMs);
    }

    /** Usual times for these servers and this OPEN_REQ. */
    public static CtiClientSettings of(List<CtiServerAddress> servers, OpenReq open) {
        return new CtiClientSettings(servers, open, 5_000, 3, 30_000, 2_000, 200, 5_000);
    }

    /**
     * An OPEN_REQ that is not for one agent's device.
     *
     * @param version protocol version offered, 9 to 25
     * @param services bits of {@link org.jackfield.protocol.ged188.ServiceMask}
     * @param idleTimeoutSeconds after so long without a word from us the server may drop us; at
     *     least 20
     */
    public static OpenReq open(
            String clientId,
            String clientPassword,
            String clientSignature,
            int version,
            long services,
            long idleTimeoutSeconds) {
        return OpenReq.builder()
                .versionNumber(version)
                .idleTimeout(idleTimeoutSeconds)
                .peripheralId(NULL_PERIPHERAL)
                .servicesRequested(services)
                .callMsgMask(0x00FFFFFFL)
                .agentStateMask(0x3FFFL)
                .clientId(clientId)
                .clientPassword(Bytes.of(clientPassword.getBytes(StandardCharsets.ISO_8859_1)))
                .clientSignature(clientSignature)
                .build();
    }
}
