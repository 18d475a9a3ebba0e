package org.jackfield.gateway.opc;

import org.jackfield.protocol.ged188.DeviceIDType;

import java.util.Objects;

/**
 * Who takes part in a call.
 *
 * @param deviceId ConnectionDeviceID: the instrument of a phone, the number of a party outside;
 *     unique in its call
 * @param instrument AgentInstrument, or null for a party outside
 * @param number what others see or dial: the extension of a phone, the number of a party outside;
 *     empty when withheld
 */
record Party(String deviceId, String instrument, String number) {

    Party {
        Objects.requireNonNull(deviceId, "deviceId");
        Objects.requireNonNull(number, "number");
    }

    boolean outside() {
        return instrument == null;
    }

    /** DeviceIDType of the CTI Server protocol. */
    int deviceIdType() {
        return outside() ? DeviceIDType.EXTERNAL.value() : DeviceIDType.DEVICE_IDENTIFIER.value();
    }
}
