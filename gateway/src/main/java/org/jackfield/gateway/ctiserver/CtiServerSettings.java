package org.jackfield.gateway.ctiserver;

/**
 * Settings of a side's CTI Server.
 *
 * @param versionMin lowest protocol version accepted (ProtocolVersionMin, 9)
 * @param versionMax highest protocol version accepted (ProtocolVersionMax, 25)
 * @param idleTimeoutMinSeconds smallest IdleTimeout that a client may ask for (IdleTimeoutMin, 20)
 * @param openTimeoutMs a connection that sent no OPEN_REQ for so long is closed (OpenTimeoutMs,
 *     30000)
 * @param monitorsMax monitors of one session (MonitorsMax, 2000)
 * @param serveWhenStandby true: clients are served also on the side whose PIM is not active; false,
 *     as every client in the field expects: they get FAILURE_CONF 15 there, from version 24 on 107,
 *     but for those that asked for ACTIVE_STANDBY and wait (ServeWhenStandby, false)
 */
public record CtiServerSettings(
        int versionMin,
        int versionMax,
        int idleTimeoutMinSeconds,
        int openTimeoutMs,
        int monitorsMax,
        boolean serveWhenStandby) {

    public static final CtiServerSettings DEFAULTS =
            new CtiServerSettings(9, 25, 20, 30_000, 2_000, false);

    public CtiServerSettings {
        if (versionMin < 9 || versionMax > 25 || versionMin > versionMax) {
            throw new IllegalArgumentException(
                    "ProtocolVersionMin is "
                            + versionMin
                            + " and ProtocolVersionMax "
                            + versionMax
                            + ": set both from 9 to 25, the first not above the second");
        }
    }

    /** The same, serving clients also on the standby side. */
    public CtiServerSettings servingWhenStandby() {
        return new CtiServerSettings(
                versionMin, versionMax, idleTimeoutMinSeconds, openTimeoutMs, monitorsMax, true);
    }

    /** The same for clients that ask for this IdleTimeout at the least. */
    public CtiServerSettings withIdleTimeoutMin(int seconds) {
        return new CtiServerSettings(
                versionMin, versionMax, seconds, openTimeoutMs, monitorsMax, serveWhenStandby);
    }
}
