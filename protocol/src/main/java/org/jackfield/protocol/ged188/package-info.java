/** The CTI Server wire (GED-188). */
package org.jackfield.protocol.ged188;
