/** What a deterministic machine is: input and time in, outputs and a next deadline out. */
package org.jackfield.machine;
