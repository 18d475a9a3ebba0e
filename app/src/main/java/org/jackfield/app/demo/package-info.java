/** The demo: a whole contact centre in one process, for a visitor who clicks. */
package org.jackfield.app.demo;
