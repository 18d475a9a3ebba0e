/**
 * The adapter to Asterisk against a real one: Local channels, real phones, callers, cuts, restarts.
 */
package org.jackfield.acceptance.asterisk;
