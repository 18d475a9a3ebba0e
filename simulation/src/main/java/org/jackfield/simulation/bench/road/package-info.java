/**
 * {@code bench road}: the whole road of an event, from a scripted switch to WebSocket clients in a
 * process of their own, beside a raw Netty server that sends them the same bytes.
 */
package org.jackfield.simulation.bench.road;
