/** Builds what a process stands on, and runs the node manager and the manager above it. */
package org.jackfield.node.process;
