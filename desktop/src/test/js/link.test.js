import assert from 'node:assert/strict';
import { test } from 'node:test';
import { backoffMs } from '../../main/resources/web/cil.js';
import { newLink } from './harness.js';

test('the first frame is the hello, and the welcome makes the link live', () => {
    const { link, servers } = newLink({ token: 'kept' });
    const states = [];
    link.on('state', (state) => states.push(state));
    link.open();
    servers.open();
    assert.deepEqual(servers.socket.sent[0], { t: 'clientHello', version: 1, client: 'cil.js', token: 'kept', last: 0 });
    servers.welcome();
    assert.deepEqual(states, ['connecting', 'live']);
    assert.equal(link.token, 'token-1');
});

test('after a loss it resumes with its token and the last event it took', () => {
    const { link, time, servers } = newLink();
    link.open();
    servers.welcome();
    servers.event(1, 'OnHeartbeat');
    servers.event(2, 'OnHeartbeat');
    servers.cut();
    assert.equal(link.state, 'reconnecting');
    time.pass(1_000);
    servers.open();
    assert.deepEqual(servers.sent('clientHello')[0], { t: 'clientHello', version: 1, client: 'cil.js', token: 'token-1', last: 2 });
});

test('each event is taken once and in order', () => {
    const { link, servers } = newLink();
    const taken = [];
    link.on('event', (frame) => taken.push(frame.number));
    link.open();
    servers.welcome();
    servers.event(1, 'A');
    servers.event(1, 'A');
    servers.event(2, 'B');
    assert.deepEqual(taken, [1, 2]);
});

test('a gap in the numbers is never passed over: the link resumes from before it', () => {
    const { link, time, servers } = newLink();
    const taken = [];
    link.on('event', (frame) => taken.push(frame.number));
    link.open();
    servers.welcome();
    servers.event(1, 'A');
    servers.event(3, 'C');
    assert.equal(link.state, 'reconnecting');
    time.pass(1_000);
    servers.welcome({ resumed: true, next: 4 });
    assert.equal(servers.sent('clientHello')[0].last, 1);
    servers.event(2, 'B');
    servers.event(3, 'C');
    assert.deepEqual(taken, [1, 2, 3]);
    assert.equal(link.health.gapsHealed, 1);
});

test('waits before a try start under a second, grow to at most 30 s and differ by a quarter each way', () => {
    for (const random of [0, 0.5, 0.999]) {
        assert.ok(backoffMs(0, random) < 1_000);
        assert.ok(backoffMs(1_000, random) <= 30_000);
    }
    assert.equal(backoffMs(5, 0.999) > backoffMs(5, 0) * 1.5, true);
    assert.ok(backoffMs(9, 0.5) > backoffMs(3, 0.5));
});

test('it tries all servers in turn and never gives up', () => {
    const { link, time, servers } = newLink();
    link.open();
    for (let i = 0; i < 40; i++) {
        servers.cut();
        time.pass(30_000);
    }
    const addresses = servers.sockets.map((socket) => socket.address);
    assert.ok(servers.sockets.length >= 40);
    assert.ok(addresses.filter((address) => address === 'ws://a/cil').length >= 19);
    assert.ok(addresses.filter((address) => address === 'ws://b/cil').length >= 19);
});

test('a server that accepts and stays silent is left after five seconds', () => {
    const { link, time, servers } = newLink();
    link.open();
    servers.open();
    time.pass(5_000);
    time.pass(1_000);
    assert.equal(servers.socket.address, 'ws://b/cil');
    assert.equal(link.state, 'connecting');
});

test('a server that is busy with the TLS handshakes of all desktops is given longer', () => {
    const { link, time, servers } = newLink({ servers: ['wss://a/cil', 'wss://b/cil'] });
    link.open();
    time.pass(14_000);
    assert.equal(servers.sockets.length, 1);
    time.pass(2_000);
    assert.equal(servers.socket.address, 'wss://b/cil');
});

test('a server that names only others is still the one that the link is at', () => {
    const { link, servers } = newLink();
    link.open();
    servers.welcome();
    const here = link.server;
    link.setServers(['ws://named:1/cil', 'ws://named:2/cil']);
    assert.equal(link.server, here);
    assert.deepEqual(link.servers, ['ws://named:1/cil', 'ws://named:2/cil', here]);
    link.setServers(['ws://named:1/cil', here]);
    assert.equal(link.server, here);
});

test('which server comes first is left to chance', () => {
    for (const [random, address] of [[0.1, 'ws://a/cil'], [0.9, 'ws://b/cil']]) {
        const { link, servers } = newLink({ random: () => random });
        link.open();
        assert.equal(servers.socket.address, address);
    }
});

test('BEH-283, BEH-472: when the socket breaks the other server is tried within a second, without heartbeats', () => {
    for (const random of [0, 0.5, 0.999]) {
        const { link, time, servers } = newLink({ random: () => random });
        link.open();
        servers.welcome();
        time.pass(4_000);
        const lost = servers.socket.address;
        const before = servers.sockets.length;
        servers.cut();
        time.pass(999);
        assert.equal(servers.sockets.length, before + 1);
        assert.notEqual(servers.socket.address, lost);
    }
});

test('later tries go to the servers in turn and are spread', () => {
    const waits = new Set();
    for (const random of [0.1, 0.5, 0.9]) {
        const { link, time, servers } = newLink({ random: () => random });
        link.open();
        servers.welcome();
        time.pass(4_000);
        servers.cut();
        time.pass(1_000);
        const second = servers.socket.address;
        servers.cut();
        waits.add(link.retryInMs);
        time.pass(2_000);
        assert.notEqual(servers.socket.address, second);
    }
    assert.equal(waits.size, 3);
});

test('BEH-280: silence is probed at 5, 10 and 15 s and ends at 20 s at the other server', () => {
    const { link, time, servers } = newLink();
    link.open();
    servers.welcome();
    const lost = servers.socket;
    const at = [];
    for (let second = 1; second <= 20 && link.state === 'live'; second++) {
        const before = lost.sent.filter((frame) => frame.t === 'ping').length;
        time.pass(1_000);
        if (lost.sent.filter((frame) => frame.t === 'ping').length > before) {
            at.push(second);
        }
    }
    assert.deepEqual(at, [5, 10, 15]);
    assert.equal(link.state, 'reconnecting');
    time.pass(1_000);
    assert.notEqual(servers.socket.address, lost.address);
});

test('BEH-281: interval and count of heartbeats are the ones that the server told', () => {
    const { link, time, servers } = newLink();
    link.open();
    servers.welcome({ heartbeatMs: 2_000, heartbeatsMax: 5 });
    time.pass(11_900);
    assert.equal(link.state, 'live');
    time.pass(200);
    assert.equal(link.state, 'reconnecting');
});

test('a short loss is reconnecting, ten seconds are offline', () => {
    const { link, time, servers } = newLink();
    link.open();
    servers.welcome();
    servers.cut();
    assert.equal(link.state, 'reconnecting');
    for (let i = 0; i < 12; i++) {
        time.pass(1_000);
        if (servers.socket.readyState === 0) {
            servers.cut();
        }
    }
    time.pass(4_000);
    servers.cut();
    assert.equal(link.state, 'offline');
});

test('a heartbeat goes out when nothing was sent for the interval', () => {
    const { link, time, servers } = newLink();
    link.open();
    servers.welcome();
    time.pass(7_600);
    assert.equal(servers.sent('ping').length, 1);
});

test('a hidden tab whose timers sleep answers in the message handler', () => {
    const { link, time, servers } = newLink();
    link.open();
    servers.welcome();
    time.sleep(6_000);
    servers.event(1, 'OnAgentStateChange');
    assert.equal(servers.sent('ping').length, 1);
    assert.equal(link.state, 'live');
});

test('three heartbeats without an answer mean that the link is gone', () => {
    const { link, time, servers } = newLink();
    const missing = [];
    link.on('missing', (count) => missing.push(count));
    link.open();
    servers.welcome();
    time.pass(30_000);
    assert.notEqual(link.state, 'live');
    assert.deepEqual(missing, [1, 2]);
});

test('after sleep the link is asked at once and lost when it stays silent for two seconds', () => {
    const { link, time, servers } = newLink();
    link.open();
    servers.welcome();
    time.sleep(120_000);
    time.pass(0);
    assert.ok(servers.sent('ping').length >= 1);
    time.pass(2_100);
    assert.equal(link.state, 'reconnecting');
});

test('a request carries epoch, number, what the user saw and how long it waited', async () => {
    const { link, time, servers } = newLink();
    link.open();
    servers.welcome({ epoch: 7 });
    servers.event(1, 'A');
    const pressedMs = time.nowMs;
    time.sleep(40);
    const reply = link.request('Hold', 'call.5000.41.2001', {}, { label: 'Hold', pressedMs });
    assert.deepEqual(servers.sent('request')[0], {
        t: 'request', id: 1, epoch: 7, seen: 1, name: 'Hold', target: 'call.5000.41.2001', args: {}, ageMs: 40,
    });
    servers.say({ t: 'reply', id: 1, outcome: 'DONE', code: 0, peripheralCode: 0, text: '', number: 1, args: { UniqueObjectID: 'x' } });
    assert.deepEqual(await reply, {
        outcome: 'DONE', ok: true, code: 0, peripheralCode: 0, text: '', number: 1, args: { UniqueObjectID: 'x' },
    });
});

test('a request while offline is refused here and never sent, not even later', async () => {
    const { link, time, servers } = newLink();
    link.open();
    servers.welcome();
    servers.cut();
    const reply = await link.request('Hold', 'call.5000.41.2001', {}, { label: 'Hold' });
    assert.equal(reply.outcome, 'OFFLINE');
    assert.equal(reply.text, 'Not done: you pressed Hold while offline. Press it again if you still want it.');
    time.pass(1_000);
    servers.welcome({ resumed: true });
    assert.equal(servers.sockets.flatMap((socket) => socket.sent).filter((frame) => frame.t === 'request').length, 0);
});

test('a request under way when the link breaks ends at once, and a late reply changes nothing', async () => {
    const { link, time, servers } = newLink();
    link.open();
    servers.welcome();
    const reply = link.request('Answer', 'call.5000.41.2001', {});
    servers.cut();
    assert.equal((await reply).outcome, 'TIMED_OUT');
    time.pass(1_000);
    servers.welcome({ resumed: true });
    servers.say({ t: 'reply', id: 1, outcome: 'DONE' });
    assert.equal(servers.sent('request').length, 0);
});

test('a request that nobody answers ends after fifteen seconds', async () => {
    const { link, time, servers } = newLink();
    link.open();
    servers.welcome();
    const reply = link.request('Answer', 'call.5000.41.2001', {});
    for (let i = 1; i <= 15; i++) {
        time.pass(1_000);
        servers.say({ t: 'pong', number: i, timeMs: 0 });
    }
    assert.equal((await reply).outcome, 'TIMED_OUT');
});

test('a closing that forbids coming back ends the link for good', () => {
    const { link, time, servers } = newLink();
    link.open();
    servers.welcome();
    servers.say({ t: 'closing', reason: 'replaced', text: 'Logged in elsewhere.', reconnect: false });
    time.pass(60_000);
    assert.equal(link.state, 'closed');
    assert.equal(servers.sockets.length, 1);
});

test('a frame that is not JSON costs the connection, not the page', () => {
    const { link, servers } = newLink();
    link.open();
    servers.welcome();
    servers.socket.onmessage({ data: '{' });
    assert.equal(link.state, 'reconnecting');
});

test('server time is right whatever this machine thinks the time is', () => {
    const { link, time, servers } = newLink();
    link.open();
    servers.welcome({ timeMs: 1_700_000_000_000 });
    time.pass(1_500);
    assert.equal(link.clock.now(), 1_700_000_001_500);
    assert.equal(Math.round(link.clock.aheadMs(1_700_000_601_500) / 60_000), 10);
});

test('of two measurements of the clock the one with the shorter way counts', () => {
    const { link, time, servers } = newLink();
    link.open();
    servers.welcome({ timeMs: 1_700_000_000_000 });
    time.pass(5_100);
    time.sleep(2_000);
    servers.say({ t: 'pong', number: servers.sent('ping')[0].number, timeMs: 1_700_000_000_000 });
    assert.equal(link.clock.now(), 1_700_000_000_000 + time.nowMs - 1_000);
});
