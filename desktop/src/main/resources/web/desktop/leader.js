/**
 * Of several tabs of one agent in a browser one leads: it rings and tells of calls. The lock is the
 * browser's own, so it passes on when the leading tab is closed or crashes.
 */
export class Leader {
    #locks;
    #changed;
    #name = '';
    #leads;
    #letGo = () => {};

    /**
     * @param {() => void} changed called when another tab took or left the lead
     * @param {LockManager|undefined} locks absent where the page is neither https nor localhost: then each tab leads
     */
    constructor(changed, locks = globalThis.navigator?.locks) {
        this.#changed = changed;
        this.#locks = locks;
        this.#leads = !locks;
    }

    get leads() {
        return this.#leads;
    }

    /** Takes part for that agent; an empty name takes part for nobody. */
    take(name) {
        if (!this.#locks || name === this.#name) {
            return;
        }
        this.#letGo();
        this.#name = name;
        this.#leads = false;
        if (name === '') {
            return;
        }
        const over = new Promise((resolve) => {
            this.#letGo = resolve;
        });
        this.#locks
            .request(`jackfield.${name}`, () => {
                if (this.#name === name) {
                    this.#leads = true;
                    this.#changed();
                }
                return over;
            })
            .catch(() => {
                this.#leads = true; // The browser refuses locks here: better two rings than none.
                this.#changed();
            });
    }

    /** Whether another tab leads; known a moment after {@link take}. */
    async follows() {
        if (!this.#locks || this.#leads || this.#name === '') {
            return false;
        }
        const { held } = await this.#locks.query();
        return !this.#leads && held.some((lock) => lock.name === `jackfield.${this.#name}`);
    }
}
