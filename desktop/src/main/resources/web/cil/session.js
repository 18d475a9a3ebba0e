import { Arguments } from './arguments.js';
import { Emitter } from './emitter.js';
import { Link } from './link.js';
import { LoginMemory } from './login-memory.js';
import { Agent, Call, objectFor } from './objects.js';
import { profileOf } from './profiles.js';

/** Events that carry the whole object: what they do not name is no longer so. */
const WHOLE = new Set(['OnCallBegin', 'OnSnapshotCallConf']);

/**
 * What a listener gets.
 *
 * @typedef {Object} CtiEvent
 * @property {string} name
 * @property {number} number
 * @property {string} target UniqueObjectID, or empty
 * @property {import('./objects.js').CtiOsObject|null} object the object it is about
 * @property {Arguments} args
 * @property {number} timeMs server time
 * @property {boolean} replayed it happened before this connection was made
 */

/**
 * A session with a CTI OS server: the root of the object model. Listeners are added by event name
 * (`on('OnCallDelivered', ...)`), for all (`on('*', ...)`), or as an object whose methods are named
 * like the events (`addListener`).
 *
 * Besides the server's events it emits `OnConnection`, `OnConnectionFailure`, `OnConnectionClosed`,
 * `OnHeartbeat`, `OnMissingHeartbeat`, and `change` after whatever may alter a view.
 */
export class CtiOsSession extends Emitter {
    #link;
    /** @type {Map<string, import('./objects.js').CtiOsObject>} */
    #objects = new Map();
    /** Buttons of calls that were named before the event which makes the call. @type {Map<string, Arguments>} */
    #earlyButtons = new Map();
    #settings = new Arguments();
    #system = new Arguments();
    #agentId = '';
    #connectedAtMs = 0;
    #onToken;
    #logins = new LoginMemory();
    #autoLogin = null;

    /**
     * @param {Object} options as of {@link Link}, and
     * @param {(token: string|null) => void} [options.onToken] told every new token, for a reload
     */
    constructor(options) {
        super();
        this.#onToken = options.onToken ?? (() => {});
        this.#link = new Link(options);
        this.#link.on('welcome', (frame) => this.#welcomed(frame));
        this.#link.on('event', (frame) => this.#take(frame));
        this.#link.on('state', (state, old) => this.#stateChanged(state, old));
        this.#link.on('failed', (server, reason) => {
            this.emit('OnConnectionFailure', { server, reason });
            this.emit('change');
        });
        this.#link.on('closing', (frame) => this.emit('closing', frame));
        this.#link.on('heartbeat', () => this.emit('OnHeartbeat'));
        this.#link.on('missing', (count) => this.emit('OnMissingHeartbeat', { ConsecutiveMissedHeartbeats: count }));
    }

    get link() {
        return this.#link;
    }

    /** @returns {import('./link.js').LinkState} */
    get connectionState() {
        return this.#link.state;
    }

    /** Server time in milliseconds since 1970; NaN before the first connection. */
    now() {
        return this.#link.clock.now();
    }

    /** Desktop settings, empty before OnGlobalSettingsDownloadConf. */
    get settings() {
        return this.#settings;
    }

    /** State of the system behind the server (StatusSystem), empty before it was told. */
    get system() {
        return this.#system;
    }

    /** False when the server said that its CTI Server or switch is away. */
    get systemOnline() {
        return this.#system.truth('Online', true);
    }

    /** The agent of this session, or null. @returns {Agent|null} */
    get agent() {
        const agent = this.#objects.get(this.#agentId);
        return agent instanceof Agent ? agent : null;
    }

    /** The calls of this session in the order in which they came. @returns {Call[]} */
    get calls() {
        return [...this.#objects.values()].filter((object) => object instanceof Call);
    }

    /** The object of that id, or null. */
    object(uniqueObjectId) {
        return this.#objects.get(uniqueObjectId) ?? null;
    }

    connect() {
        this.#link.open();
    }

    /** Ends the session for good; the agent is no longer held by it. */
    disconnect(reason) {
        this.#link.close(reason);
        this.#forget();
        this.#onToken(null);
        this.emit('change');
    }

    /** Adds an object whose methods are named like events, and returns what takes it away again. */
    addListener(listener) {
        return this.on('*', (name, event) => listener[name]?.(event));
    }

    /**
     * Sends a request for the object of that id, or for the session.
     *
     * @returns {Promise<import('./link.js').Reply>}
     */
    async request(name, target, args = {}, press = undefined) {
        const reply = await this.#link.request(name, target, args, press);
        this.#logins.replied(this.#settings, name, target, args, reply);
        return reply;
    }

    /**
     * While the event is told that says that the token does not count any more: the reply to the login that is sent
     * once more, as the profile says; else null.
     *
     * @returns {Promise<import('./link.js').Reply>|null}
     */
    get autoLogin() {
        return this.#autoLogin;
    }

    requestDesktopSettings(args = {}) {
        return this.request('RequestDesktopSettings', '', args);
    }

    /** Enters agent mode. */
    setAgent(args) {
        return this.request('SetAgent', '', args);
    }

    setMessageFilter(args) {
        return this.request('SetMessageFilter', '', args);
    }

    /** @package */
    adoptToken(token) {
        this.#link.token = token;
        this.#onToken(token);
    }

    #welcomed(frame) {
        this.#connectedAtMs = frame.timeMs;
        this.#onToken(this.#link.token);
        if (!frame.resumed) {
            this.#forget();
        }
        this.emit('OnConnection', { server: frame.server, resumed: frame.resumed, next: frame.next });
    }

    #stateChanged(state, old) {
        if (old === 'live') {
            this.#logins.connectionLost();
        }
        if (state === 'closed') {
            this.#onToken(null);
            this.#logins.forget();
            this.#forget();
            this.emit('OnConnectionClosed');
        }
        this.emit('connectionState', state, old);
        this.emit('change');
    }

    #forget() {
        this.#objects.clear();
        this.#earlyButtons.clear();
        this.#agentId = '';
        this.#system = new Arguments();
    }

    #take(frame) {
        const args = Arguments.of(frame.args);
        const object = this.#objectOf(frame, args);
        object?.apply(args, WHOLE.has(frame.name));
        this.#learn(frame.name, frame.target, args);
        this.#takeButtons(args.nested('Buttons'));
        /** @type {CtiEvent} */
        const event = {
            name: frame.name,
            number: frame.number,
            target: frame.target,
            object,
            args,
            timeMs: frame.timeMs,
            replayed: frame.timeMs < this.#connectedAtMs,
        };
        if (args.has('Token')) {
            this.adoptToken(args.text('Token'));
        }
        const login = this.#logins.after(frame.name, frame.target, args);
        this.#autoLogin = login && new Agent(this, login.target).login(login.args);
        this.emit(frame.name, event);
        this.#autoLogin = null;
        if (frame.name === 'OnCallEnd') {
            this.#objects.delete(frame.target);
            this.#earlyButtons.delete(frame.target);
        }
        this.emit('change');
    }

    #objectOf(frame, args) {
        const old = args.text('OldUniqueObjectID');
        if (old && old !== frame.target) {
            this.#rename(old, frame.target);
        }
        let object = this.#objects.get(frame.target) ?? null;
        if (object === null && frame.target && creates(frame.name, frame.target)) {
            object = objectFor(this, frame.target);
            if (object) {
                this.#objects.set(frame.target, object);
                this.#applyEarlyButtons(object);
            }
        }
        return object;
    }

    /** After a transfer the same row goes on under another id, in the same place. */
    #rename(oldId, newId) {
        const object = this.#objects.get(oldId);
        if (!object) {
            return;
        }
        const order = [...this.#objects.entries()].filter(([id]) => id !== newId);
        this.#objects = new Map(order.map(([id, each]) => (id === oldId ? [newId, each] : [id, each])));
        object.rename(newId);
    }

    #learn(name, target, args) {
        switch (name) {
            case 'OnGlobalSettingsDownloadConf':
                this.#settings = args;
                this.#takeHeartbeats();
                break;
            case 'OnSetAgentMode':
                this.#agentId = target;
                this.#takeHeartbeats();
                break;
            case 'OnSnapshotDeviceConf':
                this.#keepOnly(new Set(args.list('ValidCalls').map(String)));
                break;
            default:
                break;
        }
        if (args.has('StatusSystem')) {
            this.#system = args.nested('StatusSystem');
        }
    }

    #takeHeartbeats() {
        const profile = profileOf(this.#settings, this.#agentId);
        this.#link.setHeartbeats(profile?.number('Heartbeat'), profile?.number('MaxHeartbeats'));
    }

    #keepOnly(validCalls) {
        for (const call of this.calls) {
            if (!validCalls.has(call.uniqueObjectId)) {
                this.#objects.delete(call.uniqueObjectId);
            }
        }
    }

    #takeButtons(buttons) {
        for (const [id, each] of buttons.entries()) {
            const object = this.#objects.get(id);
            if (object) {
                object.applyButtons(each);
            } else {
                this.#earlyButtons.set(id, each);
            }
        }
    }

    #applyEarlyButtons(object) {
        const buttons = this.#earlyButtons.get(object.uniqueObjectId);
        if (buttons) {
            this.#earlyButtons.delete(object.uniqueObjectId);
            object.applyButtons(buttons);
        }
    }
}

function creates(name, target) {
    return target.startsWith('call.') ? name === 'OnCallBegin' || name === 'OnSnapshotCallConf' : name.startsWith('On');
}
