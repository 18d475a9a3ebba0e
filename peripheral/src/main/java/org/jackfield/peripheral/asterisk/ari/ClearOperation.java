package org.jackfield.peripheral.asterisk.ari;

/** Goal: the channel is gone. */
final class ClearOperation extends Operation {

    private static final int CAUSE_NORMAL = 16;

    private final String channelId;
    private final int cause;

    ClearOperation(long id, String channelId, int cause, Operations all) {
        super(id, all);
        this.channelId = channelId;
        this.cause = cause > 0 && cause < 128 ? cause : CAUSE_NORMAL;
    }

    @Override
    void begin() {
        if (!AriTranslator.isId(channelId)) {
            done();
            return;
        }
        AriChannel channel = all.board().channels.get(channelId);
        if (channel != null && channel.clearedCause < 0) {
            channel.clearedCause = cause;
        }
        ask(
                AriRequest.of("DELETE", "channels/" + channelId)
                        .with("reason_code", Integer.toString(cause)),
                this::answered);
    }

    private void answered(AriResponse answer) {
        AriChannel channel = all.board().channels.get(channelId);
        if (channel == null) {
            done();
        } else if (answer.status() == 404) {
            // Gone already; its own last event may still be on the way.
            all.board().ended(channel, cause);
        } else if (!answer.good()) {
            failBy(answer);
        }
    }

    @Override
    void gone(AriChannel channel, int endCause) {
        if (channel.id.equals(channelId)) {
            done();
        }
    }

    @Override
    void settle() {
        begin();
    }

    @Override
    void overdue() {
        // Its last event may have been lost: look, once.
        deadlineMs = Long.MAX_VALUE;
        ask(AriRequest.of("GET", "channels/" + channelId), this::looked);
    }

    private void looked(AriResponse answer) {
        if (answer.good()) {
            super.overdue();
        } else {
            answered(answer);
        }
    }
}
