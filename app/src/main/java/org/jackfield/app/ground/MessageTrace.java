package org.jackfield.app.ground;

import org.jackfield.node.ems.TraceTopic;
import org.jackfield.protocol.ged188.AgentStateEvent;
import org.jackfield.protocol.ged188.Ged188Message;
import org.jackfield.protocol.ged188.HeartbeatConf;

import java.lang.reflect.RecordComponent;
import java.util.Optional;

/** What a message is about, for whoever follows a call. */
final class MessageTrace {

    /** The component with the call's id, found once a kind of message. */
    private static final ClassValue<Optional<RecordComponent>> CALL =
            new ClassValue<>() {
                @Override
                protected Optional<RecordComponent> computeValue(Class<?> type) {
                    for (RecordComponent each : type.getRecordComponents()) {
                        if (each.getName().equals("connectionCallId")
                                && each.getType() == long.class) {
                            return Optional.of(each);
                        }
                    }
                    return Optional.empty();
                }
            };

    private MessageTrace() {}

    /** ConnectionCallID; 0 for a message that has none. */
    static long call(Ged188Message message) {
        Optional<RecordComponent> component = CALL.get(message.getClass());
        if (component.isEmpty()) {
            return 0;
        }
        try {
            return (long) component.get().getAccessor().invoke(message);
        } catch (ReflectiveOperationException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    static TraceTopic topic(Ged188Message message) {
        if (call(message) != 0) {
            return TraceTopic.CALLS;
        }
        return switch (message) {
            case AgentStateEvent agent -> TraceTopic.AGENTS;
            case HeartbeatConf heartbeat -> TraceTopic.HEARTBEATS;
            default -> TraceTopic.MESSAGES;
        };
    }

    static String text(Ged188Message message) {
        return message instanceof AgentStateEvent event
                ? "%s agent=%s state=%d group=%d"
                        .formatted(
                                event.type(),
                                event.agentId(),
                                event.agentState(),
                                event.skillGroupNumber())
                : message.type().toString();
    }
}
