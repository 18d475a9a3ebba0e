/**
 * {@code bench failover}: real processes, thousands of desktops; kills and cuts, and how long until
 * every desktop shows the truth again.
 */
package org.jackfield.simulation.bench.failover;
