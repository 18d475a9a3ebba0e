package org.jackfield.ctios.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.ctios.object.AgentKey;
import org.jackfield.protocol.cil.Event;
import org.jackfield.protocol.cil.Outcome;
import org.jackfield.protocol.cil.Reply;
import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.ged188.SetAgentStateConf;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.TreeMap;

/** SendChatMessage: who may, what arrives, and what is said when it does not. */
class ChatTest {

    private static final ChatSettings OPEN =
            ChatSettings.DEFAULTS.at(ChatLevel.UNRESTRICTED, ChatLevel.UNRESTRICTED);

    private PeerBench site = new PeerBench(SecondLogin.WARN, OPEN).up();

    private void levels(ChatLevel level) {
        site = new PeerBench(SecondLogin.WARN, OPEN.at(level, level)).up();
    }

    /** 1001 sits at server A, 1002 at the other. */
    private void bothThere() {
        site.a.logIn(1);
        logIn(site.b, 2, "1002");
        site.settle();
    }

    private static void logIn(Bench bench, long link, String agent) {
        bench.hello(link, null, 0);
        bench.ask(link, "SetAgent", "", "AgentID", agent, "PeripheralID", Bench.PERIPHERAL);
        bench.answerReads(AgentState.NOT_READY.value());
        bench.ask(link, "Login", "agent.5000." + agent, "AgentPassword", "p");
        bench.confirm(SetAgentStateConf.builder().build());
        bench.answerReads(AgentState.NOT_READY.value());
        bench.asked.clear();
    }

    private Reply says(String target, String text) {
        long id =
                site.a.ask(
                        1,
                        "SendChatMessage",
                        Bench.AGENT,
                        "Distribution",
                        "agent",
                        "Target",
                        target,
                        "Message",
                        text);
        site.settle();
        return site.a.reply(1, id);
    }

    private static List<Event> lines(Bench bench, long link) {
        return bench.events(link).stream().filter(e -> e.name().equals("OnChatMessage")).toList();
    }

    @Test
    @Tag("BEH-339")
    void aLineReachesADesktopOfTheOtherServer() {
        bothThere();
        Reply reply = says("1002", "Grüße");

        assertThat(reply.outcome()).isEqualTo(Outcome.DONE);
        assertThat(lines(site.b, 2)).hasSize(1);
        Event line = lines(site.b, 2).getFirst();
        assertThat(line.args().text("Message")).isEqualTo("Grüße");
        assertThat(line.args().text("Source")).isEqualTo("1001");
        assertThat(line.args().text("Target")).isEqualTo("1002");
        assertThat(line.args().text("Distribution")).isEqualTo("agent");
    }

    @Test
    void aLineReachesADesktopOfTheSameServer() {
        site.a.logIn(1);
        logIn(site.a, 3, "1003");
        assertThat(says("1003", "hello").outcome()).isEqualTo(Outcome.DONE);
        assertThat(lines(site.a, 3)).hasSize(1);
        assertThat(lines(site.a, 1)).isEmpty();
    }

    @Test
    void whoReloadsThePageFindsTheLineThatCameMeanwhile() {
        bothThere();
        String token = site.b.welcome(2).token();
        long last = site.b.lastEvent(2);
        site.b.put(new CtiOsInput.Closed(2));
        site.settle();
        assertThat(says("1002", "later").outcome()).isEqualTo(Outcome.DONE);
        site.b.hello(4, token, last);
        assertThat(lines(site.b, 4)).hasSize(1);
    }

    @Test
    void whoHasNoDesktopAnywhereIsNamedInTheRefusal() {
        bothThere();
        Reply reply = says("1009", "hello");
        assertThat(reply.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(reply.text()).isEqualTo("1009 has no desktop now; nothing was sent.");
    }

    @Test
    void whileThePeerIsDownTheRefusalSaysThatItCannotBeAsked() {
        bothThere();
        site.reachable = false;
        site.cut();
        assertThat(says("1002", "hello").text()).contains("Another server cannot be asked now");
    }

    @Test
    void aPeerThatDoesNotAnswerEndsTheRequest() {
        bothThere();
        site.silent = true;
        assertThat(says("1002", "hello")).isNull();
        site.pass(Chat.PEER_ANSWER_MS);
        assertThat(site.a.heardBy(1).getLast())
                .isInstanceOfSatisfying(
                        Reply.class, r -> assertThat(r.text()).contains("does not answer"));
    }

    @Test
    @Tag("BEH-287")
    @Tag("BEH-514")
    void whomTheLevelForbidsIsRefusedAtTheSendersServer() {
        levels(ChatLevel.TEAM_SUPERVISORS);
        bothThere();
        Reply reply = says("1002", "hello");
        assertThat(reply.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(reply.text()).isEqualTo("You may not chat with 1002.");
        assertThat(lines(site.b, 2)).isEmpty();
    }

    @Test
    @Tag("BEH-287")
    void whereChatIsDisabledTheButtonIsOffAndTheRequestSaysWhy() {
        levels(ChatLevel.DISABLED);
        bothThere();
        assertThat(site.a.button(1, Bench.AGENT, "SendChatMessage").truth("on")).isFalse();
        assertThat(says("1002", "hello").text()).isEqualTo("Chat is switched off here.");

        levels(ChatLevel.UNRESTRICTED);
        bothThere();
        assertThat(site.a.button(1, Bench.AGENT, "SendChatMessage").truth("on")).isTrue();
    }

    @Test
    void aLineIsOneTo255BytesForAnAgent() {
        bothThere();
        assertThat(says("1002", "x".repeat(255)).outcome()).isEqualTo(Outcome.DONE);
        assertThat(says("1002", "ü".repeat(128)).text()).contains("this has 256");
        assertThat(says("1002", " ").outcome()).isEqualTo(Outcome.FAILED);
        assertThat(says("", "hello").text()).startsWith("Target");
    }

    @ParameterizedTest
    @CsvSource({
        "DISABLED, UNRESTRICTED, 1, 2, false",
        "PRIMARY_SUPERVISOR, UNRESTRICTED, 1, 8, true",
        "PRIMARY_SUPERVISOR, UNRESTRICTED, 1, 9, false",
        "PRIMARY_SUPERVISOR, UNRESTRICTED, 1, 2, false",
        "TEAM_SUPERVISORS, UNRESTRICTED, 1, 8, true",
        "TEAM_SUPERVISORS, UNRESTRICTED, 1, 9, true",
        "TEAM_SUPERVISORS, UNRESTRICTED, 1, 2, false",
        "TEAM, UNRESTRICTED, 1, 2, true",
        "TEAM, UNRESTRICTED, 1, 9, true",
        "TEAM, UNRESTRICTED, 1, 3, false",
        "UNRESTRICTED, UNRESTRICTED, 1, 3, true",
        "UNRESTRICTED, DISABLED, 8, 1, false",
        "UNRESTRICTED, TEAM, 8, 1, true",
        "UNRESTRICTED, TEAM, 8, 3, false",
        "DISABLED, UNRESTRICTED, 8, 3, true",
    })
    @Tag("BEH-287")
    void eachLevelAllowsWhomItNames(
            ChatLevel agents, ChatLevel supervisors, String from, String to, boolean allowed) {
        TreeMap<Integer, List<String>> teams = new TreeMap<>();
        teams.put(1, List.of("8", "9"));
        List<ChatSettings.Person> people =
                List.of(
                        new ChatSettings.Person(new AgentKey(5000, "1"), "ann", 1, false),
                        new ChatSettings.Person(new AgentKey(5000, "2"), "bob", 1, false),
                        new ChatSettings.Person(new AgentKey(5000, "3"), "cem", 2, false),
                        new ChatSettings.Person(new AgentKey(5000, "8"), "eva", 1, true),
                        new ChatSettings.Person(new AgentKey(5000, "9"), "fay", 2, true));
        ChatSettings chat = new ChatSettings(agents, supervisors, people, teams);
        assertThat(chat.allowed(new AgentKey(5000, from), new AgentKey(5000, to)))
                .isEqualTo(allowed);
        assertThat(chat.allowed(new AgentKey(5000, from), new AgentKey(6000, to))).isFalse();
    }

    @Test
    @Tag("BEH-289")
    void anAddresseeIsNamedByNumberOrByLoginName() {
        ChatSettings chat =
                new ChatSettings(
                        ChatLevel.TEAM,
                        ChatLevel.TEAM,
                        List.of(new ChatSettings.Person(new AgentKey(5000, "1"), "ann", 1, false)),
                        new TreeMap<>());
        assertThat(chat.addressee(5000, "Ann").id()).isEqualTo("1");
        assertThat(chat.addressee(5000, "1").id()).isEqualTo("1");
        assertThat(chat.addressee(6000, "ann").id()).isEqualTo("ann");
    }
}
