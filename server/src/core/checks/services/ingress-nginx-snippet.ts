import { remove, set } from '../../manifest/edit.ts';
import type { Field } from '../../manifest/field.ts';
import { isIngress } from '../../references/objects.ts';
import type { Fix } from '../check.ts';
import { defineCheck } from '../check.ts';

/** `nginx.ingress.kubernetes.io/server-snippet`, `nginx.org/location-snippets`. */
const SNIPPET = /^nginx\.(?:ingress\.kubernetes\.io|org)\/[\w-]*-snippets?$/;

export default defineCheck({
  id: 'ingress-nginx-snippet',
  title: 'Ingresses hand no configuration of their own to NGINX',
  category: 'services',
  severity: 'warning',
  scope: 'object',
  kinds: ['ConfigMap', 'Ingress'],
  on: 'object',
  fix: { kind: 'edit', safe: false },
  aliases: { checkov: ['CKV_K8S_152', 'CKV_K8S_153', 'CKV_K8S_154'] },
  check({ target, resource, report }) {
    if (isIngress(resource)) {
      for (const annotation of target.at('metadata', 'annotations').entries()) {
        if (!SNIPPET.test(String(annotation.key)) || !annotation.string?.trim()) continue;
        report(
          annotation,
          'a snippet runs with the rights of the NGINX controller, which reads all Secrets: remove it',
          {
            onKey: true,
            fixes: fixes('Remove the annotation', () => remove(annotation)),
          },
        );
      }
    } else if (resource.kind === 'ConfigMap' && resource.group === '') {
      const allow: Field = target.at('data', 'allow-snippet-annotations');
      if (allow.value !== 'true' && allow.value !== true) return;
      report(
        allow,
        'whoever may write an Ingress may then read all Secrets of the NGINX controller: set "false"',
        {
          fixes: fixes('Set to "false"', () => set(allow, 'false')),
        },
      );
    }
  },
});

function fixes(title: string, edits: Fix['edits']): Fix[] {
  return [{ title, safe: false, edits }];
}
