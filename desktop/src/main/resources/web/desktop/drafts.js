import { readJson, writeJson } from './preferences.js';

const KEY = 'jackfield.wrapup';
const KEPT = 20;

/** Half-written wrap-up by call: it outlives a reload and a lost connection, and ends with the tab. */
export class WrapupDrafts {
    #storage;
    #drafts;

    constructor(storage) {
        this.#storage = storage;
        this.#drafts = readJson(storage, KEY, {});
    }

    /** @returns {{choice: string, note: string}} */
    of(callId) {
        return this.#drafts[callId] ?? { choice: '', note: '' };
    }

    keep(callId, draft) {
        const { [callId]: _, ...others } = this.#drafts;
        this.#write(Object.fromEntries(Object.entries({ ...others, [callId]: draft }).slice(-KEPT)));
    }

    drop(callId) {
        const { [callId]: _, ...others } = this.#drafts;
        this.#write(others);
    }

    #write(drafts) {
        this.#drafts = drafts;
        writeJson(this.#storage, KEY, drafts);
    }
}
