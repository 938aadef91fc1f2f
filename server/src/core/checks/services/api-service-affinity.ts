import { set } from '../../manifest/edit.ts';
import { isService } from '../../references/objects.ts';
import { defineCheck } from '../check.ts';

/** One day: https://kubernetes.io/docs/reference/networking/virtual-ips/#session-affinity. */
const MAX_SECONDS = 86_400;

export default defineCheck({
  id: 'api-service-affinity',
  title: 'Session affinity lasts up to a day',
  category: 'services',
  severity: 'error',
  basis: 'api',
  scope: 'object',
  kinds: ['Service'],
  on: 'object',
  fix: { kind: 'edit', safe: false },
  check({ target, resource, report }) {
    const spec = target.at('spec');
    // Without affinity the API server drops the settings.
    if (!isService(resource) || spec.at('sessionAffinity').value !== 'ClientIP') return;
    const field = spec.at('sessionAffinityConfig', 'clientIP', 'timeoutSeconds');
    const seconds = field.number;
    if (seconds === undefined || (seconds >= 1 && seconds <= MAX_SECONDS)) return;
    const most = seconds > MAX_SECONDS;
    report(field, `session affinity cannot last ${seconds} seconds: write 1 to ${MAX_SECONDS}`, {
      fixes: most
        ? [{ title: `Change to ${MAX_SECONDS}`, safe: false, edits: () => set(field, MAX_SECONDS) }]
        : [],
    });
  },
});
