/**
 * The universal parameter of requests and events: named values whose names are compared without
 * case and without blanks at the ends. Values are text, numbers, truth values, nested arguments or
 * lists of these.
 *
 * @typedef {string|number|boolean|Arguments|Array<any>|null} ArgumentValue
 */
export class Arguments {
    /** @type {Map<string, {name: string, value: ArgumentValue}>} */
    #entries = new Map();

    /** @param {Object<string, any>|Arguments} [source] a plain object or other arguments */
    constructor(source) {
        if (source) {
            this.merge(source);
        }
    }

    /** Arguments of whatever was given: plain objects are wrapped, arguments are kept. */
    static of(source) {
        return source instanceof Arguments ? source : new Arguments(source ?? {});
    }

    static #key(name) {
        return String(name).trim().toLowerCase();
    }

    /** Sets one value; an empty name is refused. Returns this. */
    set(name, value) {
        const key = Arguments.#key(name);
        if (key === '') {
            throw new TypeError('An argument needs a name');
        }
        this.#entries.set(key, { name: String(name).trim(), value: wrap(value) });
        return this;
    }

    /** Sets all values of the other one; what the other does not name stays. Returns this. */
    merge(other) {
        const pairs = other instanceof Arguments ? other.entries() : Object.entries(other);
        for (const [name, value] of pairs) {
            this.set(name, value);
        }
        return this;
    }

    has(name) {
        return this.#entries.has(Arguments.#key(name));
    }

    remove(name) {
        return this.#entries.delete(Arguments.#key(name));
    }

    /** The raw value, or undefined. */
    value(name) {
        return this.#entries.get(Arguments.#key(name))?.value;
    }

    /** The value as text; what is absent or nested gives `absent`. */
    text(name, absent = '') {
        const value = this.value(name);
        return value === undefined || value === null || typeof value === 'object' ? absent : String(value);
    }

    /** The value as a number; text is read (decimal or 0x); `absent` when it is none. */
    number(name, absent = null) {
        const value = this.value(name);
        if (typeof value === 'number') {
            return value;
        }
        if (typeof value === 'boolean') {
            return value ? 1 : 0;
        }
        if (typeof value === 'string' && value.trim() !== '') {
            const number = Number(value);
            return Number.isNaN(number) ? absent : number;
        }
        return absent;
    }

    /** True for true, a number other than 0, and the texts "true" and "1". */
    truth(name, absent = false) {
        const value = this.value(name);
        switch (typeof value) {
            case 'boolean':
                return value;
            case 'number':
                return value !== 0;
            case 'string':
                return value.toLowerCase() === 'true' || value === '1';
            default:
                return absent;
        }
    }

    /** The nested arguments, or empty ones. */
    nested(name) {
        const value = this.value(name);
        return value instanceof Arguments ? value : new Arguments();
    }

    /** The list, or an empty one. */
    list(name) {
        const value = this.value(name);
        return Array.isArray(value) ? value : [];
    }

    /** The names as they were given. */
    names() {
        return [...this.#entries.values()].map((entry) => entry.name);
    }

    /** Pairs of name and value. */
    entries() {
        return [...this.#entries.values()].map((entry) => [entry.name, entry.value]);
    }

    get size() {
        return this.#entries.size;
    }

    clone() {
        return new Arguments(this);
    }

    /** A plain object, as it goes on the wire. */
    toJSON() {
        const plain = {};
        for (const { name, value } of this.#entries.values()) {
            plain[name] = value;
        }
        return plain;
    }
}

function wrap(value) {
    if (Array.isArray(value)) {
        return value.map(wrap);
    }
    if (value !== null && typeof value === 'object' && !(value instanceof Arguments)) {
        return new Arguments(value);
    }
    return value;
}
