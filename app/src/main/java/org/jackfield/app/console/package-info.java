/** Consoles for operators: asking a running process what it knows. */
package org.jackfield.app.console;
