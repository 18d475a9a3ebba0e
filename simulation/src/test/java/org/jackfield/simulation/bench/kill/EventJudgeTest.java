package org.jackfield.simulation.bench.kill;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.client.cil.CilEvent;
import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.record.Arguments;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class EventJudgeTest {

    private static final String AGENT = "agent.5000.1001";

    private final Tally tally = new Tally();
    private final EventJudge judge = new EventJudge("1001", tally);

    private void told(String name, long number) {
        judge.happened(new CilEvent(name, AGENT, Arguments.EMPTY, number, 0), AgentState.AVAILABLE);
    }

    private void connected(boolean resumed) {
        Arguments args = Arguments.builder().put("Resumed", resumed).build();
        judge.happened(new CilEvent("OnConnection", "", args, 0, 0), AgentState.AVAILABLE);
    }

    private int found(Tally.Kind kind) {
        return tally.count(kind);
    }

    @Test
    @Tag("BEH-348")
    void anAgentShownWithoutCallsAfterAChangeOfServerIsNoFinishedTransfer() {
        judge.loggedIn();
        told("OnConnectionFailure", 0);
        assertThat(judge.callsTold()).as("while there is no server").isFalse();

        connected(false);
        told("OnAgentStateChange", 1);
        assertThat(judge.callsTold()).as("with the agent told, but not the calls").isFalse();

        told("OnSnapshotDeviceConf", 2);
        assertThat(judge.callsTold()).isTrue();
    }

    /** Found with scripted seed 5002: a call on hold was taken for retrieved. */
    @Test
    void whileTheCtiServerIsAwayAndUntilTheCallsAreToldAgainTheScreenDoesNotCount() {
        judge.loggedIn();
        ctiServer(false);
        assertThat(judge.callsTold()).isFalse();
        told("OnCallEstablished", 2);
        ctiServer(true);
        told("OnCallHeld", 4);
        assertThat(judge.callsTold()).isFalse();
        told("OnSnapshotDeviceConf", 5);
        assertThat(judge.callsTold()).isTrue();
    }

    private void ctiServer(boolean there) {
        Arguments status = Arguments.builder().put("CtiServer", there).build();
        Arguments args = Arguments.builder().put("StatusSystem", status).build();
        judge.happened(
                new CilEvent("OnCTIOSFailure", "", args, there ? 3 : 1, 0), AgentState.AVAILABLE);
    }

    @Test
    void aResumedSessionGoesOnWithTheCallsItHad() {
        judge.loggedIn();
        told("OnConnectionFailure", 0);
        connected(true);
        assertThat(judge.callsTold()).isTrue();
    }

    @Test
    void aSessionResumedWhileTheCtiServerIsAwayStillWaitsForItsCalls() {
        judge.loggedIn();
        ctiServer(false);
        told("OnConnectionFailure", 0);
        told("OnConnectionFailure", 0);
        connected(true);
        assertThat(judge.callsTold()).isFalse();
        ctiServer(true);
        assertThat(judge.callsTold()).isFalse();
        told("OnSnapshotDeviceConf", 5);
        assertThat(judge.callsTold()).isTrue();
        told("OnConnectionFailure", 0);
        connected(true);
        assertThat(judge.callsTold()).isTrue();
    }

    @Test
    void beforeTheLoginThereAreNoCallsToWaitFor() {
        told("OnConnectionFailure", 0);
        connected(false);
        assertThat(judge.callsTold()).isTrue();
    }

    @Test
    void anEventThatIsMissingIsFoundLost() {
        told("OnCallBegin", 1);
        told("OnCallEnd", 3);
        assertThat(found(Tally.Kind.LOST_EVENTS)).isEqualTo(1);
        assertThat(found(Tally.Kind.DOUBLED_EVENTS)).isZero();
    }

    @Test
    void anEventThatComesAgainIsFoundDoubledAlsoAfterAResume() {
        told("OnCallBegin", 1);
        told("OnConnectionFailure", 0);
        connected(true);
        told("OnCallBegin", 1);
        assertThat(found(Tally.Kind.DOUBLED_EVENTS)).isEqualTo(1);
    }

    @Test
    void aNewSessionCountsFromItsOwnFirstNumber() {
        told("OnCallBegin", 7);
        told("OnConnectionFailure", 0);
        connected(false);
        told("OnCallBegin", 3);
        told("OnCallEnd", 4);
        assertThat(tally.findings()).isEmpty();
    }

    @Test
    void aLogoutNobodyAskedForIsFoundFromTheLoginToTheEndOfTheSession() {
        CilEvent state = new CilEvent("OnAgentStateChange", AGENT, Arguments.EMPTY, 0, 0);
        judge.happened(state, AgentState.LOGOUT);
        assertThat(found(Tally.Kind.WRONGLY_LOGGED_OUT)).as("before the login").isZero();

        judge.loggedIn();
        judge.happened(state, AgentState.LOGOUT);
        assertThat(found(Tally.Kind.WRONGLY_LOGGED_OUT)).isEqualTo(1);

        judge.ended();
        judge.happened(state, AgentState.LOGOUT);
        assertThat(found(Tally.Kind.WRONGLY_LOGGED_OUT)).as("after the end").isEqualTo(1);
    }
}
