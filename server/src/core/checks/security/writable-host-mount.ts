import { set } from '../../manifest/edit.ts';
import { defineCheck } from '../check.ts';
import { containerName } from '../resources/containerResources.ts';
import { hostPaths, isRuntimeSocket } from './hostPaths.ts';
import { EVERY_CONTAINER, isUnknown } from './securityContexts.ts';

export default defineCheck({
  id: 'writable-host-mount',
  title: 'Containers only read what they mount from their node',
  category: 'security',
  severity: 'information',
  scope: 'object',
  on: 'container',
  containers: EVERY_CONTAINER,
  fix: { kind: 'edit', safe: false },
  aliases: { 'kube-linter': ['writable-host-mount'] },
  check({ target, pod, environment, report }) {
    const mounts = target.at('volumeMounts').items();
    if (!pod || mounts.length === 0) return;
    // A socket can be spoken to even where it is mounted read-only.
    const writable = hostPaths(pod.spec).filter(
      (one) => !(isRuntimeSocket(one) && environment.isOn('docker-sock')),
    );
    for (const mount of mounts) {
      const field = mount.at('name');
      const one = writable.find(({ name }) => name !== undefined && name === field.written);
      const readOnly = mount.at('readOnly');
      if (!one || readOnly.value === true || isUnknown(readOnly)) continue;
      const path = one.path ?? 'a path';
      report(
        readOnly,
        `${containerName(target)} can change ${path} of the node: set \`readOnly: true\` if it only reads`,
        {
          at: readOnly.exists ? readOnly : field,
          fixes: [{ title: 'Set `readOnly: true`', safe: false, edits: () => set(readOnly, true) }],
        },
      );
    }
  },
});
