/** What this browser remembers of its user: never a password, never call data. */
const KEY = 'jackfield.preferences';

const DEFAULTS = Object.freeze({
    theme: 'system',
    density: 'roomy',
    agentId: '',
    instrument: '',
    dataView: 'rows',
    ringVolume: 0.6,
    notices: true,
    functionKeys: true,
    popUrl: '',
    lastNumbers: [],
    reasonUse: {},
});

export class Preferences {
    #storage;
    #values;

    /** @param {Storage|null} storage null when the browser blocks storage */
    constructor(storage) {
        this.#storage = storage;
        this.#values = { ...DEFAULTS, ...readJson(storage, KEY, {}) };
    }

    get(name) {
        return this.#values[name] ?? DEFAULTS[name];
    }

    set(name, value) {
        this.#values = { ...this.#values, [name]: value };
        writeJson(this.#storage, KEY, this.#values);
        if (name === 'theme' || name === 'density') {
            document.documentElement.dataset[name] = value;
        }
    }

    /** Puts a number in front of the last numbers dialled; six are kept. */
    rememberNumber(number) {
        const others = this.get('lastNumbers').filter((each) => each !== number);
        this.set('lastNumbers', [number, ...others].slice(0, 6));
    }

    /** Counts a reason as used, so that the ones used most can stand on top. */
    rememberReason(code) {
        const use = this.get('reasonUse');
        this.set('reasonUse', { ...use, [code]: (use[code] ?? 0) + 1 });
    }
}

/** Reads a kept value; what is not readable counts as absent. */
export function readJson(storage, key, absent) {
    try {
        return JSON.parse(storage?.getItem(key) ?? 'null') ?? absent;
    } catch {
        return absent; // Kept by another version or by hand.
    }
}

/** Keeps a value where the browser allows it. */
export function writeJson(storage, key, value) {
    try {
        storage?.setItem(key, JSON.stringify(value));
    } catch {
        // A full or blocked storage costs the memory, not the work.
    }
}

/** The storage of that name, or null where the browser refuses it. */
export function storageOf(name) {
    try {
        return globalThis[name] ?? null;
    } catch {
        return null;
    }
}
