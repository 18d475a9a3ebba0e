/**
 * Who is logged in where, and in which state: agents, their skill groups, desk settings and
 * reasons. Deterministic; knows calls only as a list of what is at a phone, and no switch.
 */
package org.jackfield.gateway.agent;
