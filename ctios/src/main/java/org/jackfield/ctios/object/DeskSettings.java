package org.jackfield.ctios.object;

import org.jackfield.protocol.ged188.AgentDeskSettingsConf;
import org.jackfield.protocol.ged188.DeskSettingsMask;
import org.jackfield.protocol.ged188.WrapupMode;

/**
 * What an agent may and must do, of AGENT_DESK_SETTINGS_CONF.
 *
 * @param wrapUpIncoming after incoming calls
 * @param wrapUpOutgoing after outgoing calls
 * @param wrapUpSeconds wrap-up ends by itself after so long; 0 = never
 * @param notReadyReasonRequired not ready needs a reason
 * @param logoutReasonRequired logout needs a reason
 */
public record DeskSettings(
        WrapupMode wrapUpIncoming,
        WrapupMode wrapUpOutgoing,
        int wrapUpSeconds,
        boolean notReadyReasonRequired,
        boolean logoutReasonRequired) {

    /** As long as the CTI Server has not told: nothing is required. */
    public static final DeskSettings UNKNOWN =
            new DeskSettings(WrapupMode.OPTIONAL, WrapupMode.OPTIONAL, 0, false, false);

    static DeskSettings of(AgentDeskSettingsConf conf) {
        return new DeskSettings(
                mode(conf.wrapupDataIncomingMode()),
                mode(conf.wrapupDataOutgoingMode()),
                (int) Math.clamp(conf.workModeTimer(), 0L, 86_400L),
                (conf.deskSettingsMask() & DeskSettingsMask.IDLE_REASON_REQUIRED) != 0,
                (conf.deskSettingsMask() & DeskSettingsMask.LOGOUT_REASON_REQUIRED) != 0);
    }

    private static WrapupMode mode(long value) {
        WrapupMode mode = WrapupMode.of(value);
        return mode == null ? WrapupMode.OPTIONAL : mode;
    }

    /** The mode after a call of this direction; data can be demanded after incoming calls only. */
    public WrapupMode wrapUp(boolean incoming) {
        if (incoming) {
            return wrapUpIncoming;
        }
        return wrapUpOutgoing == WrapupMode.REQUIRED_WITH_DATA
                ? WrapupMode.REQUIRED
                : wrapUpOutgoing;
    }
}
