/** Service control: what an operator does to a node of this machine. */
package org.jackfield.app.service;
