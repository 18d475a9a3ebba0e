/**
 * Being a client of CTI Server: open, heartbeat, requests with one outcome each, the other side.
 */
package org.jackfield.client.ctiserver;
