/** Hosts a machine in memory: one thread, the real clock, a bounded inbox. */
package org.jackfield.machine.loop;
