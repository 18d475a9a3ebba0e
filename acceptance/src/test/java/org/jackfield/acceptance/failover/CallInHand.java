package org.jackfield.acceptance.failover;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.protocol.ged188.AgentState;
import org.jackfield.protocol.ged188.AgentStateEvent;
import org.jackfield.protocol.ged188.AnswerCallConf;
import org.jackfield.protocol.ged188.AnswerCallReq;
import org.jackfield.protocol.ged188.BeginCallEvent;
import org.jackfield.protocol.ged188.CallDeliveredEvent;
import org.jackfield.protocol.ged188.CallEstablishedEvent;
import org.jackfield.protocol.ged188.OpenConf;
import org.jackfield.protocol.ged188.SetAgentStateConf;
import org.jackfield.protocol.ged188.SetCallDataConf;
import org.jackfield.protocol.ged188.SetCallDataReq;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * A call that visitor 1001 talks in, with a text in its first variable: what a group must still
 * know when its members come and go.
 */
final class CallInHand {

    private static final String PHONE = "2001";

    /** Requests under way at a time. */
    private static final int MANY = 250;

    private final Members group;
    private final long id;
    private String text = "";
    private int invokeId = 100;

    private CallInHand(Members group, long id) {
        this.group = group;
        this.id = id;
    }

    /** The visitor logs in at a side, a call comes, and is answered. */
    static CallInHand at(Members group, String side) throws Exception {
        try (RawDesk desk = open(group, side)) {
            desk.send(RawDesk.state(10, 1, AgentState.LOGIN));
            desk.await(SetAgentStateConf.class, each -> each.invokeId() == 10, 20);
            desk.send(RawDesk.state(11, 1, AgentState.AVAILABLE));
            desk.await(SetAgentStateConf.class, each -> each.invokeId() == 11, 20);
            group.below().ask("call 7001");
            CallDeliveredEvent ringing =
                    desk.await(
                            CallDeliveredEvent.class,
                            each -> PHONE.equals(each.alertingDeviceId()),
                            30);
            desk.send(
                    AnswerCallReq.builder()
                            .invokeId(12)
                            .peripheralId(RawDesk.PERIPHERAL)
                            .connectionCallId(ringing.connectionCallId())
                            .connectionDeviceIdType(ringing.connectionDeviceIdType())
                            .connectionDeviceId(ringing.connectionDeviceId())
                            .agentInstrument(PHONE)
                            .build());
            desk.await(AnswerCallConf.class, 20);
            desk.await(
                    CallEstablishedEvent.class, each -> PHONE.equals(each.answeringDeviceId()), 20);
            return new CallInHand(group, ringing.connectionCallId());
        }
    }

    /** Writes a text on it, at a side, and waits until that is confirmed. */
    void write(String side, String value) throws Exception {
        try (RawDesk desk = open(group, side)) {
            int own = invokeId++;
            desk.send(writing(own, value));
            desk.await(SetCallDataConf.class, each -> each.invokeId() == own, 20);
            text = value;
        }
    }

    /** Writes on it again and again, many at a time, until it is enough; at most so often. */
    void writeOften(String side, int most, BooleanSupplier enough) throws Exception {
        try (RawDesk desk = open(group, side)) {
            for (int done = 0; done < most && !enough.getAsBoolean(); done += MANY) {
                for (int i = 0; i < MANY; i++) {
                    desk.send(writing(invokeId++, Integer.toString(i)));
                }
                // A busy machine may refuse some of them, as they came too late.
                assertThat(desk.outcome(invokeId - 1, 60)).isNotNull();
            }
        }
        write(side, "often");
    }

    private SetCallDataReq writing(int own, String value) {
        return SetCallDataReq.builder()
                .invokeId(own)
                .peripheralId(RawDesk.PERIPHERAL)
                .connectionCallId(id)
                .connectionDeviceId("")
                .callVariable1(value)
                .build();
    }

    /** A side knows the call, its text and its agent's state. */
    void isKnownAt(String side) throws Exception {
        try (RawDesk desk = open(group, side)) {
            BeginCallEvent begin =
                    desk.await(BeginCallEvent.class, each -> each.connectionCallId() == id, 20);
            assertThat(begin.callVariable1()).isEqualTo(text);
            AgentStateEvent agent =
                    desk.await(AgentStateEvent.class, each -> "1001".equals(each.agentId()), 20);
            assertThat(agent.agentState()).isEqualTo(AgentState.TALKING.value());
        }
    }

    /** Puts it on hold, as soon as a desktop at this side may. */
    void hold(String side) throws Exception {
        try (RawDesk desk = open(group, side)) {
            desk.hold(invokeId, RawDesk.PERIPHERAL, id);
        }
    }

    private static RawDesk open(Members group, String side) throws Exception {
        long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (true) {
            RawDesk desk = new RawDesk(group.ctiServerPort(side));
            try {
                desk.open();
                desk.await(OpenConf.class, 5);
                return desk;
            } catch (AssertionError notYet) {
                desk.close();
                if (System.nanoTime() > deadlineNs) {
                    throw new AssertionError(notYet.getMessage() + "\n" + group, notYet);
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
            }
        }
    }
}
