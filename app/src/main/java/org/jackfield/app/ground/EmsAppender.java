package org.jackfield.app.ground;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;

import org.jackfield.node.ems.EmsIds;
import org.jackfield.node.ems.EmsLog;
import org.jackfield.node.ems.EmsSeverity;
import org.jackfield.node.ems.TraceTopic;
import org.jackfield.protocol.ged188.Ged188Message;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;

import java.util.List;

/** Brings what a process says by SLF4J into its event log. */
final class EmsAppender extends AppenderBase<ILoggingEvent> {

    private static final String ROOT = "org.jackfield";
    private static final String TRACE = ROOT + ".trace.";

    private final EmsLog ems;

    private EmsAppender(EmsLog ems) {
        this.ems = ems;
    }

    /** From now on everything goes to the log too. */
    static void attach(EmsLog ems) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        EmsAppender appender = new EmsAppender(ems);
        appender.setContext(context);
        appender.start();
        context.getLogger(ROOT).setLevel(Level.INFO);
        context.getLogger(ROOT + ".trace").setLevel(Level.DEBUG);
        context.getLogger(ROOT).addAppender(appender);
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (event.getLoggerName().startsWith(TRACE)) {
            trace(event);
            return;
        }
        StringBuilder text = new StringBuilder(event.getFormattedMessage());
        if (event.getThrowableProxy() != null) {
            text.append(": ")
                    .append(event.getThrowableProxy().getClassName())
                    .append(": ")
                    .append(event.getThrowableProxy().getMessage());
        }
        ems.text(severity(event.getLevel()), EmsIds.NONE, text.toString());
    }

    private static EmsSeverity severity(Level level) {
        if (level.isGreaterOrEqual(Level.ERROR)) {
            return EmsSeverity.ERROR;
        }
        return level.isGreaterOrEqual(Level.WARN) ? EmsSeverity.WARNING : EmsSeverity.INFORMATIONAL;
    }

    private void trace(ILoggingEvent event) {
        List<KeyValuePair> pairs = event.getKeyValuePairs();
        if (pairs != null && pairs.getFirst().value instanceof Ged188Message message) {
            TraceTopic topic = MessageTrace.topic(message);
            ems.trace(
                    topic,
                    EmsIds.call(MessageTrace.call(message)),
                    () -> event.getFormattedMessage() + " " + MessageTrace.text(message));
        }
    }
}
