/** Event log: what a process tells about itself, kept in files with limits, and read back. */
package org.jackfield.node.ems;
