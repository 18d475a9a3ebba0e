package org.jackfield.simulation.traffic;

/**
 * An agent who is played.
 *
 * @param id AgentID
 * @param password in clear; empty when none is asked for
 * @param instrument AgentInstrument
 */
public record AutomaticAgent(String id, String password, String instrument) {}
