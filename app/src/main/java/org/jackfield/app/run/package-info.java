/** {@code jackfield run}: one role as a process of its own. */
package org.jackfield.app.run;
