import { describe, expect, it } from 'vitest';
import { ManifestDocument } from './document.ts';
import { compareQuantities, parseQuantity, quantityOf, quantityText } from './quantity.ts';

const one = 10n ** 9n;

const compare = (a: string, b: string): number => {
  const [left, right] = [parseQuantity(a), parseQuantity(b)];
  return left && right ? compareQuantities(left, right) : Number.NaN;
};

describe('parseQuantity', () => {
  it.each([
    ['0', 0n],
    ['1', one],
    ['+1', one],
    ['-1', -one],
    ['0.1', one / 10n],
    ['.5', one / 2n],
    ['1.', one],
    ['100m', one / 10n],
    ['1500u', 1_500_000n],
    ['5n', 5n],
    ['1k', 1000n * one],
    ['1Ki', 1024n * one],
    ['1.5Gi', 1536n * 1024n ** 2n * one],
    ['0.5Ki', 512n * one],
    ['2M', 2_000_000n * one],
    ['1E', 10n ** 27n],
    ['1e3', 1000n * one],
    ['1E3', 1000n * one],
    ['12e-1', (12n * one) / 10n],
    ['1e+2', 100n * one],
    ['0.9n', 1n],
    ['-0.9n', -1n],
    ['1e-999999', 1n],
    ['8Ei', (2n ** 63n - 1n) * one],
    ['18446744073709551616', 18446744073709551616n * one],
  ])('%s', (text, nanos) => {
    expect(parseQuantity(text)?.nanos).toBe(nanos);
  });

  it.each([
    '',
    ' ',
    '1 Gi',
    '512MB',
    '1GiB',
    '1K',
    '1e',
    '1ee3',
    '1KI',
    '1mi',
    '1.2.3',
    '1,5',
    '--1',
    'one',
    'true',
    '1m5',
    '0x10',
    'Infinity',
    '1constructor',
  ])('refuses "%s"', (text) => {
    expect(parseQuantity(text)).toBeUndefined();
  });

  it('is not slowed down by absurd exponents and lengths', () => {
    expect(parseQuantity('1e99999999999')?.nanos).toBe(10n ** 1009n);
    expect(parseQuantity('9'.repeat(100_000))).toBeUndefined();
  });

  it('splits number and suffix', () => {
    expect(parseQuantity('-1.5Gi')).toMatchObject({ number: '-1.5', suffix: 'Gi' });
    expect(parseQuantity('2e3')).toMatchObject({ number: '2', suffix: 'e3' });
  });

  it('compares values, not texts', () => {
    expect(compare('1', '1000m')).toBe(0);
    expect(compare('1Gi', '1G')).toBe(1);
    expect(compare('0.1', '101m')).toBe(-1);
    expect(compare('9007199254740993', '9007199254740992')).toBe(1);
  });
});

describe('quantityText', () => {
  it.each([
    ['1', '1'],
    ['"1"', '1'],
    ['0.50', '0.5'],
    ['1e3', '1000'],
    ['010', '8'],
    ['1_000', '1000'],
    ['9223372036854775807', '9223372036854775807'],
    ['" 1Gi "', '1Gi'],
    ['yes', 'true'],
    ['1Gi', '1Gi'],
    ['1:30', '1:30'],
    ['~', undefined],
    ['{}', undefined],
  ])('%s', (yaml, text) => {
    expect(quantityText(new ManifestDocument(`a: ${yaml}`).root.at('a'))).toBe(text);
  });

  it('reads what YAML has read', () => {
    const { root } = new ManifestDocument('a: 1e3\nb: "1e3"\nc: *x');
    expect(quantityOf(root.at('a'))?.nanos).toBe(quantityOf(root.at('b'))?.nanos);
    expect(quantityOf(root.at('c'))).toBeUndefined();
  });
});
