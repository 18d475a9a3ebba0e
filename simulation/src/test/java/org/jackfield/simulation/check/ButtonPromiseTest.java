package org.jackfield.simulation.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.client.cil.CilEvent;
import org.jackfield.protocol.cil.Outcome;
import org.jackfield.protocol.cil.Reply;
import org.jackfield.protocol.cil.Request;
import org.jackfield.protocol.record.Arguments;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.TreeMap;

class ButtonPromiseTest {

    private static final String CALL = "call.5000.41.2001";

    private final Findings findings = new Findings();
    private final ButtonPromise promise =
            new ButtonPromise("desk", findings, new TreeMap<>(), () -> false);

    @BeforeEach
    void theButtonIsOn() {
        promise.connected(false, 1);
        Arguments on = Arguments.builder().put("on", true).build();
        Arguments buttons = Arguments.builder().put("Transfer", on).build();
        Arguments args =
                Arguments.builder()
                        .put("Buttons", Arguments.builder().put(CALL, buttons).build())
                        .build();
        promise.onEvent(new CilEvent("OnCallEstablished", CALL, args, 1, 0), 0);
    }

    private void press(int code, long peripheralCode, String why) {
        promise.onPressed(
                Request.builder().id(7).seen(1).name("Transfer").target(CALL).build(), "Transfer");
        Arguments args =
                why == null
                        ? Arguments.EMPTY
                        : Arguments.builder().put("Why", why).put("Changed", false).build();
        promise.onReply(
                Reply.builder()
                        .id(7)
                        .outcome(Outcome.FAILED)
                        .code(code)
                        .peripheralCode(peripheralCode)
                        .text("")
                        .number(1)
                        .args(args)
                        .build(),
                0);
    }

    @ParameterizedTest
    @CsvSource({
        "22, 20069, 1",
        "22, 13121, 1",
        "25, 20017, 1",
        "33, 20069, 0",
        "22, 20066, 0",
        "22, 20017, 0",
        "15, 20153, 0",
        "22, 20014, 0",
        "22, 20009, 0",
        "22, 20010, 0"
    })
    void whatTheGatewayRefusesByItsStateIsFoundUnlessNoEventCouldTellIt(
            int code, long peripheralCode, int found) {
        press(code, peripheralCode, null);

        assertThat(findings.kept()).hasSize(found);
    }

    @Test
    void aButtonThatIsOnAndRefusesThoughNothingChangedIsFound() {
        press(22, 0, "No call to hold.");

        assertThat(findings.kept()).isNotEmpty();
    }
}
