import { describe, expect, it } from 'vitest';
import { parseOptions } from './options.ts';

const SPECS = {
  fix: { description: '' },
  format: { value: 'FORMAT', choices: ['text', 'json'], description: '' },
  config: { value: 'FILE', description: '' },
};

describe('parseOptions', () => {
  it('takes options anywhere, the last of equal ones, and paths behind --', () => {
    const { options, paths } = parseOptions(
      'check',
      ['a', '--format=text', '--fix', '-', '--format', 'json', '--', '--fix'],
      SPECS,
    );
    expect([...options]).toEqual([
      ['format', 'json'],
      ['fix', 'true'],
    ]);
    expect(paths).toEqual(['a', '-', '--fix']);
  });

  it.each([
    [['--config'], 'option "--config" needs a value: FILE'],
    [['--config='], 'option "--config" needs a value: FILE'],
    [['--format', 'xml'], 'option "--format" is one of text, json, not "xml"'],
    [['--fix=1'], 'option "--fix" takes no value, but got "1"'],
    [['--fxi'], 'unknown option "--fxi": did you mean "--fix"?'],
    [['-x'], 'unknown option "-x"'],
    [['--__proto__'], 'unknown option "--__proto__"'],
    [['--toString'], 'unknown option "--toString"'],
  ])('refuses %j', (args, message) => {
    expect(() => parseOptions('check', args, SPECS)).toThrow(message);
  });
});
