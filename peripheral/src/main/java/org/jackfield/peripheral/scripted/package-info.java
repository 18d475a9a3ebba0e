/**
 * A switch that does what a script or a seed says: channels and bridges exactly by {@code
 * pim.schema}, phones and callers with hands of their own, and the faults of a real one. It decides
 * nothing about calls; a gateway steers it as it steers any other switch.
 */
package org.jackfield.peripheral.scripted;
