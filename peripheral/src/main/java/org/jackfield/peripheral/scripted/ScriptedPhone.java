package org.jackfield.peripheral.scripted;

/** A phone and whether it is plugged in. */
final class ScriptedPhone {

    final PhoneSettings settings;
    boolean inService = true;

    ScriptedPhone(PhoneSettings settings) {
        this.settings = settings;
    }
}
