/** Tools for engineers: each a command that reads, does one thing and ends. */
package org.jackfield.app.tool;
