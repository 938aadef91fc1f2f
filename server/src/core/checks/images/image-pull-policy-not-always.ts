import type { Field } from '../../manifest/field.ts';
import { set } from '../../manifest/edit.ts';
import { defineCheck } from '../check.ts';
import { containerImage } from './containerImage.ts';

export default defineCheck({
  id: 'image-pull-policy-not-always',
  title: 'Nodes ask the registry before they start a container',
  category: 'images',
  severity: 'off',
  scope: 'object',
  on: 'container',
  containers: ['init', 'sidecar', 'app', 'ephemeral'],
  fix: { kind: 'edit', safe: false },
  aliases: {
    'kube-score': ['container-image-pull-policy'],
    polaris: ['pullPolicyNotAlways'],
    checkov: ['CKV_K8S_15'],
  },
  check({ target, environment, report }) {
    const policy = target.at('imagePullPolicy');
    const fixes = [
      { title: 'Set `imagePullPolicy: Always`', safe: false, edits: () => set(policy, 'Always') },
    ];
    if (policy.value === 'IfNotPresent' || policy.value === 'Never') {
      report(policy, `\`${policy.value}\` starts whatever image the node has: set \`Always\``, { fixes });
      return;
    }
    const isDefault = !policy.exists || policy.value === '';
    if (!isDefault || environment.partial || !isIfNotPresent(target)) return;
    const at = target.at('name').exists ? target.at('name') : target.at('image');
    const message =
      'without `imagePullPolicy` a node starts whatever image it has under this tag: set `Always`';
    report(policy, message, { at, fixes });
  },
});

/** The default: `Always` for the tag `latest` and for neither tag nor digest (https://kubernetes.io/docs/concepts/containers/images/#imagepullpolicy-defaulting). */
function isIfNotPresent(container: Field): boolean {
  const found = containerImage(container);
  if (!found) return false;
  const { tag, digest } = found.image;
  return tag === undefined ? digest !== undefined : tag !== 'latest';
}
