/** Drives a client for an application: link, clock, callbacks. */
package org.jackfield.client.run;
