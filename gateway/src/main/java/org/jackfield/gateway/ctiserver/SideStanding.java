package org.jackfield.gateway.ctiserver;

/** Whether a side serves clients just now, and what it tells those it does not serve. */
final class SideStanding {

    private final boolean servesWhenStandby;
    private boolean inTouch = true;
    private boolean hasClients;
    private boolean draining;

    /**
     * A side that takes part and is not the active one.
     *
     * @param servesWhenStandby true when it serves also while the other side has the clients
     */
    SideStanding(boolean servesWhenStandby) {
        this.servesWhenStandby = servesWhenStandby;
    }

    /** It takes part in decisions, or is cut off from the others. */
    void inTouch(boolean now) {
        inTouch = now;
    }

    /**
     * It is the side with the clients, or not.
     *
     * @return whether it was before
     */
    boolean hasClients(boolean now) {
        boolean had = hasClients;
        hasClients = now;
        return had;
    }

    /** It is about to end, and takes nothing more that changes something. */
    void drain() {
        draining = true;
    }

    /** True while a request that changes something is handed to the log. */
    boolean takesChanges() {
        return inTouch && !draining;
    }

    boolean serves() {
        return inTouch && (servesWhenStandby || hasClients);
    }

    /**
     * As a new client finds it.
     *
     * @param leaving true while its clients are about to go to the other side
     */
    OpenCheck.Standing seen(boolean leaving) {
        if (!inTouch || draining) {
            return OpenCheck.Standing.CUT_OFF;
        }
        if (!serves()) {
            return OpenCheck.Standing.STANDBY;
        }
        return leaving ? OpenCheck.Standing.LEAVING : OpenCheck.Standing.SERVING;
    }
}
