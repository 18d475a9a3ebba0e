package org.jackfield.protocol.ged188;

public interface Ged188Message {}
