import { defineCheck } from '../check.ts';
import { containerImage } from './containerImage.ts';

export default defineCheck({
  id: 'image-digest-missing',
  title: 'Images are pinned by their digest',
  category: 'images',
  severity: 'off',
  scope: 'object',
  on: 'container',
  containers: ['init', 'sidecar', 'app', 'ephemeral'],
  fix: null,
  aliases: { checkov: ['CKV_K8S_43'] },
  check({ target, report }) {
    const found = containerImage(target);
    if (!found || found.image.digest) return;
    report(found.field, `image "${found.text}" may change behind its tag: add its digest, @sha256:...`);
  },
});
