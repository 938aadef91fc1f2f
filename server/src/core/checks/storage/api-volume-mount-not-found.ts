import { addItem, set } from '../../manifest/edit.ts';
import type { Field } from '../../manifest/field.ts';
import type { PodTemplate } from '../../manifest/pods.ts';
import { placeholder } from '../../manifest/render.ts';
import type { Resource } from '../../manifest/resource.ts';
import { perObject } from '../../references/memo.ts';
import { volumesMayBePatched } from '../../references/patched.ts';
import type { Fix } from '../check.ts';
import { defineCheck } from '../check.ts';
import { nearest } from '../config.ts';
import { isFilledIn, labelProblem } from '../../syntax/names.ts';
import { listed } from '../oneOf.ts';
import { podVolumes, volumeUses } from './volumes.ts';

export default defineCheck({
  id: 'api-volume-mount-not-found',
  title: 'Containers mount volumes that their pod has',
  category: 'storage',
  severity: 'error',
  basis: 'api',
  scope: 'workspace',
  on: 'container',
  fix: { kind: 'edit', safe: false },
  check({ target, resource, pod, environment, workspace, slot, report }) {
    if (!pod || environment.partial) return;
    const { names, missing } = unknownVolumes(target, pod, resource);
    // An overlay may bring the volumes.
    if (missing.length === 0 || volumesMayBePatched(workspace, slot.uri)) return;
    for (const field of missing) {
      const name = field.string ?? '';
      if (isFilledIn(name)) continue;
      const near = name === '' ? undefined : nearest(name, names);
      const known = names.length > 0 ? `it has ${listed(names)}` : 'it has none';
      const hint = near ? `did you mean \`${near}\`?` : `add it to \`volumes\` (${known})`;
      report(field, `the pod has no volume "${name}": ${hint}`, {
        fixes: fixes(field, near, pod.spec.at('volumes')),
      });
    }
  },
});

/** The volumes of a pod, and what a container of it takes for one of them. */
const unknownVolumes = perObject((container: Field, pod: PodTemplate, resource: Resource) => {
  const names = podVolumes(pod, resource).map(({ name }) => name);
  const missing = volumeUses(container).filter(
    ({ string }) => string !== undefined && !names.includes(string),
  );
  return { names, missing };
});

function fixes(field: Field, near: string | undefined, volumes: Field): Fix[] {
  const name = field.string ?? '';
  const change: Fix[] = near
    ? [{ title: `Change to \`${near}\``, safe: false, edits: () => set(field, near) }]
    : [];
  if (name === '' || labelProblem(name)) return change;
  const volume = { name, configMap: { name: placeholder(name, { hint: 'confirm the source' }) } };
  return [...change, { title: `Add volume \`${name}\``, safe: false, edits: () => addItem(volumes, volume) }];
}
