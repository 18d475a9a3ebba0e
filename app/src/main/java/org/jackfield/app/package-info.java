/** The one program: runs a role, or a tool. */
package org.jackfield.app;
