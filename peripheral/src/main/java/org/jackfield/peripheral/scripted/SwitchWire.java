package org.jackfield.peripheral.scripted;

/** Carries records between a gateway and a switch of another process, in order, until it breaks. */
public interface SwitchWire {

    /** One connection; what it brings comes in on the thread of whoever listens. */
    interface Connection {

        /** Sends the bytes of one {@link org.jackfield.protocol.pim.SwitchLine}. */
        void send(byte[] bytes);

        /** Closes at once; {@link Ear#closed} follows, with the first reason given. */
        void close(String reason);
    }

    /** Hears what happens on a connection. */
    interface Ear {

        /** The connection is up. */
        void opened();

        /** The bytes of one record came. */
        void received(byte[] bytes);

        /** It is over, also when it never came up; said once, and the last. */
        void closed(String reason);
    }

    /** Starts to connect. */
    Connection connect(Ear ear);
}
