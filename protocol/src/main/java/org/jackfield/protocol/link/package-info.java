/**
 * Sockets, all on Netty: GED-188 frames over TCP, both ends, in order, bounded, cut off when slow.
 */
package org.jackfield.protocol.link;
