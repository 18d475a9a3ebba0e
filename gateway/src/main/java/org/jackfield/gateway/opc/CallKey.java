package org.jackfield.gateway.opc;

/**
 * By what recorders and customer systems know a call: RouterCallKeyDay, RouterCallKeyCallID and
 * RouterCallKeySequenceNumber. Stays the same through transfer, conference and fail-over.
 *
 * @param day days since 1970 of the site's date when the call began
 * @param callId number within that day, 1 to 0xFFFFFFFE
 * @param sequence always 0: a call keeps one key
 */
record CallKey(long day, long callId, long sequence) {}
