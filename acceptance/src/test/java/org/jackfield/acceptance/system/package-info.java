/** Whole calls on the real parts: Asterisk, SIP phones, gateway, CTI OS servers, clients. */
package org.jackfield.acceptance.system;
