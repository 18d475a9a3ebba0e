package org.jackfield.peripheral.asterisk.ari;

import org.jackfield.protocol.pim.Arrived;
import org.jackfield.protocol.pim.PimReport;
import org.jackfield.protocol.pim.Variable;
import org.jackfield.protocol.record.Arguments;
import org.jackfield.protocol.record.Octets;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A caller from outside whose call data is still being read from the headers of its call. */
final class Arrival {

    private static final int HEADERS_MAX = 30;

    private final AriChannel channel;
    private final String trunk;
    private final Requests requests;
    private final Consumer<PimReport> out;
    private final List<Variable> variables = new ArrayList<>();
    private Octets userToUser = Octets.EMPTY;
    private int unread;

    Arrival(AriChannel channel, String trunk, Requests requests, Consumer<PimReport> out) {
        this.channel = channel;
        this.trunk = trunk;
        this.requests = requests;
        this.out = out;
    }

    /** Asks for the headers; the report follows the last answer, or {@link #report}. */
    void read() {
        ask(
                "PJSIP_HEADER(read,User-to-User)",
                value -> userToUser = AriTranslator.userToUser(value));
        ask("PJSIP_HEADERS(X-)", this::readEach);
    }

    private void readEach(String names) {
        int count = 0;
        for (String header : names.split(",")) {
            String variable = AriTranslator.variableOf(header.strip());
            if (variable != null && count++ < HEADERS_MAX) {
                ask(
                        "PJSIP_HEADER(read," + header.strip() + ")",
                        value -> variables.add(new Variable(variable, value)));
            }
        }
    }

    private void ask(String function, Consumer<String> use) {
        unread++;
        AriRequest request =
                AriRequest.of("GET", "channels/" + channel.id + "/variable")
                        .with("variable", function);
        requests.send(request, answer -> read(answer, use));
    }

    private void read(AriResponse answer, Consumer<String> use) {
        Arguments content = answer.content();
        if (answer.good() && content.has("value")) {
            use.accept(content.text("value"));
        }
        unread--;
        if (unread == 0) {
            report();
        }
    }

    /** Reports the arrival with what was read so far; once. */
    void report() {
        if (channel.announced) {
            return;
        }
        channel.announced = true;
        channel.arrival = null;
        Arrived arrived =
                new Arrived(
                        channel.id,
                        trunk,
                        channel.calling,
                        channel.callingName,
                        channel.called,
                        userToUser,
                        List.copyOf(variables),
                        channel.switchCallId);
        channel.arrived(arrived);
        out.accept(arrived);
    }
}
