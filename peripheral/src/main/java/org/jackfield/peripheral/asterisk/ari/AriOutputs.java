package org.jackfield.peripheral.asterisk.ari;

import org.jackfield.protocol.pim.PimReport;

/** Where an {@link AriMachine} puts what it lets out. */
public interface AriOutputs {

    /** To Asterisk; requests are carried out there in this order. */
    void send(long number, AriRequest request);

    /** To the gateway. */
    void report(PimReport report);

    /** The link is of no use: close it. */
    void drop(String reason);

    /** Another application took over: command nothing more. */
    void replaced();

    void log(String line);
}
