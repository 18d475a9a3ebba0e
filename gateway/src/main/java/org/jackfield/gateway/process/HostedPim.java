package org.jackfield.gateway.process;

import org.jackfield.gateway.pim.Pim;

/**
 * A PIM and the peripheral it is for.
 *
 * @param peripheral PeripheralID
 */
public record HostedPim(int peripheral, Pim pim) {}
