/**
 * The server's clock as seen from here. It runs on a monotonic local clock, so a wrong or changed
 * wall clock of this machine moves no elapsed time. Of the answers of the last minutes the one with
 * the shortest way is trusted most.
 */
export class ServerClock {
    #monotonic;
    #offsetMs = null;
    #errorMs = Infinity;
    #takenAtMs = 0;

    /** @param {() => number} monotonic milliseconds since any fixed moment, never going back */
    constructor(monotonic) {
        this.#monotonic = monotonic;
    }

    /**
     * Learns from an answer.
     *
     * @param {number} serverMs time in the answer
     * @param {number} sentMs local monotonic time when the question left
     */
    learn(serverMs, sentMs) {
        const now = this.#monotonic();
        const errorMs = Math.max(0, now - sentMs) / 2;
        // Clocks drift apart: an old measurement loses a millisecond of trust a second.
        const agedErrorMs = this.#errorMs + (now - this.#takenAtMs) / 1000;
        if (errorMs <= agedErrorMs) {
            this.#offsetMs = serverMs - (sentMs + now) / 2;
            this.#errorMs = errorMs;
            this.#takenAtMs = now;
        }
    }

    get known() {
        return this.#offsetMs !== null;
    }

    /** Server time in milliseconds since 1970; NaN before the first answer. */
    now() {
        return this.#offsetMs === null ? NaN : this.#monotonic() + this.#offsetMs;
    }

    /** How far this machine's wall clock is ahead of the server's, in milliseconds; NaN if unknown. */
    aheadMs(wallMs = Date.now()) {
        return wallMs - this.now();
    }
}
