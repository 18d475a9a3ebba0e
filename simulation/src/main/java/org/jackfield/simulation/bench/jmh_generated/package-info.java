/** Written by JMH's annotation processor: the loops around the benchmarks. */
package org.jackfield.simulation.bench.jmh_generated;
