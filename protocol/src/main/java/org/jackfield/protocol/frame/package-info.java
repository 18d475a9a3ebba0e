/** Frames and the bytes in them: length and type, limits, numbers, strings, floating fields. */
package org.jackfield.protocol.frame;
