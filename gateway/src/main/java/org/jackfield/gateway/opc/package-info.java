/** Calls, connections, devices, agents and skill groups of a peripheral: the truth, replicated. */
package org.jackfield.gateway.opc;
