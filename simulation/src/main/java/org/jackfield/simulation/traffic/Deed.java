package org.jackfield.simulation.traffic;

/** What an automatic agent does when its time has come. */
enum Deed {
    /** Signs in, if signed out. */
    LOGIN,
    /** Goes ready, if nothing speaks against it. */
    READY,
    /** Asks for a state during the call. */
    ASK_STATE,
    /** Answers what rings. */
    ANSWER,
    /** Holds the talk. */
    HOLD,
    /** Takes the held call back. */
    RETRIEVE,
    /** Calls somebody while the caller waits. */
    CONSULT,
    /** Goes to and fro between caller and consulted. */
    ALTERNATE,
    /** Transfers, conferences, or gives the consultation up. */
    DECIDE,
    /** Sends the caller on without a word. */
    SINGLE_STEP,
    /** Presses keys. */
    KEYS,
    /** Writes down what was talked about. */
    DATA,
    /** Hangs up. */
    RELEASE,
    /** Asks what calls are at the phone. */
    LOOK,
    /** Looks whether something was left lying. */
    TEND
}
