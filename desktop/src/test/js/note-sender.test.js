import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NoteSender } from '../../main/resources/web/desktop/note-sender.js';
import { FakeTime } from './harness.js';

const ROUND_TRIP_MS = 100;
const NOTE = 'Payment arranged: pays Monday';

/** A wrap-up that ends by itself after so long, and what its server was told before. */
function wrapup(lengthMs, reply = { ok: true, outcome: 'DONE' }) {
    const time = new FakeTime();
    const endMs = time.nowMs + lengthMs;
    const all = { time, told: [], note: '', reply };
    all.sender = new NoteSender({
        text: () => all.note,
        leftMs: () => endMs - time.nowMs,
        send: async (text) => {
            if (all.reply.ok && time.nowMs + ROUND_TRIP_MS <= endMs) {
                all.told.push(text);
            }
            return all.reply;
        },
        timers: time.timers,
    });
    all.write = (text) => {
        all.note = text;
        all.sender.changed();
    };
    return all;
}

test('BEH-364: a note written at any moment of a timed wrap-up is at the server before it ends', () => {
    for (let lengthMs = 2_000; lengthMs < 13_000; lengthMs += 7) {
        const { time, told, write } = wrapup(lengthMs);
        time.pass(1_500);
        write(NOTE);
        time.pass(lengthMs);
        assert.deepEqual(told, [NOTE], `wrap-up of ${lengthMs} ms`);
    }
});

test('who writes without a pause until the end loses no more than the last moment', () => {
    for (let phaseMs = 0; phaseMs < 1_000; phaseMs += 7) {
        const { time, told, write } = wrapup(6_000 + phaseMs);
        let written = '';
        for (let at = 0; at < 5_700 + phaseMs; at += 90) {
            written += 'x';
            write(written);
            time.pass(90);
        }
        time.pass(1_000);
        assert.ok(written.length - told.at(-1).length <= 3, `${told.at(-1).length} of ${written.length}, phase ${phaseMs}`);
        assert.ok(told.length < 12, `${told.length} requests`);
    }
});

test('a note goes out when the page is hidden, though no timer runs there any more', () => {
    const { time, told, write, sender } = wrapup(30_000);
    write(NOTE);
    sender.flush();
    time.sleep(60_000);
    assert.deepEqual(told, [NOTE]);
});

test('a note goes out once, again when it changed, and an erased one is erased', () => {
    const { time, told, write, sender } = wrapup(60_000);
    write(NOTE);
    time.pass(5_000);
    sender.look();
    time.pass(5_000);
    write('Wrong department');
    time.pass(5_000);
    write('');
    time.pass(5_000);
    assert.deepEqual(told, [NOTE, 'Wrong department', '']);
});

test('a note that found no server is sent when there is one; one that is refused is not repeated', async () => {
    const lost = wrapup(60_000, { ok: false, outcome: 'OFFLINE' });
    lost.write(NOTE);
    lost.time.pass(1_000);
    await Promise.resolve();
    lost.reply = { ok: true, outcome: 'DONE' };
    lost.sender.look();
    lost.time.pass(1_000);
    assert.deepEqual(lost.told, [NOTE]);

    const refused = wrapup(60_000, { ok: false, outcome: 'FAILED' });
    refused.write(NOTE);
    refused.time.pass(1_000);
    await Promise.resolve();
    refused.reply = { ok: true, outcome: 'DONE' };
    refused.sender.look();
    refused.time.pass(10_000);
    assert.deepEqual(refused.told, []);
});

test('a server that has nothing of the note is told it again', () => {
    const { time, told, write, sender } = wrapup(60_000);
    write(NOTE);
    time.pass(5_000);
    sender.saved(null);
    sender.look();
    time.pass(5_000);
    assert.deepEqual(told, [NOTE, NOTE]);
});

test('a note that was saved with the next state is not sent beside it', () => {
    const { time, told, write, sender } = wrapup(60_000);
    write(NOTE);
    sender.saved(NOTE);
    time.pass(5_000);
    sender.look();
    time.pass(5_000);
    assert.deepEqual(told, []);
});
