package org.jackfield.ctios.object;

import org.jackfield.protocol.record.Arguments;

/**
 * Something happened to an object: what becomes an event for those who may see it.
 *
 * @param event name of the event
 * @param messageId number of the CTI Server message behind it, 0 for none
 * @param agent whose it is; null when no agent is at the device
 * @param target UniqueObjectID
 * @param args what changed; the whole object where the event is one that brings it
 */
public record ObjectChange(
        String event, int messageId, AgentKey agent, String target, Arguments args) {}
