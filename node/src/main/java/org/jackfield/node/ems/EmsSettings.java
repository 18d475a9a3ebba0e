package org.jackfield.node.ems;

import org.jackfield.node.registry.RegistryKey;
import org.jackfield.node.registry.Setting;

import java.nio.file.Path;
import java.util.List;

/**
 * Settings of a process's event log.
 *
 * @param folder of the files (EMSLogFileLocation)
 * @param fileBytesMax size at which the next file is begun (EMSLogFileMax)
 * @param fileCountMax files kept of one process (EMSLogFileCountMax)
 * @param allBytesMax bytes kept of one process (EMSAllLogFilesMax)
 * @param lifeTimeDays age at which a file goes; 0 for never (EMSLogFileLifeTime)
 * @param traceMask which trace topics are written (EMSTraceMask)
 * @param forwardLevel lowest severity that is forwarded (EMSForwardLevel)
 * @param systemLogLevel lowest severity that the system's log gets (EMSNTEventLogLevel)
 * @param displayToScreen whether lines go to standard output too (EMSDisplayToScreen)
 * @param breaks when the debugger hook is called
 * @param userData for anybody's use, shown by the console (EMSUserData)
 */
public record EmsSettings(
        Path folder,
        long fileBytesMax,
        int fileCountMax,
        long allBytesMax,
        int lifeTimeDays,
        int traceMask,
        int forwardLevel,
        int systemLogLevel,
        boolean displayToScreen,
        Breaks breaks,
        byte[] userData) {

    /** When the debugger hook is called. */
    public record Breaks(boolean onInit, boolean onExit, boolean onFatal) {}

    /** Key of a process; instance, node and process name stand in it. */
    public static final String KEY =
            "HKLM\\SOFTWARE\\Cisco Systems, Inc.\\ICM\\<instance>\\<node>"
                    + "\\EMS\\CurrentVersion\\Library\\Processes\\<process>";

    static final Setting DISPLAY_TO_SCREEN =
            Setting.flag(KEY, "EMSDisplayToScreen", false)
                    .says("1 shows each line on standard output too.")
                    .spec("REG-018");
    static final Setting ALL_LOG_FILES_MAX =
            Setting.number(KEY, "EMSAllLogFilesMax", 2_000_000_000L)
                    .from(1_000, 0xFFFF_FFFFL)
                    .in("bytes")
                    .says("All files of the process together; the oldest go.")
                    .spec("REG-019")
                    .alsoNamed("EMSAAllLogFilesMax");
    static final Setting BREAK_ON_EXIT =
            Setting.flag(KEY, "EMSBreakOnExit", false)
                    .says("1 calls the debugger hook when the log is closed.")
                    .spec("REG-020");
    static final Setting BREAK_ON_INIT =
            Setting.flag(KEY, "EMSBreakOnInit", false)
                    .says("1 calls the debugger hook when the log is opened.")
                    .spec("REG-021");
    static final Setting DEBUG_BREAK =
            Setting.flag(KEY, "EMSDebugBreak", true)
                    .says("1 calls the debugger hook on a fatal failure, before the end.")
                    .spec("REG-022");
    static final Setting LOG_FILE_COUNT_MAX =
            Setting.number(KEY, "EMSLogFileCountMax", 10_000L)
                    .from(1, 100_000)
                    .in("files")
                    .says("Files of the process; the oldest go.")
                    .spec("REG-023");
    static final Setting LOG_FILE_LOCATION =
            Setting.text(KEY, "EMSLogFileLocation", "")
                    .says("Folder of the files; empty for the node's own log folder.")
                    .spec("REG-024");
    static final Setting LOG_FILE_MAX =
            Setting.number(KEY, "EMSLogFileMax", 30_000_000L)
                    .from(1_000, 0xFFFF_FFFFL)
                    .in("bytes")
                    .says("One file; then the next one is begun.")
                    .spec("REG-025");
    static final Setting SYSTEM_LOG_LEVEL =
            Setting.number(KEY, "EMSNTEventLogLevel", 2L)
                    .from(0, 4)
                    .says(
                            "Lowest severity that the system's log gets: 0 trace, 1 informational,"
                                    + " 2 warning, 3 error, 4 nothing.")
                    .spec("REG-026");
    static final Setting TRACE_MASK =
            Setting.number(KEY, "EMSTraceMask", 395_791L)
                    .says("Bits of the trace topics that are written.")
                    .dynamic()
                    .spec("REG-027");
    static final Setting USER_DATA =
            Setting.bytes(KEY, "EMSUserData").says("Bytes for anybody's use.").spec("REG-028");
    static final Setting FORWARD_LEVEL =
            Setting.number(KEY, "EMSForwardLevel", 0L)
                    .from(0, 4)
                    .says("Lowest severity that is forwarded to whoever watches the process.")
                    .dynamic()
                    .spec("REG-029");
    static final Setting LIFE_TIME =
            Setting.number(KEY, "EMSLogFileLifeTime", 30L)
                    .from(0, 3_650)
                    .in("days")
                    .says("Age at which a file goes; 0 for never.");

    /** All that is declared here. */
    public static final List<Setting> DECLARED =
            List.of(
                    DISPLAY_TO_SCREEN,
                    ALL_LOG_FILES_MAX,
                    BREAK_ON_EXIT,
                    BREAK_ON_INIT,
                    DEBUG_BREAK,
                    LOG_FILE_COUNT_MAX,
                    LOG_FILE_LOCATION,
                    LOG_FILE_MAX,
                    SYSTEM_LOG_LEVEL,
                    TRACE_MASK,
                    USER_DATA,
                    FORWARD_LEVEL,
                    LIFE_TIME);

    public EmsSettings {
        userData = userData.clone();
    }

    /**
     * Reads the settings of a process.
     *
     * @param key of the process; see {@link #KEY}
     * @param folder where the files go unless the key says otherwise
     */
    public static EmsSettings from(RegistryKey key, Path folder) {
        String location = key.text(LOG_FILE_LOCATION);
        return new EmsSettings(
                location.isBlank() ? folder : Path.of(location),
                key.number(LOG_FILE_MAX),
                (int) key.number(LOG_FILE_COUNT_MAX),
                key.number(ALL_LOG_FILES_MAX),
                (int) key.number(LIFE_TIME),
                (int) key.number(TRACE_MASK),
                (int) key.number(FORWARD_LEVEL),
                (int) key.number(SYSTEM_LOG_LEVEL),
                key.flag(DISPLAY_TO_SCREEN),
                new Breaks(key.flag(BREAK_ON_INIT), key.flag(BREAK_ON_EXIT), key.flag(DEBUG_BREAK)),
                key.bytes(USER_DATA));
    }

    @Override
    public byte[] userData() {
        return userData.clone();
    }
}
