package org.jackfield.peripheral.scripted;

import org.jackfield.protocol.pim.Variable;
import org.jackfield.protocol.record.Octets;

import java.util.ArrayList;
import java.util.List;

/**
 * A caller from outside, as the trunk brings him.
 *
 * @param calling his number; empty when withheld
 * @param name his name; empty when none
 * @param called the number he dials
 * @param variables call data that comes with him
 * @param userToUser user-to-user information; empty when none
 */
public record ScriptedCaller(
        String calling, String name, String called, List<Variable> variables, Octets userToUser) {

    public ScriptedCaller {
        variables = List.copyOf(variables);
    }

    /** Without name and data. */
    public static ScriptedCaller of(String calling, String called) {
        return new ScriptedCaller(calling, "", called, List.of(), Octets.EMPTY);
    }

    /** With one more variable. */
    public ScriptedCaller with(String variable, String value) {
        List<Variable> more = new ArrayList<>(variables);
        more.add(new Variable(variable, value));
        return new ScriptedCaller(calling, name, called, more, userToUser);
    }
}
