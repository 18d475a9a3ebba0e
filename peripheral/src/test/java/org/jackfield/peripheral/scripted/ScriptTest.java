package org.jackfield.peripheral.scripted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jackfield.protocol.pim.Answered;
import org.jackfield.protocol.pim.Arrived;
import org.jackfield.protocol.pim.Dialled;
import org.jackfield.protocol.pim.Held;
import org.jackfield.protocol.pim.SwitchDown;
import org.jackfield.protocol.pim.Variable;
import org.junit.jupiter.api.Test;

class ScriptTest {

    private final Bench bench = new Bench(3);

    private Script play(String text, long ms) {
        Script script = Script.of(text, bench.owner, (ScriptedAcd) bench.acd);
        bench.owner.join(script);
        bench.run(ms);
        return script;
    }

    @Test
    void aCallerComesAtHisTimeWithHisNameAndData() {
        Script script =
                play(
                        """
                        # one caller
                        at 2s caller 03023125001 dials 7000 as "Ada #1" with Var1=Gold, Var2="a b"
                        """,
                        1_000);
        assertThat(bench.heard).isEmpty();
        bench.run(2_000);

        Arrived arrived = bench.only(Arrived.class);
        assertThat(arrived.calling()).isEqualTo("03023125001");
        assertThat(arrived.callingName()).isEqualTo("Ada #1");
        assertThat(arrived.called()).isEqualTo("7000");
        assertThat(arrived.variables())
                .containsExactly(new Variable("Var1", "Gold"), new Variable("Var2", "a b"));
        assertThat(script.finished()).isTrue();
    }

    @Test
    void aPhoneWaitsUntilItRingsBeforeItAnswers() {
        Script script = play("phone 2001 answers\nafter 1s phone 2001 holds", 5_000);
        assertThat(script.finished()).isFalse();
        bench.dial("k-1", "2001", false);
        bench.run(2_000);

        assertThat(bench.only(Answered.class).channel()).isEqualTo("k-1");
        assertThat(bench.only(Held.class).channel()).isEqualTo("k-1");
        assertThat(script.finished()).isTrue();
        assertThat(script.failure()).isEmpty();
    }

    @Test
    void aLineThatCannotBeDoneInTimeIsNamed() {
        Script script = play("phone 2001 answers\nphone 2001 dials 2002", 31_000);

        assertThat(script.finished()).isTrue();
        assertThat(script.failure()).isEqualTo("line 1 could not be done: phone 2001 answers");
        assertThat(bench.all(Dialled.class)).isEmpty();
    }

    @Test
    void theLinkAndTheSwitchFailByScript() {
        play(
                "link cut\nafter 1s link healed\nafter 1s switch crashes\nafter 1s switch restarts",
                9_000);

        assertThat(bench.all(SwitchDown.class)).hasSize(2);
        assertThat(bench.reachable).hasSize(5);
    }

    @Test
    void aLineThatCannotBeReadIsNamedWithTheRemedy() {
        assertThatThrownBy(() -> play("\nphone 2001 sings", 0))
                .isInstanceOf(ScriptException.class)
                .hasMessageStartingWith("script line 2 'phone 2001 sings': a phone answers, ");
        assertThatThrownBy(() -> play("phone 9999 answers", 0))
                .hasMessageContaining("there is no phone 9999");
        assertThatThrownBy(() -> play("at noon phone 2001 answers", 0))
                .hasMessageContaining("'noon' is no time such as 500ms");
        assertThatThrownBy(() -> play("phone 2001 answers now", 0))
                .hasMessageContaining("too much at the end: now");
    }
}
