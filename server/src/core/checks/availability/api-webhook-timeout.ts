import { defineCheck } from '../check.ts';

/** https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/#timeouts. */
const [MIN, MAX] = [1, 30];

export default defineCheck({
  id: 'api-webhook-timeout',
  title: 'The API server waits 1 to 30 seconds for a webhook',
  category: 'availability',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  kinds: ['ValidatingWebhookConfiguration', 'MutatingWebhookConfiguration'],
  on: 'object',
  fix: null,
  check({ target, resource, report }) {
    if (resource.group !== 'admissionregistration.k8s.io') return;
    for (const webhook of target.at('webhooks').items()) {
      const field = webhook.at('timeoutSeconds');
      const seconds = field.number;
      if (seconds !== undefined && (seconds < MIN || seconds > MAX))
        report(field, `the API server cannot wait ${seconds} seconds: write ${MIN} to ${MAX}`);
    }
  },
});
