/** Builds the CTI OS server: link to the CTI Server, loop, port for clients and pages, settings. */
package org.jackfield.ctios.process;
