/** One agent and its calls, just enough for the pages: it speaks the wire of `cil.schema` and `events.md`. */
const AGENT = 'agent.5000.1001';

export class FakePbx {
    clients = new Set();
    requests = [];
    calls = new Map();
    agent = { AgentID: '1001', AgentState: 1, EventReasonCode: 0, ReasonText: '', NextAgentState: -1, AgentInstrument: '', AgentExtension: '', LoggedInHere: false };
    #number = 0;
    #callId = 40;
    #epoch = 0;
    #loggedIn = false;
    #needsNote = false;
    refuse = new Map();
    silent = new Set();

    hear(client, frame) {
        switch (frame.t) {
            case 'clientHello':
                this.#hello(client, frame);
                break;
            case 'ping':
                client.send({ t: 'pong', number: frame.number, timeMs: Date.now() });
                break;
            case 'request':
                this.requests.push(frame);
                this.#request(client, frame);
                break;
            default:
                this.clients.delete(client);
        }
    }

    gone(client) {
        this.clients.delete(client);
    }

    /**
     * Lines of standard input: `ring NUMBER {VALUES}`, `begin NUMBER` and `deliver` (the same in two steps), `answered`, `hangup`, `cut`, `refuse NAME TEXT`, `silent NAME`,
     * `needs-note` (wrap-up is left only with a text), `requests` (prints those that came so far).
     */
    command(line) {
        const [word, ...rest] = line.split(' ');
        switch (word) {
            case 'ring':
                this.ring(rest[0], JSON.parse(rest.slice(1).join(' ') || '{}'));
                break;
            case 'begin':
                this.#begin(rest[0], {});
                break;
            case 'deliver':
                this.#deliver([...this.calls.keys()].at(-1));
                break;
            case 'refuse':
                this.refuse.set(rest[0], rest.slice(1).join(' '));
                break;
            case 'silent':
                this.silent.add(rest[0]);
                break;
            case 'needs-note':
                this.#needsNote = true;
                break;
            case 'requests':
                console.log(`requests ${this.requests.map((request) => request.name).join(' ')}`);
                break;
            case 'answered':
                this.consultAnswered();
                break;
            case 'hangup':
                [...this.calls.keys()].forEach((id) => this.end(id));
                break;
            case 'cut':
                [...this.clients].forEach((client) => client.cut());
                break;
            default:
                console.log(`unknown: ${line}`);
        }
    }

    #hello(client, frame) {
        this.clients = new Set([client]);
        const again = frame.token === 'agent';
        client.send({ t: 'welcome', server: 'ctios-A', token: frame.token ?? 'none', epoch: ++this.#epoch, resumed: false, next: this.#number + 1, timeMs: Date.now(), heartbeatMs: 5000, heartbeatsMax: 3 });
        this.event('OnCTIOSFailure', '', { FailureCode: 10, StatusSystem: { Online: true } });
        if (again && this.#loggedIn) {
            this.#agentMode();
            this.#snapshot();
        }
    }

    event(name, target, args) {
        const frame = { t: 'event', number: ++this.#number, name, target, args: { ...args, UniqueObjectID: target }, timeMs: Date.now() };
        [...this.clients].forEach((client) => client.send(frame));
    }

    #request(client, { id, name, target, args }) {
        if (this.silent.has(name)) {
            return;
        }
        const reply = (outcome, text = '', extra = {}) =>
            client.send({ t: 'reply', id, outcome, code: outcome === 'DONE' ? 0 : 280, peripheralCode: 0, text, number: this.#number, args: extra });
        if (this.refuse.has(name)) {
            reply('FAILED', this.refuse.get(name));
            return;
        }
        const done = this.#carryOut(name, target, args);
        reply(done.text ? 'FAILED' : 'DONE', done.text, done.args);
        done.then?.();
    }

    #carryOut(name, target, args) {
        const call = this.calls.get(target);
        switch (name) {
            case 'RequestDesktopSettings':
                this.event('OnGlobalSettingsDownloadConf', '', SETTINGS);
                return {};
            case 'SetAgent':
                if (args.AgentID !== '1001') {
                    return { text: `No agent ${args.AgentID} here. Check the number.` };
                }
                this.#agentMode();
                return {};
            case 'Login':
                return this.#login(args);
            case 'Logout':
                return { then: () => this.#logout() };
            case 'SetAgentState':
                return { then: () => this.setState(args) };
            case 'MakeCall':
                return { then: () => this.dial(args.DialedNumber, 'out') };
            case 'Answer':
                return { then: () => this.change(target, 'OnCallEstablished', 3) };
            case 'Hold':
                return { then: () => this.change(target, 'OnCallHeld', 4) };
            case 'Retrieve':
                return { then: () => this.change(target, 'OnCallRetrieved', 3) };
            case 'ClearConnection':
                return { then: () => this.end(target) };
            case 'MakeConsultCall':
                return { then: () => this.consult(call, args.DialedNumber) };
            case 'Alternate':
                return { then: () => this.swap(call) };
            case 'Reconnect':
                return { then: () => this.reconnect(call) };
            case 'Transfer':
            case 'SingleStepTransfer':
                return { then: () => [...this.calls.keys()].forEach((id) => this.end(id, 'OnCallTransferred')) };
            case 'Conference':
                return { then: () => this.join(call) };
            case 'SetCallData':
                return { then: () => call && this.event('OnCallDataUpdate', target, { ...Object.assign(call, args), ...args }) };
            case 'RequestAgentDirectory':
                return { args: { Agents: people(args.Find ?? '') } };
            default:
                return {};
        }
    }

    #agentMode() {
        this.agent.LoggedInHere = this.#loggedIn;
        this.event('OnQueryAgentStateConf', AGENT, this.agentArgs());
        this.event('OnSetAgentMode', AGENT, { ...this.agentArgs(), ...REASONS, StatusSystem: { Online: true }, Buttons: this.buttons() });
    }

    #snapshot() {
        this.event('OnSnapshotDeviceConf', AGENT, { NumCalls: this.calls.size, ValidCalls: [...this.calls.keys()] });
        for (const [id, call] of this.calls) {
            this.event('OnSnapshotCallConf', id, { ...call, Buttons: this.buttons() });
        }
    }

    #login(args) {
        if (args.AgentPassword !== 'secret') {
            return { text: 'Agent ID or password is wrong. 3 tries left.' };
        }
        this.#loggedIn = true;
        this.agent.AgentInstrument = args.AgentInstrument;
        this.agent.AgentExtension = args.AgentInstrument;
        this.agent.LoggedInHere = true;
        return {
            args: { Token: 'agent' },
            then: () => {
                this.state(2, 0);
                this.#snapshot();
            },
        };
    }

    #logout() {
        this.event('OnPreLogout', AGENT, {});
        this.#loggedIn = false;
        this.state(1, 0);
        this.event('OnPostLogout', AGENT, this.agentArgs());
    }

    agentArgs() {
        return { ...this.agent, PeripheralID: 5000, SkillGroup: [{ SkillGroupNumber: 1 }, { SkillGroupNumber: 2 }], StateSinceMs: this.agent.StateSinceMs ?? Date.now(), StateSinceExact: true };
    }

    state(state, reason, more = {}) {
        const text = REASONS.NotReadyReasonCodes.find((each) => each.Code === reason)?.Text ?? '';
        const wrap = state === 5 || state === 6 ? { WrapupEndsMs: Date.now() + 30000 } : { WrapupEndsMs: 0 };
        Object.assign(this.agent, { AgentState: state, EventReasonCode: reason, ReasonText: text, StateSinceMs: Date.now(), NextAgentState: -1 }, wrap, more);
        this.event('OnAgentStateChange', AGENT, { ...this.agentArgs(), Buttons: this.buttons() });
    }

    setState(args) {
        if (this.calls.size > 0) {
            const text = REASONS.NotReadyReasonCodes.find((each) => each.Code === args.EventReasonCode)?.Text ?? '';
            this.agent.NextAgentState = args.AgentState;
            this.agent.NextReasonText = text;
            this.event('OnAgentStateChange', AGENT, { ...this.agentArgs(), Buttons: this.buttons() });
        } else {
            this.state(args.AgentState, args.EventReasonCode ?? 0);
        }
    }

    #create(direction, data) {
        const callId = ++this.#callId;
        const id = `call.5000.${callId}.2001`;
        this.calls.set(id, {
            UniqueObjectID: id, ConnectionCallID: callId, DeviceID: '2001', Direction: direction, CallStartMs: Date.now(), CallStartExact: true,
            StatusSinceMs: Date.now(), StatusSinceExact: true, PartnerCall: '', Parties: [], Conference: false, ANI: '', DNIS: '', DialedNumber: '',
            CallerEnteredDigits: '', UserToUserInfo: '', CallWrapupData: '', ICMEnterpriseUniqueID: `icm-${callId}`, ...data,
        });
        this.event('OnCallBegin', id, this.calls.get(id));
        return id;
    }

    ring(ani, values = {}) {
        return this.#deliver(this.#begin(ani, values));
    }

    #begin(ani, values) {
        return this.#create('in', {
            CallStatus: 2, ANI: ani, OtherParty: ani, DNIS: '08001234', DialedNumber: '7000', SkillGroupNumber: 1, CallVariable1: 'Gold',
            CallVariable2: '88-20417', CallVariable3: '', ECC: { 'user.account': '4711' }, ...values,
        });
    }

    #deliver(id) {
        this.agent.CurrentCall = [...this.calls.values()].find((call) => call.CallStatus === 3)?.UniqueObjectID ?? id;
        this.event('OnCallDelivered', id, { CallStatus: 2, Buttons: this.buttons() });
        if (this.agent.AgentState !== 4) {
            this.state(8, 0);
        }
        return id;
    }

    dial(number, direction, more = {}) {
        const id = this.#create(direction, { CallStatus: 1, OtherParty: number, DialedNumber: number, ...more });
        this.agent.CurrentCall = id;
        this.event('OnCallOriginated', id, { CallStatus: 1, Buttons: this.buttons() });
        this.state(4, 0);
        return id;
    }

    consult(call, number) {
        this.change(call.UniqueObjectID, 'OnCallHeld', 4);
        const id = this.dial(number, 'consult', { PartnerCall: call.UniqueObjectID });
        call.PartnerCall = id;
        this.event('OnCallDataUpdate', call.UniqueObjectID, { PartnerCall: id, Buttons: this.buttons() });
    }

    consultAnswered() {
        const call = [...this.calls.values()].find((each) => each.CallStatus === 1);
        this.change(call.UniqueObjectID, 'OnCallEstablished', 3);
    }

    swap(call) {
        for (const each of this.calls.values()) {
            const talking = each.CallStatus === 3;
            this.change(each.UniqueObjectID, talking ? 'OnCallHeld' : 'OnCallRetrieved', talking ? 4 : 3);
        }
    }

    reconnect(call) {
        const consult = call.Direction === 'consult' ? call : this.calls.get(call.PartnerCall);
        const other = this.calls.get(consult.PartnerCall);
        other.PartnerCall = '';
        this.calls.delete(consult.UniqueObjectID);
        this.event('OnCallEnd', consult.UniqueObjectID, {});
        this.agent.CurrentCall = other.UniqueObjectID;
        this.event('OnCallDataUpdate', other.UniqueObjectID, { PartnerCall: '' });
        this.change(other.UniqueObjectID, 'OnCallRetrieved', 3);
    }

    join(call) {
        const consult = call.Direction === 'consult' ? call : this.calls.get(call.PartnerCall);
        const other = this.calls.get(consult.PartnerCall);
        Object.assign(other, { PartnerCall: '', Conference: true, Parties: [{ DeviceID: other.ANI }, { DeviceID: consult.OtherParty }] });
        this.calls.delete(consult.UniqueObjectID);
        this.event('OnCallEnd', consult.UniqueObjectID, {});
        this.agent.CurrentCall = other.UniqueObjectID;
        this.event('OnCallConferenced', other.UniqueObjectID, { PartnerCall: '', Conference: true, Parties: other.Parties });
        this.change(other.UniqueObjectID, 'OnCallRetrieved', 3);
    }

    change(id, name, status) {
        const call = this.calls.get(id);
        Object.assign(call, { CallStatus: status, StatusSinceMs: Date.now() });
        const talking = [...this.calls.values()].find((each) => each.CallStatus === 3);
        this.agent.CurrentCall = talking?.UniqueObjectID ?? this.agent.CurrentCall;
        this.event(name, id, { CallStatus: status, StatusSinceMs: Date.now(), Buttons: this.buttons() });
        this.state(talking ? 4 : status === 4 ? 10 : 4, 0, { NextAgentState: this.agent.NextAgentState });
    }

    end(id, name = 'OnCallConnectionCleared') {
        const call = this.calls.get(id);
        this.calls.delete(id);
        this.event(name, id, { CallStatus: 0 });
        this.event('OnCallEnd', id, {});
        if (this.calls.size === 0) {
            const incoming = call.Direction === 'in';
            this.state(incoming ? 6 : 5, 0, { WrapupCall: id, CurrentCall: '' });
        }
    }

    buttons() {
        const busy = this.calls.size > 0;
        const state = this.agent.AgentState;
        const data = this.#needsNote && (state === 5 || state === 6);
        const on = (truth, why, fix) => (truth ? { on: true } : { on: false, why, ...(fix ? { fix } : {}) });
        const all = {
            [AGENT]: {
                Login: on(!this.#loggedIn, 'You are logged in.'),
                Logout: on(state === 2, 'Go not ready first.', 'NotReady'),
                Ready: { ...on(state !== 3, 'You are ready.'), data },
                NotReady: { ...on(true), reason: true, data },
                WorkReady: on(busy, 'Only during a call.'),
                WorkNotReady: on(busy, 'Only during a call.'),
                MakeCall: on(state === 2 && !busy, 'Go not ready to dial out.', 'NotReady'),
            },
        };
        for (const [id, call] of this.calls) {
            all[id] = this.#callButtons(call, on);
        }
        return all;
    }

    #callButtons(call, on) {
        const { CallStatus: status, PartnerCall: partner } = call;
        const talking = status === 3;
        const ready = partner && [...this.calls.values()].every((each) => each.CallStatus === 3 || each.CallStatus === 4);
        return {
            Answer: on(status === 2, 'No call is ringing.'),
            Hold: on(talking && !partner, 'No call to hold.'),
            Retrieve: on(status === 4 && !partner, 'The call is not on hold.'),
            ClearConnection: on(!partner && (talking || status === 1 || status === 4), partner ? 'Use Back to caller, or complete the transfer.' : 'Answer the call first.'),
            MakeConsultCall: on(talking && !partner, 'Answer the call first.'),
            SingleStepTransfer: on(talking && !partner, 'Answer the call first.'),
            Transfer: on(ready, 'Waiting for 2044 to answer.'),
            Conference: on(ready, 'Waiting for 2044 to answer.'),
            Alternate: on(ready, 'Waiting for 2044 to answer.'),
            Reconnect: on(Boolean(partner), 'There is no consultation.'),
            SendDTMFSignal: on(talking, 'Tones need a call you talk on.'),
            SetCallData: on(true),
            ReportBadCallLine: on(false, 'This phone system takes no reports of bad lines.'),
            StartRecord: on(false, 'Recording is not set up.'),
        };
    }
}

const PEOPLE = [
    { AgentID: '1044', Name: 'Deniz Yilmaz', AgentExtension: '2044', AgentState: 3, ReasonText: '' },
    { AgentID: '1051', Name: 'Denise Roy', AgentExtension: '2051', AgentState: 2, ReasonText: 'Lunch' },
    { AgentID: '1060', Name: 'Emi Tanaka', AgentExtension: '2060', AgentState: 4, ReasonText: '' },
];

function people(find) {
    const wanted = find.toLowerCase();
    return PEOPLE.filter((each) => each.AgentExtension.startsWith(wanted) || each.Name.toLowerCase().split(' ').some((word) => word.startsWith(wanted)));
}

const REASONS = {
    NotReadyReasonCodes: [{ Text: 'Break', Code: 1 }, { Text: 'Lunch', Code: 2 }, { Text: 'Training', Code: 3 }],
    LogoutReasonCodes: [],
    IncomingWrapupStrings: ['Invoice explained', 'Payment arranged', 'Callback promised', 'Wrong department'],
};

const SETTINGS = {
    Login: { ConnectionProfiles: [{ Name: 'Demo', PeripheralID: 5000 }] },
    Grid: { CallAppearance: [] },
    ECC: [{ Name: 'user.account', MaxLength: 40 }],
    ScreenPop: { Url: 'https://crm.example/?phone={ANI}&account={user.account}' },
    SkillGroups: [{ PeripheralID: 5000, SkillGroupNumber: 1, Name: 'Billing DE' }, { PeripheralID: 5000, SkillGroupNumber: 2, Name: 'Sales' }],
    ...REASONS,
};
