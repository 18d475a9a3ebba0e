/** Listeners by event name. A listener that throws is reported and hinders nobody else. */
export class Emitter {
    /** @type {Map<string, Set<Function>>} */
    #listeners = new Map();

    /**
     * Adds a listener; adding the same one twice leaves one.
     *
     * @param {string} name event name; `*` hears every event
     * @param {Function} listener
     * @returns {() => void} takes the listener away again
     */
    on(name, listener) {
        let set = this.#listeners.get(name);
        if (!set) {
            set = new Set();
            this.#listeners.set(name, set);
        }
        set.add(listener);
        return () => this.off(name, listener);
    }

    off(name, listener) {
        this.#listeners.get(name)?.delete(listener);
    }

    /** @protected */
    emit(name, ...values) {
        for (const key of [name, '*']) {
            for (const listener of [...(this.#listeners.get(key) ?? [])]) {
                try {
                    key === '*' ? listener(name, ...values) : listener(...values);
                } catch (error) {
                    console.error(`A listener of ${name} failed:`, error);
                }
            }
        }
    }
}
