import { expect, test } from 'vitest';
import { accountAt } from './accountAt.ts';

test.each([
  ['      serviceAccountName: builder', 'builder'],
  ['      serviceAccount: "builder" # why', 'builder'],
  ['spec: {serviceAccountName: a.b-c, containers: []}', 'a.b-c'],
  ['{"spec": {"serviceAccountName": "builder"}}', 'builder'],
  ['  automountServiceAccountToken: true', undefined],
  ['  my-serviceAccountName: builder', undefined],
  ['  serviceAccountName: {{ .Values.account }}', undefined],
  ['  serviceAccountName:', undefined],
])('%s: %s', (line, name) => {
  const middle = line.search(/serviceAccount/) + 4;
  expect(accountAt(line, middle)?.name).toBe(name);
});

test('only where the pointer is', () => {
  const line = 'spec: {serviceAccountName: builder, containers: []}';
  expect(accountAt(line, line.indexOf('builder'))).toEqual({ name: 'builder', start: 7, end: 34 });
  expect(accountAt(line, line.indexOf('containers'))).toBeUndefined();
});
