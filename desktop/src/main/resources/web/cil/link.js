import { ServerClock } from './clock.js';
import { Emitter } from './emitter.js';
import { Outcome } from './enums.js';

/**
 * State of the connection: `closed` (not wanted), `connecting` (first time), `live`, `reconnecting`
 * (lost a moment ago), `offline` (lost for longer, or refused so far).
 *
 * @typedef {'closed'|'connecting'|'live'|'reconnecting'|'offline'} LinkState
 */

/**
 * The one outcome of a request.
 *
 * @typedef {Object} Reply
 * @property {string} outcome one of {@link Outcome}
 * @property {boolean} ok the outcome is DONE
 * @property {number} code CIL or failure code, 0 when done
 * @property {number} peripheralCode the switch's own code, 0 when there is none
 * @property {string} text sentence for the user, empty when done
 * @property {number} number last event that went out before the decision
 * @property {Object} args results
 */

const WIRE_VERSION = 1;
const CONNECT_TIMEOUT_MS = 5_000;
/** Handshakes of TLS keep a server busy when all desktops come at once. */
const CONNECT_TLS_TIMEOUT_MS = 15_000;
const PROBE_MS = 2_000;
const STEADY_MS = 3_000;
const OFFLINE_AFTER_MS = 10_000;
const REQUEST_TIMEOUT_MS = 15_000;
const LATENCY_SAMPLES = 60;
const FIRST_TRY_WITHIN_MS = 1_000;
const CHECK_AGAIN_MS = 250;
/** What a server's heartbeats are when neither it nor a profile says so. */
const HEARTBEAT_MS = 5_000;
const HEARTBEATS_MAX = 3;
const HEARTBEAT_MOST_S = 3_600;

/**
 * How long to wait before a try: from under a second up to 30 s, a quarter more or less at random,
 * so that two thousand desktops do not come back in the same moment.
 *
 * @param {number} attempt 0 for the first try after a loss
 * @param {number} random in [0, 1)
 */
export function backoffMs(attempt, random) {
    const base = Math.min(24_000, 400 * 1.7 ** Math.min(attempt, 20));
    return Math.round(base * (0.75 + 0.5 * random));
}

/**
 * Keeps one WebSocket to one of the servers: says hello, resumes, keeps alive, notices silence,
 * fails over. It hands out events in order and gives each request exactly one outcome.
 *
 * Events: `state` (new state, old state), `welcome` (frame), `event` (frame), `missing` (count of
 * unanswered heartbeats), `failed` (server, reason), `closing` (frame).
 */
export class Link extends Emitter {
    #options;
    #clock;
    /** @type {LinkState} */
    #state = 'closed';
    #stateSinceMs = 0;
    #socket = null;
    #serverIndex = 0;
    #attempt = 0;
    #lostAtMs = 0;
    #retryAtMs = 0;
    #timer = null;
    #retryTimer = null;
    #deadlineTimer = null;
    #token;
    #lastNumber = 0;
    #welcome = null;
    #serverName = '';
    #lastSentMs = 0;
    #lastHeardMs = 0;
    #lastCheckMs = 0;
    #pingNumber = 0;
    #unanswered = 0;
    /** Of the connection profile; null where it says nothing. */
    #profileMs = null;
    #profileMax = null;
    #pings = new Map();
    #probing = false;
    #requestId = 0;
    #pending = new Map();
    #latencies = [];
    #gapsHealed = 0;

    /**
     * @param {Object} options
     * @param {string[]} options.servers WebSocket addresses; which is tried first is left to chance, so that
     *     clients spread over them
     * @param {string} [options.client] name and version, for the server's logs
     * @param {string|null} [options.token] token of a session to be resumed
     * @param {typeof WebSocket} [options.WebSocket]
     * @param {() => number} [options.monotonic] local clock in milliseconds
     * @param {() => number} [options.random]
     * @param {{setTimeout: Function, clearTimeout: Function}} [options.timers]
     */
    constructor(options) {
        super();
        if (!options?.servers?.length) {
            throw new TypeError('A link needs the address of at least one server');
        }
        this.#options = {
            client: 'cil.js',
            WebSocket: globalThis.WebSocket,
            monotonic: () => performance.now(),
            random: Math.random,
            timers: {
                setTimeout: (task, ms) => setTimeout(task, ms),
                clearTimeout: (id) => clearTimeout(id),
            },
            ...options,
        };
        this.#token = options.token ?? null;
        this.#clock = new ServerClock(this.#options.monotonic);
    }

    get state() {
        return this.#state;
    }

    /** Milliseconds since the connection was lost, or since the state was entered. */
    get stateForMs() {
        const since = this.#state === 'offline' || this.#state === 'reconnecting' ? this.#lostAtMs : this.#stateSinceMs;
        return this.#now() - since;
    }

    /** Milliseconds until the next try; 0 while one is under way. */
    get retryInMs() {
        return this.#retryTimer === null ? 0 : Math.max(0, this.#retryAtMs - this.#now());
    }

    get clock() {
        return this.#clock;
    }

    /** Address of the server in use or being tried. */
    get server() {
        return this.#options.servers[this.#serverIndex];
    }

    get servers() {
        return [...this.#options.servers];
    }

    /** Name that the last server gave itself, or empty. */
    get serverName() {
        return this.#serverName;
    }

    get token() {
        return this.#token;
    }

    /** Replaces the token, as a login does. */
    set token(token) {
        this.#token = token;
    }

    /** Number of the last event taken. */
    get lastNumber() {
        return this.#lastNumber;
    }

    /** Round trips of the last heartbeats in milliseconds, and how often a gap was healed. */
    get health() {
        const sorted = [...this.#latencies].sort((a, b) => a - b);
        return {
            latencyMs: sorted.length ? sorted[sorted.length >> 1] : null,
            worstMs: sorted.length ? sorted[sorted.length - 1] : null,
            heardMsAgo: this.#lastHeardMs ? this.#now() - this.#lastHeardMs : null,
            gapsHealed: this.#gapsHealed,
            lastNumber: this.#lastNumber,
        };
    }

    /** Replaces the list of servers; the one in use is kept when it is still in the list. */
    setServers(servers) {
        const current = this.server;
        if (servers.length === 0) {
            return;
        }
        // A server that names only others is still the one this link is at.
        const here = this.#state === 'live' && !servers.includes(current);
        this.#options.servers = here ? [...servers, current] : [...servers];
        this.#serverIndex = Math.max(0, this.#options.servers.indexOf(current));
    }

    /**
     * Heartbeats as the connection profile says, for this connection and those after it; what it does not say the
     * server's welcome does (BEH-281).
     *
     * @param {number|null} [seconds] between them; 0: none
     * @param {number|null} [max] so many unanswered, and one interval more, and the link is lost
     */
    setHeartbeats(seconds, max) {
        this.#profileMs = isCount(seconds) ? Math.min(seconds, HEARTBEAT_MOST_S) * 1_000 : null;
        this.#profileMax = isCount(max) ? Math.max(1, max) : null;
        if (this.#state === 'live') {
            this.#scheduleCheck();
        }
    }

    get #heartbeatMs() {
        return this.#profileMs ?? this.#welcome.heartbeatMs ?? HEARTBEAT_MS;
    }

    get #heartbeatsMax() {
        return this.#profileMax ?? this.#welcome.heartbeatsMax ?? HEARTBEATS_MAX;
    }

    /** Connects and stays connected until {@link close}. */
    open() {
        if (this.#state !== 'closed') {
            return;
        }
        this.#attempt = 0;
        this.#lostAtMs = this.#now();
        this.#serverIndex = Math.floor(this.#options.random() * this.#options.servers.length);
        this.#enter('connecting');
        this.#dial();
    }

    /** Ends the session on purpose. */
    close(reason = 'closed by the user') {
        if (this.#socket && this.#welcome) {
            this.#send({ t: 'goodbye', reason });
        }
        this.#token = null;
        this.#stop('closed');
    }

    /** Tries again at once instead of waiting; the next server in turn. */
    retryNow() {
        if (this.#retryTimer !== null) {
            this.#clearRetry();
            this.#dial();
        }
    }

    /**
     * Asks at once whether the other end still lives: after sleep, after the tab was hidden, when
     * the network changed. Without any sign of life the link counts as lost after 2 s.
     */
    probe() {
        if (this.#state === 'live' && !this.#probing) {
            this.#probing = true;
            this.#ping();
            this.#deadline(PROBE_MS, () => this.#lose('no answer after a pause'));
        } else {
            this.retryNow();
        }
    }

    /**
     * Sends a request. The promise is never rejected and always resolved once: by the server's
     * reply, or here when the link is down, breaks, or stays silent.
     *
     * @param {string} name
     * @param {string} target UniqueObjectID, or empty for the session
     * @param {Object} args
     * @param {{label?: string, seen?: number, pressedMs?: number}} [press] what the user pressed,
     *     the last event seen then, and when (local monotonic clock)
     * @returns {Promise<Reply>}
     */
    request(name, target, args, press = {}) {
        const label = press.label ?? name;
        if (this.#state !== 'live') {
            return Promise.resolve(
                localReply(
                    Outcome.OFFLINE,
                    `Not done: you pressed ${label} while offline. Press it again if you still want it.`,
                ),
            );
        }
        const id = ++this.#requestId;
        return new Promise((resolve) => {
            const timer = this.#options.timers.setTimeout(
                () => this.#settle(id, localReply(Outcome.TIMED_OUT, 'No answer from the phone system. Check your phone.')),
                REQUEST_TIMEOUT_MS,
            );
            this.#pending.set(id, { resolve, timer });
            this.#send({
                t: 'request',
                id,
                epoch: this.#welcome.epoch,
                seen: press.seen ?? this.#lastNumber,
                name,
                target,
                args,
                ageMs: Math.max(0, Math.round(this.#now() - (press.pressedMs ?? this.#now()))),
            });
        });
    }

    #now() {
        return this.#options.monotonic();
    }

    #enter(state) {
        if (state !== this.#state) {
            const old = this.#state;
            this.#state = state;
            this.#stateSinceMs = this.#now();
            this.emit('state', state, old);
        }
    }

    #dial() {
        this.#clearRetry();
        const server = this.server;
        let socket;
        try {
            socket = new this.#options.WebSocket(server);
        } catch (error) {
            this.emit('failed', server, String(error?.message ?? error));
            this.#scheduleRetry();
            return;
        }
        this.#socket = socket;
        this.#welcome = null;
        const mine = () => this.#socket === socket;
        const helloAtMs = { value: this.#now() };
        socket.onopen = () => {
            if (mine()) {
                helloAtMs.value = this.#now();
                this.#send({
                    t: 'clientHello',
                    version: WIRE_VERSION,
                    client: this.#options.client,
                    token: this.#token,
                    last: this.#lastNumber,
                });
            }
        };
        socket.onmessage = (message) => mine() && this.#hear(message.data, helloAtMs.value);
        socket.onerror = () => {};
        socket.onclose = () => mine() && this.#lose('the connection was closed');
        this.#deadline(server.startsWith('wss:') ? CONNECT_TLS_TIMEOUT_MS : CONNECT_TIMEOUT_MS, () => this.#lose('no answer to the hello'));
    }

    #hear(text, helloAtMs) {
        const socket = this.#socket;
        this.#lastHeardMs = this.#now();
        if (this.#probing) {
            this.#probing = false;
            this.#deadline(0, null);
        }
        let frame;
        try {
            frame = JSON.parse(text);
        } catch {
            this.#lose('a frame that is not JSON');
            return;
        }
        switch (frame.t) {
            case 'welcome':
                this.#welcomed(frame, helloAtMs);
                break;
            case 'event':
                this.#event(frame);
                break;
            case 'reply':
                this.#settle(frame.id, wireReply(frame));
                break;
            case 'pong':
                this.#pong(frame);
                break;
            case 'closing':
                this.#closing(frame);
                break;
            default:
                break; // A later version of the wire may say more than this client knows.
        }
        if (this.#socket === socket) {
            this.#maintain();
        }
    }

    #welcomed(frame, helloAtMs) {
        this.#deadline(0, null);
        this.#welcome = frame;
        this.#serverName = frame.server ?? '';
        this.#token = frame.token ?? this.#token;
        this.#unanswered = 0;
        this.#pings.clear();
        this.#lastCheckMs = this.#now();
        this.#clock.learn(frame.timeMs, helloAtMs);
        if (!frame.resumed) {
            this.#lastNumber = frame.next - 1;
        }
        const old = this.#state;
        this.#state = 'live';
        this.#stateSinceMs = this.#now();
        this.#scheduleCheck();
        this.emit('welcome', frame); // Listeners may already send requests.
        this.emit('state', 'live', old);
    }

    #event(frame) {
        const expected = this.#lastNumber + 1;
        if (frame.number < expected) {
            return; // Already taken: an event counts once.
        }
        if (frame.number > expected) {
            this.#gapsHealed++;
            this.#lose(`event ${expected} is missing, ${frame.number} came`, true); // This one has kept it.
            return;
        }
        this.#lastNumber = frame.number;
        this.emit('event', frame);
    }

    #pong(frame) {
        const sentMs = this.#pings.get(frame.number);
        this.#unanswered = 0;
        if (sentMs !== undefined) {
            this.#pings.delete(frame.number);
            this.#latencies.push(this.#now() - sentMs);
            if (this.#latencies.length > LATENCY_SAMPLES) {
                this.#latencies.shift();
            }
            this.#clock.learn(frame.timeMs, sentMs);
        }
        this.emit('heartbeat', frame);
    }

    #closing(frame) {
        this.emit('closing', frame);
        if (frame.reconnect) {
            this.#lose(frame.text || frame.reason);
        } else {
            this.#token = null;
            this.#stop('closed');
        }
    }

    /**
     * Heartbeats are sent from the message handler as well as from a timer: timers of a hidden tab
     * run once a minute only, messages are handed out at once.
     */
    #maintain() {
        if (this.#state !== 'live') {
            return;
        }
        const asks = this.#heartbeatMs > 0;
        const heartbeatMs = this.#heartbeatMs || HEARTBEAT_MS;
        const heartbeatsMax = this.#heartbeatsMax;
        const now = this.#now();
        const pauseMs = now - this.#lastCheckMs;
        this.#lastCheckMs = now;
        if (asks && now - this.#lastSentMs >= heartbeatMs) {
            if (this.#unanswered >= heartbeatsMax && now - this.#lastHeardMs >= heartbeatMs) {
                this.#lose(`${this.#unanswered} heartbeats without an answer`);
                return;
            }
            if (this.#unanswered > 0) {
                this.emit('missing', this.#unanswered);
            }
            this.#ping();
        }
        if (pauseMs > heartbeatMs * heartbeatsMax && now - this.#lastHeardMs > heartbeatMs) {
            this.probe(); // This machine slept.
        }
    }

    #scheduleCheck() {
        this.#options.timers.clearTimeout(this.#timer);
        const lastMs = this.#heartbeatMs > 0 ? this.#lastSentMs : this.#lastCheckMs;
        const dueMs = lastMs + (this.#heartbeatMs || HEARTBEAT_MS) - this.#now();
        this.#timer = this.#options.timers.setTimeout(() => {
            this.#timer = null;
            this.#maintain();
            if (this.#state === 'live') {
                this.#scheduleCheck();
            }
        }, Math.max(CHECK_AGAIN_MS, dueMs));
    }

    #ping() {
        const number = ++this.#pingNumber;
        this.#pings.set(number, this.#now());
        if (this.#pings.size > LATENCY_SAMPLES) {
            this.#pings.delete(this.#pings.keys().next().value);
        }
        this.#unanswered++;
        this.#send({ t: 'ping', number });
    }

    #send(frame) {
        this.#lastSentMs = this.#now();
        if (this.#socket?.readyState === 1) {
            this.#socket.send(JSON.stringify(frame));
        }
    }

    /**
     * The connection is gone, or as good as gone. The next server in turn gets the first try, within a second: the one
     * that was lost may be dead, and to find out costs time. Later tries wait longer and longer.
     *
     * @param {string} reason
     * @param {boolean} [same] the server lives: only this connection is given up
     */
    #lose(reason, same = false) {
        const wasLive = this.#state === 'live';
        if (wasLive && this.#now() - this.#stateSinceMs >= STEADY_MS) {
            this.#attempt = 0; // A link that breaks again and again right after the welcome has to wait longer.
        }
        const first = wasLive && this.#attempt === 0;
        this.#dropSocket();
        this.emit('failed', this.server, reason);
        if (wasLive) {
            this.#lostAtMs = this.#now();
            this.#enter('reconnecting');
        }
        this.#failPending();
        if (!same) {
            this.#serverIndex = (this.#serverIndex + 1) % this.#options.servers.length;
        }
        this.#scheduleRetry(first);
    }

    #scheduleRetry(first = false) {
        if (this.#state !== 'live' && this.#now() - this.#lostAtMs >= OFFLINE_AFTER_MS) {
            this.#enter('offline');
        }
        const random = this.#options.random();
        const waitMs = first ? Math.floor(random * FIRST_TRY_WITHIN_MS) : backoffMs(this.#attempt, random);
        this.#attempt++;
        this.#retryAtMs = this.#now() + waitMs;
        this.#retryTimer = this.#options.timers.setTimeout(() => this.#dial(), waitMs);
        this.emit('retry', waitMs, this.server);
    }

    #failPending() {
        const reply = localReply(Outcome.TIMED_OUT, 'No answer from the phone system. Check your phone.');
        for (const id of [...this.#pending.keys()]) {
            this.#settle(id, reply);
        }
    }

    #settle(id, reply) {
        const request = this.#pending.get(id);
        if (request) {
            this.#pending.delete(id);
            this.#options.timers.clearTimeout(request.timer);
            request.resolve(reply);
        }
    }

    #stop(state) {
        this.#dropSocket();
        this.#clearRetry();
        this.#failPending();
        this.#lastNumber = 0;
        this.#enter(state);
    }

    #dropSocket() {
        const socket = this.#socket;
        this.#socket = null;
        this.#welcome = null;
        this.#probing = false;
        this.#deadline(0, null);
        this.#options.timers.clearTimeout(this.#timer);
        if (socket) {
            socket.onopen = socket.onmessage = socket.onclose = null;
            socket.close();
        }
    }

    #clearRetry() {
        if (this.#retryTimer !== null) {
            this.#options.timers.clearTimeout(this.#retryTimer);
            this.#retryTimer = null;
        }
    }

    #deadline(ms, task) {
        this.#options.timers.clearTimeout(this.#deadlineTimer);
        this.#deadlineTimer = task === null ? null : this.#options.timers.setTimeout(task, ms);
    }
}

function isCount(number) {
    return Number.isFinite(number) && number >= 0;
}

/** @returns {Reply} */
function wireReply(frame) {
    return {
        outcome: frame.outcome,
        ok: frame.outcome === Outcome.DONE,
        code: frame.code ?? 0,
        peripheralCode: frame.peripheralCode ?? 0,
        text: frame.text ?? '',
        number: frame.number ?? 0,
        args: frame.args ?? {},
    };
}

/** @returns {Reply} */
function localReply(outcome, text) {
    return { outcome, ok: false, code: 0, peripheralCode: 0, text, number: 0, args: {} };
}
