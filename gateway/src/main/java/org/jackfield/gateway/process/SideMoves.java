package org.jackfield.gateway.process;

import org.jackfield.gateway.member.Member;
import org.jackfield.gateway.opc.OpcReads;
import org.jackfield.node.console.ConsoleCommand;
import org.jackfield.protocol.log.ActiveSideAsked;
import org.jackfield.protocol.log.Input;
import org.jackfield.protocol.log.SideChangePlanned;

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
                "PERIPHERAL A|B [now]",
                "Let another side command a switch; its calls talk on. Clients that would have to"
                        + " move are asked first, but for now.",
                this::move);
    }

    private String move(List<String> words) {
        boolean now = words.size() == 3 && words.get(2).equals("now");
        if (words.size() != (now ? 3 : 2)
                || !words.getFirst().matches("\\d{1,9}")
                || !words.get(1).matches("[ABab]")) {
            throw new IllegalArgumentException(
                    "say move_side, a peripheral's number, A or B, and perhaps now");
        }
        int peripheral = Integer.parseInt(words.getFirst());
        String side = words.get(1).toUpperCase(Locale.ROOT);
        int source = SIDES.indexOf(side);
        String whyNot =
                member.inTouch()
                        ? reads.whyNotMoved(peripheral, source)
                        : "this member is cut off from the others; say it at another one";
        if (!whyNot.isEmpty()) {
            throw new IllegalArgumentException(
                    "peripheral " + peripheral + " is not moved to side " + side + ": " + whyNot);
        }
        inputs.accept(
                now
                        ? new ActiveSideAsked(peripheral, source)
                        : new SideChangePlanned(peripheral, source));
        return ("peripheral %d is to be commanded from side %s; list_sides shows when it is, the"
                        + " log of the side that has the clients says so if one refuses\n")
                .formatted(peripheral, side);
    }
}
