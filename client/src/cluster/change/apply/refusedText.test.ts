import { expect, test } from 'vitest';
import { ClusterFailure } from '../../failure.ts';
import { refusedText } from './refusedText.ts';

test.each([
  [
    'failed to create typed patch object (/shop; /v1, Kind=Service): .spec.ports[port=80,protocol="TCP"].protocl: field not declared in schema',
    'spec.ports[port=80,protocol="TCP"].protocl: unknown field "protocl"',
  ],
  [
    'failed to create typed patch object (/shop; apps/v1, Kind=Deployment): errors:\n  .spec.replica: field not declared in schema\n  .spec.paused: expected boolean, got &value.valueUnstructured{Value:"x"}',
    'spec.replica: unknown field "replica"; spec.paused: expected boolean, got "x"',
  ],
  ['namespaces "shop" not found', 'namespaces "shop" not found'],
])('%s', (said, text) => {
  expect(refusedText(new ClusterFailure('invalid', said, 'Correct the object.'))).toBe(text);
});
