package org.jackfield.node.ems;

import java.util.List;

/**
 * A message: a fixed sentence, into which up to five arguments go.
 *
 * @param id 32 bits, the top hex digit tells the severity
 * @param sentence with %1 to %5 where the arguments go
 */
public record EmsMessage(int id, String sentence) {

    /** Most arguments of a message. */
    public static final int ARGUMENTS_MAX = 5;

    private static final int NUMBER_MAX = 0x0FFF_FFFF;

    /**
     * A message of a severity.
     *
     * @param number 0 to 0x0FFFFFFF
     */
    public static EmsMessage of(EmsSeverity severity, int number, String sentence) {
        if (number < 0 || number > NUMBER_MAX) {
            throw new IllegalArgumentException("a message number has seven hex digits: " + number);
        }
        return new EmsMessage(severity.digit() << 28 | number, sentence);
    }

    public EmsSeverity severity() {
        return EmsSeverity.of(id);
    }

    /** The sentence with its arguments; those that have no place follow at the end. */
    public String text(List<String> arguments) {
        StringBuilder text = new StringBuilder();
        boolean[] placed = new boolean[arguments.size()];
        for (int i = 0; i < sentence.length(); i++) {
            char each = sentence.charAt(i);
            int number = i + 1 < sentence.length() ? sentence.charAt(i + 1) - '1' : -1;
            if (each == '%' && number >= 0 && number < arguments.size()) {
                text.append(arguments.get(number));
                placed[number] = true;
                i++;
            } else {
                text.append(each);
            }
        }
        for (int i = 0; i < placed.length; i++) {
            if (!placed[i]) {
                text.append(' ').append(arguments.get(i));
            }
        }
        return text.toString();
    }
}
