/** A scripted switch in a process of its own, and the TCP line by which gateways reach it. */
package org.jackfield.peripheral.scripted.remote;
