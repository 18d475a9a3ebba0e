/** Builds the gateway: the machines on one loop, listeners, PIMs, passwords, the calendar. */
package org.jackfield.gateway.process;
