import type { Field } from '../../manifest/field.ts';
import type { PodTemplate } from '../../manifest/pods.ts';
import { defineCheck } from '../check.ts';
import { keyProblem } from '../../syntax/labels.ts';
import { spelling } from '../oneOf.ts';
import { envVars } from './envSources.ts';

export default defineCheck({
  id: 'api-env-fieldref',
  title: 'fieldRef names a field of the pod that can be read',
  category: 'workload',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  on: 'pod',
  fix: { kind: 'edit', safe: false },
  check({ pod, report }) {
    for (const { fieldRef, known } of pod ? fieldRefs(pod) : []) {
      const [apiVersion, field] = [fieldRef.at('apiVersion'), fieldRef.at('fieldPath')];
      const path = field.string;
      if (path === undefined) continue;
      if (apiVersion.string && apiVersion.string !== 'v1') {
        const message = 'fields of a pod are those of version v1: write `v1`, or remove `apiVersion`';
        report(field, message, { at: apiVersion });
        continue;
      }
      const [, map, key] = /^(.+?)\['(.*)'\]$/.exec(path) ?? [];
      if (map !== undefined && key !== undefined) {
        const problem = keyed(map, key);
        if (problem) report(map.startsWith('metadata.') ? fieldRef : field, problem, { at: field });
      } else if (!known.includes(path === 'spec.host' ? 'spec.nodeName' : path)) {
        const { hint, fixes } = spelling(field, known);
        report(field, `"${path}" is no field that can be read here: ${hint}`, { fixes });
      }
    }
  },
});

const METADATA = ['metadata.name', 'metadata.namespace', 'metadata.uid'];
const OF_ENV = [
  ...METADATA,
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
];
const OF_VOLUME = [...METADATA, 'metadata.labels', 'metadata.annotations'];

interface FieldRef {
  readonly fieldRef: Field;
  readonly known: readonly string[];
}

/** Source: https://kubernetes.io/docs/concepts/workloads/pods/downward-api/#available-fields. */
function fieldRefs({ spec, containers }: PodTemplate): FieldRef[] {
  const volumes = spec.at('volumes').items();
  const files = [
    ...volumes.map((volume) => volume.at('downwardAPI')),
    ...volumes.flatMap((volume) =>
      volume
        .at('projected', 'sources')
        .items()
        .map((source) => source.at('downwardAPI')),
    ),
  ].flatMap((source) => source.at('items').items());
  return [
    ...containers
      .filter(({ role }) => role !== 'ephemeral')
      .flatMap(({ field }) => envVars(field))
      .map((variable) => ({ fieldRef: variable.at('valueFrom', 'fieldRef'), known: OF_ENV })),
    ...files.map((file) => ({ fieldRef: file.at('fieldRef'), known: OF_VOLUME })),
  ];
}

function keyed(map: string, key: string): string | undefined {
  if (map !== 'metadata.labels' && map !== 'metadata.annotations')
    return `${map} has no keys: only metadata.labels and metadata.annotations are read by key`;
  const problem = keyProblem(map === 'metadata.annotations' ? key.toLowerCase() : key);
  return problem && `"${key}" cannot be a key of ${map}: ${problem}`;
}
