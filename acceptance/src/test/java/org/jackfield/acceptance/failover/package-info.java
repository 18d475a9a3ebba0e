/** Whole gateway groups as real processes: killed, put to sleep, cut from the majority. */
package org.jackfield.acceptance.failover;
