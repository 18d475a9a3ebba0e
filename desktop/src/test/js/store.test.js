import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Desktop } from '../../main/resources/web/desktop/store.js';
import { FakeServers, FakeTime } from './harness.js';

/** What the model touches of the page. */
globalThis.setTimeout = () => 0;
globalThis.document = { title: '', hidden: false, visibilityState: 'visible', addEventListener: () => {} };

const AGENT = 'agent.5000.1001';
const PHONE_GONE = 50003;
const SWITCH_RESTARTS = 0xffff;

/** The page's model with an agent who is logged in. */
function loggedIn() {
    const time = new FakeTime();
    const servers = new FakeServers();
    const kept = new Map([['jackfield.session', JSON.stringify('token-0')]]);
    const desktop = new Desktop({
        preferences: { get: () => '', on: () => {} },
        tabStorage: { getItem: (name) => kept.get(name) ?? null, setItem: (name, text) => kept.set(name, text), removeItem: (name) => kept.delete(name) },
        announcer: { say: () => {}, polite: () => {}, assertive: () => {} },
        servers: ['ws://a/cil'],
        linkOptions: { WebSocket: servers.WebSocket, monotonic: time.monotonic, timers: time.timers, random: () => 0.4 },
    });
    desktop.start();
    servers.welcome();
    servers.event(1, 'OnSetAgentMode', AGENT, { AgentID: '1001', AgentState: 2, LoggedInHere: true });
    assert.equal(desktop.phase, 'agent');
    return { desktop, servers };
}

function loggedOut(servers, reason) {
    servers.event(2, 'OnAgentStateChange', AGENT, { AgentState: 1, EventReasonCode: reason, LoggedInHere: false });
    servers.event(3, 'OnPostLogout', AGENT, { EventReasonCode: reason });
}

for (const reason of [PHONE_GONE, SWITCH_RESTARTS]) {
    test(`BEH-346: who was logged out for reason ${reason} is at the screen again when the server has brought the agent back`, () => {
        const { desktop, servers } = loggedIn();
        const { session } = desktop;
        loggedOut(servers, reason);
        assert.equal(desktop.phase, 'login');
        assert.equal(desktop.session, session);
        assert.deepEqual(servers.sent('goodbye'), []);
        servers.event(4, 'OnSetAgentMode', AGENT, { AgentState: 2, EventReasonCode: reason, LoggedInHere: true });
        assert.equal(desktop.phase, 'agent');
    });
}

test('who was logged out by wish stays at the login page, with a session that is new', () => {
    const { desktop, servers } = loggedIn();
    const { session } = desktop;
    loggedOut(servers, 9);
    assert.equal(desktop.phase, 'login');
    assert.notEqual(desktop.session, session);
});
