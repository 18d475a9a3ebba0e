/**
 * The CTI Server wire (GED-188), versions 9 to 25: records, enums and codec, generated from the
 * tables in {@code src/main/schema/ged188}, and the few classes that the generated ones share.
 */
package org.jackfield.protocol.ged188;
