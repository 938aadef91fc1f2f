import { set } from '../../manifest/edit.ts';
import { defineCheck } from '../check.ts';
import { containerImage } from './containerImage.ts';

export default defineCheck({
  id: 'deprecated-image-registry',
  title: "Kubernetes' own images come from registry.k8s.io",
  category: 'images',
  severity: 'warning',
  scope: 'object',
  on: 'container',
  containers: ['init', 'sidecar', 'app', 'ephemeral'],
  fix: { kind: 'edit', safe: true },
  check({ target, report }) {
    const found = containerImage(target);
    const old = found && OLD.exec(found.text)?.[0];
    if (!old) return;
    const moved = `registry.k8s.io/${found.text.slice(old.length)}`;
    report(found.field, `${old.slice(0, -1)} is frozen: use registry.k8s.io`, {
      tags: ['deprecated'],
      fixes: [{ title: `Change to \`${moved}\``, safe: true, edits: () => set(found.field, moved) }],
    });
  },
});

/** https://kubernetes.io/blog/2023/02/06/k8s-gcr-io-freeze-announcement/ */
const OLD =
  /^(?:k8s\.gcr\.io|(?:(?:us|eu|asia)\.)?gcr\.io\/(?:google_containers|google-containers|k8s-artifacts-prod))\//;
