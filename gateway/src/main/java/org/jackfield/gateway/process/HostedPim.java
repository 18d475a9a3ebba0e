package org.jackfield.gateway.process;

import org.jackfield.gateway.pim.Pim;
import org.jackfield.machine.loop.Loop;

import java.util.function.Function;

/**
 * A PIM and the peripheral it is for.
 *
 * @param peripheral PeripheralID
 * @param adapter makes the PIM, given the loop that will call it: what a link of the PIM hears
 *     comes in by that loop's inbox
 */
public record HostedPim(int peripheral, Function<Loop, Pim> adapter) {

    /** A PIM that needs no inbox, because nothing calls it from elsewhere. */
    public HostedPim(int peripheral, Pim pim) {
        this(peripheral, loop -> pim);
    }
}
