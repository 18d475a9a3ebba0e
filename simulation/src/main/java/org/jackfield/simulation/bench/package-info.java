/** Benchmarks: what the parts and the whole cost, beside a peer in the same run. */
package org.jackfield.simulation.bench;
