/**
 * {@code bench kill}: {@code kill -9} of processes at random moments while calls are handled, and
 * whether anything was lost, doubled, late or stuck afterwards.
 */
package org.jackfield.simulation.bench.kill;
