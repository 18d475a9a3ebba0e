import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CallStatus } from '../../main/resources/web/cil.js';
import { newSession } from './harness.js';

const AGENT = 'agent.5000.1001';
const CALL = 'call.5000.41.2001';

function ringing() {
    const all = newSession();
    all.servers.event(1, 'OnSetAgentMode', AGENT, { AgentID: '1001', AgentState: 3 });
    all.servers.event(2, 'OnCallBegin', CALL, { ANI: '+49305550147', DNIS: '7000', CallVariable1: 'Gold', CallStatus: 0, ECC: { 'user.a': '1', 'user.b': '2' } });
    all.servers.event(3, 'OnCallDelivered', CALL, {
        CallStatus: 2,
        Buttons: { [CALL]: { Answer: { on: true }, Hold: { on: false, why: 'No call to hold.' } }, [AGENT]: { Ready: { on: false, why: 'No.', fix: 'NotReady' } } },
    });
    return all;
}

test('a call object is made by its first event and kept up to date by the later ones', () => {
    const { session } = ringing();
    const call = session.object(CALL);
    assert.equal(call.status, CallStatus.ALERTING);
    assert.equal(call.text('ani'), '+49305550147');
    assert.equal(call.text('CallVariable1'), 'Gold');
    assert.deepEqual(session.calls, [call]);
});

test('buttons are those that the server sent with the event', () => {
    const { session } = ringing();
    const call = session.object(CALL);
    assert.equal(call.button('Answer').on, true);
    assert.deepEqual(call.button('Hold'), { on: false, why: 'No call to hold.', fix: '', reason: false, data: false });
    assert.equal(session.agent.button('Ready').fix, 'NotReady');
    assert.equal(call.button('Transfer').on, false);
});

test('buttons of a call that come before the call itself are kept for it', () => {
    const { session, servers } = newSession();
    servers.event(1, 'OnSetAgentMode', AGENT, { Buttons: { [CALL]: { Hold: { on: true } } } });
    servers.event(2, 'OnSnapshotCallConf', CALL, { CallStatus: 3 });
    assert.equal(session.object(CALL).button('Hold').on, true);
});

test('what an event does not name stays, scalars of ECC too', () => {
    const { session, servers } = ringing();
    servers.event(4, 'OnCallDataUpdate', CALL, { CallVariable2: 'x', ECC: { 'user.b': '3' } });
    const call = session.object(CALL);
    assert.equal(call.text('CallVariable1'), 'Gold');
    assert.equal(call.properties.nested('ECC').text('user.a'), '1');
    assert.equal(call.properties.nested('ECC').text('user.b'), '3');
});

test('a snapshot is the whole call: what it does not name is no longer so', () => {
    const { session, servers } = ringing();
    servers.event(4, 'OnSnapshotCallConf', CALL, { ANI: '1', CallStatus: 3 });
    assert.equal(session.object(CALL).text('CallVariable1', 'none'), 'none');
});

test('the call is dropped after its last event, which still can be read', () => {
    const { session, servers } = ringing();
    let seen = null;
    session.on('OnCallEnd', (event) => (seen = event.object.text('ANI')));
    servers.event(4, 'OnCallEnd', CALL, {});
    assert.equal(seen, '+49305550147');
    assert.equal(session.object(CALL), null);
});

test('after a transfer the same object goes on under the new id, in the same place', () => {
    const { session, servers } = ringing();
    const other = 'call.5000.42.2001';
    servers.event(4, 'OnCallBegin', other, { ANI: '2' });
    const call = session.object(CALL);
    servers.event(5, 'OnCallDataUpdate', 'call.5000.50.2001', { OldUniqueObjectID: CALL, ANI: '9' });
    assert.equal(session.object('call.5000.50.2001'), call);
    assert.equal(session.object(CALL), null);
    assert.deepEqual(session.calls.map((each) => each.uniqueObjectId), ['call.5000.50.2001', other]);
});

test('calls that the device snapshot does not list are gone', () => {
    const { session, servers } = ringing();
    servers.event(4, 'OnSnapshotDeviceConf', AGENT, { NumCalls: 0, ValidCalls: [] });
    assert.deepEqual(session.calls, []);
});

test('a welcome that does not resume makes the client forget everything', () => {
    const { session, servers, time } = ringing();
    servers.cut();
    assert.equal(session.calls.length, 1);
    time.pass(1_000);
    servers.welcome({ resumed: false, next: 9 });
    assert.equal(session.calls.length, 0);
    assert.equal(session.agent, null);
    servers.event(9, 'OnSetAgentMode', AGENT, { AgentState: 2 });
    assert.equal(session.agent.state, 2);
});

test('a resumed session keeps its objects and marks what happened meanwhile', () => {
    const { session, servers, time } = ringing();
    const replayed = [];
    session.on('OnCallEstablished', (event) => replayed.push(event.replayed));
    session.on('OnCallHeld', (event) => replayed.push(event.replayed));
    servers.cut();
    time.pass(1_000);
    servers.welcome({ resumed: true, next: 4, timeMs: 1_700_000_005_000 });
    servers.event(4, 'OnCallEstablished', CALL, { CallStatus: 3 }, 1_700_000_004_000);
    servers.event(5, 'OnCallHeld', CALL, { CallStatus: 4 }, 1_700_000_006_000);
    assert.equal(session.object(CALL).status, CallStatus.HELD);
    assert.deepEqual(replayed, [true, false]);
});

test('the token of the login is the one to come back with', async () => {
    const tokens = [];
    const all = newSession({ onToken: (token) => tokens.push(token) });
    all.servers.event(1, 'OnSetAgentMode', AGENT, {});
    const reply = all.session.agent.login({ AgentPassword: 'x', AgentInstrument: '2001' });
    all.servers.say({ t: 'reply', id: 1, outcome: 'DONE', code: 0, text: '', number: 1, args: { Token: 'token-2' } });
    assert.equal((await reply).ok, true);
    all.servers.cut();
    all.time.pass(1_000);
    all.servers.open();
    assert.equal(all.servers.sent('clientHello')[0].token, 'token-2');
    assert.deepEqual(tokens, ['token-1', 'token-2']);
});

test('a chat line names its target, and the answer is heard as an event', async () => {
    const { session, servers } = newSession();
    servers.event(1, 'OnSetAgentMode', AGENT, {});
    const heard = [];
    session.on('OnChatMessage', (event) => heard.push([event.args.text('Source'), event.args.text('Message')]));
    session.agent.sendChatMessage({ Target: '1002', Message: 'hello' });
    servers.event(2, 'OnChatMessage', '', { Distribution: 'agent', Source: '1002', Target: '1001', Message: 'yes?' });
    assert.deepEqual(servers.sent('request')[0].args, { Distribution: 'agent', Target: '1002', Message: 'hello' });
    assert.deepEqual(heard, [['1002', 'yes?']]);
});

test('a listener that throws hinders nobody else', (context) => {
    context.mock.method(console, 'error', () => {});
    const { session, servers } = newSession();
    let heard = 0;
    session.on('OnX', () => {
        throw new Error('on purpose');
    });
    session.on('OnX', () => heard++);
    servers.event(1, 'OnX');
    assert.equal(heard, 1);
});

test('a listener object hears the events that it has methods for, each once', () => {
    const { session, servers } = newSession();
    const heard = [];
    const listener = { OnA: (event) => heard.push(event.name) };
    const stop = session.addListener(listener);
    servers.event(1, 'OnA');
    servers.event(2, 'OnB');
    stop();
    servers.event(3, 'OnA');
    assert.deepEqual(heard, ['OnA']);
});

/** Logged in by a profile that says AutoLogin or not; then the connection breaks and the other server knows no token. */
async function brokenAfterLogin(autoLogin, { logout = false, loggedOut = {} } = {}) {
    const all = newSession();
    all.servers.event(1, 'OnGlobalSettingsDownloadConf', '', {
        Login: { ConnectionProfiles: [{ PeripheralID: 5000, AutoLogin: autoLogin }] },
    });
    all.servers.event(2, 'OnSetAgentMode', AGENT, {});
    const reply = all.session.agent.login({ AgentPassword: 'secret', AgentInstrument: '2001' });
    all.servers.say({ t: 'reply', id: 1, outcome: 'DONE', code: 0, text: '', number: 2, args: { Token: 'token-2' } });
    await reply;
    if (logout) {
        const out = all.session.agent.logout();
        all.servers.say({ t: 'reply', id: 2, outcome: 'DONE', code: 0, text: '', number: 2, args: {} });
        await out;
    }
    Object.entries(loggedOut).forEach(([agent, reason], at) => all.servers.event(3 + at, 'OnPostLogout', agent, { EventReasonCode: reason }));
    all.servers.cut();
    all.time.pass(1_000);
    all.servers.welcome({ next: 1 });
    return all;
}

test('BEH-310: where the profile says so an agent whose token does not count any more is logged in once more', async () => {
    const { session, servers } = await brokenAfterLogin(1);
    const during = [];
    session.on('OnCTIOSFailure', () => during.push(session.autoLogin));
    servers.event(1, 'OnCTIOSFailure', '', { FailureCode: 11 });
    servers.event(2, 'OnCTIOSFailure', '', { FailureCode: 11 });
    const [login, ...more] = servers.sent('request');
    assert.deepEqual([login.name, login.target, login.args], ['Login', AGENT, { AgentPassword: 'secret', AgentInstrument: '2001' }]);
    assert.deepEqual(more, []);
    servers.say({ t: 'reply', id: login.id, outcome: 'DONE', code: 0, text: '', number: 2, args: { Token: 'token-9' } });
    assert.equal((await during[0]).ok, true);
    assert.equal(during[1], null);
    assert.equal(session.link.token, 'token-9');
});

test('BEH-310: where the profile does not say AutoLogin the agent logs in by hand', async () => {
    const { session, servers } = await brokenAfterLogin(0);
    servers.event(1, 'OnCTIOSFailure', '', { FailureCode: 11 });
    assert.deepEqual(servers.sent('request'), []);
    assert.equal(session.autoLogin, null);
});

test('BEH-310: who logged out is not logged in again', async () => {
    const { servers } = await brokenAfterLogin(1, { logout: true });
    servers.event(1, 'OnCTIOSFailure', '', { FailureCode: 11 });
    assert.deepEqual(servers.sent('request'), []);
});

test('BEH-310: whom somebody else logged out is not logged in again', async () => {
    const { servers } = await brokenAfterLogin(1, { loggedOut: { [AGENT]: 999 } });
    servers.event(1, 'OnCTIOSFailure', '', { FailureCode: 11 });
    assert.deepEqual(servers.sent('request'), []);
});

test("BEH-310: a logout for phone or switch, and another agent's, leave the login once more", async () => {
    for (const reason of [50003, 0xffff]) {
        const { servers } = await brokenAfterLogin(1, { loggedOut: { 'agent.5000.1002': 1, [AGENT]: reason } });
        servers.event(1, 'OnCTIOSFailure', '', { FailureCode: 11 });
        assert.deepEqual(servers.sent('request').map((each) => each.name), ['Login']);
    }
});

test('BEH-310: without a break nobody is logged in again', async () => {
    const { session, servers } = newSession();
    servers.event(1, 'OnGlobalSettingsDownloadConf', '', { Login: { ConnectionProfiles: [{ PeripheralID: 5000, AutoLogin: 1 }] } });
    servers.event(2, 'OnSetAgentMode', AGENT, {});
    const reply = session.agent.login({ AgentPassword: 'secret' });
    servers.say({ t: 'reply', id: 1, outcome: 'DONE', code: 0, text: '', number: 2, args: {} });
    await reply;
    servers.event(3, 'OnCTIOSFailure', '', { FailureCode: 11 });
    assert.equal(servers.sent('request').length, 1);
});

test('a token that comes with an event takes the place of the one before', () => {
    const { session, servers } = newSession();
    servers.event(1, 'OnSetAgentMode', AGENT, {});
    servers.event(2, 'OnPostLogout', AGENT, { Token: 'token-of-nobody' });
    assert.equal(session.link.token, 'token-of-nobody');
});

/** Asked how often until the silent server was left, and after how many milliseconds. */
function silence({ time, servers, session }) {
    const socket = servers.socket;
    const before = socket.sent.filter((frame) => frame.t === 'ping').length;
    let ms = 0;
    for (; ms < 60_000 && session.link.state === 'live'; ms += 500) {
        time.pass(500);
    }
    return { pings: socket.sent.filter((frame) => frame.t === 'ping').length - before, ms };
}

test('BEH-281, BEH-503: heartbeats are those of the profile; five of 5 s leave a silent server after 30 s', () => {
    const all = newSession();
    all.servers.event(1, 'OnGlobalSettingsDownloadConf', '', { Login: { ConnectionProfiles: [{ PeripheralID: 5000, Heartbeat: 5, MaxHeartbeats: 5 }] } });
    assert.deepEqual(silence(all), { pings: 5, ms: 30_000 });
});

test("BEH-281: the profile of the agent's peripheral counts, also at the next server", () => {
    const all = newSession();
    all.servers.event(1, 'OnGlobalSettingsDownloadConf', '', {
        Login: {
            ConnectionProfiles: [
                { PeripheralID: 5000, Heartbeat: 2, MaxHeartbeats: 4 },
                { PeripheralID: 5001, Heartbeat: 1, MaxHeartbeats: 1 },
            ],
        },
    });
    assert.deepEqual(silence(all), { pings: 4, ms: 10_000 });
    all.time.pass(1_000);
    all.servers.welcome({ next: 1 });
    all.servers.event(1, 'OnSetAgentMode', 'agent.5001.1001', {});
    assert.deepEqual(silence(all), { pings: 1, ms: 2_000 });
});

test('BEH-281: a profile without heartbeats never asks, and one that says nothing leaves the word of the server', () => {
    const none = newSession();
    none.servers.event(1, 'OnGlobalSettingsDownloadConf', '', { Login: { ConnectionProfiles: [{ PeripheralID: 5000, Heartbeat: 0, MaxHeartbeats: 3 }] } });
    assert.deepEqual(silence(none), { pings: 0, ms: 60_000 });
    const silent = newSession();
    silent.servers.event(1, 'OnGlobalSettingsDownloadConf', '', { Login: { ConnectionProfiles: [{ PeripheralID: 5000 }] } });
    assert.deepEqual(silence(silent), { pings: 3, ms: 20_000 });
});
