import { describe, expect, it } from 'vitest';
import { portChoices } from './portChoices.ts';
import { freePortName, portNameProblem, validPortName } from '../../syntax/ports.ts';

describe('names of ports', () => {
  it.each(['http', 'h', 'n23456789012345', 'a-1', '1a', 'x-y-z'])('%s is valid', (name) => {
    expect(portNameProblem(name)).toBeUndefined();
  });

  it.each([
    ['HTTP', 'http'],
    ['http_port', 'http-port'],
    ['a--b', 'a-b'],
    ['-a-', 'a'],
    ['8080', 'port-8080'],
    ['administration-ui', 'administration'],
    ['n234567890123456', 'n23456789012345'],
    ['__', undefined],
    ['123456789012345', 'port-1234567890'],
  ])('%s is not: %s would be', (name, valid) => {
    expect(portNameProblem(name)).toBeDefined();
    expect(validPortName(name)).toBe(valid);
    if (valid) expect(portNameProblem(valid)).toBeUndefined();
  });

  it('get a free number at their end', () => {
    expect(freePortName('http', new Set(['http', 'http-2']))).toBe('http-3');
    expect(freePortName('n23456789012345', new Set())).toBe('n234567890123-2');
  });
});

describe('the ports that may be meant', () => {
  const declared = [
    { name: 'metrics', number: 2020 },
    { name: 'http', number: 8080 },
    { name: undefined, number: 9000 },
    { name: 'debug', number: 9229 },
  ];

  it('begin with the likeliest', () => {
    expect(portChoices(8081, declared)).toEqual([8080, 2020, 9000]);
    expect(portChoices(80, declared, 'debug')).toEqual([9229, 2020, 8080]);
    expect(portChoices('htpp', declared)).toEqual(['http', 'metrics', 9000]);
    expect(portChoices('x', [])).toEqual([]);
  });
});
