import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Arguments } from '../../main/resources/web/cil.js';

test('names are compared without case and without blanks at the ends', () => {
    const args = new Arguments({ ' CallVariable1 ': 'Gold' });
    assert.equal(args.text('callvariable1'), 'Gold');
    assert.equal(args.has('CALLVARIABLE1 '), true);
    assert.deepEqual(args.names(), ['CallVariable1']);
});

test('the last value of a name wins, whatever its case', () => {
    const args = new Arguments({ ANI: '1' }).set('ani', '2');
    assert.equal(args.size, 1);
    assert.equal(args.text('Ani'), '2');
});

test('numbers are read from text, decimal or hexadecimal', () => {
    const args = new Arguments({ a: '12', b: '0x1F', c: 'x', d: true, e: 7, f: '' });
    assert.deepEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => args.number(name)), [12, 31, null, 1, 7, null, null]);
});

test('what is not there gives what was asked for instead', () => {
    const args = new Arguments();
    assert.equal(args.text('x', 'none'), 'none');
    assert.equal(args.number('x', -1), -1);
    assert.equal(args.truth('x', true), true);
    assert.equal(args.nested('x').size, 0);
    assert.deepEqual(args.list('x'), []);
});

test('nested objects and lists of objects become arguments', () => {
    const args = new Arguments({ ECC: { 'User.Account': '4711' }, Parties: [{ deviceid: '2044' }] });
    assert.equal(args.nested('ecc').text('user.account'), '4711');
    assert.equal(args.list('parties')[0].text('DeviceID'), '2044');
});

test('an empty name is refused', () => {
    assert.throws(() => new Arguments().set('  ', 1), TypeError);
});

test('a text that is the name of an inherited property is only a name', () => {
    const args = new Arguments(JSON.parse('{"__proto__": "x", "constructor": "y"}'));
    assert.equal(args.text('constructor'), 'y');
    assert.equal(args.text('toString', 'none'), 'none');
});

test('on the wire arguments are plain objects under the names they were given', () => {
    assert.equal(JSON.stringify(new Arguments({ DialedNumber: '7000', ECC: { a: 1 } })), '{"DialedNumber":"7000","ECC":{"a":1}}');
});
