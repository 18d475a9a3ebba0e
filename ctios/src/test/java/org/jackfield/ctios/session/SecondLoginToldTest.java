package org.jackfield.ctios.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.protocol.record.Arguments;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

/** What desktops are told of a second login is what the server does. */
class SecondLoginToldTest {

    private static Arguments profile(String name) {
        return Arguments.builder().put("Name", name).put("AutoLogin", 1).build();
    }

    @ParameterizedTest
    @CsvSource({"REJECT, 0, 1", "WARN, 1, 0", "ALLOW, 0, 0"})
    @Tag("REG-107")
    @Tag("REG-108")
    void everyProfileSaysTheRuleOfTheServer(SecondLogin rule, long warn, long reject) {
        SessionSettings usual = Bench.settings("ctios-A", "run-1", rule);
        Arguments login =
                Arguments.builder()
                        .put("ConnectionProfiles", List.of(profile("one"), profile("two")))
                        .build();
        Bench bench =
                new Bench(
                        usual.withDesktop(
                                new DesktopSettings(
                                        Arguments.builder().put("Login", login).build(),
                                        List.of(),
                                        List.of(),
                                        List.of(),
                                        AgentFacts.UCCE,
                                        List.of())));
        bench.linkUp();
        bench.hello(1, null, 0);
        bench.ask(1, "RequestDesktopSettings", "");

        List<Object> profiles =
                bench.events(1).stream()
                        .filter(each -> each.name().equals("OnGlobalSettingsDownloadConf"))
                        .findFirst()
                        .orElseThrow()
                        .args()
                        .nested("Login")
                        .list("ConnectionProfiles");
        assertThat(profiles).hasSize(2);
        for (Object each : profiles) {
            Arguments profile = (Arguments) each;
            assertThat(profile.number("WarnIfAlreadyLoggedIn")).isEqualTo(warn);
            assertThat(profile.number("RejectIfAlreadyLoggedIn")).isEqualTo(reject);
            assertThat(profile.number("AutoLogin")).isEqualTo(1);
        }
    }
}
