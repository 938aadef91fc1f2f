import { set } from '../../manifest/edit.ts';
import { podLabels } from '../../manifest/pods.ts';
import { defineCheck } from '../check.ts';
import { podAffinityTerms } from './nodeSelectors.ts';

export default defineCheck({
  id: 'warn-tsc-null-selector',
  title: 'Spread and affinity select the pods that they are about',
  category: 'availability',
  severity: 'warning',
  basis: 'api',
  scope: 'object',
  on: 'pod',
  fix: { kind: 'edit', safe: false },
  check({ target, pod, environment, report }) {
    if (!pod || environment.partial) return;
    const labels = Object.fromEntries(podLabels(pod));
    for (const term of [...target.at('topologySpreadConstraints').items(), ...podAffinityTerms(pod)]) {
      const field = term.at('labelSelector');
      // With `matchLabelKeys` it is refused, and topology-spread-invalid says so.
      if (
        !term.isMap ||
        field.exists ||
        (term.parent?.key === 'topologySpreadConstraints' && term.at('matchLabelKeys').items().length > 0)
      )
        continue;
      const edits = (): ReturnType<typeof set> => set(field, { matchLabels: labels });
      const key = term.at('topologyKey');
      report(field, 'without a `labelSelector` this counts no pods, so it does nothing: add one', {
        at: key.exists ? key : term,
        fixes:
          Object.keys(labels).length > 0
            ? [{ title: "Select the pod's own labels", safe: false, edits }]
            : [],
      });
    }
  },
});
