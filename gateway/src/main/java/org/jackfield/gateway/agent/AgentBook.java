package org.jackfield.gateway.agent;

import org.jackfield.protocol.log.SessionKey;
import org.jackfield.protocol.site.SiteAgent;
import org.jackfield.protocol.site.SiteDeskSettings;
import org.jackfield.protocol.site.SiteDevice;
import org.jackfield.protocol.site.SitePeripheral;
import org.jackfield.protocol.site.SiteReason;
import org.jackfield.protocol.site.SiteSkillGroup;
import org.jackfield.protocol.site.SiteTeam;

import java.util.List;

/** The agents of one peripheral. One book a PeripheralID. */
public final class AgentBook {

    private final SitePeripheral peripheral;

    public AgentBook(SitePeripheral peripheral, AgentSettings settings) {
        this.peripheral = peripheral;
    }

    /** The switch that the agents belong to. */
    public SitePeripheral peripheral() {
        return peripheral;
    }

    /** Site data: a new or changed agent; one who is logged in gets the new skills at once. */
    public void setAgent(SiteAgent agent, long nowMs, AgentOutput out) {}

    /** Site data: a phone; a changed extension logs the agent at it out (-3). */
    public void setDevice(SiteDevice device, long nowMs, AgentOutput out) {}

    /** Site data: a skill group. */
    public void setSkillGroup(SiteSkillGroup skillGroup) {}

    /** Site data: a team. */
    public void setTeam(SiteTeam team) {}

    /** Site data: desk settings; they hold from the next call on. */
    public void setDeskSettings(SiteDeskSettings settings) {}

    /** Site data: a reason code. */
    public void setReason(SiteReason reason) {}

    /** Takes a SET_AGENT_STATE_REQ; answers first, then tells what changed. */
    public void request(AgentStateRequest request, long nowMs, AgentOutput out) {}

    /** A session ended: its agents are orphans, and logged out after the grace. */
    public void sessionClosed(SessionKey session, long nowMs, AgentOutput out) {}

    /**
     * What is at a phone now: every connection, whenever one came, went or changed. An empty list
     * when the last is gone.
     */
    public void callsChanged(
            String instrument, List<CallAtDevice> calls, long nowMs, AgentOutput out) {}

    /**
     * Keeps an agent for a call that will be offered; Reserved from now on until the call is
     * answered or {@link #offerEnded}.
     *
     * @return false when the agent is not routable any more; nothing was done then
     */
    public boolean reserve(
            String agentId, int skillGroup, long callId, long nowMs, AgentOutput out) {
        return false;
    }

    /** The reservation is over without an answer; does nothing for a call not reserved for. */
    public void offerEnded(
            String agentId, long callId, OfferEnd end, long nowMs, AgentOutput out) {}

    /** Wrap-up text was entered for a call of the phone (REQUIRED_WITH_DATA, WUP-002). */
    public void wrapUpEntered(String instrument) {}

    /** A phone came or went (BEH-346). */
    public void deviceInService(
            String instrument, boolean inService, long nowMs, AgentOutput out) {}

    /** Not ready and logged out, all of them, with a reason such as -1; calls or no calls. */
    public void logOutAll(int reason, long nowMs, AgentOutput out) {}

    /**
     * Whether a phone's agent may dial a number (MAKE_CALL, BEH-367) or consult.
     *
     * @param consult true for a call beside one that is on
     */
    public AgentVerdict mayDial(String instrument, String number, boolean consult) {
        return AgentVerdict.ACCEPTED;
    }

    /** Fires what is due. */
    public void onTime(long nowMs, AgentOutput out) {}

    /** When {@link #onTime} wants to be called next; {@link Long#MAX_VALUE} when never. */
    public long nextDeadlineMs() {
        return Long.MAX_VALUE;
    }

    /** A logged-in agent by AgentID or login name, or null. */
    public AgentView agent(String agentId) {
        return null;
    }

    /** The agent logged in at a phone (instrument or extension), or null. */
    public AgentView agentAt(String instrument) {
        return null;
    }

    /** All who are logged in, by AgentID. */
    public List<AgentView> agents() {
        return List.of();
    }
}
