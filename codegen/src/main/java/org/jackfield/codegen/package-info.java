/** Reads the schemas and writes Java sources from them, at build time only. */
package org.jackfield.codegen;
