/** How the house's own records are kept as bytes: in the log, in snapshots, between processes. */
package org.jackfield.protocol.record;
