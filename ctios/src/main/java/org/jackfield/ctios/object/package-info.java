/** Agents and calls as the CTI OS server holds them: GED-188 records in, object changes out. */
package org.jackfield.ctios.object;
