/**
 * The processes of a whole contact centre, each as {@code jackfield run} starts it, for
 * measurements that kill them: gateways A, B and the witness C, two CTI OS servers, perhaps a
 * scripted switch.
 */
package org.jackfield.simulation.bench.roles;
