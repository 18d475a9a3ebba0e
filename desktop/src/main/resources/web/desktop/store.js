import { AgentState, CallStatus, CtiOsSession, Emitter, Outcome } from '../cil.js';
import { t } from '../texts.js';
import { Announcements } from './announcements.js';
import { WrapupDrafts } from './drafts.js';
import { LoginFlow } from './login-flow.js';
import { Notices } from './notices.js';
import { popAddress } from './pop.js';
import { readJson, writeJson } from './preferences.js';
import { Rebuild } from './rebuild.js';
import { RecentCalls } from './recent.js';
import { Ringing } from './ringing.js';
import { propertyOf } from './view.js';

const TOKEN_KEY = 'jackfield.session';
const SLOW_MS = 2_000;
const RESUME_MS = 6_000;
const DIRECTORY_ROWS = 8;
const BACK_MESSAGE_MS = 8_000;
/** System reason for a call that was not answered in time. */
const REASON_NO_ANSWER = 32767;
/** System reason for a device that is out of service. */
const REASON_PHONE_GONE = 50003;
/** System reason of a logout by a switch that starts anew. */
const REASON_SWITCH_RESTARTS = 0xffff;
/** Whom these log out the server may bring back by itself. */
const REASONS_OF_RETURN = [REASON_PHONE_GONE, REASON_SWITCH_RESTARTS];

/**
 * The page's one model: the session and its objects, what is open on the screen, what waits for an
 * answer. Components show it and call it; it emits `change` whenever they have to look again.
 */
export class Desktop extends Emitter {
    preferences;
    /** @type {CtiOsSession} */
    session;
    login;
    recent;
    drafts;
    notices;
    ringing;
    /** Which panel is open: null, or `{kind: 'dial'|'transfer'|'conference'|'keypad'|'keys', callId}`. */
    panel = null;
    /** The sentence shown at a control: null or `{slot, text, fix}`. */
    note = null;
    /** The last state that was asked for and taken: null or `{state, text}`. */
    asked = null;
    /** @type {'login'|'resuming'|'agent'} */
    phase = 'login';
    #announcements;
    #tabStorage;
    #options;
    /** How often a server began to know this page anew: what only a session keeps has to be said again. */
    sessionsBegun = 0;
    #pending = new Map();
    /** Logged out by nobody's wish: the screen goes on when the server has brought the agent back. */
    #mayReturn = false;
    #keptAgent = null;
    #keptCalls = [];
    #rebuild = new Rebuild(() => this.changed());
    #currentId = '';
    #currentChangedMs = -Infinity;
    #opened = new Set();

    /**
     * @param {Object} parts
     * @param {import('./preferences.js').Preferences} parts.preferences
     * @param {Storage|null} parts.tabStorage what outlives a reload of this tab
     * @param {import('./announcer.js').Announcer} parts.announcer
     * @param {string[]} parts.servers addresses, the page's own first
     * @param {Object} [parts.linkOptions] for tests
     */
    constructor({ preferences, tabStorage, announcer, servers, linkOptions }) {
        super();
        this.preferences = preferences;
        this.#tabStorage = tabStorage;
        this.#options = { servers, client: 'jackfield-desktop 0.1', ...linkOptions };
        this.#announcements = new Announcements(this, announcer);
        this.drafts = new WrapupDrafts(tabStorage);
        this.notices = new Notices(this);
        this.recent = new RecentCalls(tabStorage);
        this.ringing = new Ringing(this);
    }

    start() {
        const token = readJson(this.#tabStorage, TOKEN_KEY, null);
        this.phase = token ? 'resuming' : 'login';
        this.#newSession(token);
    }

    /** Ends this session and begins another one, as a logout does. */
    renewSession(message = '') {
        this.session.disconnect('logged out');
        this.phase = 'login';
        this.#mayReturn = false;
        this.ringing.enter('');
        this.panel = null;
        this.note = null;
        this.notices = new Notices(this);
        this.#keptAgent = null;
        this.#keptCalls = [];
        this.#newSession(null);
        this.login.message = message;
        this.changed();
    }

    #newSession(token) {
        this.#rebuild.end();
        const session = new CtiOsSession({
            ...this.#options,
            token,
            onToken: (value) => this.session === session && this.#keepToken(value),
        });
        this.session = session;
        this.login = new LoginFlow(this);
        this.#pending.clear();
        const mine = (listener) => (...values) => this.session === session && listener(...values);
        session.on('OnConnection', mine((connection) => this.#connected(connection)));
        session.on('connectionState', mine((state, old) => this.#connectionChanged(state, old)));
        session.on('closing', mine((frame) => this.#closing(frame)));
        session.on('OnGlobalSettingsDownloadConf', mine(() => this.#useServers()));
        session.on('OnCTIOSFailure', mine((event) => this.#systemEvent(event)));
        session.on('OnSnapshotDeviceConf', mine((event) => this.#rebuild.named(event.args.list('ValidCalls'))));
        session.on('OnPostLogout', mine((event) => this.#loggedOut(event)));
        session.on('OnCallEstablished', mine((event) => this.recent.answered(event.target)));
        session.on('OnCallEnd', mine((event) => this.recent.add(event, session.now())));
        session.on('OnAgentStateChange', mine((event) => this.#agentChanged(event)));
        session.on('*', mine((name, event) => this.#announcements.hear(name, event)));
        session.on('change', mine(() => this.changed()));
        session.connect();
    }

    /** Only a token of a logged-in agent is worth a reload. */
    #keepToken(token) {
        if (token === null || this.phase !== 'login') {
            writeJson(this.#tabStorage, TOKEN_KEY, token);
        }
    }

    /** Tells the components to look again. */
    changed() {
        this.#rebuild.look(this.session);
        const id = this.currentCall?.uniqueObjectId ?? '';
        if (id !== this.#currentId) {
            this.#currentId = id;
            this.#currentChangedMs = performance.now();
        }
        const waits = this.phase === 'resuming' || this.#mayReturn;
        if (waits && this.session.agent?.truth('LoggedInHere')) {
            this.#enter();
        }
        const only = this.session.calls.length === 1 ? this.session.calls[0].uniqueObjectId : '';
        this.drafts.about(this.session.agent?.text('WrapupCall') || only);
        if (this.session.agent && !this.#rebuild.underWay) {
            this.#keptAgent = this.session.agent;
            this.#keptCalls = this.#knownCalls();
        }
        this.ringing.look();
        this.emit('change');
    }

    // What is shown

    /** The agent; while the screen is rebuilt after a loss the one of before. */
    get agent() {
        return this.session.agent ?? this.#keptAgent;
    }

    get calls() {
        return this.session.agent && !this.#rebuild.underWay ? this.#knownCalls() : this.#keptCalls;
    }

    /** A call is shown once the server said what may be done with it: a row never meets a key that means nothing yet. */
    #knownCalls() {
        return this.session.calls.filter((call) => call.buttonsKnown);
    }

    /** The call that the bar acts on: the server's choice, else the one that is not on hold. */
    get currentCall() {
        const { calls } = this;
        const chosen = this.agent?.text('CurrentCall');
        return (
            calls.find((call) => call.uniqueObjectId === chosen) ??
            calls.find((call) => call.status !== CallStatus.HELD) ??
            calls[0] ??
            null
        );
    }

    /** Milliseconds since another call became current. */
    get currentForMs() {
        return performance.now() - this.#currentChangedMs;
    }

    /** The call that the wrap-up is about. A server that came to it late does not know, and is told by the page. */
    get wrapupCall() {
        return this.agent?.text('WrapupCall') || this.drafts.call;
    }

    /** Why nothing can be done while the link is down, or empty. */
    offlineReason() {
        switch (this.session.connectionState) {
            case 'live':
                return this.#rebuild.underWay ? t('off.reconnecting') : '';
            case 'offline':
            case 'closed':
                return t('off.offline');
            default:
                return t('off.reconnecting');
        }
    }

    queueName(call) {
        const number = call.number('SkillGroupNumber');
        const group = this.session.settings
            .list('SkillGroups')
            .find((each) => each.number('SkillGroupNumber') === number);
        return group?.text('Name') ?? '';
    }

    groupName(number) {
        const group = this.session.settings.list('SkillGroups').find((each) => each.number('SkillGroupNumber') === number);
        return group?.text('Name') || String(number);
    }

    /** The heading that the site gave the column of a call's property, or empty. */
    headerOf(type) {
        const column = this.columns.find((each) => propertyOf(each.text('Type')) === type);
        return column?.text('Header') ?? '';
    }

    /** Columns of the call grid as the site set them. */
    get columns() {
        return this.session.settings.nested('Grid').list('CallAppearance');
    }

    eccLimit(name) {
        const ecc = this.session.settings.list('ECC').find((each) => each.text('Name') === name);
        return ecc?.number('MaxLength', 210) ?? 210;
    }

    /** Reasons as the server lists them: pairs of text and code. */
    reasons(kind) {
        const name = kind === 'logout' ? 'LogoutReasonCodes' : 'NotReadyReasonCodes';
        const own = this.agent?.properties.list(name) ?? [];
        return (own.length ? own : this.session.settings.list(name)).map((reason) => ({
            text: reason.text('Text'),
            code: reason.number('Code', 0),
        }));
    }

    get wrapupStrings() {
        const own = this.agent?.properties.list('IncomingWrapupStrings') ?? [];
        return (own.length ? own : this.session.settings.list('IncomingWrapupStrings')).map(String);
    }

    popAddress(call) {
        const template = this.preferences.get('popUrl') || this.session.settings.nested('ScreenPop').text('Url');
        return popAddress(template, call);
    }

    /** True when the customer page of that call was opened before. */
    popped(call) {
        return this.#opened.has(callKey(call));
    }

    markPopped(call) {
        this.#opened.add(callKey(call));
        this.changed();
    }

    // What the user does

    /** Waiting for an answer of that control: null, or since when (local clock). */
    pendingSince(slot) {
        return this.#pending.get(slot) ?? null;
    }

    /**
     * Sends what a control stands for, once: while it waits for its answer a second press does
     * nothing. A failure leaves its sentence at the control.
     *
     * @param {string} slot
     * @param {string} label as the control is named, for sentences
     * @param {(press: Object) => Promise<import('../cil/link.js').Reply>} send
     * @returns {Promise<import('../cil/link.js').Reply|null>} null when it was not sent again
     */
    async perform(slot, label, send) {
        if (this.#pending.has(slot)) {
            return null;
        }
        this.#pending.set(slot, performance.now());
        this.note = null;
        const slow = setTimeout(() => this.explain(slot, t('outcome.slow')), SLOW_MS);
        this.changed();
        const reply = await send({ label, pressedMs: performance.now(), seen: this.session.link.lastNumber });
        clearTimeout(slow);
        this.#pending.delete(slot);
        this.note = this.note?.slot === slot ? null : this.note;
        if (!reply.ok) {
            this.explain(slot, outcomeText(reply, label));
        }
        this.changed();
        return reply;
    }

    /** Shows a sentence at a control, with at most one remedy. */
    explain(slot, text, fix = null) {
        this.note = { slot, text, fix };
        this.changed();
    }

    /** Says why nothing was done. What was pressed while the link was down is never done later, and says that too. */
    refuse({ id, label, why, fix }) {
        this.explain(id, this.offlineReason() ? t('outcome.offline', { label }) : why, fix);
    }

    closeNote() {
        if (this.note) {
            this.note = null;
            this.changed();
        }
    }

    openPanel(kind, callId = '') {
        this.note = null;
        this.panel = this.panel?.kind === kind ? null : { kind, callId };
        this.changed();
    }

    closePanel() {
        if (this.panel) {
            this.panel = null;
            this.changed();
        }
    }

    /** Does what a slot of the bar stands for; one that is off says why instead. */
    act(slot) {
        if (!slot.on) {
            this.refuse(slot);
            return;
        }
        switch (slot.action) {
            case 'MakeConsultCall':
                this.openPanel(slot.id, slot.call.uniqueObjectId);
                break;
            case 'SendDTMFSignal':
                this.openPanel('keypad', slot.call.uniqueObjectId);
                break;
            default:
                this.perform(slot.id, slot.label, (press) => slot.call.request(slot.action, {}, press));
        }
    }

    /** Presses the button that helps against a reason. */
    fix(slot, { name, target }) {
        this.note = null;
        if (name === 'NotReady' || name === 'Ready') {
            this.setState(name === 'Ready' ? AgentState.AVAILABLE : AgentState.NOT_READY);
        } else {
            this.perform(slot, t(`off.fix.${name}`), (press) => this.session.request(name, target, {}, press));
        }
    }

    /**
     * Asks for a state. A required reason that is missing opens the menu of reasons instead.
     *
     * @param {number} state
     * @param {number|null} [reason]
     * @param {Object} [wrapup] text saved to the call that just ended, and which call that is
     * @param {string} [slot] of the control where a failure is explained
     */
    async setState(state, reason = null, wrapup = undefined, slot = 'state') {
        const name = { 2: 'NotReady', 3: 'Ready', 5: 'WorkNotReady', 6: 'WorkReady' }[state];
        if (reason === null && this.agent?.button(name).reason && this.reasons('notReady').length > 0) {
            this.emit('chooseReason');
            return null;
        }
        const args = { AgentState: state };
        if (reason !== null) {
            args.EventReasonCode = reason;
            this.preferences.rememberReason(reason);
        }
        Object.assign(args, wrapup);
        const labels = { 2: 'state.notReady', 3: 'state.ready', 5: 'state.wrapNotReady', 6: 'state.wrapReady' };
        const reply = await this.perform(slot, t(labels[state]), (press) => this.agent.setAgentState(args, press));
        if (reply?.ok) {
            const text = this.reasons('notReady').find((each) => each.code === reason)?.text ?? '';
            this.asked = { state, text };
            this.changed();
        }
        return reply;
    }

    /** Colleagues who can be called, the best match first. */
    async directory(find) {
        const reply = await this.session.request('RequestAgentDirectory', this.agent?.uniqueObjectId ?? '', { Find: find, Max: DIRECTORY_ROWS });
        return reply.ok ? (reply.args.Agents ?? []) : [];
    }

    logout(reason = null) {
        const args = reason === null ? {} : { EventReasonCode: reason };
        return this.perform('state', t('state.logout'), (press) => this.agent.logout(args, press));
    }

    sayWrapupLeft(seconds) {
        this.#announcements.wrapupLeft(seconds);
    }

    // What the session reports

    loggedIn(warning) {
        this.#enter();
        this.#keepToken(this.session.link.token);
        if (warning) {
            this.notices.show({ tone: 'hold', text: warning, action: 'close' });
        }
        this.changed();
    }

    #enter() {
        this.phase = 'agent';
        this.#mayReturn = false;
        this.ringing.enter(this.session.agent?.uniqueObjectId ?? '');
    }

    #connected({ resumed }) {
        this.sessionsBegun += resumed ? 0 : 1;
        if (this.phase === 'login') {
            this.login.connected();
        } else if (!resumed || !this.session.agent) {
            this.session.requestDesktopSettings();
        }
        if (this.phase === 'agent' && !resumed) {
            this.#rebuild.begin();
        }
        if (this.phase === 'resuming') {
            setTimeout(() => this.phase === 'resuming' && this.#backToLogin(t('login.expired')), RESUME_MS);
        }
    }

    /** The pages' own address comes first; the servers that the site names follow. */
    #useServers() {
        const secure = location.protocol === 'https:' ? 'wss' : 'ws';
        const named = this.session.settings
            .nested('Login')
            .list('ConnectionProfiles')
            .flatMap((profile) => [
                [profile.text('CtiOsA'), profile.number('PortA', 42028)],
                [profile.text('CtiOsB'), profile.number('PortB', 42028)],
            ])
            .filter(([host, port]) => host && port > 0)
            .map(([host, port]) => `${secure}://${host}:${port}/cil`);
        this.session.link.setServers([...new Set([...this.#options.servers, ...named])]);
    }

    #systemEvent(event) {
        const code = event.args.number('FailureCode');
        if (code === 11 && this.phase !== 'login') {
            this.#tokenRefused(event.args.text('ErrorMessage') || t('login.expired'));
        } else if (code === 12 && this.phase === 'agent') {
            this.notices.show({ tone: 'hold', text: t('banner.elsewhere'), action: 'close' });
        }
    }

    /** Who is logged in once more stays at the screen; it fills again when that is done. */
    async #tokenRefused(message) {
        const { session } = this;
        const reply = await session.autoLogin;
        if (!reply?.ok && this.session === session && this.phase !== 'login') {
            this.#backToLogin(message);
        }
    }

    #backToLogin(message) {
        this.phase = 'login';
        this.#rebuild.end();
        this.ringing.enter('');
        this.panel = null;
        this.#keptAgent = null;
        this.#keptCalls = [];
        this.login = new LoginFlow(this);
        this.login.message = message;
        this.login.connected();
        this.changed();
    }

    #loggedOut(event) {
        if (this.phase !== 'agent' || event.replayed) {
            return;
        }
        const reason = event.args.text('ReasonText') || event.object?.text('ReasonText');
        const text = reason ? t('login.loggedOutBecause', { reason }) : t('login.loggedOut');
        const code = event.args.number('EventReasonCode') ?? event.object?.number('EventReasonCode');
        if (REASONS_OF_RETURN.includes(code)) {
            this.#mayReturn = true;
            this.#backToLogin(text);
        } else {
            this.renewSession(text);
        }
    }

    #closing(frame) {
        if (!frame.reconnect) {
            const text = frame.reason === 'replaced' ? t('login.replaced') : frame.text;
            // The link closes right after this frame; then a new session waits at the login page.
            queueMicrotask(() => this.renewSession(text));
        }
    }

    #connectionChanged(state, old) {
        if (this.phase === 'login') {
            if (state !== 'live') {
                this.login.disconnected();
            }
            return;
        }
        if (state === 'live' && (old === 'reconnecting' || old === 'offline')) {
            const text = this.session.agent ? t('banner.back') : t('banner.rebuilt');
            this.notices.show({ tone: 'ready', text, action: 'close' }, BACK_MESSAGE_MS);
            this.#announcements.back(text);
        } else if (state === 'reconnecting') {
            setTimeout(() => this.session.connectionState !== 'live' && this.#announcements.lost(), 1000);
        }
    }

    #agentChanged(event) {
        if (event.replayed || event.args.number('AgentState') !== AgentState.NOT_READY) {
            return;
        }
        const reason = event.args.number('EventReasonCode');
        if (reason === REASON_PHONE_GONE) {
            this.notices.show({ tone: 'danger', text: t('banner.phoneGone'), action: 'ready' });
        } else if (reason === REASON_NO_ANSWER) {
            const caller = this.recent.last?.number || t('call.unknownCaller');
            this.notices.show({ tone: 'hold', text: t('banner.missed', { caller }), action: 'ready' });
        }
    }
}

/** The sentence of a request that did not succeed. */
export function outcomeText(reply, label) {
    switch (reply.outcome) {
        case Outcome.OFFLINE:
            return t('outcome.offline', { label });
        case Outcome.STALE:
            return reply.text || t('outcome.stale', { label });
        case Outcome.TIMED_OUT:
            return t('outcome.lost');
        default:
            return reply.text || t('outcome.refused');
    }
}

/** What names a call to the outside: its key over transfers, else its object. */
function callKey(call) {
    return call.text('ICMEnterpriseUniqueID') || call.uniqueObjectId;
}
