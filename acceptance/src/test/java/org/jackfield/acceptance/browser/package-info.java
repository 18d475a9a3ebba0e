/** The desktop in a real browser. */
package org.jackfield.acceptance.browser;
