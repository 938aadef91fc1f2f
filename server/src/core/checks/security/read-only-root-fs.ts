import { addItem, set } from '../../manifest/edit.ts';
import type { Field } from '../../manifest/field.ts';
import type { Fix } from '../check.ts';
import { defineCheck } from '../check.ts';
import { containerField, containerName } from '../resources/containerResources.ts';
import { EVERY_CONTAINER, isSilent, isUnknown, runsOnWindows } from './securityContexts.ts';

export default defineCheck({
  id: 'read-only-root-fs',
  title: 'Containers cannot write into their own image',
  category: 'security',
  severity: 'warning',
  scope: 'object',
  on: 'container',
  containers: EVERY_CONTAINER,
  fix: { kind: 'edit', safe: false },
  aliases: {
    'kube-linter': ['no-read-only-root-fs'],
    'kube-score': ['container-security-context-readonlyrootfilesystem'],
    polaris: ['notReadOnlyRootFilesystem'],
    trivy: ['KSV-0014'],
    checkov: ['CKV_K8S_22'],
  },
  check(context) {
    const { target, pod, report } = context;
    const field = target.at('securityContext', 'readOnlyRootFilesystem');
    if (field.value === true || isUnknown(field) || runsOnWindows(context)) return;
    if (!field.exists && isSilent(context)) return;
    const message = `whoever breaks into ${containerName(target)} can change its programs: set \`readOnlyRootFilesystem: true\``;
    const plain = { title: 'Set `readOnlyRootFilesystem: true`', safe: false, edits: () => set(field, true) };
    report(field, message, {
      at: field.exists ? field : containerField(target),
      fixes: [plain, ...(pod ? withTmp(plain, target, pod.spec) : [])],
    });
  },
});

/** Many programs write temporary files and nothing else. */
function withTmp(plain: Fix, container: Field, spec: Field): Fix[] {
  const [mounts, volumes] = [container.at('volumeMounts'), spec.at('volumes')];
  const isTaken =
    mounts.items().some((mount) => mount.at('mountPath').string === '/tmp') ||
    volumes.items().some((volume) => volume.at('name').string === 'tmp');
  if (isTaken) return [];
  return [
    {
      title: `${plain.title} and mount an emptyDir at /tmp`,
      safe: false,
      edits: () => [
        ...plain.edits(),
        ...addItem(mounts, { name: 'tmp', mountPath: '/tmp' }),
        ...addItem(volumes, { name: 'tmp', emptyDir: {} }),
      ],
    },
  ];
}
