import { CtiOsSession, Link } from '../../main/resources/web/cil.js';

/** A clock that moves only when it is told, and its timers. */
export class FakeTime {
    nowMs = 1_000;
    #timers = new Map();
    #next = 1;

    timers = {
        setTimeout: (task, ms = 0) => {
            const id = this.#next++;
            this.#timers.set(id, { task, atMs: this.nowMs + ms });
            return id;
        },
        clearTimeout: (id) => this.#timers.delete(id),
    };

    monotonic = () => this.nowMs;

    /** Lets time pass; timers run in their order. */
    pass(ms) {
        const end = this.nowMs + ms;
        for (let due = this.#due(end); due; due = this.#due(end)) {
            const [id, timer] = due;
            this.#timers.delete(id);
            this.nowMs = Math.max(this.nowMs, timer.atMs);
            timer.task();
        }
        this.nowMs = end;
    }

    /** Lets time pass while no timer of this page runs, as in a machine that sleeps. */
    sleep(ms) {
        this.nowMs += ms;
    }

    #due(end) {
        return [...this.#timers.entries()].filter(([, timer]) => timer.atMs <= end).sort((a, b) => a[1].atMs - b[1].atMs)[0];
    }
}

/** The other end of every WebSocket that the link opens. */
export class FakeServers {
    sockets = [];
    down = new Set();
    #epoch = 0;

    constructor() {
        const servers = this;
        this.WebSocket = class {
            readyState = 0;
            sent = [];

            constructor(address) {
                this.address = address;
                servers.sockets.push(this);
            }

            send(text) {
                this.sent.push(JSON.parse(text));
            }

            close() {
                this.readyState = 3;
            }
        };
    }

    get socket() {
        return this.sockets.at(-1);
    }

    /** Frames of that kind which the client sent on the last socket. */
    sent(kind) {
        return this.socket.sent.filter((frame) => frame.t === kind);
    }

    open() {
        this.socket.readyState = 1;
        this.socket.onopen?.();
    }

    say(frame) {
        this.socket.onmessage?.({ data: JSON.stringify(frame) });
    }

    welcome(more = {}) {
        this.open();
        this.say({
            t: 'welcome',
            server: 'ctios-A',
            token: 'token-1',
            epoch: ++this.#epoch,
            resumed: false,
            next: 1,
            timeMs: 1_700_000_000_000,
            heartbeatMs: 5_000,
            heartbeatsMax: 3,
            ...more,
        });
    }

    event(number, name, target = '', args = {}, timeMs = 1_700_000_000_000) {
        this.say({ t: 'event', number, name, target, args, timeMs });
    }

    /** The connection breaks. */
    cut() {
        this.socket.readyState = 3;
        this.socket.onclose?.();
    }
}

/** A link with its fake surroundings. */
export function newLink(options = {}) {
    const time = new FakeTime();
    const servers = new FakeServers();
    const link = new Link({
        servers: ['ws://a/cil', 'ws://b/cil'],
        WebSocket: servers.WebSocket,
        monotonic: time.monotonic,
        timers: time.timers,
        random: () => 0.4,
        ...options,
    });
    return { link, time, servers };
}

/** A session with its fake surroundings, connected. */
export function newSession(options = {}) {
    const time = new FakeTime();
    const servers = new FakeServers();
    const session = new CtiOsSession({
        servers: ['ws://a/cil', 'ws://b/cil'],
        WebSocket: servers.WebSocket,
        monotonic: time.monotonic,
        timers: time.timers,
        random: () => 0.4,
        ...options,
    });
    session.connect();
    servers.welcome();
    return { session, time, servers };
}
