import { readJson, writeJson } from './preferences.js';

const KEY = 'jackfield.wrapup';
const CALL_KEY = 'jackfield.wrapup-call';
const KEPT = 20;

/** Half-written wrap-up by call: it outlives a reload and a lost connection, and ends with the tab. */
export class WrapupDrafts {
    #storage;
    #drafts;
    #call;

    constructor(storage) {
        this.#storage = storage;
        this.#call = readJson(storage, CALL_KEY, '');
        this.#drafts = readJson(storage, KEY, {});
    }

    /** The last call that a wrap-up was about, or would have been; or empty. */
    get call() {
        return this.#call;
    }

    /** Which call the wrap-up is about, or will be; empty when that is not told. */
    about(callId) {
        if (callId && callId !== this.#call) {
            this.#call = callId;
            writeJson(this.#storage, CALL_KEY, callId);
        }
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
