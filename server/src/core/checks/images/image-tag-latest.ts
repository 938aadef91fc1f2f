import { set } from '../../manifest/edit.ts';
import { placeholder } from '../../manifest/render.ts';
import { defineCheck } from '../check.ts';
import { containerImage } from './containerImage.ts';

export default defineCheck({
  id: 'image-tag-latest',
  title: 'Images name the version that they run',
  category: 'images',
  severity: 'warning',
  scope: 'object',
  on: 'container',
  containers: ['init', 'sidecar', 'app', 'ephemeral'],
  fix: { kind: 'placeholder', safe: false },
  aliases: {
    'kube-linter': ['latest-tag'],
    'kube-score': ['container-image-tag'],
    polaris: ['tagNotSpecified'],
    trivy: ['KSV-0013'],
    checkov: ['CKV_K8S_14'],
  },
  check({ target, environment, report }) {
    const found = containerImage(target);
    if (!found || found.image.digest || (found.image.tag && found.image.tag !== 'latest')) return;
    const { field, text, image } = found;
    const name = image.tag ? text.slice(0, -image.tag.length - 1) : text;
    if (environment.pinnedImages.has(name)) return;
    const message = image.tag
      ? `image "${text}" is whatever was pushed last: name a version`
      : `image "${text}" has no tag, which means \`latest\`: name a version`;
    const version = placeholder('1.0.0', { before: `${name}:`, hint: 'name the version' });
    report(field, message, {
      fixes: [{ title: 'Name a version', safe: false, edits: () => set(field, version) }],
    });
  },
});
