import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const css = readFileSync(new URL('../../main/resources/web/style/tokens.css', import.meta.url), 'utf8');
const STATES = ['ready', 'ring', 'talk', 'hold', 'wrap', 'idle', 'danger', 'accent'];
const GROUNDS = ['bg', 'surface', 'sunken'];

function themes() {
    const light = {};
    const dark = {};
    for (const [, name, first, second] of css.matchAll(/--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)/g)) {
        light[name] = first;
        dark[name] = second;
    }
    const [, block] = /\[data-theme="contrast"\] \{([^}]*)\}/.exec(css);
    const contrast = Object.fromEntries([...block.matchAll(/--([\w-]+): (#\w{6})/g)].map(([, name, value]) => [name, value]));
    return { light, dark, contrast };
}

function luminance(colour) {
    const [red, green, blue] = [1, 3, 5]
        .map((at) => parseInt(colour.slice(at, at + 2), 16) / 255)
        .map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function ratio(a, b) {
    const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
    return (high + 0.05) / (low + 0.05);
}

for (const [theme, tokens] of Object.entries(themes())) {
    test(`in ${theme} every pair of colours that meets can be read`, () => {
        const pairs = [
            ...GROUNDS.flatMap((ground) => ['text', 'text-2', 'off'].map((name) => [name, ground, 4.5])),
            ...GROUNDS.flatMap((ground) => ['line', 'focus'].map((name) => [name, ground, 3])),
            ...STATES.flatMap((state) => [
                [`${state}-on`, `${state}-solid`, 4.5],
                [`${state}-text`, `${state}-soft`, 4.5],
                [`${state}-text`, 'surface', 4.5],
                [`${state}-solid`, 'surface', 3],
            ]),
            ['text', 'ring-soft', 4.5],
            ['text-2', 'ring-soft', 4.5],
            ['text', 'accent-soft', 4.5],
            ['text-2', 'accent-soft', 4.5],
        ];
        for (const [front, ground, need] of pairs) {
            assert.ok(tokens[front] && tokens[ground], `${front} or ${ground} is no token`);
            const has = ratio(tokens[front], tokens[ground]);
            assert.ok(has >= need, `${front} on ${ground}: ${has.toFixed(2)}, needs ${need}`);
        }
    });
}
