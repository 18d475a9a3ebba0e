package org.jackfield.ctios.session;

import org.jackfield.ctios.object.AgentKey;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Who may chat with whom (BEH-287).
 *
 * @param agents level of agents, AgentChatLevel, default TeamSupervisors (REG-032)
 * @param supervisors level of supervisors, SupervisorChatLevel, default Unrestricted (REG-072)
 * @param people whom the site has; who is not here is an agent without a team
 * @param teams AgentIDs of the supervisors of each team, the primary one first
 */
public record ChatSettings(
        ChatLevel agents,
        ChatLevel supervisors,
        List<Person> people,
        SortedMap<Integer, List<String>> teams) {

    /** A site without people and teams, at the default levels. */
    public static final ChatSettings DEFAULTS =
            new ChatSettings(
                    ChatLevel.TEAM_SUPERVISORS, ChatLevel.UNRESTRICTED, List.of(), new TreeMap<>());

    private static final int NO_TEAM = 0;

    public ChatSettings {
        people = List.copyOf(people);
        teams = Collections.unmodifiableSortedMap(new TreeMap<>(teams));
    }

    /**
     * One of the site's people.
     *
     * @param loginName may be given instead of the AgentID; may be empty
     * @param team number of the team; 0: none
     */
    public record Person(AgentKey key, String loginName, int team, boolean supervisor) {}

    /** The same at other levels. */
    public ChatSettings at(ChatLevel ofAgents, ChatLevel ofSupervisors) {
        return new ChatSettings(ofAgents, ofSupervisors, people, teams);
    }

    /** The level at which this agent, or supervisor, chats. */
    ChatLevel level(AgentKey who) {
        return person(who).supervisor() ? supervisors : agents;
    }

    /** The agents whom a text may mean, by AgentID or by login name (BEH-289). */
    AgentKey addressee(long peripheral, String text) {
        for (Person each : people) {
            boolean named = !text.isEmpty() && each.loginName().equalsIgnoreCase(text);
            if (each.key().peripheral() == peripheral && named) {
                return each.key();
            }
        }
        return new AgentKey(peripheral, text);
    }

    /** Whether the one may send the other a line. */
    boolean allowed(AgentKey from, AgentKey to) {
        Person one = person(from);
        Person other = person(to);
        List<String> chiefs = new ArrayList<>(teams.getOrDefault(one.team(), List.of()));
        boolean sameTeam = one.team() != NO_TEAM && one.team() == other.team();
        boolean chief = chiefs.contains(to.id());
        boolean samePlace = from.peripheral() == to.peripheral();
        return samePlace
                && switch (level(from)) {
                    case DISABLED -> false;
                    case PRIMARY_SUPERVISOR -> chief && chiefs.getFirst().equals(to.id());
                    case TEAM_SUPERVISORS -> chief || sameTeam && other.supervisor();
                    case TEAM -> chief || sameTeam;
                    case UNRESTRICTED -> true;
                };
    }

    private Person person(AgentKey key) {
        for (Person each : people) {
            if (each.key().equals(key)) {
                return each;
            }
        }
        return new Person(key, "", NO_TEAM, false);
    }
}
