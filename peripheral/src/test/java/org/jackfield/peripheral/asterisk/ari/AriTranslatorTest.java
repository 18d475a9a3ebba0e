package org.jackfield.peripheral.asterisk.ari;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.protocol.pim.FailReason;
import org.jackfield.protocol.pim.LegState;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("Ask40")
class AriTranslatorTest {

    @ParameterizedTest
    @ValueSource(strings = {"1", "+4930123", "*21#", "12345678901234567890123456789012"})
    void numbersAreDigitsStarHashAndALeadingPlus(String number) {
        assertThat(AriTranslator.isNumber(number)).isTrue();
        assertThat(AriTranslator.outside("PJSIP", "trunk", number))
                .isEqualTo("PJSIP/" + number + "@trunk");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " 1",
                "1 ",
                "1+2",
                "12&PJSIP/13",
                "1@host",
                "${EXTEN}",
                "1,2",
                "1/2",
                "a1",
                "123456789012345678901234567890123",
                "1\n",
                "\u0661"
            })
    void whatElseUsersTypeIsNoNumber(String text) {
        assertThat(AriTranslator.isNumber(text)).isFalse();
        assertThat(AriTranslator.outside("PJSIP", "trunk", text)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1001&1002", "PJSIP/", "Local/1@x", "1001/n", "", "a b", "x,y"})
    void whatIsNoPhoneIsNotCalled(String endpoint) {
        assertThat(AriTranslator.phone("PJSIP", endpoint)).isNull();
    }

    @Test
    void aPhoneMayBeNamedWithItsTechnologyOrWithout() {
        assertThat(AriTranslator.phone("PJSIP", "1001")).isEqualTo("PJSIP/1001");
        assertThat(AriTranslator.phone("PJSIP", "PJSIP/desk-7.a")).isEqualTo("PJSIP/desk-7.a");
    }

    @Test
    void announcementsStayWithinTheSounds() {
        assertThat(AriTranslator.media("hello/world")).isEqualTo("sound:hello/world");
        assertThat(AriTranslator.media("sound:beep")).isEqualTo("sound:beep");
        assertThat(AriTranslator.media("digits:42")).isEqualTo("digits:42");
        for (String evil : new String[] {"../etc/passwd", "/etc", "recording:x", "http://x", ""}) {
            assertThat(AriTranslator.media(evil)).as(evil).isNull();
        }
    }

    @Test
    void headersNeitherBreakTheLineNorGrow() {
        assertThat(AriTranslator.headerValue("a\r\nEvil: 1")).isEqualTo("a  Evil: 1");
        assertThat(AriTranslator.headerValue("x".repeat(400))).hasSize(255);
        assertThat(AriTranslator.headerOf("Var10")).isEqualTo("X-Var10");
        assertThat(AriTranslator.headerOf("user.account")).isEqualTo("X-ECC-user.account");
        assertThat(AriTranslator.headerOf("a)b")).isNull();
        assertThat(AriTranslator.variableOf("x-var3")).isEqualTo("Var3");
        assertThat(AriTranslator.variableOf("X-Var11")).isNull();
        assertThat(AriTranslator.variableOf("X-ecc-user.account")).isEqualTo("user.account");
        assertThat(AriTranslator.shownName("Bob \"<sip:x>\"\n")).isEqualTo("Bob   sip x");
    }

    @Test
    void userToUserIsHexUnlessItSaysOtherwise() {
        assertThat(AriTranslator.userToUser("3132;encoding=hex").hex()).isEqualTo("3132");
        assertThat(AriTranslator.userToUser("3132").hex()).isEqualTo("3132");
        assertThat(AriTranslator.userToUser("hello").hex()).isEqualTo("68656c6c6f");
        assertThat(AriTranslator.userToUser("3132;encoding=text").hex()).isEqualTo("33313332");
    }

    @Test
    void statesCausesAndTimesAreTranslated() {
        assertThat(AriTranslator.state("Ring")).isEqualTo(LegState.RINGING);
        assertThat(AriTranslator.state("Up")).isEqualTo(LegState.UP);
        assertThat(AriTranslator.state("Rsrvd")).isEqualTo(LegState.DIALLING);
        assertThat(AriTranslator.reason(17)).isEqualTo(FailReason.BUSY);
        assertThat(AriTranslator.reason(0)).isEqualTo(FailReason.UNREACHABLE);
        assertThat(AriTranslator.timeMs("1970-01-01T00:00:00.000+0000")).isZero();
        assertThat(AriTranslator.timeMs("2026-11-21T22:28:38.754+0100"))
                .isEqualTo(1_795_296_518_754L);
        assertThat(AriTranslator.timeMs("yesterday")).isZero();
        assertThat(AriTranslator.device("PJSIP/desk-7-0000002a")).isEqualTo("PJSIP/desk-7");
        assertThat(AriTranslator.isPseudo("Snoop/x")).isTrue();
    }
}
