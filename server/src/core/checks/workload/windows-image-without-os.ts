import { set } from '../../manifest/edit.ts';
import type { Field } from '../../manifest/field.ts';
import { defineCheck } from '../check.ts';
import { containerImage, fullName } from '../images/containerImage.ts';
import type { ImageReference } from '../images/image.ts';

export default defineCheck({
  id: 'windows-image-without-os',
  title: 'Pods with images for Windows ask for nodes that run it',
  category: 'workload',
  severity: 'warning',
  scope: 'object',
  on: 'pod',
  fix: { kind: 'edit', safe: false },
  check({ target, pod, environment, report }) {
    const images = pod?.containers.flatMap(({ field }) => containerImage(field) ?? []) ?? [];
    const found = images.find(({ image }) => isForWindows(image));
    if (!found || asksForWindows(target, environment.partial)) return;
    const selector = target.at('nodeSelector', OS_LABEL);
    const message = `this image runs on Windows only, but its pods may be put on a Linux node: add \`nodeSelector\` \`${OS_LABEL}: windows\``;
    report(found.field, message, {
      related: selector.exists ? [{ field: selector, message: 'the node selector' }] : [],
      fixes: [
        {
          title: `Select nodes with \`${OS_LABEL}: windows\``,
          safe: false,
          edits: () => set(selector, 'windows'),
        },
      ],
    });
  },
});

/** https://kubernetes.io/docs/reference/labels-annotations-taints/#kubernetes-io-os */
const OS_LABEL = 'kubernetes.io/os';

/** Base images that exist for Windows only, and the words by which tags name them (https://learn.microsoft.com/virtualization/windowscontainers/manage-containers/container-base-images). */
function isForWindows(image: ImageReference): boolean {
  return (
    /^mcr\.microsoft\.com\/(?:windows(?:\/|$)|dotnet\/framework\/)/.test(fullName(image)) ||
    WORDS.test(image.repository) ||
    (image.tag !== undefined && WORDS.test(image.tag))
  );
}

const WORDS = /(?:^|[-/_.])(?:nanoserver|windowsservercore|servercore)(?:$|[-/_.])|-ltsc20\d\d(?:$|-)/;

/** Whether a pod says by whatever means on which system it runs. A RuntimeClass may bring a node selector. */
function asksForWindows(spec: Field, partial: boolean): boolean {
  const selector = spec.at('nodeSelector');
  const os = selector.at(OS_LABEL);
  if (os.exists) return os.value !== 'linux';
  if (spec.at('os', 'name').exists) return spec.at('os', 'name').value !== 'linux';
  if (partial || spec.at('runtimeClassName').exists || spec.at('nodeName').exists) return true;
  const terms = spec
    .at('affinity', 'nodeAffinity', 'requiredDuringSchedulingIgnoredDuringExecution', 'nodeSelectorTerms')
    .items();
  return [...selector.entries().map(({ key }) => key), ...terms.flatMap(keysOf)].some((key) =>
    /windows|(?:^|[/.-])os(?:$|[/.-])/i.test(String(key)),
  );
}

function keysOf(term: Field): (string | undefined)[] {
  return ['matchExpressions', 'matchFields']
    .flatMap((key) => term.at(key).items())
    .map((item) => (item.at('key').value === 'metadata.name' ? 'windows' : item.at('key').written));
}
