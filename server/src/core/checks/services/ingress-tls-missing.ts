import { set } from '../../manifest/edit.ts';
import { placeholder } from '../../manifest/render.ts';
import { isIngress } from '../../references/objects.ts';
import { defineCheck } from '../check.ts';

/** Annotations by which a provider adds TLS without `spec.tls`. */
const PROVIDED = [
  'alb.ingress.kubernetes.io/certificate-arn',
  'ingress.gcp.kubernetes.io/pre-shared-cert',
  'networking.gke.io/managed-certificates',
];

export default defineCheck({
  id: 'ingress-tls-missing',
  title: 'Ingresses encrypt with TLS',
  category: 'services',
  severity: 'off',
  scope: 'object',
  kinds: ['Ingress'],
  on: 'object',
  fix: { kind: 'placeholder', safe: false },
  aliases: { polaris: ['tlsSettingsMissing'] },
  check({ target, resource, environment, report }) {
    const tls = target.at('spec', 'tls');
    if (!isIngress(resource) || environment.partial || tls.items().length > 0) return;
    if (PROVIDED.some((name) => target.at('metadata', 'annotations', name).exists)) return;
    const rules = target.at('spec', 'rules').items();
    const hosts = [
      ...new Set(rules.map((rule) => rule.at('host').string).filter((host) => host !== undefined)),
    ];
    const secretName = placeholder(`${resource.name ?? 'ingress'}-tls`, { hint: 'name the Secret' });
    const entry = hosts.length > 0 ? { hosts, secretName } : { secretName };
    report(tls, 'this Ingress has no `tls`, so requests and answers are not encrypted: add it', {
      fixes: [{ title: 'Add `tls`', safe: false, edits: () => set(tls, [entry]) }],
    });
  },
});
