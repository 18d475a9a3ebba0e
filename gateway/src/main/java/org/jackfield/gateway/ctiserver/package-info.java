/** A side's CTI Server: sessions, who is told what, monitors, requests and confirmations. */
package org.jackfield.gateway.ctiserver;
