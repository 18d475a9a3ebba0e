package org.jackfield.ctios.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.ctios.peer.PeerSettings;
import org.jackfield.protocol.cil.Closing;
import org.jackfield.protocol.cil.Event;
import org.jackfield.protocol.cil.Goodbye;
import org.jackfield.protocol.cil.Outcome;
import org.jackfield.protocol.cil.PeerChat;
import org.jackfield.protocol.cil.PeerDesk;
import org.jackfield.protocol.cil.PeerHello;
import org.jackfield.protocol.cil.PeerProof;
import org.jackfield.protocol.cil.Reply;
import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.ged188.OpenConf;
import org.jackfield.protocol.ged188.SetAgentStateConf;
import org.jackfield.protocol.ged188.SetAgentStateReq;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.List;

/** Two CTI OS servers that are peers: second login, cuts, silence, strangers. */
class PeersTest {

    private PeerBench site = new PeerBench(SecondLogin.WARN, ChatSettings.DEFAULTS).up();

    private void rule(SecondLogin second) {
        site = new PeerBench(second, ChatSettings.DEFAULTS).up();
    }

    /** 1001 is logged in at a desktop of server A; B knows it from its CTI Server. */
    private void loggedInAtA() {
        site.a.logIn(1);
        site.b.agentState(AgentState.NOT_READY, 0);
        site.settle();
    }

    private long secondLoginAtB() {
        site.b.hello(2, null, 0);
        site.b.ask(2, "SetAgent", "", "AgentID", "1001", "PeripheralID", Bench.PERIPHERAL);
        site.b.answerReads(AgentState.NOT_READY.value());
        return site.b.ask(2, "Login", Bench.AGENT, "AgentPassword", "p", "AgentInstrument", "2001");
    }

    private void passwordIsRight() {
        assertThat(((SetAgentStateReq) site.b.question()).forcedFlag()).isEqualTo(2);
        site.b.confirm(SetAgentStateConf.builder().build());
        site.settle();
    }

    private static List<Long> failures(Bench bench, long link) {
        return bench.events(link).stream()
                .filter(e -> e.name().equals("OnCTIOSFailure"))
                .map(e -> e.args().number("FailureCode"))
                .toList();
    }

    @Test
    @Tag("BEH-271")
    @Tag("BEH-339")
    @Tag("BEH-471")
    void eachServerConnectsToItsPeerAtStartUpAndLearnsWhoHasADesktopThere() {
        loggedInAtA();
        assertThat(PeerBench.up(site.a)).isTrue();
        assertThat(PeerBench.up(site.b)).isTrue();
        assertThat(PeerBench.desks(site.b)).isEqualTo(1);
        assertThat(PeerBench.desks(site.a)).isZero();

        PeerBench late = new PeerBench(SecondLogin.WARN, ChatSettings.DEFAULTS);
        late.a.linkUp();
        late.a.logIn(1);
        late.up();
        assertThat(PeerBench.desks(late.b)).isEqualTo(1);
    }

    @Test
    @Tag("BEH-311")
    void aSecondLoginAtTheOtherServerIsRejectedWhereTheRuleSaysSo() {
        rule(SecondLogin.REJECT);
        loggedInAtA();
        Reply reply = site.b.reply(2, secondLoginAtB());

        assertThat(reply.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(reply.code()).isEqualTo(12);
        assertThat(reply.text()).startsWith("You are logged in on another desktop.");
    }

    @Test
    @Tag("BEH-311")
    void whoseDesktopAtTheOtherServerIsGoneMayLogInHereAlsoWhereASecondLoginIsRejected() {
        rule(SecondLogin.REJECT);
        loggedInAtA();
        site.a.put(new CtiOsInput.Closed(1));
        site.settle();
        long id = secondLoginAtB();
        passwordIsRight();

        assertThat(site.b.reply(2, id).outcome()).isEqualTo(Outcome.DONE);
    }

    @Test
    @Tag("BEH-311")
    void whileThePeerCannotBeAskedASecondLoginIsRejectedAsByOneServer() {
        rule(SecondLogin.REJECT);
        loggedInAtA();
        site.reachable = false;
        site.cut();
        assertThat(site.b.reply(2, secondLoginAtB()).outcome()).isEqualTo(Outcome.FAILED);
    }

    @Test
    @Tag("BEH-312")
    void aSecondLoginAtTheOtherServerIsWarnedAndBothDesktopsSaySo() {
        loggedInAtA();
        long id = secondLoginAtB();
        passwordIsRight();

        assertThat(site.b.reply(2, id).args().text("Warning"))
                .isEqualTo("You are logged in elsewhere too. Both stay in step.");
        assertThat(failures(site.b, 2)).contains(12L);
        assertThat(failures(site.a, 1)).contains(12L);
    }

    @Test
    @Tag("BEH-313")
    void withoutEitherRuleASecondLoginAtTheOtherServerGoesOnWithoutAWord() {
        rule(SecondLogin.ALLOW);
        loggedInAtA();
        long id = secondLoginAtB();
        passwordIsRight();

        assertThat(site.b.reply(2, id).args().text("Warning")).isNull();
        assertThat(failures(site.a, 1)).doesNotContain(12L);
    }

    @Test
    void whoClosesOneOfTwoDesktopsStaysLoggedInAndTheOtherServerTakesTheAgent() {
        loggedInAtA();
        secondLoginAtB();
        passwordIsRight();
        site.b.answerReads(AgentState.NOT_READY.value());
        site.b.confirm(SetAgentStateConf.builder().build());
        site.a.asked.clear();
        site.b.put(new CtiOsInput.Said(2, new Goodbye("closed")));
        site.settle();

        assertThat(site.b.asked).as("B forces nobody").isEmpty();
        SetAgentStateReq taken = (SetAgentStateReq) site.a.question();
        assertThat(taken.agentState()).isEqualTo(AgentState.LOGIN.value());
        assertThat(taken.agentId()).isEqualTo("1001");
    }

    @Test
    @Tag("BEH-364")
    void aHalfWrittenNoteGoesAlongWithItsWriterToThePeer() {
        loggedInAtA();
        Calls.ring(site.a, 41, "2001");
        site.a.happens(Calls.established(41, "2001"));
        site.a.agentState(AgentState.TALKING, 0);
        site.a.agentState(AgentState.WORK_READY, 0);
        site.a.happens(Calls.cleared(41, "2001"));
        site.a.happens(Calls.end(41));
        long kept =
                site.a.ask(1, "KeepWrapupDraft", "call.5000.41.2001", "CallWrapupData", "calls ba");
        assertThat(site.a.reply(1, kept).outcome()).isEqualTo(Outcome.DONE);
        secondLoginAtB();
        passwordIsRight();
        site.a.put(new CtiOsInput.Closed(1));
        site.settle();
        site.a.asked.clear();
        site.a.agentState(AgentState.AVAILABLE, 0);

        assertThat(site.a.asked).as("what A would write over the note given at B").isEmpty();
    }

    @Test
    void whenBothDesktopsAreGoneTheAgentIsTakenOutOfRouting() {
        loggedInAtA();
        secondLoginAtB();
        passwordIsRight();
        site.b.asked.clear();
        site.a.agentState(AgentState.AVAILABLE, 0);
        site.b.agentState(AgentState.AVAILABLE, 0);
        site.a.put(new CtiOsInput.Said(1, new Goodbye("closed")));
        site.settle();
        assertThat(site.a.asked).isEmpty();
        site.b.asked.clear();
        site.b.put(new CtiOsInput.Said(2, new Goodbye("closed")));
        site.settle();

        SetAgentStateReq forced = (SetAgentStateReq) site.b.question();
        assertThat(forced.agentState()).isEqualTo(AgentState.NOT_READY.value());
    }

    @Test
    @Tag("BEH-274")
    void aCutLinkLogsNobodyOutAndComesBackByItself() {
        loggedInAtA();
        site.a.asked.clear();
        site.reachable = false;
        site.cut();
        site.pass(60_000);
        assertThat(PeerBench.up(site.b)).isFalse();
        assertThat(PeerBench.desks(site.b)).isZero();
        assertThat(site.a.asked).isEmpty();
        assertThat(site.b.asked).isEmpty();
        assertThat(site.a.object(1, Bench.AGENT).truth("LoggedInHere")).isTrue();

        site.reachable = true;
        site.pass(2_000);
        assertThat(PeerBench.up(site.b)).isTrue();
        assertThat(PeerBench.desks(site.b)).isEqualTo(1);
    }

    @Test
    void aPeerThatIsGoneLeavesItsAgentsToWhomHasThemHereToo() {
        loggedInAtA();
        secondLoginAtB();
        passwordIsRight();
        site.a.asked.clear();
        site.reachable = false;
        site.cut();

        SetAgentStateReq taken = (SetAgentStateReq) site.a.question();
        assertThat(taken.agentState()).isEqualTo(AgentState.LOGIN.value());
    }

    @Test
    @Tag("BEH-274")
    @Tag("BEH-505")
    void aPeerThatIsSilentIsAskedThreeTimesAndDownAfterTwentySeconds() {
        site.silent = true;
        for (int second = 0; second < 19; second++) {
            site.pass(1_000);
        }
        assertThat(PeerBench.up(site.a)).isTrue();
        site.pass(1_000);
        assertThat(PeerBench.up(site.a)).isFalse();
        assertThat(PeerBench.trouble(site.a)).isEqualTo("silent for 20000 ms");
    }

    @Test
    @Tag("BEH-505")
    void aPeerThatAnswersStaysUpHoweverLittleItHasToSay() {
        for (int second = 0; second < 120; second++) {
            site.pass(1_000);
        }
        assertThat(PeerBench.up(site.a)).isTrue();
        assertThat(PeerBench.up(site.b)).isTrue();
    }

    @Test
    @Tag("BEH-273")
    void aPeerWhoseCtiServerHasOtherSwitchesIsRefusedWithAClearWord() {
        site.b.put(
                new CtiOsInput.LinkUp(
                        "A",
                        OpenConf.builder()
                                .peripheralOnline(1)
                                .fltPeripheralId(List.of(6000L))
                                .build()));
        site.settle();

        assertThat(PeerBench.up(site.a)).isFalse();
        assertThat(PeerBench.up(site.b)).isFalse();
        assertThat(PeerBench.trouble(site.a))
                .startsWith("Peers must have one CTI Server, or one pair, in common")
                .contains("[6000]", "[5000]");
    }

    @Test
    void aServerWithAnotherKeyIsNoPeer() {
        site.b.put(new CtiOsInput.Opened(9, "x"));
        site.b.put(new CtiOsInput.Said(9, new PeerHello(1, "false", "run-9", "nonce")));
        site.b.put(new CtiOsInput.Said(9, new PeerProof("signed:guess", List.of(5000L))));

        assertThat(site.b.heardBy(9).getLast())
                .isInstanceOfSatisfying(
                        Closing.class,
                        last -> assertThat(last.text()).contains("the same token key"));
    }

    @Test
    void whoGreetedOnlyIsToldOfNobodyAndCanSendNothing() {
        loggedInAtA();
        site.a.put(new CtiOsInput.Opened(9, "x"));
        site.a.put(new CtiOsInput.Said(9, new PeerHello(1, "false", "run-9", "nonce")));
        site.a.put(new CtiOsInput.Said(9, new PeerChat(1, 5000, "1002", "1001", "pst")));

        assertThat(site.a.heardBy(9)).noneMatch(PeerDesk.class::isInstance);
        assertThat(site.a.heardBy(9).getLast())
                .isInstanceOfSatisfying(
                        Closing.class, last -> assertThat(last.reason()).isEqualTo("protocol"));
        assertThat(site.a.events(1)).extracting(Event::name).doesNotContain("OnChatMessage");
        assertThat(PeerBench.up(site.b)).as("the real peer is not disturbed").isTrue();
    }

    @Test
    void aServerThatIsItsOwnPeerSaysSo() {
        Bench alone =
                new Bench(
                        Bench.settings("ctios-A", "run-1", SecondLogin.WARN)
                                .withPeers(new PeerSettings(List.of("a:1"), 5_000, 3)));
        alone.pass(0);
        alone.put(new CtiOsInput.PeerOpened(0, 1));
        alone.put(new CtiOsInput.Opened(5, "x"));
        CtiOsOutput.PeerSend hello =
                alone.outputs.stream()
                        .filter(CtiOsOutput.PeerSend.class::isInstance)
                        .map(CtiOsOutput.PeerSend.class::cast)
                        .findFirst()
                        .orElseThrow();
        alone.put(new CtiOsInput.Said(5, hello.frame()));
        alone.put(new CtiOsInput.PeerSaid(0, 1, alone.heardBy(5).getLast()));

        assertThat(PeerBench.trouble(alone)).contains("this server itself");
    }
}
