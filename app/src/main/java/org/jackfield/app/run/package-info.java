/** The roles as processes of their own: {@code jackfield run gateway|ctios|switch}. */
package org.jackfield.app.run;
