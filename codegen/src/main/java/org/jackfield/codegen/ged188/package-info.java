/** Generates the CTI Server protocol (GED-188) from its tables. */
package org.jackfield.codegen.ged188;
