package org.jackfield.ctios.session;

import org.jackfield.ctios.object.AgentName;
import org.jackfield.protocol.record.Arguments;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What desktops download.
 *
 * @param tree OnGlobalSettingsDownloadConf without the lists below
 * @param notReadyReasons in the order in which they are offered
 * @param logoutReasons likewise
 * @param wrapUpStrings of incoming calls, String0 first
 * @param capabilities SwitchCapabilityBitMask
 * @param phoneAnswered instruments that only the phone itself can answer
 * @param names what the site calls its agents: who can be found in the directory
 */
public record DesktopSettings(
        Arguments tree,
        List<Reason> notReadyReasons,
        List<Reason> logoutReasons,
        List<String> wrapUpStrings,
        long capabilities,
        List<String> phoneAnswered,
        List<AgentName> names) {

    public DesktopSettings {
        notReadyReasons = List.copyOf(notReadyReasons);
        logoutReasons = List.copyOf(logoutReasons);
        wrapUpStrings = List.copyOf(wrapUpStrings);
        phoneAnswered = List.copyOf(phoneAnswered);
        names = List.copyOf(names);
    }

    /** Settings of a site that names no agents. */
    public DesktopSettings(
            Arguments tree,
            List<Reason> notReadyReasons,
            List<Reason> logoutReasons,
            List<String> wrapUpStrings,
            long capabilities,
            List<String> phoneAnswered) {
        this(
                tree,
                notReadyReasons,
                logoutReasons,
                wrapUpStrings,
                capabilities,
                phoneAnswered,
                List.of());
    }

    /** The same with names of agents. */
    public DesktopSettings withNames(List<AgentName> others) {
        return new DesktopSettings(
                tree,
                notReadyReasons,
                logoutReasons,
                wrapUpStrings,
                capabilities,
                phoneAnswered,
                others);
    }

    /** Nothing to choose from. */
    public static final DesktopSettings EMPTY =
            new DesktopSettings(
                    Arguments.EMPTY, List.of(), List.of(), List.of(), AgentFacts.UCCE, List.of());

    /** The same with each connection profile of the tree replaced. */
    public DesktopSettings withProfiles(UnaryOperator<Arguments> other) {
        return withTree(treeWith(other));
    }

    /** The same with another tree. */
    public DesktopSettings withTree(Arguments other) {
        return new DesktopSettings(
                other,
                notReadyReasons,
                logoutReasons,
                wrapUpStrings,
                capabilities,
                phoneAnswered,
                names);
    }

    private Arguments treeWith(UnaryOperator<Arguments> other) {
        List<Object> profiles = new ArrayList<>();
        profiles().forEach(each -> profiles.add(other.apply(each)));
        if (profiles.isEmpty()) {
            return tree;
        }
        Arguments login =
                tree.nested("Login").toBuilder().put("ConnectionProfiles", profiles).build();
        return tree.toBuilder().put("Login", login).build();
    }

    private List<Arguments> profiles() {
        return tree.nested("Login").list("ConnectionProfiles").stream()
                .map(Arguments.class::cast)
                .toList();
    }

    /** The tree as it is told: what each profile says of a second login is what the server does. */
    Arguments tree(SecondLogin rule) {
        return treeWith(
                each ->
                        each.toBuilder()
                                .put("WarnIfAlreadyLoggedIn", rule == SecondLogin.WARN ? 1 : 0)
                                .put("RejectIfAlreadyLoggedIn", rule == SecondLogin.REJECT ? 1 : 0)
                                .build());
    }

    /**
     * Whether a desktop that comes from another server is logged in by itself (AutoLogin): as the
     * profile of the agent's peripheral says, and where there is none.
     */
    boolean autoLogin(long peripheral) {
        return profiles().stream()
                .filter(each -> each.number("PeripheralID", -1) == peripheral)
                .findFirst()
                .map(each -> each.number("AutoLogin", 1) != 0)
                .orElse(true);
    }

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
