/** The registry from the command line. */
package org.jackfield.app.reg;
