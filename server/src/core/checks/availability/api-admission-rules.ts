import type { Field } from '../../manifest/field.ts';
import { remove } from '../../manifest/edit.ts';
import type { ObjectContext } from '../check.ts';
import { defineCheck } from '../check.ts';

/** What the API server can send to a webhook. */
const REVIEWS: readonly unknown[] = ['v1', 'v1beta1'];

export default defineCheck({
  id: 'api-admission-rules',
  title: 'Webhooks and admission policies ask for what the API server can do',
  category: 'availability',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  kinds: [
    'CustomResourceDefinition',
    'MutatingWebhookConfiguration',
    'ValidatingAdmissionPolicyBinding',
    'ValidatingWebhookConfiguration',
  ],
  on: 'object',
  fix: { kind: 'edit', safe: false },
  check({ target, resource, report }) {
    const spec = target.at('spec');
    if (resource.group === 'apiextensions.k8s.io')
      checkReviews(spec.at('conversion', 'webhook', 'conversionReviewVersions'), report);
    if (resource.group !== 'admissionregistration.k8s.io') return;
    for (const webhook of target.at('webhooks').items())
      checkReviews(webhook.at('admissionReviewVersions'), report);
    const actions = spec.at('validationActions');
    const find = (name: string): Field | undefined => actions.items().find(({ string }) => string === name);
    const [deny, warn] = [find('Deny'), find('Warn')];
    if (deny && warn) {
      report(actions, '`Deny` says all that `Warn` would: choose one of them', {
        at: warn,
        related: [{ field: deny, message: 'the other one' }],
        fixes: [{ title: 'Remove `Warn`', safe: false, edits: () => remove(warn) }],
      });
    }
  },
});

/** https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/#request. */
function checkReviews(versions: Field, report: ObjectContext['report']): void {
  const items = versions.items();
  const [first] = items;
  if (
    !first ||
    items.some(({ string }) => string === undefined || REVIEWS.includes(string) || /[${]/.test(string))
  )
    return;
  report(versions, 'the API server sends only reviews of `v1` and `v1beta1`: name one of them', {
    at: first,
  });
}
