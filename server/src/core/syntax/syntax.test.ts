import { describe, expect, it } from 'vitest';
import { keyProblem, validValue, valueProblem } from './labels.ts';
import { dns1035Problem, isFilledIn, labelProblem, subdomainProblem } from './names.ts';

describe('names', () => {
  it.each([
    ['a', true, true],
    ['1a', true, true],
    ['a.b', true, false],
    ['a'.repeat(63), true, true],
    ['a'.repeat(64), true, false],
    ['a'.repeat(254), false, false],
    ['a..b', false, false],
    ['a-.b', false, false],
    ['-a', false, false],
    ['a_b', false, false],
    ['ä', false, false],
  ])('%s', (name, subdomain, label) => {
    expect(subdomainProblem(name) === undefined).toBe(subdomain);
    expect(labelProblem(name) === undefined).toBe(label);
  });

  it('of Services began with a letter', () => {
    expect(dns1035Problem('1a')).toContain('begin with a letter');
    expect(dns1035Problem('a1')).toBeUndefined();
  });

  it.each([
    '${NAME}',
    '$(NAME)',
    'a-{{ x }}',
    '<name>',
    '__NAME__',
    '__NAME__-web',
    'web.__NAME__.example.com',
    'REPLACEME-web',
    'CHANGE_ME',
    'db-change_me_CHANGE-ME',
  ])('%s is filled in later', (text) => {
    expect(isFilledIn(text)).toBe(true);
  });

  it.each(['AIRFLOW__CORE__FERNET_KEY', 'EXCHANGE_METHOD', 'CHANGE_METRICS', 'REPLACEMENT', 'A__B'])(
    '%s is a name like others',
    (text) => {
      expect(isFilledIn(text)).toBe(false);
    },
  );
});

describe('labels', () => {
  it.each(['a', 'A_b.C-d', 'example.com/A', 'a'.repeat(63), `example.com/${'a'.repeat(63)}`])(
    'takes the key %s',
    (key) => {
      expect(keyProblem(key)).toBeUndefined();
    },
  );

  it.each(['', 'a b', '-a', 'a-', '/a', 'a/', 'a/b/c', 'Example.com/a', 'a'.repeat(64)])(
    'refuses the key %s',
    (key) => {
      expect(keyProblem(key)).toBeDefined();
    },
  );

  it.each([
    ['', undefined],
    ['1.0', undefined],
    ['team@example.com', 'team-example.com'],
    ['-a b-', 'a-b'],
    [`${'a'.repeat(62)}--b`, 'a'.repeat(62)],
  ])('the value "%s" becomes %s', (value, valid) => {
    expect(valueProblem(value) === undefined).toBe(valid === undefined);
    if (valid !== undefined) expect(validValue(value)).toBe(valid);
  });
});
