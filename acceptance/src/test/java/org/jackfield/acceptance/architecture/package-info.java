/** The walls between rooms and inside them, and what a deterministic package may touch. */
package org.jackfield.acceptance.architecture;
