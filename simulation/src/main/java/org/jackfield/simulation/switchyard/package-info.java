/** A real Asterisk with real phones and callers on this machine, for the demo and for tests. */
package org.jackfield.simulation.switchyard;
