package org.jackfield.protocol.ged188;

/**
 * One element of a call variable with a name and an index (ECC array), tag 83.
 *
 * @param index 0 to 255
 * @param name 1 to 32 characters
 * @param value at most 210 characters, perhaps none
 */
public record NamedArray(int index, String name, String value) {}
