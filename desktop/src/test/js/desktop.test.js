import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Arguments } from '../../main/resources/web/cil.js';
import { popAddress, popTemplateIsSafe } from '../../main/resources/web/desktop/pop.js';
import { noteLimit, wrapupText } from '../../main/resources/web/desktop/wrapup-text.js';
import en from '../../main/resources/web/texts/en.js';

const WEB = fileURLToPath(new URL('../../main/resources/web/', import.meta.url));

const call = (values) => {
    const properties = new Arguments(values);
    return { text: (name, absent = '') => properties.text(name, absent), properties };
};

test('the customer page is filled from the call, each value escaped', () => {
    const address = popAddress('https://crm.example/?p={ANI}&a={user.account}', call({ ANI: '+49 30&x=1', ECC: { 'user.account': '47/11' } }));
    assert.equal(address, 'https://crm.example/?p=%2B49%2030%26x%3D1&a=47%2F11');
});

test('no call data can name another scheme or host', () => {
    assert.equal(popAddress('{CallVariable1}', call({ CallVariable1: 'javascript:alert(1)' })), '');
    assert.equal(popAddress('https://{CallVariable1}/', call({ CallVariable1: 'evil.example' })), '');
    assert.equal(popAddress('https://crm.example{CallVariable1}/', call({ CallVariable1: '.evil.example' })), '');
    assert.equal(popAddress('https://{CallVariable1}@crm.example/', call({ CallVariable1: 'user' })), '');
    assert.equal(popAddress('javascript:alert({ANI})', call({ ANI: '1' })), '');
    assert.equal(popAddress('', call({})), '');
});

test('a template has to be the address of a page', () => {
    assert.equal(popTemplateIsSafe('https://crm.example/{ANI}'), true);
    assert.equal(popTemplateIsSafe(''), true);
    assert.equal(popTemplateIsSafe('javascript:alert(1)'), false);
    assert.equal(popTemplateIsSafe('crm'), false);
});

test('wrap-up is one text of at most 39 characters', () => {
    assert.equal(wrapupText({ choice: 'Payment arranged', note: ' pays Monday ' }), 'Payment arranged: pays Monday');
    assert.equal(wrapupText({ choice: '', note: '' }), '');
    const choice = 'Payment arranged';
    assert.equal(wrapupText({ choice, note: 'x'.repeat(noteLimit(choice)) }).length, 39);
    assert.equal(noteLimit('x'.repeat(42)), 0);
});

test('every text that the sources name is there, and none is there for nobody', () => {
    const sources = readdirSync(WEB, { recursive: true })
        .filter((name) => name.endsWith('.js') && !name.startsWith('texts'))
        .map((name) => readFileSync(WEB + name, 'utf8'))
        .join('\n');
    const named = [...sources.matchAll(/'((?:[a-z]+)\.(?:[A-Za-z+0-9.]+))'/g)].map((match) => match[1]);
    const families = new Set(Object.keys(en).map((key) => key.split('.')[0]));
    const missing = named.filter((key) => families.has(key.split('.')[0]) && !(key in en));
    assert.deepEqual(missing, []);
    const prefixes = [...sources.matchAll(/`([a-z]+\.(?:[A-Za-z]+\.)?)\$\{/g)].map((match) => match[1]);
    const unused = Object.keys(en).filter(
        (key) => key.includes('.') && !named.includes(key) && !prefixes.some((prefix) => key.startsWith(prefix)),
    );
    assert.deepEqual(unused, []);
});

test('short labels fit the narrow panel', () => {
    for (const key of Object.keys(en).filter((name) => name.endsWith('.short'))) {
        assert.ok(en[key].length <= 9, key);
    }
});

test('no page or module has inline styles, scripts or addresses of other machines', () => {
    for (const name of readdirSync(WEB, { recursive: true }).filter((each) => /\.(js|html|css)$/.test(each))) {
        const text = readFileSync(WEB + name, 'utf8');
        assert.doesNotMatch(text, /\sstyle=["'$]/, name);
        assert.doesNotMatch(text, /\son[a-z]+=["']/, name);
        assert.doesNotMatch(text, /unsafeHTML|innerHTML|insertAdjacentHTML|document\.write|\beval\(/, name);
        assert.doesNotMatch(text.replaceAll('http://www.w3.org/2000/svg', ''), /(src|href|import|from|url\()\s*=?\s*["'(]?https?:/, name);
    }
});
