import { AgentState, CallStatus } from '../cil.js';
import { t } from '../texts.js';

/*
 * What the screen shows, computed from the objects of the session. No DOM here, and no decision
 * about what may be pressed: that is the server's button, word for word.
 */

const CALL_LOOK = {
    [CallStatus.INITIATE]: ['talk', 'state.calling'],
    [CallStatus.ALERTING]: ['ring', 'state.ringing'],
    [CallStatus.CONNECT]: ['talk', 'state.talking'],
    [CallStatus.HELD]: ['hold', 'state.hold'],
    [CallStatus.QUEUED]: ['idle', 'state.queued'],
    [CallStatus.FAIL]: ['danger', 'state.failed'],
    [CallStatus.NULL]: ['idle', 'state.ended'],
};

const AGENT_LOOK = {
    [AgentState.LOGIN]: ['idle', 'state.loggedIn'],
    [AgentState.LOGOUT]: ['unknown', 'state.loggedOut'],
    [AgentState.NOT_READY]: ['idle', 'state.notReady'],
    [AgentState.AVAILABLE]: ['ready', 'state.ready'],
    [AgentState.TALKING]: ['talk', 'state.talking'],
    [AgentState.WORK_NOT_READY]: ['wrap', 'state.wrapup'],
    [AgentState.WORK_READY]: ['wrap', 'state.wrapup'],
    [AgentState.BUSY_OTHER]: ['busyOther', 'state.busyOther'],
    [AgentState.RESERVED]: ['ring', 'state.ringing'],
    [AgentState.HOLD]: ['hold', 'state.hold'],
};

/** Role and word of an agent state, for lists. */
export function stateLook(state) {
    const [role, text] = AGENT_LOOK[state] ?? ['unknown', 'state.unknown'];
    return { role, label: t(text) };
}

/** Role, word and time of the agent's state; what is not known looks unknown. */
export function agentView(agent, calls, live, asked = null) {
    if (!agent || !live) {
        return { role: 'unknown', label: t('state.unknown'), reason: '', sinceMs: NaN, exact: false, pending: null };
    }
    const state = agent.number('AgentState', AgentState.UNKNOWN);
    let [role, text] = AGENT_LOOK[state] ?? ['unknown', 'state.unknown'];
    if (state === AgentState.TALKING && calls.some((call) => call.status === CallStatus.INITIATE)) {
        text = calls.some((call) => call.status === CallStatus.CONNECT) ? text : 'state.calling';
    }
    const showsReason = state === AgentState.NOT_READY || state === AgentState.LOGOUT;
    return {
        role,
        label: t(text),
        reason: showsReason ? agent.text('ReasonText') : '',
        sinceMs: agent.number('StateSinceMs', NaN),
        exact: agent.truth('StateSinceExact', true),
        pending: pendingView(agent, asked),
    };
}

/** The state asked for during a call, or null. The CTI Server does not repeat the reason, so the one asked for is shown. */
function pendingView(agent, asked) {
    const next = agent.number('NextAgentState', -1);
    if (next < 0) {
        return null;
    }
    const [role, text] = AGENT_LOOK[next] ?? ['unknown', 'state.unknown'];
    return { role, label: agent.text('NextReasonText') || (asked?.state === next && asked.text) || t(text) };
}

/** True in the two states of after-call work. */
export function inWrapup(agent) {
    const state = agent?.number('AgentState', AgentState.UNKNOWN);
    return state === AgentState.WORK_READY || state === AgentState.WORK_NOT_READY;
}

/** A row of the call list. */
export function callView(call, desktop) {
    const [role, text] = CALL_LOOK[call.status] ?? ['unknown', 'state.unknown'];
    const direction = call.text('Direction', 'in');
    const number = otherNumber(call);
    const parties = call.properties.list('Parties');
    const conference = call.truth('Conference');
    return {
        id: call.uniqueObjectId,
        role,
        label: t(text),
        title: conference ? t('call.conferenceOf', { count: parties.length + 1 }) : callerName(call),
        number: conference ? parties.map((party) => party.text('DeviceID')).join(', ') : '',
        numeric: !conference && number !== '' && !partyName(call),
        details: details(call, direction, desktop),
        sinceMs: call.number('StatusSinceMs', NaN),
        exact: call.truth('StatusSinceExact', true),
        consult: direction === 'consult',
        ringing: call.status === CallStatus.ALERTING,
        current: desktop.currentCall?.uniqueObjectId === call.uniqueObjectId,
        error: call.status === CallStatus.FAIL ? call.text('ErrorMessage') : '',
    };
}

/** True for both legs of a consultation; two calls that only meet at one phone are none. */
export function isConsultation(call, desktop) {
    const partner = desktop.session.object(call.text('PartnerCall'));
    return [call, partner].some((leg) => leg?.text('PartnerCall') && leg.text('Direction') === 'consult');
}

/** The number at the other end, or empty. */
export function otherNumber(call) {
    const direction = call.text('Direction', 'in');
    return direction === 'in'
        ? call.text('ANI') || call.text('OtherParty')
        : call.text('OtherParty') || call.text('DialedNumber') || call.text('ANI');
}

/** Who is at the other end, as people say it: the colleague's name, else the number, else that it is withheld. */
export function callerName(call) {
    return partyName(call) || otherNumber(call) || t('call.unknownCaller');
}

/** Name of the one colleague at the other end, or empty; the customer's name is not the phone system's to know. */
export function partyName(call) {
    const parties = call.properties.list('Parties');
    return parties.length === 1 ? parties[0].text('Name') : '';
}

function details(call, direction, desktop) {
    const found = [];
    if (partyName(call) && otherNumber(call)) {
        found.push(otherNumber(call));
    }
    if (direction === 'consult') {
        found.push(t('call.consult'));
    } else if (direction === 'out') {
        found.push(t('call.outgoing'));
    }
    const queue = desktop.queueName(call);
    if (queue) {
        found.push(queue);
    }
    if (direction === 'in' && call.text('DNIS')) {
        found.push(t('call.dialled', { number: call.text('DNIS') }));
    }
    if (call.status === CallStatus.HELD && direction !== 'consult' && call.text('PartnerCall')) {
        found.push(t('call.hearsMusic'));
    }
    for (let i = 1; i <= 10 && found.length < 4; i++) {
        const value = call.text(`CallVariable${i}`);
        if (value) {
            found.push(value);
        }
    }
    return found;
}

/**
 * A slot of the call-control bar.
 *
 * @typedef {Object} Slot
 * @property {string} id
 * @property {string} label
 * @property {string} short label of the narrow panel
 * @property {string} icon
 * @property {string} key key shown on the button, or empty
 * @property {boolean} on
 * @property {string} why
 * @property {{name: string, target: string}|null} fix
 * @property {boolean} primary
 * @property {string} tone `go`, `danger` or empty
 * @property {string} action what {@link Desktop#act} is told
 * @property {import('../cil.js').Call|null} call
 */

/** The slots in their fixed order: the place of each never changes, only its word and whether it is on. */
export function slots(desktop) {
    const current = desktop.currentCall;
    const ringing = desktop.calls.find((call) => call.status === CallStatus.ALERTING && call.button('Answer').on);
    const consulting = current !== null && isConsultation(current, desktop);
    const heldNow = current !== null && (current.button('Retrieve').on || current.status === CallStatus.HELD);
    return [
        slot(desktop, {
            id: 'answer', label: 'call.answer', icon: 'answer', key: 'F2', action: 'Answer', tone: 'go',
            call: ringing ?? current, none: 'off.noneRinging',
        }),
        heldNow
            ? slot(desktop, { id: 'hold', label: 'call.retrieve', icon: 'retrieve', key: 'F8', action: 'Retrieve', call: current })
            : slot(desktop, { id: 'hold', label: 'call.hold', icon: 'hold', key: 'F8', action: 'Hold', call: current, none: 'off.noneToHold' }),
        consulting
            ? slot(desktop, {
                  id: 'transfer', label: 'call.complete', short: 'call.complete.short', icon: 'transfer', key: 'F4',
                  action: 'Transfer', call: current, primary: true,
              })
            : slot(desktop, {
                  id: 'transfer', label: 'call.transfer', icon: 'transfer', key: 'F4', action: 'MakeConsultCall',
                  also: 'SingleStepTransfer', call: current,
              }),
        consulting
            ? slot(desktop, { id: 'conference', label: 'call.join', icon: 'conference', key: 'Shift+F4', action: 'Conference', call: current })
            : slot(desktop, {
                  id: 'conference', label: 'call.conference', short: 'call.conference.short', icon: 'conference', key: 'Shift+F4',
                  action: 'MakeConsultCall', call: current,
              }),
        slot(desktop, { id: 'keypad', label: 'call.keypad', icon: 'keypad', action: 'SendDTMFSignal', call: current }),
        { ...slot(desktop, { id: 'more', label: 'call.more', icon: 'more', action: 'More', call: current }), ...more(desktop, current) },
        slot(desktop, { id: 'end', label: 'call.end', icon: 'end', key: 'Shift+F2', action: 'ClearConnection', tone: 'danger', call: current }),
    ];
}

function more(desktop, call) {
    const why = desktop.offlineReason() || (call ? '' : t('off.none'));
    return { on: why === '', why, fix: null };
}

/** @returns {Slot} */
function slot(desktop, { id, label, short = label, icon, key = '', action, also, call, none = 'off.none', primary = false, tone = '' }) {
    const button = buttonOf(desktop, call, action, none);
    const other = also && call && !button.on ? buttonOf(desktop, call, also, none) : null;
    const shown = other?.on ? other : button;
    return {
        id,
        label: t(label),
        short: t(short),
        icon,
        key,
        action,
        call,
        on: shown.on,
        why: shown.why,
        fix: shown.fix,
        primary: shown.on && (primary || tone === 'go'),
        tone,
    };
}

/** A server's button as the screen shows it: while the link is down everything is off and says so. */
export function buttonOf(desktop, object, name, none = 'off.unknown') {
    const offline = desktop.offlineReason();
    if (offline) {
        return { on: false, why: offline, fix: null, reason: false, data: false };
    }
    if (!object) {
        return { on: false, why: t(none), fix: null, reason: false, data: false };
    }
    const button = object.button(name);
    return {
        on: button.on,
        why: button.on ? '' : button.why || t('off.unknown'),
        fix: button.on || !button.fix ? null : fixOf(desktop, object, button.fix),
        reason: button.reason,
        data: button.data,
    };
}

/** The remedy is a button of the same object, of the other leg, or of the agent: the first that is on. */
function fixOf(desktop, object, name) {
    const partner = desktop.session.object(object.text('PartnerCall'));
    const owner = [object, partner, desktop.agent].find((each) => each?.button(name).on);
    return owner ? { name, target: owner.uniqueObjectId } : null;
}

/** The editable and fixed values of a call, in the order of the screen. */
export function callFields(call, desktop) {
    const fields = [
        { name: 'ANI', label: t('field.ANI'), value: call.text('ANI'), numeric: true },
        { name: 'DNIS', label: t('field.DNIS'), value: call.text('DNIS'), numeric: true },
        { name: 'DialedNumber', label: t('field.DialedNumber'), value: call.text('DialedNumber'), numeric: true },
        { name: 'SkillGroup', label: t('field.SkillGroup'), value: desktop.queueName(call) },
        { name: 'CallerEnteredDigits', label: t('field.CallerEnteredDigits'), value: call.text('CallerEnteredDigits'), numeric: true },
        { name: 'UserToUserInfo', label: t('field.UserToUserInfo'), value: call.text('UserToUserInfo') },
    ];
    for (let i = 1; i <= 10; i++) {
        const name = `CallVariable${i}`;
        fields.push({
            name,
            label: desktop.headerOf(name) || t('field.variable', { number: i }),
            value: call.text(name),
            editable: true,
            limit: 40,
        });
    }
    fields.push({ name: 'CallWrapupData', label: t('field.CallWrapupData'), value: call.text('CallWrapupData'), editable: true, limit: 39 });
    for (const [name, value] of call.properties.nested('ECC').entries()) {
        fields.push({ name, ecc: true, label: name.replace(/^user\./, ''), value: String(value ?? ''), editable: true, limit: desktop.eccLimit(name) });
    }
    return fields;
}

/** Column types of the classic grid whose values stand under another name. */
const COLUMN_PROPERTIES = {
    callid: 'ConnectionCallID',
    ced: 'CallerEnteredDigits',
    wrapup: 'CallWrapupData',
    queuetime: 'MeasuredCallQTime',
};

/** Name of the call's property that a column type shows: `Var3` is `CallVariable3`. */
export function propertyOf(type) {
    const variable = /^(?:var|callvariable)(\d{1,2})$/i.exec(type);
    return variable ? `CallVariable${variable[1]}` : COLUMN_PROPERTIES[type.toLowerCase()] ?? type;
}

/** What a grid column shows of a call: a text, or a running time. */
export function columnValue(call, type, desktop) {
    switch (type.toLowerCase()) {
        case 'callstatus':
            return { text: callView(call, desktop).label };
        case 'skillgroup':
        case 'skillgroupnumber':
            return { text: desktop.queueName(call) };
        case 'callduration':
            return { sinceMs: call.number('CallStartMs', NaN), exact: call.truth('CallStartExact', true) };
        case 'calltype':
            return { text: t(`direction.${call.text('Direction', 'in')}`) };
        default: {
            const name = propertyOf(type);
            const numeric = ['ConnectionCallID', 'ANI', 'DNIS', 'DialedNumber', 'CallerEnteredDigits'].includes(name);
            return { text: call.text(name) || call.properties.nested('ECC').text(name), numeric };
        }
    }
}
