import { Outcome } from '../cil.js';

/** A note goes out when its writer pauses for so long. */
const PAUSE_MS = 1_000;
/** By so long before the end of wrap-up a note has gone out, whoever still writes. */
const FINAL_MS = 2_000;
/** What is written in those last moments goes out this much later. */
const FINAL_PAUSE_MS = 200;

/**
 * Brings what is written in wrap-up to the server while it is written: the server ends a timed wrap-up by itself, and a
 * hidden tab's timers run when the browser likes. So a note waits for no moment near the end: it goes out at each pause,
 * and once more when it changed.
 */
export class NoteSender {
    #parts;
    #timer = null;
    /** @type {string|null} */
    #sent = '';

    /**
     * @param {Object} parts
     * @param {() => string} parts.text of the note as it is now
     * @param {() => number} parts.leftMs until wrap-up ends by itself; Infinity when it does not
     * @param {(text: string) => Promise<import('../cil/link.js').Reply>} parts.send
     * @param {Object} [parts.timers] for tests
     */
    constructor(parts) {
        this.#parts = { timers: globalThis, ...parts };
    }

    /** The note was changed; what was sent is replaced, by an empty note too. */
    changed() {
        const { timers } = this.#parts;
        const leftMs = this.#parts.leftMs();
        if (this.#timer !== null) {
            if (leftMs <= FINAL_MS) {
                return;
            }
            timers.clearTimeout(this.#timer);
        }
        const waitMs = Math.min(PAUSE_MS, Math.max(FINAL_PAUSE_MS, leftMs - FINAL_MS));
        this.#timer = timers.setTimeout(() => this.flush(), waitMs);
    }

    /** Sees to it that a note which is not there yet goes out: after a reload, or when the link was down. */
    look() {
        if (this.#timer === null && this.#parts.text() !== '' && this.#parts.text() !== this.#sent) {
            this.changed();
        }
    }

    /** Sends what is not sent yet, now. */
    flush() {
        this.#forgetTimer();
        const text = this.#parts.text();
        if (text !== this.#sent) {
            this.#send(text);
        }
    }

    /**
     * The note is saved by other means, or is to be.
     *
     * @param {string|null} text null when it is not known what the server has
     */
    saved(text) {
        this.#forgetTimer();
        this.#sent = text;
    }

    async #send(text) {
        const before = this.#sent;
        this.#sent = text;
        const reply = await this.#parts.send(text);
        // What was refused is refused again; what never arrived is sent again.
        if (this.#sent === text && [Outcome.OFFLINE, Outcome.TIMED_OUT].includes(reply.outcome)) {
            this.#sent = before;
        }
    }

    #forgetTimer() {
        if (this.#timer !== null) {
            this.#parts.timers.clearTimeout(this.#timer);
            this.#timer = null;
        }
    }
}
