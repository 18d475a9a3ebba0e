package org.jackfield.peripheral.asterisk.ari;

import org.jackfield.protocol.pim.Answer;
import org.jackfield.protocol.pim.FailReason;

/** Goal: the channel of a caller is up. */
final class AnswerOperation extends Operation {

    private final String channelId;

    AnswerOperation(Answer answer, Operations all) {
        super(answer.operation(), all);
        this.channelId = answer.channel();
    }

    @Override
    void begin() {
        AriChannel channel = all.board().channels.get(channelId);
        if (channel == null) {
            failNoChannel(channelId);
        } else if (channel.up()) {
            done();
        } else if (!channel.inbound) {
            fail(FailReason.NOT_POSSIBLE, 0, "only its own device can answer " + channelId);
        } else {
            ask(AriRequest.of("POST", "channels/" + channelId + "/answer"), this::answered);
        }
    }

    private void answered(AriResponse answer) {
        if (!answer.good()) {
            failBy(answer);
        }
    }

    @Override
    void changed(AriChannel channel) {
        if (channel.id.equals(channelId) && channel.up()) {
            done();
        }
    }

    @Override
    void gone(AriChannel channel, int cause) {
        if (channel.id.equals(channelId)) {
            failNoChannel(channelId);
        }
    }

    @Override
    void settle() {
        AriChannel channel = all.board().channels.get(channelId);
        if (channel != null && channel.up()) {
            done();
        } else {
            super.settle();
        }
    }
}
