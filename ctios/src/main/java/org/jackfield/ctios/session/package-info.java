/** Sessions of desktops and programs: who they are, what they see, what they may press. */
package org.jackfield.ctios.session;
