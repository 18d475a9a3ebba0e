import { readJson, writeJson } from './preferences.js';
import { otherNumber } from './view.js';

const KEY = 'jackfield.recent';
const KEPT = 30;

/** The calls that this tab saw end, newest first. They vanish with the tab. */
export class RecentCalls {
    #storage;
    #calls;
    #answered = new Set();

    constructor(storage) {
        this.#storage = storage;
        this.#calls = readJson(storage, KEY, []);
    }

    /** @returns {{id: string, number: string, direction: string, atMs: number, lengthMs: number, answered: boolean}[]} */
    get all() {
        return this.#calls;
    }

    get last() {
        return this.#calls[0] ?? null;
    }

    find(id) {
        return this.#calls.find((call) => call.id === id) ?? null;
    }

    /** Notes that a call was answered. */
    answered(id) {
        this.#answered.add(id);
    }

    /** Takes a call that just ended. */
    add(event, nowMs) {
        const call = event.object;
        if (!call || this.find(event.target)) {
            return;
        }
        const startMs = call.number('CallStartMs', NaN);
        const entry = {
            id: event.target,
            number: otherNumber(call),
            direction: call.text('Direction', 'in'),
            atMs: Number.isNaN(startMs) ? event.timeMs : startMs,
            lengthMs: Math.max(0, (event.timeMs || nowMs) - startMs) || 0,
            answered: this.#answered.delete(event.target),
            note: event.args.text('ErrorMessage'),
        };
        this.#calls = [entry, ...this.#calls].slice(0, KEPT);
        writeJson(this.#storage, KEY, this.#calls);
    }

    clear() {
        this.#calls = [];
        writeJson(this.#storage, KEY, []);
    }
}
