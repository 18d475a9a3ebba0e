package org.jackfield.ctios.session;

import org.jackfield.protocol.record.Arguments;

import java.util.List;

/**
 * What desktops download.
 *
 * @param tree OnGlobalSettingsDownloadConf without the lists below
 * @param notReadyReasons in the order in which they are offered
 * @param logoutReasons likewise
 * @param wrapUpStrings of incoming calls, String0 first
 * @param capabilities SwitchCapabilityBitMask
 * @param phoneAnswered instruments that only the phone itself can answer
 */
public record DesktopSettings(
        Arguments tree,
        List<Reason> notReadyReasons,
        List<Reason> logoutReasons,
        List<String> wrapUpStrings,
        long capabilities,
        List<String> phoneAnswered) {

    public DesktopSettings {
        notReadyReasons = List.copyOf(notReadyReasons);
        logoutReasons = List.copyOf(logoutReasons);
        wrapUpStrings = List.copyOf(wrapUpStrings);
        phoneAnswered = List.copyOf(phoneAnswered);
    }

    /** Nothing to choose from. */
    public static final DesktopSettings EMPTY =
            new DesktopSettings(
                    Arguments.EMPTY, List.of(), List.of(), List.of(), AgentFacts.UCCE, List.of());

    /** The lists, as arguments. */
    Arguments lists() {
        return Arguments.builder()
                .put("NotReadyReasonCodes", arguments(notReadyReasons))
                .put("LogoutReasonCodes", arguments(logoutReasons))
                .put("IncomingWrapupStrings", wrapUpStrings)
                .build();
    }

    private static List<Object> arguments(List<Reason> reasons) {
        return reasons.stream()
                .<Object>map(
                        each ->
                                Arguments.builder()
                                        .put("Text", each.text())
                                        .put("Code", each.code())
                                        .build())
                .toList();
    }
}
