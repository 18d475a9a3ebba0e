package org.jackfield.ctios.object;

/**
 * A connection: a call at a device.
 *
 * @param peripheral PeripheralID
 * @param call ConnectionCallID
 * @param device ConnectionDeviceID
 */
public record CallId(long peripheral, long call, String device) {

    private static final String KIND = "call";

    /** UniqueObjectID. */
    public String text() {
        return KIND + "." + peripheral + "." + call + "." + device;
    }

    /** The id of a UniqueObjectID, or null when it is none of a call. */
    public static CallId of(String text) {
        String[] parts = text.split("\\.", 4);
        if (parts.length != 4 || !parts[0].equalsIgnoreCase(KIND) || parts[3].isEmpty()) {
            return null;
        }
        try {
            return new CallId(Long.parseLong(parts[1]), Long.parseLong(parts[2]), parts[3]);
        } catch (NumberFormatException notANumber) {
            return null;
        }
    }
}
