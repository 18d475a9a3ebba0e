/** The edge of the log: numbers and resends inputs, own life sign, what may go out and when. */
package org.jackfield.gateway.member;
