/** The road of a call in one JVM: scripted switch, gateway, CTI OS servers, programs. */
package org.jackfield.acceptance.road;
