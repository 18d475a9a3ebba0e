/** Tests of the whole, and nothing else. */
package org.jackfield.acceptance;
