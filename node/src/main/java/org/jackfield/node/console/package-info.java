/** The local socket where tools ask a process what it knows: one line in, text out. */
package org.jackfield.node.console;
