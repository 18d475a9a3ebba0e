/**
 * Checkers with a truth of their own: they follow the traffic at the switch and what clients are
 * told, never the system's own account of itself.
 */
package org.jackfield.simulation.check;
