package org.jackfield.peripheral.asterisk.ari;

import org.jackfield.protocol.pim.Dial;
import org.jackfield.protocol.pim.Ended;
import org.jackfield.protocol.pim.FailReason;
import org.jackfield.protocol.pim.LegState;
import org.jackfield.protocol.pim.Variable;
import org.jackfield.protocol.record.Arguments;

/**
 * Goal: the channel is answered. The channel is made, gets its headers, is dialled; each step may
 * have been done before.
 */
final class DialOperation extends Operation {

    private static final int TIMEOUT_DEFAULT_MS = 60_000;
    private static final int GRACE_MS = 5_000;
    private static final int CAUSE_UNREACHABLE = 20;

    private final Dial dial;
    private boolean dialled;

    DialOperation(Dial dial, Operations all) {
        super(dial.operation(), all);
        this.dial = dial;
        deadlineMs = all.nowMs() + timeoutMs() + GRACE_MS;
    }

    private int timeoutMs() {
        return dial.timeoutMs() > 0 ? dial.timeoutMs() : TIMEOUT_DEFAULT_MS;
    }

    @Override
    void begin() {
        AriSettings settings = all.settings();
        String target = target(settings);
        if (target == null || !AriTranslator.isId(dial.channel())) {
            fail(FailReason.BAD_NUMBER, 0, "neither a phone nor a number can be called so");
            return;
        }
        AriChannel known = all.board().channels.get(dial.channel());
        if (known != null) {
            goOn(known);
            return;
        }
        AriChannel channel = new AriChannel(dial.channel(), phone(settings), false);
        channel.announced = true;
        channel.calling = AriTranslator.shownNumber(dial.calling());
        channel.called = called();
        channel.callRef = dial.callRef();
        all.board().channels.put(channel.id, channel);
        ask(create(settings, target), this::created);
    }

    private String target(AriSettings settings) {
        if (dial.endpoint() != null) {
            return AriTranslator.phone(settings.technology(), dial.endpoint());
        }
        return dial.number() == null
                ? null
                : AriTranslator.outside(settings.technology(), settings.trunk(), dial.number());
    }

    private String phone(AriSettings settings) {
        return dial.endpoint() == null
                ? ""
                : AriTranslator.phone(settings.technology(), dial.endpoint());
    }

    private String called() {
        if (dial.endpoint() == null) {
            return dial.number();
        }
        return dial.endpoint().substring(dial.endpoint().indexOf('/') + 1);
    }

    private AriRequest create(AriSettings settings, String target) {
        Arguments.Builder variables = Arguments.builder();
        variables.put("CALL_REF", AriTranslator.headerValue(dial.callRef()));
        variables.put("CONNECTEDLINE(num,i)", AriTranslator.shownNumber(dial.calling()));
        variables.put("CONNECTEDLINE(name,i)", AriTranslator.shownName(dial.callingName()));
        AriTranslator.headers(dial.variables(), variables);
        if (dial.autoAnswer()) {
            for (Variable header : settings.autoAnswerHeaders()) {
                AriTranslator.header(header.name(), header.value(), variables);
            }
        }
        return AriRequest.of("POST", "channels/create")
                .with("endpoint", target)
                .with("app", settings.application())
                .with("appArgs", "leg," + called())
                .with("channelId", dial.channel())
                .withBody(Arguments.builder().put("variables", variables.build()).build());
    }

    private void dial() {
        int seconds = Math.max(1, (timeoutMs() + 999) / 1000);
        ask(
                AriRequest.of("POST", "channels/" + dial.channel() + "/dial")
                        .with("timeout", Integer.toString(seconds)),
                this::dialAnswered);
    }

    private void created(AriResponse answer) {
        if (answer.status() == 409) {
            // "Exists already" may also be left over from an earlier refusal: look.
            ask(AriRequest.of("GET", "channels/" + dial.channel()), this::looked);
        } else if (!answer.good()) {
            unreachable(answer);
        }
    }

    private void looked(AriResponse answer) {
        AriChannel channel = all.board().channels.get(dial.channel());
        if (!answer.good()) {
            unreachable(answer);
        } else if (channel != null) {
            channel.inStasis = true;
            all.board().state(channel, AriTranslator.state(answer.content().text("state", "")));
            goOn(channel);
        }
    }

    private void unreachable(AriResponse answer) {
        fail(FailReason.UNREACHABLE, CAUSE_UNREACHABLE, "Asterisk: " + answer.text());
        if (all.board().channels.remove(dial.channel()) != null) {
            all.report(new Ended(dial.channel(), CAUSE_UNREACHABLE, true));
        }
    }

    private void dialAnswered(AriResponse answer) {
        // Refused when it is dialled already (409), or gone: then its end says why.
        boolean fine = answer.good() || answer.status() == 409 || answer.status() == 404;
        if (!fine) {
            failBy(answer);
            all.begin(new ClearOperation(-id, dial.channel(), CAUSE_UNREACHABLE, all));
        }
    }

    @Override
    void changed(AriChannel channel) {
        if (channel.id.equals(dial.channel())) {
            goOn(channel);
        }
    }

    @Override
    void gone(AriChannel channel, int cause) {
        if (!channel.id.equals(dial.channel())) {
            return;
        }
        if (channel.clearedCause >= 0) {
            fail(FailReason.NO_SUCH_CHANNEL, cause, "cleared before it was answered");
        } else {
            fail(AriTranslator.reason(cause), cause, "cause " + cause);
        }
    }

    @Override
    boolean outlivesTheLink() {
        return dialled;
    }

    @Override
    void settle() {
        AriChannel channel = all.board().channels.get(dial.channel());
        if (channel == null) {
            super.settle();
        } else {
            deadlineMs = all.nowMs() + timeoutMs() + GRACE_MS;
            dialled = channel.state != LegState.DIALLING;
            goOn(channel);
        }
    }

    private void goOn(AriChannel channel) {
        if (channel.up()) {
            done();
        } else if (channel.inStasis && channel.state == LegState.DIALLING && !dialled) {
            dialled = true;
            dial();
        }
    }

    @Override
    void overdue() {
        fail(FailReason.NO_ANSWER, 19, "not answered in time");
        all.begin(new ClearOperation(-id, dial.channel(), 19, all));
    }
}
