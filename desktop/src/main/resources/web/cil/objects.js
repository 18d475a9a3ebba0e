import { Arguments } from './arguments.js';

/** Arguments of an event that say something about the event, not about the object. */
const OF_THE_EVENT = ['Buttons', 'MessageID', 'OldUniqueObjectID'];

/**
 * One button: whether its request would be accepted now, and when not, why.
 *
 * @typedef {Object} Button
 * @property {boolean} on
 * @property {string} why a sentence, empty when on
 * @property {string} fix name of the button that would help, or empty
 * @property {boolean} reason a reason code must be given with it
 * @property {boolean} data a wrap-up text must be given with it
 */

/** @type {Button} */
const UNKNOWN_BUTTON = Object.freeze({ on: false, why: '', fix: '', reason: false, data: false });

/**
 * A proxy of an object that the server owns: a bag of named properties, kept up to date by the
 * events about it, and the buttons of it.
 */
export class CtiOsObject {
    #session;
    #id;
    #properties = new Arguments();
    /** @type {Object<string, Button>} */
    #buttons = {};

    /** Objects are made by the session only. */
    constructor(session, uniqueObjectId) {
        this.#session = session;
        this.#id = uniqueObjectId;
    }

    get session() {
        return this.#session;
    }

    /** For instance `call.5000.41.2001`. */
    get uniqueObjectId() {
        return this.#id;
    }

    get properties() {
        return this.#properties;
    }

    text(name, absent = '') {
        return this.#properties.text(name, absent);
    }

    number(name, absent = null) {
        return this.#properties.number(name, absent);
    }

    truth(name, absent = false) {
        return this.#properties.truth(name, absent);
    }

    isValid(name) {
        return this.#properties.has(name);
    }

    /** @returns {Button} the button of that name; off without a reason when the server named none */
    button(name) {
        return this.#buttons[name] ?? UNKNOWN_BUTTON;
    }

    /** True once the server said which buttons there are. */
    get buttonsKnown() {
        return Object.keys(this.#buttons).length > 0;
    }

    /**
     * Sends any request of this object.
     *
     * @returns {Promise<import('./link.js').Reply>}
     */
    request(name, args = {}, press = undefined) {
        return this.#session.request(name, this.#id, args, press);
    }

    /** @package Lays what an event says over this object. */
    apply(args, whole) {
        if (whole) {
            this.#properties = new Arguments();
        }
        for (const [name, value] of args.entries()) {
            if (name.toLowerCase() === 'ecc' && value instanceof Arguments) {
                this.#properties.set(name, this.#properties.nested(name).clone().merge(value));
            } else if (!OF_THE_EVENT.includes(name)) {
                this.#properties.set(name, value);
            }
        }
    }

    /** @package */
    applyButtons(buttons) {
        this.#buttons = {};
        for (const [name, button] of buttons.entries()) {
            this.#buttons[name] = Object.freeze({
                on: button.truth('on'),
                why: button.text('why'),
                fix: button.text('fix'),
                reason: button.truth('reason'),
                data: button.truth('data'),
            });
        }
    }

    /** @package */
    rename(uniqueObjectId) {
        this.#id = uniqueObjectId;
    }
}

/** The agent of a session. */
export class Agent extends CtiOsObject {
    get state() {
        return this.number('AgentState', 9);
    }

    /** @param {Object} args AgentPassword, AgentInstrument ... */
    async login(args, press) {
        const reply = await this.request('Login', args, press);
        if (reply.ok && reply.args.Token) {
            this.session.adoptToken(reply.args.Token);
        }
        return reply;
    }

    logout(args = {}, press) {
        return this.request('Logout', args, press);
    }

    setAgentState(args, press) {
        return this.request('SetAgentState', args, press);
    }

    queryAgentState(press) {
        return this.request('QueryAgentState', {}, press);
    }

    makeCall(args, press) {
        return this.request('MakeCall', args, press);
    }

    /**
     * Sends a line to another agent's desktop, where `OnChatMessage` says it; nothing is kept for who has none.
     *
     * @param {{Target: string, Message: string}} args AgentID or login name, and 1 to 255 bytes
     */
    sendChatMessage(args, press) {
        return this.request('SendChatMessage', { Distribution: 'agent', ...args }, press);
    }
}

/** One connection of a call, as its agent sees it. */
export class Call extends CtiOsObject {
    get status() {
        return this.number('CallStatus', 0);
    }

    answer(press) {
        return this.request('Answer', {}, press);
    }

    hold(press) {
        return this.request('Hold', {}, press);
    }

    retrieve(press) {
        return this.request('Retrieve', {}, press);
    }

    clearConnection(press) {
        return this.request('ClearConnection', {}, press);
    }

    alternate(press) {
        return this.request('Alternate', {}, press);
    }

    reconnect(press) {
        return this.request('Reconnect', {}, press);
    }

    makeConsultCall(args, press) {
        return this.request('MakeConsultCall', args, press);
    }

    singleStepTransfer(args, press) {
        return this.request('SingleStepTransfer', args, press);
    }

    transfer(args = {}, press) {
        return this.request('Transfer', args, press);
    }

    conference(args = {}, press) {
        return this.request('Conference', args, press);
    }

    sendDtmfSignal(digits, press) {
        return this.request('SendDTMFSignal', { DTMFString: digits }, press);
    }

    setCallData(args, press) {
        return this.request('SetCallData', args, press);
    }

    setCurrentCall(press) {
        return this.request('SetCurrentCall', {}, press);
    }
}

/** A skill group of the agent. */
export class SkillGroup extends CtiOsObject {}

/** @package The object that an id stands for, or null when its kind is not kept here. */
export function objectFor(session, uniqueObjectId) {
    switch (uniqueObjectId.split('.', 1)[0]) {
        case 'agent':
            return new Agent(session, uniqueObjectId);
        case 'call':
            return new Call(session, uniqueObjectId);
        case 'skillgroup':
            return new SkillGroup(session, uniqueObjectId);
        default:
            return null;
    }
}
