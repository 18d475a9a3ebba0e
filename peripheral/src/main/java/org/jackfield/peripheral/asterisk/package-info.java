/**
 * Asterisk as a switch: the link to its REST interface, and the adapter behind the PIM contract.
 */
package org.jackfield.peripheral.asterisk;
