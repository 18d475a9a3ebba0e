package org.jackfield.app.demo;

import java.util.List;

/**
 * An agent of the demo site.
 *
 * @param id AgentID and login
 * @param password in clear: this site is made for visitors, on loopback
 * @param instrument AgentInstrument, also the extension and the switch's name of the phone
 * @param automatic true when the demo plays this agent; the others are the visitor's
 * @param skillGroups SkillGroupNumbers
 */
record DemoAgent(
        String id,
        String password,
        String firstName,
        String lastName,
        String instrument,
        int team,
        boolean automatic,
        List<Integer> skillGroups) {

    DemoAgent {
        skillGroups = List.copyOf(skillGroups);
    }

    String name() {
        return firstName + " " + lastName;
    }
}
