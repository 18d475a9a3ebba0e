package org.jackfield.gateway.process;

import org.jackfield.gateway.member.Member;
import org.jackfield.gateway.opc.OpcReads;
import org.jackfield.node.console.ConsoleCommand;
import org.jackfield.protocol.log.ActiveSideAsked;
import org.jackfield.protocol.log.Input;

import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * An operator's word that another side shall command a switch. What would be refused in the order
 * of inputs, where nobody answers, is refused here with the same reason. On the gateway's loop.
 */
final class SideMoves {

    private static final String SIDES = "ABC";

    private final OpcReads reads;
    private final Member member;
    private final Consumer<Input> inputs;

    SideMoves(OpcReads reads, Member member, Consumer<Input> inputs) {
        this.reads = reads;
        this.member = member;
        this.inputs = inputs;
    }

    ConsoleCommand command() {
        return ConsoleCommand.of(
                "move_side",
                "PERIPHERAL A|B",
                "Let another side command a switch; its calls talk on.",
                this::move);
    }

    private String move(List<String> words) {
        if (words.size() != 2
                || !words.getFirst().matches("\\d{1,9}")
                || !words.getLast().matches("[ABab]")) {
            throw new IllegalArgumentException("say move_side, a peripheral's number, and A or B");
        }
        int peripheral = Integer.parseInt(words.getFirst());
        String side = words.getLast().toUpperCase(Locale.ROOT);
        int source = SIDES.indexOf(side);
        String whyNot =
                member.inTouch()
                        ? reads.whyNotMoved(peripheral, source)
                        : "this member is cut off from the others; say it at another one";
        if (!whyNot.isEmpty()) {
            throw new IllegalArgumentException(
                    "peripheral " + peripheral + " is not moved to side " + side + ": " + whyNot);
        }
        inputs.accept(new ActiveSideAsked(peripheral, source));
        return "peripheral %d is to be commanded from side %s; list_sides shows when it is\n"
                .formatted(peripheral, side);
    }
}
