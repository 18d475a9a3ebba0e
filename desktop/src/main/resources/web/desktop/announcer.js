const SAME_TEXT_MS = 2_000;
const BETWEEN_MS = 700;
const QUEUE_LIMIT = 3;

/**
 * Speaks through the two live regions of the page. One sentence at a time; at most three wait; the
 * same sentence is not said twice within two seconds.
 */
export class Announcer {
    #assertive;
    #polite;
    #queue = [];
    #timer = null;
    #last = { text: '', atMs: -Infinity };

    constructor(assertive, polite) {
        this.#assertive = assertive;
        this.#polite = polite;
    }

    /** Says it now, before whatever waits. */
    assertive(text) {
        this.#put(this.#assertive, text, true);
    }

    polite(text) {
        this.#put(this.#polite, text, false);
    }

    #put(region, text, first) {
        const now = performance.now();
        if (!text || (text === this.#last.text && now - this.#last.atMs < SAME_TEXT_MS)) {
            return;
        }
        this.#last = { text, atMs: now };
        this.#queue[first ? 'unshift' : 'push']({ region, text });
        this.#queue.length = Math.min(this.#queue.length, QUEUE_LIMIT);
        if (this.#timer === null) {
            this.#next();
        }
    }

    #next() {
        const item = this.#queue.shift();
        if (!item) {
            this.#timer = null;
            return;
        }
        item.region.textContent = item.text;
        this.#timer = setTimeout(() => this.#next(), BETWEEN_MS);
    }
}
