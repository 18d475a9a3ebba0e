package org.jackfield.ctios.session;

import org.jackfield.protocol.ged188.BeginCallEvent;
import org.jackfield.protocol.ged188.CallConferencedEvent;
import org.jackfield.protocol.ged188.CallConnectionClearedEvent;
import org.jackfield.protocol.ged188.CallDeliveredEvent;
import org.jackfield.protocol.ged188.CallEstablishedEvent;
import org.jackfield.protocol.ged188.CallHeldEvent;
import org.jackfield.protocol.ged188.CallOriginatedEvent;
import org.jackfield.protocol.ged188.CallRetrievedEvent;
import org.jackfield.protocol.ged188.CallServiceInitiatedEvent;
import org.jackfield.protocol.ged188.CallTransferredEvent;
import org.jackfield.protocol.ged188.EndCallEvent;
import org.jackfield.protocol.ged188.Ged188Message;
import org.jackfield.protocol.ged188.NamedVariable;

import java.util.List;

/** Call events as a CTI Server sends them, written by hand. */
final class Calls {

    static final String CALLER = "4930555";
    static final int EXTERNAL = 75;

    private Calls() {}

    static Ged188Message begin(long call, String device, int callType) {
        return BeginCallEvent.builder()
                .peripheralId(Bench.PERIPHERAL)
                .peripheralType(17)
                .callType(callType)
                .connectionCallId(call)
                .connectionDeviceId(device)
                .ani(device)
                .dnis("8001")
                .dialedNumber("8001")
                .callVariable1("Gold")
                .routerCallKeyDay(20L)
                .routerCallKeyCallId(call)
                .namedVariable(
                        List.of(
                                new NamedVariable("user.account", "88-20417"),
                                new NamedVariable("user.jackfield.start", "999000")))
                .build();
    }

    static Ged188Message delivered(long call, String device, int callingType) {
        return CallDeliveredEvent.builder()
                .peripheralId(Bench.PERIPHERAL)
                .connectionCallId(call)
                .connectionDeviceId(device)
                .alertingDeviceId(device)
                .callingDeviceType(callingType)
                .callingDeviceId(CALLER)
                .calledDeviceId("8001")
                .skillGroupNumber(1)
                .localConnectionState(2)
                .build();
    }

    static Ged188Message initiated(long call, String device) {
        return CallServiceInitiatedEvent.builder()
                .peripheralId(Bench.PERIPHERAL)
                .connectionCallId(call)
                .connectionDeviceId(device)
                .callingDeviceId(device)
                .localConnectionState(1)
                .build();
    }

    static Ged188Message originated(long call, String device, String called) {
        return CallOriginatedEvent.builder()
                .peripheralId(Bench.PERIPHERAL)
                .connectionCallId(call)
                .connectionDeviceId(device)
                .callingDeviceId(device)
                .calledDeviceId(called)
                .localConnectionState(1)
                .build();
    }

    static Ged188Message established(long call, String device) {
        return CallEstablishedEvent.builder()
                .peripheralId(Bench.PERIPHERAL)
                .connectionCallId(call)
                .connectionDeviceId(device)
                .answeringDeviceId(device)
                .localConnectionState(3)
                .build();
    }

    static Ged188Message held(long call, String device) {
        return CallHeldEvent.builder()
                .peripheralId(Bench.PERIPHERAL)
                .connectionCallId(call)
                .connectionDeviceId(device)
                .holdingDeviceId(device)
                .localConnectionState(4)
                .build();
    }

    static Ged188Message retrieved(long call, String device) {
        return CallRetrievedEvent.builder()
                .peripheralId(Bench.PERIPHERAL)
                .connectionCallId(call)
                .connectionDeviceId(device)
                .retrievingDeviceId(device)
                .localConnectionState(3)
                .build();
    }

    static Ged188Message cleared(long call, String device) {
        return CallConnectionClearedEvent.builder()
                .peripheralId(Bench.PERIPHERAL)
                .connectionCallId(call)
                .connectionDeviceId(device)
                .releasingDeviceId(device)
                .build();
    }

    static Ged188Message end(long call) {
        return EndCallEvent.builder()
                .peripheralId(Bench.PERIPHERAL)
                .connectionCallId(call)
                .connectionDeviceId(CALLER)
                .build();
    }

    static Ged188Message transferred(long primary, long secondary, String by, String... left) {
        return CallTransferredEvent.builder()
                .peripheralId(Bench.PERIPHERAL)
                .primaryCallId(primary)
                .secondaryCallId(secondary)
                .primaryDeviceId(by)
                .transferringDeviceId(by)
                .connectedPartyCallId(List.of(left).stream().map(each -> primary).toList())
                .connectedPartyDeviceId(List.of(left))
                .build();
    }

    static Ged188Message conferenced(long primary, long secondary, String by, String... in) {
        return CallConferencedEvent.builder()
                .peripheralId(Bench.PERIPHERAL)
                .primaryCallId(primary)
                .secondaryCallId(secondary)
                .primaryDeviceId(by)
                .controllerDeviceId(by)
                .connectedPartyCallId(List.of(in).stream().map(each -> primary).toList())
                .connectedPartyDeviceId(List.of(in))
                .build();
    }

    /** A call from outside rings at a phone. */
    static void ring(Bench bench, long call, String device) {
        bench.happens(begin(call, CALLER, 1));
        bench.happens(delivered(call, device, EXTERNAL));
    }
}
