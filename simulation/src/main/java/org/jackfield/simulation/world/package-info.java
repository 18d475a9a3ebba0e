/**
 * The whole system in one thread: virtual time, a network in memory, and the real machines hosted
 * on both. One seed gives one run, to the last byte.
 */
package org.jackfield.simulation.world;
