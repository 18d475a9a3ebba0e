/**
 * What is said to and heard from an Asterisk over ARI, and what it means to the gateway:
 * deterministic, told the time, without sockets. Tested against recorded logs.
 */
package org.jackfield.peripheral.asterisk.ari;
