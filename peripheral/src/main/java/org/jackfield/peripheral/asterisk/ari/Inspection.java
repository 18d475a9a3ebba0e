package org.jackfield.peripheral.asterisk.ari;

import org.jackfield.gateway.pim.ChannelComparison;
import org.jackfield.protocol.pim.ChannelChecked;
import org.jackfield.protocol.pim.CheckChannel;
import org.jackfield.protocol.pim.CompareChannels;
import org.jackfield.protocol.pim.SnapshotChannel;
import org.jackfield.protocol.record.Arguments;

import java.util.Set;
import java.util.TreeSet;

/**
 * Asks Asterisk how single channels are, beside the running traffic. What shows that an event was
 * missed is told as the event would have told it. A question without an answer is left without one:
 * the gateway asks again.
 */
final class Inspection {

    private final AriSettings settings;
    private final Requests requests;
    private final Switchboard board;
    private final Resync resync;
    private final AriOutputs outputs;
    private final Sweep sweep;

    Inspection(
            AriSettings settings,
            Requests requests,
            Switchboard board,
            Resync resync,
            AriOutputs outputs) {
        this.settings = settings;
        this.requests = requests;
        this.board = board;
        this.resync = resync;
        this.outputs = outputs;
        this.sweep = new Sweep(requests, board, resync, outputs);
    }

    /** One channel. */
    void check(CheckChannel check) {
        if (AriTranslator.isId(check.channel())) {
            requests.send(
                    AriRequest.of("GET", "channels/" + check.channel()),
                    answer -> checked(check, answer));
        }
    }

    private void checked(CheckChannel check, AriResponse answer) {
        if (resync.running()) {
            return;
        }
        AriChannel known = board.channels.get(check.channel());
        if (answer.status() == 404) {
            if (known != null && known.inStasis) {
                board.ended(known, 0);
            }
            tell(check, null);
        } else if (answer.good()) {
            resync.look(check.channel(), answer.content(), seen -> tell(check, seen));
        }
    }

    private void tell(CheckChannel check, SnapshotChannel seen) {
        outputs.report(new ChannelChecked(check.operation(), check.channel(), seen));
    }

    /**
     * All channels, by the list of ids that Asterisk keeps for the application. A dialled channel
     * is in it only when it is up; until then its dialling watches over it. How they are is
     * compared as the board has it, without a question to Asterisk: {@link Sweep} holds the board
     * beside Asterisk.
     */
    void compare(CompareChannels compare) {
        sweep.asked();
        requests.send(
                AriRequest.of("GET", "applications/" + settings.application()),
                answer -> {
                    if (answer.good() && !resync.running()) {
                        compared(compare, answer.content());
                    }
                });
    }

    private void compared(CompareChannels compare, Arguments application) {
        Set<String> channels = new TreeSet<>();
        for (Object each : application.list("channel_ids")) {
            channels.add(each.toString());
        }
        for (AriChannel each : board.channels.values()) {
            if (!each.up() && !each.inbound) {
                channels.add(each.id);
            }
            if (!each.announced) {
                channels.remove(each.id); // what came with it is still being read
            }
        }
        ChannelComparison comparison = new ChannelComparison(compare);
        for (String id : channels) {
            AriChannel each = board.channels.get(id);
            if (each == null) {
                comparison.add(id);
            } else {
                comparison.add(id, each.state, each.bridge, each.heldByPhone);
            }
        }
        outputs.report(comparison.answer());
    }
}
