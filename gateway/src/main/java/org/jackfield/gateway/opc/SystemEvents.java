package org.jackfield.gateway.opc;

import org.jackfield.gateway.opc.OpcOutput.Emit;
import org.jackfield.gateway.opc.OpcOutput.Scope;
import org.jackfield.protocol.ged188.DeviceIDType;
import org.jackfield.protocol.ged188.PGStatus;
import org.jackfield.protocol.ged188.SystemEvent;
import org.jackfield.protocol.ged188.SystemEventID;

import java.util.List;

/** Builds SYSTEM_EVENT (31): a switch or a phone came or went. */
final class SystemEvents {

    private SystemEvents() {}

    static Emit switchChanged(Peripheral peripheral, boolean online, long wallMs) {
        SystemEventID what =
                online ? SystemEventID.PERIPHERAL_ONLINE : SystemEventID.PERIPHERAL_OFFLINE;
        SystemEvent event =
                SystemEvent.builder()
                        .pgStatus(online ? 0 : PGStatus.PERIPHERAL_OFFLINE)
                        .icmCentralControllerTime(wallMs / 1000)
                        .systemEventId(what.value())
                        .systemEventArg1(peripheral.id())
                        .eventDeviceType(DeviceIDType.NONE.value())
                        .build();
        return new Emit(event, new Scope(peripheral.id(), 0, List.of(), ""));
    }

    static Emit instrument(
            Peripheral peripheral, String instrument, boolean inService, long wallMs) {
        SystemEventID what =
                inService
                        ? SystemEventID.INSTRUMENT_BACK_IN_SERVICE
                        : SystemEventID.INSTRUMENT_OUT_OF_SERVICE;
        SystemEvent event =
                SystemEvent.builder()
                        .pgStatus(peripheral.online ? 0 : PGStatus.PERIPHERAL_OFFLINE)
                        .icmCentralControllerTime(wallMs / 1000)
                        .systemEventId(what.value())
                        .systemEventArg1(peripheral.id())
                        .eventDeviceType(DeviceIDType.DEVICE_IDENTIFIER.value())
                        .eventDeviceId(instrument)
                        .build();
        return new Emit(event, new Scope(peripheral.id(), 0, List.of(instrument), ""));
    }
}
