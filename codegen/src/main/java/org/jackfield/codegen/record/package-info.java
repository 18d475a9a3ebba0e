/** Generates records and their codecs from the house's own schema language (PIM, log, CIL). */
package org.jackfield.codegen.record;
