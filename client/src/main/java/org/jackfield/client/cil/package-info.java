/** The client of a CTI OS server (CIL): session, objects, resumption, in one machine. */
package org.jackfield.client.cil;
