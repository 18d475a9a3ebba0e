const GIVEN_UP_MS = 8_000;

/**
 * After a change of server everything is told anew. Until the last call is told, the screen keeps what it showed: a call
 * that goes on must not vanish for a moment, nor seem to be none.
 */
export class Rebuild {
    #valid = null;
    #timer = null;
    #underWay = false;
    #changed;

    /** @param {() => void} changed called when it was given up */
    constructor(changed) {
        this.#changed = changed;
    }

    get underWay() {
        return this.#underWay;
    }

    begin() {
        this.#underWay = true;
        this.#valid = null;
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => {
            this.end();
            this.#changed();
        }, GIVEN_UP_MS);
    }

    end() {
        this.#underWay = false;
        clearTimeout(this.#timer);
    }

    /** The server named the calls that there are. */
    named(validCalls) {
        this.#valid = validCalls.map(String);
    }

    /** Ends when each call that was named is there with its buttons. */
    look(session) {
        if (this.#underWay && this.#valid?.every((id) => session.object(id)?.buttonsKnown)) {
            this.end();
        }
    }
}
