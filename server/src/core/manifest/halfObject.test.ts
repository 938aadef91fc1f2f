import { describe, expect, it } from 'vitest';
import { halfObject } from './halfObject.ts';

const NAMED = 'metadata:\n  labels: { a: b }\n\n  name: web\nspec: {}\n';

describe('halfObject', () => {
  it.each([
    ['no kind', `apiVersion: v1\n${NAMED}`, 'kind', 'apiVersion', undefined],
    ['no apiVersion', `# web\nkind: Pod # ours\n${NAMED}`, 'apiVersion', 'kind', undefined],
    [
      'a kind with a capital letter',
      `apiVersion: apps/v1\nKind: Deployment\n${NAMED}`,
      'kind',
      'Kind',
      'Kind',
    ],
    [
      'a small letter',
      `apiversion: apps/v1\nkind: Deployment\n${NAMED}`,
      'apiVersion',
      'apiversion',
      'apiversion',
    ],
    [
      'a kind further down',
      `apiVersion: autoscaling/v2\r\nmetadata:\r\n  name: a\r\nspec:\r\n  scaleTargetRef:\r\n    kind: Deployment\r\n`,
      'kind',
      'apiVersion',
      undefined,
    ],
    ['metadata in one line', 'apiVersion: v1\nmetadata: { name: web }\n', 'kind', 'apiVersion', undefined],
  ])('finds %s', (_, text, missing, place, written) => {
    const found = halfObject(text);
    expect(found).toMatchObject({ missing, written });
    expect(text.slice(found?.span.start, found?.span.end)).toBe(place);
  });

  it.each([
    ['an object', `apiVersion: v1\nkind: Pod\n${NAMED}`],
    ['an object in JSON style keys', `apiVersion: v1\n"kind": Pod\n${NAMED}`],
    ['values of a chart', 'kind: daemonset\nmetadata:\n  labels: {}\n'],
    ['a file of another program', `apiVersion: score.dev/v1b1\n${NAMED}`],
    ['a role of another program', `kind: role\nversion: v5\n${NAMED}`],
    ['a chart', 'apiVersion: v2\nname: web\nversion: 1.0.0\n'],
    ['a name elsewhere', 'apiVersion: v1\nmetadata:\n  labels: {}\nspec:\n  name: web\n'],
  ])('takes %s as it is', (_, text) => {
    expect(halfObject(text)).toBeUndefined();
  });

  it('takes no longer for long texts', () => {
    const started = performance.now();
    halfObject(`metadata:\n${'  \n'.repeat(100_000)}`);
    halfObject(`metadata:\n${'  a: b\n \n'.repeat(100_000)}x: y\n`);
    expect(performance.now() - started).toBeLessThan(1000);
  });
});
