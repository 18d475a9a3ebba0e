package org.jackfield.gateway.member;

/**
 * Times and limits of a member.
 *
 * @param aliveIntervalMs life sign through the log (250)
 * @param commandFreshMs commands no switch when its own life sign has not come back for so long
 *     (500)
 * @param clientFreshMs tells its clients and closes when it has not come back for so long (5000)
 * @param resendMs inputs not applied after so long are handed in again, from the first on (300)
 * @param requestsMax more inputs than these waiting for their place: requests of clients are
 *     refused with "busy" (10000)
 * @param reportsMax more than these: the switch's link is dropped and resynchronised (50000)
 */
public record MemberSettings(
        int aliveIntervalMs,
        int commandFreshMs,
        int clientFreshMs,
        int resendMs,
        int requestsMax,
        int reportsMax) {

    public static final MemberSettings DEFAULTS =
            new MemberSettings(250, 500, 5_000, 300, 10_000, 50_000);
}
