/** Event log and console of the roles that this program runs. */
package org.jackfield.app.ground;
