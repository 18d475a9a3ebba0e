/** Automatic agents: clients of the front door that behave like people at their desks. */
package org.jackfield.simulation.traffic;
