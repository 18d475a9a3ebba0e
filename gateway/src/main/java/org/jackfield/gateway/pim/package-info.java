/** The contract of an adapter to a switch: start, report, command, lost, stop. */
package org.jackfield.gateway.pim;
