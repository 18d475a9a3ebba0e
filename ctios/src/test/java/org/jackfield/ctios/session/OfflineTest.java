package org.jackfield.ctios.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.protocol.cil.Event;
import org.jackfield.protocol.cil.Outcome;
import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.ged188.SystemEvent;
import org.jackfield.protocol.ged188.SystemEventID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

/** A phone, or the switch, goes out of service: desktops say so until it is back. */
class OfflineTest {

    private final Bench bench = new Bench();

    @BeforeEach
    void loggedIn() {
        bench.linkUp();
        bench.logIn(1);
        bench.agentState(AgentState.NOT_READY, 0);
        bench.hello(2, "", 0);
    }

    private void told(SystemEventID what, String phone) {
        bench.happens(
                SystemEvent.builder()
                        .systemEventId(what.value())
                        .systemEventArg1(Bench.PERIPHERAL)
                        .eventDeviceId(phone)
                        .build());
    }

    private Event status(long link) {
        List<Event> told =
                bench.events(link).stream().filter(e -> e.name().equals("OnCTIOSFailure")).toList();
        return told.getLast();
    }

    private boolean online(long link) {
        return status(link).args().nested("StatusSystem").truth("Online");
    }

    private boolean ready() {
        return bench.button(1, Bench.AGENT, "Ready").truth("on");
    }

    @Test
    @Tag("BEH-346")
    void thePhoneOfADesktopIsOutOfServiceAndThatDesktopAloneSaysOffline() {
        assertThat(ready()).isTrue();
        told(SystemEventID.INSTRUMENT_OUT_OF_SERVICE, "2001");
        assertThat(online(1)).isFalse();
        assertThat(status(1).args().text("ErrorMessage")).contains("Your phone is out of service");
        assertThat(online(2)).isTrue();
        assertThat(ready()).isFalse();
    }

    @Test
    @Tag("BEH-346")
    @Tag("BEH-474")
    void itSaysSoUntilThePhoneIsBackAndTheAgentLogsInByHand() {
        told(SystemEventID.INSTRUMENT_OUT_OF_SERVICE, "2001");
        bench.agentState(AgentState.LOGOUT, 50003);
        assertThat(online(1)).isFalse();
        told(SystemEventID.INSTRUMENT_BACK_IN_SERVICE, "2001");
        assertThat(online(1)).isTrue();
        assertThat(bench.asked).isEmpty();
        assertThat(bench.button(1, Bench.AGENT, "Login").truth("on")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {50_003, 0xFFFF})
    @Tag("BEH-346")
    @Tag("BEH-347")
    void whereTheGatewayBringsTheAgentBackTheDesktopActsForTheAgentAgain(int reason) {
        bench.agentState(AgentState.LOGOUT, reason);
        assertThat(bench.object(1, Bench.AGENT).truth("LoggedInHere")).isFalse();
        bench.agentState(AgentState.NOT_READY, reason);
        assertThat(bench.object(1, Bench.AGENT).truth("LoggedInHere")).isTrue();
        assertThat(bench.button(1, Bench.AGENT, "Ready").truth("on")).isTrue();
    }

    @Test
    @Tag("BEH-347")
    void theCallsThatAreStillThereHaveTheirButtonsAgainAtOnce() {
        Calls.ring(bench, 41, "2001");
        bench.happens(Calls.established(41, "2001"));
        bench.agentState(AgentState.LOGOUT, 0xFFFF);
        bench.clear();
        bench.agentState(AgentState.NOT_READY, 0xFFFF);

        assertThat(bench.button(1, "call.5000.41.2001", "Hold").truth("on")).isTrue();
    }

    @Test
    @Tag("BEH-346")
    void whoLoggedOutByWishIsNotHereWhenTheAgentLogsInElsewhere() {
        bench.agentState(AgentState.LOGOUT, 2);
        bench.agentState(AgentState.NOT_READY, 50_003);
        assertThat(bench.object(1, Bench.AGENT).truth("LoggedInHere")).isFalse();
    }

    @Test
    @Tag("BEH-474")
    void aLoginByHandElsewhereDoesNotBringThisDesktopBack() {
        bench.agentState(AgentState.LOGOUT, 50_003);
        bench.agentState(AgentState.NOT_READY, 0);
        assertThat(bench.object(1, Bench.AGENT).truth("LoggedInHere")).isFalse();
    }

    @Test
    @Tag("BEH-346")
    void whoIsLoggedOutMayLogInAtAnotherPhone() {
        told(SystemEventID.INSTRUMENT_OUT_OF_SERVICE, "2001");
        bench.agentState(AgentState.LOGOUT, 50003);
        assertThat(bench.button(1, Bench.AGENT, "Login").truth("on")).isTrue();
    }

    @Test
    @Tag("BEH-346")
    void thePhoneOfSomebodyElseIsNobodysBusiness() {
        int before = bench.events(1).size();
        told(SystemEventID.INSTRUMENT_OUT_OF_SERVICE, "2002");
        assertThat(bench.events(1)).hasSize(before);
        assertThat(ready()).isTrue();
    }

    @Test
    @Tag("BEH-347")
    @Tag("BEH-348")
    void theSwitchIsOutOfServiceAndEveryDesktopSaysOfflineUntilItIsBack() {
        told(SystemEventID.PERIPHERAL_OFFLINE, "");
        assertThat(online(1)).isFalse();
        assertThat(online(2)).isFalse();
        assertThat(ready()).isFalse();
        told(SystemEventID.PERIPHERAL_ONLINE, "");
        assertThat(online(1)).isTrue();
        assertThat(ready()).isTrue();
    }

    @Test
    @Tag("BEH-346")
    @Tag("BEH-351")
    void aNewSessionWithTheCtiServerSaysWhichPhonesAreOutAndOnlyThoseAre() {
        told(SystemEventID.INSTRUMENT_OUT_OF_SERVICE, "2001");
        bench.put(new CtiOsInput.LinkDown("cut"));
        bench.linkUp();
        assertThat(online(1)).as("it came back meanwhile").isTrue();

        bench.put(new CtiOsInput.LinkDown("cut"));
        bench.linkUp();
        told(SystemEventID.INSTRUMENT_OUT_OF_SERVICE, "2001");
        assertThat(online(1)).as("it went out meanwhile").isFalse();
        assertThat(online(2)).isTrue();
    }

    @Test
    @Tag("BEH-350")
    @Tag("BEH-473")
    void whileNoCtiServerCanBeReachedEachRequestFailsAndEveryDesktopSaysOffline() {
        bench.put(new CtiOsInput.LinkDown("neither side answers"));
        assertThat(online(1)).isFalse();
        assertThat(online(2)).isFalse();
        bench.asked.clear();
        for (int i = 0; i < 3; i++) {
            long id = bench.ask(1, "SetAgentState", Bench.AGENT, "AgentState", 3);
            assertThat(bench.reply(1, id).outcome()).isNotEqualTo(Outcome.DONE);
            assertThat(bench.reply(1, id).text()).contains("not connected");
        }
        assertThat(bench.asked).isEmpty();
        bench.linkUp();
        assertThat(online(1)).isTrue();
    }
}
