import { describe, expect, it } from 'vitest';
import { formatCidr, isStrictlyWithin, parseCidr, parseIp } from './ip.ts';

describe('addresses', () => {
  it.each([
    '10.0.0.1',
    '010.0.0.1',
    '::',
    '::1',
    '2001:db8::ffff',
    '1:2:3:4:5:6:7:8',
    '::ffff:10.0.0.1',
    '1::8',
  ])('reads %s', (text) => {
    expect(parseIp(text)).toBeDefined();
  });

  it.each([
    '',
    '10.0.0',
    '10.0.0.256',
    '10.0.0.1.2',
    'a.b.c.d',
    ':',
    ':::',
    '1::2::3',
    '1:2:3:4:5:6:7',
    '12345::',
    '::g',
  ])('refuses %s', (text) => {
    expect(parseIp(text)).toBeUndefined();
  });
});

describe('ranges', () => {
  it.each([
    ['10.0.0.0/8', undefined],
    ['0.0.0.0/0', undefined],
    ['2001:db8::/32', undefined],
    ['10.0.0.1/8', 'bits'],
    ['010.0.0.0/8', 'zeros'],
    ['10.0.0.0/08', 'zeros'],
    ['::ffff:10.0.0.0/104', 'mapped'],
  ])('reads %s', (text, loose) => {
    expect(parseCidr(text)?.loose).toBe(loose);
  });

  it.each(['10.0.0.0', '10.0.0.0/33', '10.0.0.0/', '10.0.0.0/8/8', '::/129', '/8', '10.0.0.0/-1'])(
    'refuses %s',
    (text) => {
      expect(parseCidr(text)).toBeUndefined();
    },
  );

  it.each([
    ['10.1.0.0/16', '10.0.0.0/8', true],
    ['10.0.0.0/8', '10.0.0.0/8', false],
    ['11.0.0.0/16', '10.0.0.0/8', false],
    ['10.0.0.0/7', '10.0.0.0/8', false],
    ['2001:db8:1::/48', '2001:db8::/32', true],
    ['::/96', '10.0.0.0/8', false],
  ])('%s within %s', (inner, outer, expected) => {
    const [a, b] = [parseCidr(inner), parseCidr(outer)];
    expect(a && b && isStrictlyWithin(a, b)).toBe(expected);
  });

  it('writes the first address', () => {
    const range = parseCidr('10.1.2.3/8');
    expect(range && formatCidr(range)).toBe('10.0.0.0/8');
  });
});
