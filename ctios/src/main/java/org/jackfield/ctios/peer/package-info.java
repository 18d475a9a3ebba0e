/** The link between CTI OS servers: each is a client of its peers. Deterministic. */
package org.jackfield.ctios.peer;
